/** Codecs: what is written of a value reads back as that value, for every value of the model. */
import { readFileSync } from "node:fs";
import fc, { type Arbitrary } from "fast-check";
import type { Codec } from "../../src/codec/codec.js";
import { column, columnLiteral } from "../../src/codec/column.js";
import { constraint } from "../../src/codec/constraint.js";
import { writeConstraint } from "../../src/codec/constraintLiteral.js";
import { root } from "../../src/decode/decode.js";
import {
  element,
  excludeElement,
  snapshotElement,
  snapshotExcludeElement,
} from "../../src/codec/element.js";
import { enumType } from "../../src/codec/enumType.js";
import { name } from "../../src/codec/name.js";
import { operation } from "../../src/codec/operation.js";
import { schema } from "../../src/codec/schema.js";
import { sequence } from "../../src/codec/sequence.js";
import { table } from "../../src/codec/table.js";
import { index } from "../../src/codec/tableIndex.js";
import { tableRef } from "../../src/codec/tableRef.js";
import { constraint as constraintReader } from "../../src/migrate/read/constraint.js";
import {
  byAuthor,
  emptySchema,
  nowhere,
  plainColumn,
  plainElement,
  plainIndex,
  type Constraint,
  type Name,
  type Schema,
} from "../../src/model/index.js";
import * as any from "../render/arbitraries.js";
import { isObject, misfits } from "../render/jsonSchema.js";

const definitionsOf = (document: string): unknown => {
  const jsonSchema: unknown = JSON.parse(
    readFileSync(new URL(`../../${document}`, import.meta.url), "utf8"),
  );
  return isObject(jsonSchema) ? jsonSchema["$defs"] : null;
};
const definitions = definitionsOf("snapshot.schema.json");
const place = root("snapshot", "value", "write it again");
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const anyName: Arbitrary<Name> = fc.oneof(
  any.word.map((text): Name => ({ from: "author", text })),
  any.word.map((text): Name => ({ from: "server", text })),
  any.maybe(any.word).map((lent): Name => ({ from: "nowhere", lent })),
);
const anyConstraint = any.anyConstraint(anyName);
const anyIndex = fc.tuple(any.index, anyName).map(([i, named]) => ({ ...i, name: named }));
const anyTable = fc
  .tuple(any.table, fc.array(anyConstraint, { maxLength: 2 }), fc.array(anyIndex, { maxLength: 2 }))
  .map(([t, constraints, indexes]) => ({ ...t, constraints, indexes }));
const few = <T>(of: Arbitrary<T>): Arbitrary<readonly T[]> => fc.array(of, { maxLength: 2 });
const anySchema: Arbitrary<Schema> = fc.record(
  {
    formatVersion: fc.constant(1 as const),
    dialect: fc.constantFrom("postgres" as const, "sqlite" as const),
    version: fc.array(fc.nat(99), { maxLength: 3 }),
    defaultSchema: any.maybe(any.word),
    namespaces: few(fc.record({ name: any.word, comment: any.maybe(any.word) })),
    enums: few(any.enumType),
    sequences: few(any.sequence),
    tables: few(anyTable),
    notCompared: few(
      fc.record({
        kind: any.word,
        schema: any.maybe(any.word),
        name: any.word,
        table: any.maybe(any.ref),
        definition: any.maybe(any.sql),
      }),
    ),
    creationOrder: fc.record({ indexes: any.columns, triggers: any.columns }),
  },
  {
    requiredKeys: [
      "formatVersion",
      "dialect",
      "version",
      "defaultSchema",
      "namespaces",
      "enums",
      "sequences",
      "tables",
      "notCompared",
    ],
  },
);

/** Three facts about a codec, whatever the type of its values. */
const facts = <T>(codec: Codec<T>, values: Arbitrary<T>, $defs = definitions) => ({
  readsBack: () => {
    fc.assert(
      fc.property(values, (value) => {
        const written = throughJson(codec.encode(value));
        expect(codec.decode(written, place)).toEqual(value);
        expect(codec.encode(codec.decode(written, place))).toEqual(codec.encode(value));
      }),
    );
  },
  fitsItsSchema: () => {
    const whole = { ...codec.schema, $defs };
    fc.assert(
      fc.property(values, (value) => {
        expect(misfits(whole, throughJson(codec.encode(value)))).toEqual([]);
      }),
    );
  },
  /** As snapshots held values before defaults were left out: with every field of the model. */
  readsInFull: () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(codec.decode(throughJson(value), place)).toEqual(value);
      }),
    );
  },
});

const snapshots = {
  name: facts(name, anyName),
  tableRef: facts(tableRef, any.ref),
  column: facts(column, any.column),
  element: facts(snapshotElement, any.element),
  excludeElement: facts(snapshotExcludeElement, any.exclude),
  constraint: facts(constraint, anyConstraint),
  index: facts(index, anyIndex),
  table: facts(table, anyTable),
  sequence: facts(sequence, any.sequence),
  enum: facts(enumType, any.enumType),
  schema: facts(schema, anySchema),
  objectOperation: facts(operation, any.objectOperation, definitionsOf("plan.schema.json")),
};

describe.each(Object.entries(snapshots))("%s", (_, { readsBack, fitsItsSchema, readsInFull }) => {
  test("reads back as it was", readsBack);
  test("fits its JSON Schema", fitsItsSchema);
  test("is read with every default spelled out", readsInFull);
});

/** A script does not say where a name comes from, nor a name that was only lent. */
const scriptName: Arbitrary<Name> = fc.oneof(any.word.map(byAuthor), fc.constant(nowhere));

const scripts = {
  column: facts(columnLiteral, any.column),
  element: facts(element, any.element),
  excludeElement: facts(excludeElement, any.exclude),
  constraint: facts<Constraint>(
    {
      encode: writeConstraint,
      decode: constraintReader(() => "never asked for"),
      schema: {},
      uses: [],
    },
    any.anyConstraint(scriptName),
  ),
};

describe.each(Object.entries(scripts))("%s in a script", (_, { readsBack }) => {
  test("reads back as it was", readsBack);
});

test("what is a default is left out", () => {
  expect(schema.encode({ ...emptySchema("postgres"), tables: [] })).toEqual({
    formatVersion: 1,
    dialect: "postgres",
    tables: [],
  });
  expect(column.encode(plainColumn("id", "integer"))).toEqual({ name: "id", type: "integer" });
  expect(index.encode(plainIndex(byAuthor("ix"), [plainElement({ column: "a" })]))).toEqual({
    name: "ix",
    elements: ["a"],
  });
  expect(
    constraint.encode({
      kind: "check",
      name: nowhere,
      expression: "a > 0",
      validated: true,
      enforced: true,
      inherited: true,
      ofColumn: null,
      comment: null,
    }),
  ).toEqual({ kind: "check", name: { from: "nowhere" }, expression: "a > 0" });
});
