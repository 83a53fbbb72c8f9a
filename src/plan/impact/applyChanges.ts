/** Computes the schema that a plan results in: what is not changed stays as in the database, with its names and texts. */
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

/** The list with one member removed, added or replaced. */
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

/** Applies a change to an object of a schema. */
const ofSchema =
  <K extends SchemaObjectKind>(kind: K): Apply<K> =>
  (schema, { from, to }) =>
    withObjects(schema, kind, (objects) => changed(objects, from, to, sameRef));

/** Applies a change to a part of a table. */
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
  // The parts of a table that stays are changed by rows of their own.
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

/** Applies changes to a schema. What stays keeps the names, texts and unnamed CHECKs of `from`: a declaration need not have them, but the way back needs them. */
export const applyChanges = (from: Schema, changes: readonly Change[]): Schema =>
  changes.reduce(applied, from);
