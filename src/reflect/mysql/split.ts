/** Cuts a script into statements by its tokens, including the client's DELIMITER lines. */
import type { Sql } from "../../model/index.js";
import { lexicon } from "../../dialects/mysql/lexicon.js";
import { tokenize, type Token } from "../../sql/index.js";

export interface Statement {
  readonly sql: Sql;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

const means = ({ kind, text }: Token): boolean => kind !== "blank" || text.startsWith("/*!");

const newlines = (text: string): number => text.split("\n").length - 1;

/** Where the delimiter ends a statement, or -1: at a `;` token, or where another delimiter is found in a token. */
const endsAt = (script: Sql, token: Token, delimiter: string): number => {
  if (token.kind === "string" || token.kind === "quoted" || token.kind === "blank") return -1;
  if (delimiter === ";") return token.text === ";" ? token.start : -1;
  const at =
    token.kind === "word"
      ? token.text.indexOf(delimiter)
      : script.startsWith(delimiter, token.start)
        ? 0
        : -1;
  return at < 0 ? -1 : token.start + at;
};

export const splitScript = (script: Sql): readonly Statement[] => {
  const statements: Statement[] = [];
  let delimiter = ";";
  let from = 0;
  let first: Token | null = null;
  const close = (to: number): void => {
    if (first !== null)
      statements.push({
        sql: script.slice(first.start, to),
        line: newlines(script.slice(0, first.start)) + 1,
      });
    first = null;
  };
  for (const token of tokenize(script, lexicon)) {
    if (token.end <= from || token.start < from) continue;
    if (first === null && token.kind === "word" && token.text.toLowerCase() === "delimiter") {
      const end = script.indexOf("\n", token.start);
      from = end < 0 ? script.length : end;
      delimiter = script.slice(token.end, from).trim() || ";";
      continue;
    }
    const at = endsAt(script, token, delimiter);
    if (at >= 0) {
      if (first === null && at > token.start) first = token;
      close(at);
      from = Math.max(token.end, at + delimiter.length);
    } else if (first === null && means(token)) {
      first = token;
    }
  }
  close(script.length);
  return statements;
};
