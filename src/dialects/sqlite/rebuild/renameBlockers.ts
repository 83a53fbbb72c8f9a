/**
 * What makes SQLite's renames fail: a table that qualifies its own columns, text in double quotes,
 * keys that share a column, `excluded`.
 */
import type { Schema, Sql, Unmodelled } from "../../../model/index.js";
import {
  parseIndex,
  parseStoredIndex,
  parseStoredTable,
  type Identifier,
  type Range,
  type TableDefinition,
} from "../grammar/index.js";
import { lexicon, sameName } from "../lexicon.js";
import { excludes } from "../references/index.js";
import { expressionsOf, indexExpressions, namesAt, qualifiersAt } from "../references/own.js";
import { rowidAlias } from "../definition.js";
import { rowidNames } from "../rowid.js";
import { indexTexts, textOf } from "./lookup.js";
import type { Draft } from "./draft.js";
import { placed } from "./findConstraint.js";
import { edited, patched, replace, type Patch } from "./text.js";

/** `CHECK (t.a > 0)`: while t has a temporary name, SQLite finds no t.a. */
export const qualifiesItself = ({ definition, indexes }: Draft): boolean =>
  qualifiersAt(definition.sql, expressionsOf(definition), definition.name.name).length > 0 ||
  indexes
    .map(parseStoredIndex)
    .some(
      (index) => qualifiersAt(index.sql, indexExpressions(index), definition.name.name).length > 0,
    );

/**
 * A key of one INTEGER column and a UNIQUE that includes it: SQLite 3.53's RENAME COLUMN overlooks
 * the UNIQUE before the key (without a rowid the one after it), and then fails. Returns which of
 * the two would have to come after the other; null where there is no problem.
 */
export const missedByRename = (
  definition: TableDefinition,
  column: string,
): "UNIQUE" | "PRIMARY KEY" | null => {
  const { constraints, withoutRowid } = definition;
  const alias = rowidAlias({ ...definition, withoutRowid: false })?.name.name;
  if (alias === undefined || !sameName(alias, column)) return null;
  const key = constraints.find((c) => c.is === "primaryKey")?.start ?? 0;
  const missed = constraints.some(
    (c) =>
      c.is === "unique" &&
      c.start < key !== withoutRowid &&
      c.parts.some((p) => p.name !== null && sameName(p.name.name, column)),
  );
  return !missed ? null : withoutRowid ? "PRIMARY KEY" : "UNIQUE";
};

/**
 * Two keys of the same columns with different collations may each have a conflict clause; SQLite's
 * RENAME takes them for one key with two.
 */
export const keysCollide = (draft: Draft): boolean => {
  const keys = placed(draft).flatMap(({ constraint: c }) =>
    c.kind === "primaryKey" || c.kind === "unique" ? [c] : [],
  );
  return keys.some((a) =>
    keys.some(
      (b) => a.onConflict !== b.onConflict && a.columns.join("\0") === b.columns.join("\0"),
    ),
  );
};

/**
 * A trigger in which SQLite's RENAME TO would replace `excluded` by the table's new name, as if it
 * were the old one (SQLite 3.40 to 3.53).
 */
export const spoiledByRename = (schema: Schema, table: string): Unmodelled | undefined =>
  schema.notCompared.find(
    ({ kind, definition }) =>
      kind === "trigger" && definition !== null && excludes(definition, table),
  );

/**
 * Double-quoted names that are no column: SQLite takes them as text, or, compiled without that,
 * fails when it parses them again (https://sqlite.org/quirks.html#dblquote).
 */
const texts = (sql: Sql, ranges: readonly Range[], table: TableDefinition): readonly Identifier[] =>
  namesAt(sql, ranges)
    .filter(
      ({ qualifiers, column }) =>
        qualifiers.length === 0 &&
        sql[column.start] === '"' &&
        ![...table.columns.map((c) => c.name.name), ...rowidNames].some((name) =>
          sameName(name, column.name),
        ),
    )
    .map((n) => n.column);

/**
 * The first table or index of the schema that contains such text, in words; null where there is
 * none.
 */
export const doubleQuotedText = (schema: Schema): string | null => {
  for (const table of schema.tables) {
    const definition = parseStoredTable(textOf(table));
    const [own] = texts(definition.sql, expressionsOf(definition), definition);
    if (own !== undefined) return `table ${table.name} says ${lexicon.quote(own.name)}`;
    for (const index of indexTexts(table).map(parseStoredIndex)) {
      const [found] = texts(index.sql, indexExpressions(index), definition);
      if (found !== undefined) return `index ${index.name.name} says ${lexicon.quote(found.name)}`;
    }
  }
  return null;
};

const literals = (names: readonly Identifier[]): readonly Patch[] =>
  names.map((n) => replace(n, lexicon.literal(n.name)));

/** Such text in single quotes: a recreated table or index would be refused otherwise. */
export const withTextAsText = (draft: Draft): Draft => {
  const { definition } = draft;
  return {
    ...draft,
    definition: edited(
      definition,
      ...literals(texts(definition.sql, expressionsOf(definition), definition)),
    ),
    indexes: draft.indexes.map((sql) =>
      patched(sql, literals(texts(sql, indexExpressions(parseIndex(sql)), definition))),
    ),
  };
};

/**
 * Matches a text that may have a collation other than SQLite's three; a match in a comment or a
 * string does no harm.
 */
const collates = /\bcollate\s+(?!["'`[]?(?:binary|nocase|rtrim)\b)/i;

/**
 * A collation that only another program defines: SQLite renames nothing while an index anywhere in
 * the database uses it.
 */
export const strangeCollation = ({ tables }: Schema): boolean =>
  tables.some((t) => [textOf(t), ...indexTexts(t)].some((sql) => collates.test(sql)));
