/** Finds the views and triggers that a lost column would break: a rebuild would leave them behind, broken, without a word. */
import type { Schema, Sql, Unmodelled } from "../../../model/index.js";
import { meaningful, type Token } from "../../../sql/index.js";
import { lexicon, sameName } from "../lexicon.js";
import { refused, type Draft } from "./draft.js";

const isName = (token: Token | undefined): token is Token => token !== undefined && (token.kind === "word" || token.kind === "quoted");
const is = (token: Token | undefined, name: string): boolean => isName(token) && sameName(token.value, name);
const isWord = (token: Token | undefined, words: RegExp): boolean => token?.kind === "word" && words.test(token.text);

/** `t x` and `t AS x`: does `alias` stand for the table? */
const standsFor = (tokens: readonly Token[], alias: string, table: string): boolean =>
  sameName(alias, table) || tokens.some((t, i) => is(t, table) && is(isWord(tokens[i + 1], /^as$/i) ? tokens[i + 2] : tokens[i + 1], alias));

/** A trigger's own table is no source of columns for its body, but for NEW and OLD. */
const bodyOf = ({ kind }: Unmodelled, tokens: readonly Token[]): readonly Token[] =>
  (kind === "trigger" ? tokens.slice(tokens.findIndex((t) => isWord(t, /^begin$/i)) + 1) : tokens);

/**
 * Does the object speak of this column of the table? A bare name that another table it reads has too may be that one's:
 * that is left to SQLite.
 */
const mentions = (before: Schema, item: Unmodelled, sql: Sql, table: string, column: string): boolean => {
  const tokens = meaningful(sql, lexicon);
  const body = bodyOf(item, tokens);
  const on = item.kind === "trigger" && item.table !== null && sameName(item.table.name, table);
  const reads = body.some((t) => is(t, table));
  const shared = before.tables.some((t) => !sameName(t.name, table) && t.columns.some((c) => sameName(c.name, column)) && body.some((token) => is(token, t.name)));
  const begins = tokens.length - body.length;
  return tokens.some((token, i) => {
    if (!is(token, column) || tokens[i + 1]?.text === "." || tokens[i + 1]?.text === "(" || isWord(tokens[i - 1], /^as$/i)) return false;
    const qualifier = tokens[i - 1]?.text === "." ? tokens[i - 2] : undefined;
    if (qualifier !== undefined) return (on && isWord(qualifier, /^(?:new|old)$/i)) || (reads && standsFor(tokens, qualifier.value, table));
    // Before BEGIN a bare name of the column can only stand behind UPDATE OF.
    return item.kind === "trigger" && i < begins ? on && i > tokens.findIndex((t) => isWord(t, /^of$/i)) && tokens.some((t) => isWord(t, /^of$/i)) : reads && !shared;
  });
};

/** @param lost the old names of columns that are dropped, or renamed in a way that SQLite's own RENAME COLUMN cannot follow */
export const refuseMentioned = (before: Schema, draft: Draft, lost: readonly string[]): void => {
  const table = draft.definition.name.name;
  for (const item of before.notCompared) {
    const { definition, kind, name } = item;
    if (definition === null || (kind !== "view" && kind !== "trigger")) continue;
    const column = lost.find((c) => mentions(before, item, definition, table, c));
    if (column === undefined) continue;
    refused(
      draft, `column "${column}" cannot go while the ${kind} "${name}" mentions it`,
      `before the batch: await op.execute(${JSON.stringify(`DROP ${kind.toUpperCase()} ${lexicon.quote(name)}`)}); make it anew behind it`,
    );
  }
};
