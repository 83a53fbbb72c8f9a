/** The text of SHOW CREATE TABLE as tokens, and functions to walk them. */
import { lexicon } from "../../dialects/mysql/lexicon.js";
import type { Sql } from "../../model/index.js";
import { meaningful, tokenize, type Token } from "../../sql/index.js";
import type { Row } from "../connection.js";
import { textOrNull } from "./rows.js";

/** The second column of SHOW CREATE TABLE. */
export const shownText = (rows: readonly Row[]): string => {
  const row = rows[0] ?? {};
  return textOrNull(row, "Create Table") ?? textOrNull(row, "Table") ?? "";
};

/** Comments of the kind `/*!80023 INVISIBLE *​/` hold what this server knows: opened, where no quote hides them. */
export const opened = (sql: Sql): Sql =>
  sql.includes("/*!")
    ? tokenize(sql, lexicon)
        .map(({ kind, text }) =>
          kind === "blank" && text.startsWith("/*!")
            ? opened(text.replace(/^\/\*!\d*/, " ").replace(/\*\/$/, " "))
            : text,
        )
        .join("")
    : sql;

/** Has the table a period? MariaDB writes `PERIOD FOR` for both kinds (https://mariadb.com/kb/en/application-time-periods/). */
export const hasPeriod = (sql: Sql): boolean =>
  sql.includes("PERIOD") &&
  meaningful(sql, lexicon).some(
    ({ kind, text }, i, tokens) =>
      kind === "word" && text === "PERIOD" && tokens[i + 1]?.text === "FOR",
  );

export interface Text {
  readonly sql: Sql;
  readonly tokens: readonly Token[];
}

export const textOf = (sql: Sql): Text => ({
  sql,
  tokens: tokenize(sql, lexicon).filter((t) => t.kind !== "blank"),
});

/** The index after the parenthesis that closes the one at `open`. */
export const afterParenthesis = (tokens: readonly Token[], open: number): number => {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const { kind, text = "" } = tokens[i] ?? {};
    if (kind !== "symbol") continue;
    if (text === "(") depth++;
    if (text === ")" && --depth === 0) return i + 1;
  }
  return tokens.length;
};

export const between = ({ sql, tokens }: Text, from: number, to: number): Sql =>
  sql.slice(tokens[from]?.start ?? sql.length, tokens[to - 1]?.end ?? 0);

/** Runs of tokens between commas outside parentheses, each as [from, to). */
export const parts = (
  tokens: readonly Token[],
  from: number,
  to: number,
): readonly (readonly [number, number])[] => {
  const found: (readonly [number, number])[] = [];
  let start = from;
  let depth = 0;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token?.kind !== "symbol") continue;
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (token.text === "," && depth === 0) {
      found.push([start, i]);
      start = i + 1;
    }
  }
  return start < to ? [...found, [start, to]] : found;
};

export const word = (tokens: readonly Token[], i: number): string => {
  const token = tokens[i];
  if (token?.kind === "word") return token.text.toUpperCase();
  return token?.kind === "symbol" ? token.text : "";
};
