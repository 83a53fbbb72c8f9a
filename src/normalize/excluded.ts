/** Removes from a schema what is not to be compared: tables in which migration tools keep their state, and what the user excludes. */
import type { Dialect } from "../dialects/index.js";
import {
  bookkeepingNames,
  isBookkeeping,
  nameText,
  schemaObjectKinds,
  schemaObjectRules,
  tableKey,
  withObjects,
  type ObjectKind,
  type Schema,
  type Table,
  type TableRef,
} from "../model/index.js";
import { withWholeNames } from "./generatedNames.js";
import type { Selectable, Selection } from "./selection.js";

/** What is known about a side while objects of it are selected. */
export interface Selecting {
  readonly selection: Selection;
  readonly dialect: Dialect;
  readonly reflected: boolean;
  /** Null where there is no other side. */
  readonly other: Schema | null;
}

const bookkeeping: ReadonlySet<string> = new Set(bookkeepingNames);

type Key = (kind: ObjectKind, table: TableRef | null, name: string | null) => string;

const keyOf: Key = (kind, table, name) =>
  JSON.stringify([kind, table === null ? null : tableKey(table), name]);

/** The table with a name for everything, including what the server would name: so an object is selected by the same name on both sides. */
export const named = (table: Table, dialect: Dialect): Table =>
  dialect.facts.namelessConstraints ? table : withWholeNames(table, dialect);

const partsOf = (table: Table): readonly (readonly [ObjectKind, string | null])[] => [
  ...table.columns.map(({ name }) => ["column", name] as const),
  ...table.constraints.map(({ kind, name }) => [kind, nameText(name)] as const),
  ...table.indexes.map(({ name }) => ["index", nameText(name)] as const),
];

const keysIn = (schema: Schema, dialect: Dialect): ReadonlySet<string> =>
  new Set([
    ...schema.namespaces.map(({ name }) => keyOf("schema", null, name)),
    ...schemaObjectKinds.flatMap((kind) =>
      schemaObjectRules[kind].all(schema).map((ref: TableRef) => keyOf(kind, ref, ref.name)),
    ),
    ...schema.tables.flatMap((table) =>
      partsOf(named(table, dialect)).map(([kind, name]) => keyOf(kind, table, name)),
    ),
  ]);

export type Stays = (object: Pick<Selectable, "kind" | "schema" | "table" | "name">) => boolean;

export const staysIn = (
  schema: Schema,
  { selection, reflected, other, dialect }: Selecting,
): Stays => {
  const defaultSchema = schema.defaultSchema ?? other?.defaultSchema ?? null;
  let there: ReadonlySet<string> | null = null;
  return (object) => {
    const { kind, schema: place, table, name } = object;
    const holder = table ?? name;
    const ref = kind === "schema" || holder === null ? null : { schema: place, name: holder };
    return selection.selects(
      {
        ...object,
        reflected,
        get counterpart() {
          if (other === null) return null;
          there ??= keysIn(other, dialect);
          return there.has(keyOf(kind, ref, name));
        },
      },
      defaultSchema,
    );
  };
};

/** The schema without excluded schemas, tables, enums, sequences and views; an object that is not modelled is excluded by its table's name or its own. */
export const withoutExcluded = (schema: Schema, selecting: Selecting): Schema => {
  const accounts = new Set(schema.tables.filter(isBookkeeping).map(tableKey));
  const isOurs = (ref: TableRef): boolean =>
    bookkeeping.has(ref.name) || accounts.has(tableKey(ref));
  const stays = staysIn(schema, selecting);
  const keeps =
    (kind: ObjectKind) =>
    (ref: TableRef): boolean =>
      !isOurs(ref) && stays({ kind, schema: ref.schema, table: null, name: ref.name });
  const kept = schemaObjectKinds.reduce(
    (whole, kind) => withObjects(whole, kind, (objects) => objects.filter(keeps(kind))),
    schema,
  );
  return {
    ...kept,
    namespaces: schema.namespaces.filter(({ name }) =>
      stays({ kind: "schema", schema: null, table: null, name }),
    ),
    notCompared: schema.notCompared.filter(
      (o) =>
        !isOurs(o) &&
        selecting.selection.lists(
          { ...o, table: o.table?.name ?? null },
          schema.defaultSchema ?? selecting.other?.defaultSchema ?? null,
        ) &&
        (o.table === null || keeps("table")(o.table)),
    ),
  };
};
