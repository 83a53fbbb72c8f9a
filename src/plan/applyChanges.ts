/** The schema that a plan arrives at: what nobody changed stands as it stood before, with the names and words it has in the database. */
import {
  refOf,
  tableKey,
  type Change,
  type Column,
  type Constraint,
  type Index,
  type Schema,
  type Table,
  type TableRef,
} from "../model/index.js";

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

const identical = <T extends Constraint | Index>(a: T, b: T): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
const sameColumn = (a: Column, b: Column): boolean => a.name === b.name;
const sameRef = (a: TableRef, b: TableRef): boolean => tableKey(a) === tableKey(b);

const inTable = (table: Table, change: Change): Table => {
  switch (change.kind) {
    case "schema":
    case "enum":
    case "sequence":
    case "table":
      return table;
    case "column":
      return { ...table, columns: changed(table.columns, change.from, change.to, sameColumn) };
    case "index":
      return { ...table, indexes: changed(table.indexes, change.from, change.to, identical) };
    case "primaryKey":
    case "unique":
    case "foreignKey":
    case "check":
    case "exclude":
      return {
        ...table,
        constraints: changed<Constraint>(table.constraints, change.from, change.to, identical),
      };
  }
};

const inSchema = (schema: Schema, change: Change): Schema => {
  switch (change.kind) {
    case "schema":
      return {
        ...schema,
        namespaces: changed(schema.namespaces, change.from, change.to, (a, b) => a.name === b.name),
      };
    case "enum":
      return { ...schema, enums: changed(schema.enums, change.from, change.to, sameRef) };
    case "sequence":
      return { ...schema, sequences: changed(schema.sequences, change.from, change.to, sameRef) };
    case "table": {
      const { from, to } = change;
      if (from === null || to === null)
        return { ...schema, tables: changed(schema.tables, from, to, sameRef) };
      return {
        ...schema,
        tables: schema.tables.map((t) =>
          sameRef(t, refOf(from)) ? { ...t, comment: to.comment, options: to.options } : t,
        ),
      };
    }
    case "column":
    case "index":
    case "primaryKey":
    case "unique":
    case "foreignKey":
    case "check":
    case "exclude":
      return {
        ...schema,
        tables: schema.tables.map((t) =>
          t.schema === change.schema && t.name === change.table ? inTable(t, change) : t,
        ),
      };
  }
};

/** The names, words and unnamed CHECKs of what stays are those of `from`: a declaration need not know them, and the way back must. */
export const applyChanges = (from: Schema, changes: readonly Change[]): Schema =>
  changes.reduce(inSchema, from);
