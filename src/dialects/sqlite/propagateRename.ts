/**
 * Predicts how SQLite's own renames change the texts around a table: foreign keys that reference
 * it, its triggers, views.
 */
import type { Schema, Sql, Unmodelled } from "../../model/index.js";
import { parseIndex, parseTable, type Reference, type TableDefinition } from "./grammar/index.js";
import { lexicon, quotedLike, sameName } from "./lexicon.js";
import { isReader, knownIn, referencesIn, tablesIn, type Known } from "./references/index.js";
import { expressionsOf, indexExpressions, qualifiersAt } from "./references/own.js";
import { edited, patched, replace } from "./rebuild/text.js";

export interface ColumnRename {
  readonly from: string;
  readonly to: string;
}

export const references = (definition: TableDefinition): readonly Reference[] => [
  ...definition.columns.flatMap((c) =>
    c.clauses.flatMap((k) => (k.is === "references" ? [k.reference] : [])),
  ),
  ...definition.constraints.flatMap((c) => (c.is === "foreignKey" ? [c.reference] : [])),
];

/** The text with the columns renamed in other tables' foreign keys to `table`. */
const columnsInKeys = (sql: Sql, table: string, renames: readonly ColumnRename[]): Sql => {
  const definition = parseTable(sql);
  const named = references(definition)
    .filter((r) => sameName(r.table.name, table))
    .flatMap((r) => r.columns ?? []);
  return patched(
    sql,
    named.flatMap((column) => {
      const rename = renames.find((r) => sameName(r.from, column.name));
      return rename === undefined
        ? []
        : [replace(column, quotedLike(sql.slice(column.start, column.end), rename.to))];
    }),
  );
};

/** The text of any table after the rename of a table; SQLite always quotes the new name. */
export const tableInTable = (sql: Sql, from: string, to: string): TableDefinition => {
  const definition = parseTable(sql);
  const own = sameName(definition.name.name, from)
    ? [definition.name, ...qualifiersAt(sql, expressionsOf(definition), from)]
    : [];
  const names = [
    ...own,
    ...references(definition).flatMap((r) => (sameName(r.table.name, from) ? [r.table] : [])),
  ];
  return edited(definition, ...names.map((name) => replace(name, lexicon.quote(to))));
};

/** The text of one of its indexes after the rename. */
export const tableInIndex = (sql: Sql, to: string): Sql => {
  const index = parseIndex(sql);
  return patched(
    sql,
    [index.table, ...qualifiersAt(sql, indexExpressions(index), index.table.name)].map((name) =>
      replace(name, lexicon.quote(to)),
    ),
  );
};

/**
 * A view or trigger after SQLite's rename of a table; one that cannot be parsed is returned
 * unchanged.
 */
export const tableInReader = (item: Unmodelled, from: string, to: string): Unmodelled => {
  const words =
    item.definition === null || !isReader(item) ? [] : (tablesIn(item.definition) ?? []);
  return {
    ...item,
    table:
      item.table !== null && sameName(item.table.name, from)
        ? { schema: null, name: to }
        : item.table,
    definition:
      item.definition === null
        ? null
        : patched(
            item.definition,
            words.filter((w) => sameName(w.name, from)).map((w) => replace(w, lexicon.quote(to))),
          ),
  };
};

/** A view or trigger after a rename of columns; one that cannot be parsed is returned unchanged. */
const columnsInReader = (
  item: Unmodelled,
  known: Known,
  table: string,
  renames: readonly ColumnRename[],
): Unmodelled => {
  const sql = item.definition;
  if (sql === null || !isReader(item)) return item;
  const patches = renames.flatMap(({ from, to }) =>
    (referencesIn(sql, known, table, from)?.places ?? []).map((place) =>
      replace(place, quotedLike(sql.slice(place.start, place.end), to)),
    ),
  );
  return patches.length === 0 ? item : { ...item, definition: patched(sql, patches) };
};

/** Every view and trigger of `before` after SQLite's rename of columns. */
export const columnsInReaders = (
  before: Schema,
  table: string,
  renames: readonly ColumnRename[],
): ((item: Unmodelled) => Unmodelled) => {
  const known = knownIn(before);
  return (item) => columnsInReader(item, known, table, renames);
};

/** All other tables, views and triggers after a rename of columns. */
export const aroundColumns = (
  before: Schema,
  schema: Schema,
  table: string,
  renames: readonly ColumnRename[],
  read: (sql: Sql, name: string) => Schema["tables"][number],
): Schema => {
  if (renames.length === 0) return schema;
  return {
    ...schema,
    tables: schema.tables.map((t) => {
      if (sameName(t.name, table) || t.definition === null) return t;
      const text = columnsInKeys(t.definition, table, renames);
      return text === t.definition ? t : read(text, t.name);
    }),
    notCompared: schema.notCompared.map(columnsInReaders(before, table, renames)),
  };
};
