/**
 * The tokens of SQLite's DDL; the last text is cached, since several readers tokenize the same one
 * in turn.
 */
import type { Sql } from "../../model/index.js";
import { tokenize, type Token } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";

interface Cut {
  readonly sql: Sql;
  readonly all: readonly Token[];
  readonly solid: readonly Token[];
}

/**
 * Without the cache, a batch of a hundred operations on some hundred columns would take up to a
 * quarter longer.
 */
let last: Cut = { sql: "", all: [], solid: [] };

const cutOf = (sql: Sql): Cut => {
  if (last.sql === sql) return last;
  const all = tokenize(sql, lexicon);
  last = { sql, all, solid: all.filter((t) => t.kind !== "blank") };
  return last;
};

/** All of them, blanks and comments included. */
export const tokensOf = (sql: Sql): readonly Token[] => cutOf(sql).all;

/** Those that are not blanks or comments. */
export const solidOf = (sql: Sql): readonly Token[] => cutOf(sql).solid;

/** The index of the first token that ends after a place. */
export const firstAfter = (tokens: readonly Token[], at: number): number => {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};
