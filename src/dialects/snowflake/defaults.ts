/** Defaults in one spelling, as far as that is certain without a server. */
import type { Sql } from "../../model/index.js";
import {
  meaningful,
  withoutOuterParentheses,
  withoutTrailingZeros,
  type Token,
} from "../../sql/index.js";
import { lexicon } from "./lexicon.js";
import { storedName } from "./spelling.js";

const isName = ({ kind }: Token): boolean => kind === "word" || kind === "quoted";

/** The name of a token as the catalogue stores it. */
const storedOf = ({ kind, value }: Token): string =>
  kind === "word" ? value.toUpperCase() : storedName(value);

/**
 * The names before NEXTVAL, as the catalogue stores them: database, schema and sequence, or only
 * the last of them; null where no sequence is called.
 */
export const sequenceIn = (text: Sql): readonly string[] | null => {
  const tokens = meaningful(text, lexicon);
  const last = tokens.at(-1);
  if (last === undefined || tokens.length % 2 === 0 || tokens.length < 3) return null;
  const shaped = tokens.every((token, i) => (i % 2 === 0 ? isName(token) : token.text === "."));
  return shaped && last.text.toUpperCase() === "NEXTVAL"
    ? tokens.slice(0, -1).filter(isName).map(storedOf)
    : null;
};

/**
 * The text without the table name before its own columns, which the catalogue adds: `n1+5` is shown
 * as `T.N1 + 5` (https://docs.snowflake.com/en/sql-reference/sql/show-columns, "Examples").
 */
export const withoutTable = (text: Sql, table: string): Sql => {
  const tokens = meaningful(text, lexicon);
  const prefixes = tokens.filter(
    (token, i) =>
      isName(token) &&
      storedOf(token) === table &&
      tokens[i - 1]?.text !== "." &&
      tokens[i + 1]?.text === "." &&
      tokens[i + 3]?.text !== "." &&
      tokens[i + 3]?.text !== "(",
  );
  return prefixes.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end).replace(/^\s*\.\s*/, ""),
    text,
  );
};

const quoteStored = (stored: string): Sql => `"${stored.replaceAll('"', '""')}"`;

/**
 * `"S".NEXTVAL`; the catalogue adds the database and the schema, which are removed where they are
 * the connection's own.
 */
const nextval = (path: readonly string[], own: readonly string[]): Sql => {
  let rest = path;
  for (const name of own.slice(own.length - path.length + 1)) {
    if (rest.length < 2 || rest[0] !== name) break;
    rest = rest.slice(1);
  }
  return `${rest.map(quoteStored).join(".")}.NEXTVAL`;
};

const now =
  /^(?:current_timestamp|current_date|current_time|localtime|localtimestamp|sysdate|getdate)$/i;

const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/**
 * @param own the connection's database and schema, as the catalogue stores them; empty where they
 *   are not known
 */
export const canonicalDefault = (sql: Sql | null, own: readonly string[] = []): Sql | null => {
  if (sql === null) return null;
  const text = withoutOuterParentheses(sql, lexicon);
  if (text === "" || /^null$/i.test(text)) return null;
  const path = sequenceIn(text);
  if (path !== null) return nextval(path, own);
  const [word, open, close, ...rest] = meaningful(text, lexicon).map((token) => token.text);
  if (word !== undefined && now.test(word) && rest.length === 0) {
    if (open === undefined || (open === "(" && close === ")")) return `${word.toUpperCase()}()`;
  }
  if (/^(?:true|false)$/i.test(text)) return text.toUpperCase();
  return text;
};

/**
 * A default must have the type of its column (CREATE TABLE, "Optional parameters"): Snowflake,
 * unlike other databases, does not accept a text as the default of a number, a date or a time.
 */
export const typedDefault = (text: Sql | null, type: Sql): Sql | null => {
  const [token, second] = text === null ? [] : meaningful(text, lexicon);
  if (text === null || token?.kind !== "string" || second !== undefined) return text;
  if (/^(?:DATE|TIME)/.test(type)) return `CAST(${text} AS ${type})`;
  const number = text.slice(1, -1);
  return /^(?:NUMBER|FLOAT)/.test(type) && isNumber.test(number) ? number : text;
};

/** A number is the same with and without trailing zeros. */
export const defaultKey = (text: Sql, type: Sql): string | null =>
  /^(?:NUMBER|FLOAT)/.test(type) && isNumber.test(text.replace(/^'(.*)'$/, "$1"))
    ? withoutTrailingZeros(text.replace(/^'(.*)'$/, "$1"))
    : null;

/**
 * ADD COLUMN accepts only a literal as a default, and no expression
 * (https://docs.snowflake.com/en/sql-reference/sql/alter-table).
 */
export const isLiteral = (text: Sql): boolean => {
  const tokens = meaningful(text, lexicon);
  const [first, second, third] = tokens;
  if (first === undefined || third !== undefined) return false;
  if (second !== undefined) return /^[+-]$/.test(first.text) && second.kind === "number";
  return (
    first.kind === "string" || first.kind === "number" || /^(?:true|false|null)$/i.test(first.text)
  );
};
