/** Finds in a schema what a batch on one table needs: its text, its indexes' texts, its triggers, who points to it. */
import { ofKind, SchemaDiffError, tableText, type Schema, type Sql, type Table, type TableRef } from "../../../model/index.js";
import { createIndex, createTable } from "../clauses.js";
import { parseTable } from "../grammar/index.js";
import { sameName } from "../lexicon.js";
import { neighbour } from "../read.js";
import { temporaryPrefix } from "../readSchema.js";
import type { Draft } from "./draft.js";

export const temporaryName = (table: string): string => temporaryPrefix + table;

export const tableIn = (before: Schema, ref: TableRef): Table => {
  const found = before.tables.find((t) => t.schema === null && sameName(t.name, ref.name));
  if (found !== undefined && ref.schema === null) return found;
  throw new SchemaDiffError("batch", `there is no table ${tableText(ref)} to alter`, "check the name");
};

/** The text that SQLite holds, or, for a table that exists only as a value so far, the one it is going to be made from. */
export const textOf = (table: Table): Sql => table.definition ?? createTable({ ...table, schema: null });

/** The texts of its indexes: SQLite's own, or what they will be made from. */
export const indexTexts = (table: Table): readonly Sql[] =>
  table.indexes.map((index) => index.definition ?? createIndex(table.name, index));

export const refuseLeftover = (before: Schema, table: string): void => {
  const name = temporaryName(table);
  const there = [...before.tables, ...before.notCompared].some((t) => sameName(t.name, name));
  if (there) {
    throw new SchemaDiffError(
      "batch", `table ${name} is there already: an earlier rebuild of ${table} did not finish`,
      `look what it holds; when ${table} has all of it, DROP TABLE "${name}", then run this again`,
    );
  }
};

export const draftOf = (before: Schema, ref: TableRef): Draft => {
  const table = tableIn(before, ref);
  const definition = parseTable(textOf(table));
  const others = (name: string) => before.tables.find((t) => t.schema === null && sameName(t.name, name));
  return {
    definition,
    origins: new Map(definition.columns.map((c) => [c.name.name, c.name.name])),
    indexes: indexTexts(table),
    neighbours: (name) => {
      if (sameName(name, table.name)) return neighbour(definition);
      const other = others(name);
      return other === undefined ? undefined : {
        name: other.name, columns: other.columns.map((c) => c.name), primaryKey: ofKind(other.constraints, "primaryKey")[0]?.columns ?? [],
      };
    },
    counting: table.columns.find((c) => c.identity !== null)?.name ?? null,
    released: [],
  };
};

/** The texts of the triggers on the table, in the order of their names. */
export const triggersOn = (before: Schema, table: string): readonly Sql[] =>
  before.notCompared.flatMap((u) => (u.kind === "trigger" && u.table !== null && sameName(u.table.name, table) && u.definition !== null ? [u.definition] : []));
