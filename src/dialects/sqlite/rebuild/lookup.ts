/**
 * Finds in a schema what a batch on one table needs: its text, its indexes' texts, its triggers,
 * and the tables that reference it.
 */
import {
  messageOf,
  nameText,
  ofKind,
  SchemaDiffError,
  tableText,
  type Schema,
  type Sql,
  type Table,
  type TableRef,
  type Unmodelled,
  lookupTable,
} from "../../../model/index.js";
import { createIndex, createTable, dropInScript } from "../clauses.js";
import { parseIndex, parseStoredTable, parseTable } from "../grammar/index.js";
import { sameName } from "../lexicon.js";
import { neighbour } from "../definition.js";
import { temporaryPrefix } from "../readSchema.js";
import type { Draft } from "./draft.js";

export const temporaryName = (table: string): string => temporaryPrefix + table;

const batchError = (message: string, todo: string): SchemaDiffError =>
  new SchemaDiffError("batch", message, todo);

const whyNotUnderstood = (sql: Sql): string => {
  try {
    parseTable(sql);
    return "";
  } catch (error) {
    return `: ${messageOf(error)}`;
  }
};

/** Objects that have a table's name but cannot be altered: the error, and what to do instead. */
const unalterable: Readonly<Record<string, (item: Unmodelled) => SchemaDiffError>> = lookupTable({
  view: (item) =>
    batchError(
      `${item.name} is a view, and only tables can be altered`,
      `drop it, ${dropInScript(item)}, and make it anew`,
    ),
  "virtual table": ({ name }) =>
    batchError(
      `${name} is a virtual table, which SQLite cannot alter and nobody can rebuild but its module`,
      "drop it by op.execute and make it anew",
    ),
  "shadow table": ({ name }) =>
    batchError(
      `${name} holds the data of a virtual table, and is its module's alone`,
      "alter the virtual table: drop it by op.execute and make it anew",
    ),
  "leftover of a rebuild": ({ name }) =>
    batchError(`${name} is what an earlier rebuild left behind`, "look what it holds, and drop it"),
  "table that was not understood": ({ name, definition }) =>
    batchError(
      `table ${name} cannot be altered, since its CREATE TABLE was not understood${whyNotUnderstood(definition ?? "")}`,
      "alter it by op.execute",
    ),
});

/**
 * The object that has this name among tables, views and indexes; triggers have a namespace of their
 * own.
 */
export const holderOf = (before: Schema, name: string): string | null => {
  const table = before.tables.find((t) => sameName(t.name, name));
  if (table !== undefined) return `table ${table.name}`;
  const owner = before.tables.find((t) =>
    t.indexes.some((i) => sameName(nameText(i.name) ?? "", name)),
  );
  if (owner !== undefined) return `an index of table ${owner.name}`;
  const other = before.notCompared.find((u) => u.kind !== "trigger" && sameName(u.name, name));
  return other === undefined ? null : `the ${other.kind} ${other.name}`;
};

export const tableIn = (before: Schema, ref: TableRef): Table => {
  const found = before.tables.find((t) => t.schema === null && sameName(t.name, ref.name));
  if (found !== undefined && ref.schema === null) return found;
  const other =
    ref.schema !== null
      ? undefined
      : before.notCompared.find(
          (u) => unalterable[u.kind] !== undefined && sameName(u.name, ref.name),
        );
  throw (
    (other === undefined ? undefined : unalterable[other.kind]?.(other)) ??
    batchError(`there is no table ${tableText(ref)} to alter`, "check the name")
  );
};

/**
 * The text that SQLite holds, or, for a table that exists only as a value so far, the one that it
 * will be created from.
 */
export const textOf = (table: Table): Sql =>
  table.definition ?? createTable({ ...table, schema: null });

/** The texts of its indexes: SQLite's own, or those that they will be created from. */
export const indexTexts = (table: Table): readonly Sql[] =>
  table.indexes.map((index) => index.definition ?? createIndex(table.name, index));

/** In creation order; those created after the schema was read come last, as they are given. */
const inOrder = <T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  made: readonly string[] = [],
): readonly T[] => {
  const places = new Map(made.map((name, i) => [name, i]));
  const place = (item: T): number => places.get(nameOf(item)) ?? made.length;
  return [...items].sort((a, b) => place(a) - place(b));
};

export const refuseLeftover = (before: Schema, table: string): void => {
  const name = temporaryName(table);
  const there = [...before.tables, ...before.notCompared].some((t) => sameName(t.name, name));
  if (there) {
    throw batchError(
      `table ${name} is there already: an earlier rebuild of ${table} did not finish`,
      `look what it holds; when ${table} has all of it, DROP TABLE "${name}", then run this again`,
    );
  }
};

export const draftOf = (before: Schema, ref: TableRef): Draft => {
  const table = tableIn(before, ref);
  const definition = parseStoredTable(textOf(table));
  const others = (name: string) =>
    before.tables.find((t) => t.schema === null && sameName(t.name, name));
  return {
    definition,
    origins: new Map(definition.columns.map((c) => [c.name.name, c.name.name])),
    indexes: inOrder(
      indexTexts(table),
      (sql) => parseIndex(sql).name.name,
      before.creationOrder?.indexes,
    ),
    neighbours: (name) => {
      if (sameName(name, table.name)) return neighbour(definition);
      const other = others(name);
      return other === undefined
        ? undefined
        : {
            name: other.name,
            columns: other.columns.map((c) => c.name),
            primaryKey: ofKind(other.constraints, "primaryKey")[0]?.columns ?? [],
          };
    },
    taken: (name) =>
      sameName(name, table.name) ||
      table.indexes.some((i) => sameName(nameText(i.name) ?? "", name))
        ? null
        : holderOf(before, name),
    counting: table.columns.find((c) => c.identity !== null)?.name ?? null,
    released: [],
    followRenames: true,
  };
};

/** The texts of the triggers on the table, in creation order, by which SQLite fires them. */
export const triggersOn = (before: Schema, table: string): readonly Sql[] => {
  const triggers = before.notCompared.filter(
    (u) => u.kind === "trigger" && u.table !== null && sameName(u.table.name, table),
  );
  return inOrder(triggers, (u) => u.name, before.creationOrder?.triggers).flatMap(
    ({ definition }) => (definition === null ? [] : [definition]),
  );
};
