/**
 * Finds which words of an expression, a view or a trigger refer to a table's column, by SQLite's
 * own rules of name resolution.
 */
import { SchemaDiffError, type Schema, type Sql, type Unmodelled } from "../../../model/index.js";
import { columnsIn, type Lexicon } from "../../../sql/index.js";
import { cursorOf } from "../grammar/cursor.js";
import type { Identifier, Range } from "../grammar/index.js";
import { fold, lexicon, sameName } from "../lexicon.js";
import { expression, type Name } from "./expression.js";
import {
  isFound,
  joins,
  means,
  usesExcluded,
  tableWords,
  type Columns,
  type Known,
  type Mention,
  type Scope,
} from "./scope.js";
import { statement, type Direct } from "./statement.js";

export type { Name } from "./expression.js";
export type { Known } from "./scope.js";

const understood = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof SchemaDiffError && error.code === "source") return null;
    throw error;
  }
};

/**
 * The names in an expression that contains no query: of a CHECK, an index, a generated column. Null
 * where it cannot be parsed.
 */
export const namesIn = (sql: Sql): readonly Name[] | null =>
  understood(() => {
    const cursor = cursorOf(sql);
    const found: Name[] = [];
    expression(cursor, {
      name: (name) => {
        found.push(name);
      },
      table: () => undefined,
      select: () => cursor.fail("an expression without a query"),
    });
    return cursor.peek() === undefined ? found : cursor.fail("the end");
  });

/**
 * The lexicon with a parser for names, for code that is shared by all dialects and otherwise judges
 * names by the tokens next to them.
 */
export const readingLexicon: Lexicon = {
  ...lexicon,
  namesIn: (sql) => namesIn(sql)?.map(({ column }) => column) ?? null,
};

/** Those of the given columns that the expression mentions. */
export const mentioned = (sql: Sql, columns: readonly string[]): readonly string[] =>
  columnsIn(sql, columns, readingLexicon);

/**
 * Is it a view or a trigger? Any other object mentions columns of other tables only in foreign
 * keys.
 */
export const isReader = ({ kind }: Unmodelled): boolean => kind === "view" || kind === "trigger";

interface Reading {
  readonly scopes: readonly Scope[];
  readonly direct: readonly Direct[];
  readonly columns: Columns;
}

const reading = (sql: Sql, known: Known): Reading | null =>
  understood(() => {
    const [scopes, direct]: readonly [Scope[], Direct[]] = [[], []];
    const columns = statement({ cursor: cursorOf(sql), known, scopes, direct });
    return { scopes, direct, columns };
  });

/** Where a view or a trigger refers to a column. */
export interface References {
  /** The words themselves. */
  readonly places: readonly Range[];
  /** Does it join tables by the column without naming it (NATURAL JOIN)? */
  readonly silent: boolean;
}

/** @returns null where the text cannot be parsed */
export const referencesIn = (
  sql: Sql,
  known: Known,
  table: string,
  column: string,
): References | null => {
  const read = reading(sql, known);
  if (read === null) return null;
  const direct = read.direct
    .filter((d) => sameName(d.table, table) && sameName(d.column.name, column))
    .map((d) => d.column);
  const mentions = read.scopes.flatMap((scope) =>
    scope.mentions
      .filter((s) => sameName(s.name.column.name, column) && means(s, scope, table))
      .map((s) => s.name.column),
  );
  const shared = read.scopes.flatMap((scope) =>
    scope.joins.filter((join) => joins(join, table, column)),
  );
  const using = shared.flatMap((join) => join.using?.filter((u) => sameName(u.name, column)) ?? []);
  return {
    places: [...direct, ...mentions, ...using].sort((a, b) => a.start - b.start),
    silent: shared.some((join) => join.using === null),
  };
};

/** The words that refer to tables and views of the schema; null where the text cannot be parsed. */
export const tablesIn = (sql: Sql): readonly Identifier[] | null =>
  reading(sql, () => null)?.scopes.flatMap(tableWords) ?? null;

/** Does a trigger use `excluded` of an upsert into the table? */
export const excludes = (sql: Sql, table: string): boolean =>
  reading(sql, () => null)?.scopes.some((scope) => usesExcluded(scope, table)) ?? false;

/**
 * Would words that mean something else so far refer to a new column of the table, or would a
 * NATURAL JOIN use it too?
 */
export const takenFor = (
  sql: Sql,
  known: Known,
  table: string,
  column: string,
): "words" | "join" | null => {
  const then: Known = (name) =>
    sameName(name, table) ? [...(known(name) ?? []), column] : known(name);
  const [now, later] = [reading(sql, known), reading(sql, then)];
  if (now === null || later === null) return null;
  const startsOf = (
    read: Reading,
    counts: (mention: Mention, scope: Scope) => boolean,
  ): ReadonlySet<number> =>
    new Set(
      read.scopes.flatMap((scope) =>
        scope.mentions
          .filter((s) => sameName(s.name.column.name, column) && counts(s, scope))
          .map((s) => s.name.column.start),
      ),
    );
  const found = startsOf(now, isFound);
  if ([...startsOf(later, (s, scope) => means(s, scope, table))].some((start) => found.has(start)))
    return "words";
  return later.scopes.some((scope) =>
    scope.joins.some((join) => join.using === null && joins(join, table, column)),
  )
    ? "join"
    : null;
};

/** The columns of tables and views; those of anything else are not known. */
export const knownIn = (schema: Schema): Known => {
  /** Null while a view is being parsed: a view that reads itself cannot be selected from. */
  const views = new Map<string, readonly string[] | null>();
  const known: Known = (name) => {
    const table = schema.tables.find((t) => t.schema === null && sameName(t.name, name));
    if (table !== undefined) return table.columns.map((c) => c.name);
    const key = fold(name);
    const found = views.get(key);
    if (found !== undefined) return found;
    views.set(key, null);
    const sql =
      schema.notCompared.find((u) => u.kind === "view" && sameName(u.name, name))?.definition ??
      null;
    const columns =
      sql === null
        ? null
        : (reading(sql, known)
            ?.columns()
            ?.map((c) => c.name ?? "") ?? null);
    views.set(key, columns);
    return columns;
  };
  return known;
};
