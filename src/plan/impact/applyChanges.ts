/** The schema that a plan arrives at: what nobody changed stands as it stood before, with the names and words it has in the database. */
import {
  same,
  isOfSqlObject,
  tableKey,
  withObjects,
  type Change,
  type ChangeOf,
  type Column,
  type Constraint,
  type ConstraintKind,
  type Index,
  type ObjectKind,
  type Schema,
  type SchemaObjectKind,
  type SqlObjectKind,
  type Table,
  type TableRef,
} from "../../model/index.js";

/** The list with one member taken out, put in, or replaced. */
const changed = <T>(
  all: readonly T[],
  from: T | null,
  to: T | null,
  is: (item: T, other: T) => boolean,
): readonly T[] => {
  const at = from === null ? -1 : all.findIndex((item) => is(item, from));
  const added = to === null ? [] : [to];
  return at < 0 ? [...all, ...added] : [...all.slice(0, at), ...added, ...all.slice(at + 1)];
};

const identical = <T extends Constraint | Index>(a: T, b: T): boolean => same(a, b);
const sameColumn = (a: Column, b: Column): boolean => a.name === b.name;
const sameRef = (a: TableRef, b: TableRef): boolean => tableKey(a) === tableKey(b);

type Apply<K extends ObjectKind> = (schema: Schema, change: ChangeOf<K>) => Schema;

/** What stands in a schema by its name. */
const ofSchema =
  <K extends SchemaObjectKind>(kind: K): Apply<K> =>
  (schema, { from, to }) =>
    withObjects(schema, kind, (objects) => changed(objects, from, to, sameRef));

/** What belongs to a table. */
const ofTable =
  <K extends ObjectKind>(within: (table: Table, change: ChangeOf<K>) => Table): Apply<K> =>
  (schema, change) => ({
    ...schema,
    tables: schema.tables.map((t) =>
      t.schema === change.schema && t.name === change.table ? within(t, change) : t,
    ),
  });

const constraint: Apply<ConstraintKind> = ofTable((table, { from, to }) => ({
  ...table,
  constraints: changed<Constraint>(table.constraints, from, to, identical),
}));

type OwnKind = Exclude<ObjectKind, SqlObjectKind>;

const rows: { readonly [K in OwnKind]: Apply<K> } = {
  schema: (schema, { from, to }) => ({
    ...schema,
    namespaces: changed(schema.namespaces, from, to, (a, b) => a.name === b.name),
  }),
  enum: ofSchema("enum"),
  sequence: ofSchema("sequence"),
  // What a table that stays holds, changes by rows of its own.
  table: (schema, { from, to }) =>
    withObjects(schema, "table", (tables) =>
      from === null || to === null
        ? changed(tables, from, to, sameRef)
        : tables.map((t) =>
            sameRef(t, from)
              ? { ...t, name: to.name, comment: to.comment, options: to.options }
              : t,
          ),
    ),
  column: ofTable((table, { from, to }) => ({
    ...table,
    columns: changed(table.columns, from, to, sameColumn),
  })),
  primaryKey: constraint,
  unique: constraint,
  foreignKey: constraint,
  check: constraint,
  exclude: constraint,
  index: ofTable((table, { from, to }) => ({
    ...table,
    indexes: changed(table.indexes, from, to, identical),
  })),
};

const ownApplied = <K extends OwnKind>(schema: Schema, change: ChangeOf<K>): Schema =>
  rows[change.kind](schema, change);

const applied = (schema: Schema, change: Change): Schema =>
  isOfSqlObject(change)
    ? ofSchema(change.kind)(schema, change)
    : ownApplied<OwnKind>(schema, change);

/** The names, words and unnamed CHECKs of what stays are those of `from`: a declaration need not know them, and the way back must. */
export const applyChanges = (from: Schema, changes: readonly Change[]): Schema =>
  changes.reduce(applied, from);
