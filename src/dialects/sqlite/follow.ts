/** Foretells what SQLite's own renames do to the texts around a table: foreign keys that point to it, its triggers, views. */
import type { Schema, Sql, Unmodelled } from "../../model/index.js";
import { meaningful, type Token } from "../../sql/index.js";
import { parseTable, type Reference, type TableDefinition } from "./grammar/index.js";
import { lexicon, quotedLike, sameName } from "./lexicon.js";
import { edited, patched, replace, type Patch } from "./rebuild/text.js";

export interface ColumnRename {
  readonly from: string;
  readonly to: string;
}

const references = (definition: TableDefinition): readonly Reference[] => [
  ...definition.columns.flatMap((c) => c.clauses.flatMap((k) => (k.is === "references" ? [k.reference] : []))),
  ...definition.constraints.flatMap((c) => (c.is === "foreignKey" ? [c.reference] : [])),
];

/** The columns that other tables' foreign keys name. */
export const columnsFollowed = (sql: Sql, table: string, renames: readonly ColumnRename[]): Sql => {
  const definition = parseTable(sql);
  const named = references(definition).filter((r) => sameName(r.table.name, table)).flatMap((r) => r.columns ?? []);
  return patched(sql, named.flatMap((column) => {
    const rename = renames.find((r) => sameName(r.from, column.name));
    return rename === undefined ? [] : [replace(column, quotedLike(sql.slice(column.start, column.end), rename.to))];
  }));
};

/** The table's name in foreign keys; SQLite always quotes the new one. */
export const tableFollowed = (sql: Sql, from: string, to: string): TableDefinition => {
  const definition = parseTable(sql);
  const own = sameName(definition.name.name, from) ? [replace(definition.name, lexicon.quote(to))] : [];
  return edited(definition, ...own, ...references(definition).filter((r) => sameName(r.table.name, from)).map((r) => replace(r.table, lexicon.quote(to))));
};

const named = (token: Token | undefined, name: string): token is Token =>
  token !== undefined && (token.kind === "word" || token.kind === "quoted") && sameName(token.value, name);

const edit = (sql: Sql, patch: (tokens: readonly Token[], i: number) => Patch | null): Sql => {
  const tokens = meaningful(sql, lexicon);
  return patched(sql, tokens.map((_, i) => patch(tokens, i)).filter((p) => p !== null));
};

/** Behind these words, or before a dot, a name is a table's. */
const beforeTables = /^(on|from|join|into|update|,)$/i;

export const viewFollowed = (item: Unmodelled, from: string, to: string): Unmodelled => ({
  ...item,
  table: item.table !== null && sameName(item.table.name, from) ? { schema: null, name: to } : item.table,
  definition: item.definition === null ? null : edit(item.definition, (tokens, i) => {
    const token = tokens[i];
    const asTable = beforeTables.test(tokens[i - 1]?.text ?? "") || tokens[i + 1]?.text === ".";
    return named(token, from) && asTable ? replace(token, lexicon.quote(to)) : null;
  }),
});

/** In a trigger: NEW.column, OLD.column, table.column, and the columns behind UPDATE OF. */
export const triggerFollowed = (item: Unmodelled, table: string, renames: readonly ColumnRename[]): Unmodelled => {
  if (item.definition === null || item.kind !== "trigger") return item;
  const on = item.table !== null && sameName(item.table.name, table);
  const end = meaningful(item.definition, lexicon).find((t) => /^on$/i.test(t.text))?.start ?? 0;
  const of = meaningful(item.definition, lexicon).find((t) => /^of$/i.test(t.text))?.end ?? end;
  return {
    ...item,
    definition: edit(item.definition, (tokens, i) => {
      const token = tokens[i];
      const rename = token === undefined ? undefined : renames.find((r) => named(token, r.from));
      if (token === undefined || rename === undefined) return null;
      const qualifier = tokens[i - 1]?.text === "." ? tokens[i - 2] : undefined;
      const qualified = qualifier !== undefined && (named(qualifier, table) || (on && (named(qualifier, "new") || named(qualifier, "old"))));
      return qualified || (on && token.start >= of && token.end <= end) ? replace(token, quotedLike(token.text, rename.to)) : null;
    }),
  };
};

/** Every other table and trigger behind a rename of columns. */
export const aroundColumns = (schema: Schema, table: string, renames: readonly ColumnRename[], read: (sql: Sql, name: string) => Schema["tables"][number]): Schema => {
  if (renames.length === 0) return schema;
  return {
    ...schema,
    tables: schema.tables.map((t) => {
      if (sameName(t.name, table) || t.definition === null) return t;
      const text = columnsFollowed(t.definition, table, renames);
      return text === t.definition ? t : read(text, t.name);
    }),
    notCompared: schema.notCompared.map((item) => triggerFollowed(item, table, renames)),
  };
};
