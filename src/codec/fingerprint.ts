/** The fingerprint of a schema: a hash of what a snapshot of it holds. */
import { createHash } from "node:crypto";
import { dialectNamed } from "../dialects/index.js";
import {
  byText,
  constraintKinds,
  nameText,
  ofKind,
  optionsIfAny,
  valueText,
  withoutOptions,
  type Constraint,
  type Index,
  type Schema,
  type Table,
} from "../model/index.js";
import { schema as schemaCodec } from "./schema.js";

/** The tables without the options that are read only where a declaration mentions them. */
const withoutReadApart = ({ tables, dialect }: Schema): Schema["tables"] => {
  const { readApart } = dialectNamed(dialect).facts;
  if (readApart === undefined) return tables;
  return tables.map((table) => ({
    ...table,
    options: withoutOptions(table.options, readApart.tableOptions),
    columns: table.columns.map((c) => ({
      ...c,
      options: withoutOptions(c.options, readApart.columnOptions),
    })),
    constraints: table.constraints.map((c): Constraint => {
      if (!("options" in c)) return c;
      const { options = {}, ...rest } = c;
      return { ...rest, ...optionsIfAny(withoutOptions(options, readApart.indexOptions)) };
    }),
    indexes: table.indexes.map((i) => ({
      ...i,
      options: withoutOptions(i.options, readApart.indexOptions),
    })),
  }));
};

const byName = <T extends Constraint | Index>(items: readonly T[]): readonly T[] =>
  [...items].sort((a, b) => byText(nameText(a.name) ?? "", nameText(b.name) ?? ""));

/** The order of constraints and indexes is no difference. */
const inOneOrder = ({ constraints, indexes, ...table }: Table): Table => ({
  ...table,
  constraints: constraintKinds.flatMap((kind) => byName(ofKind(constraints, kind))),
  indexes: byName(indexes),
});

/** The schema without what is not part of it or is read only sometimes. */
const withoutAsides = ({ prints: _prints, ...schema }: Schema): Schema => ({
  ...schema,
  version: [],
  tables: withoutReadApart(schema).map(inOneOrder),
  notCompared: schema.notCompared.map(({ digest: _digest, usedBy: _usedBy, ...item }) => item),
});

/**
 * `sha256:` and the SHA-256 in hexadecimal of the snapshot as JSON: defaults left out, keys in
 * code-unit order, no blanks, UTF-8. The server's version is not included, so that an update of the
 * server does not change it, and neither are the digests of objects that are not compared, and what needs those.
 */
export const fingerprintOf = (schema: Schema): string =>
  `sha256:${createHash("sha256")
    .update(valueText(schemaCodec.encode(withoutAsides(schema))))
    .digest("hex")}`;
