/**
 * One spelling for defaults and expressions, so that the catalogue, SHOW CREATE TABLE and a
 * declaration can be compared.
 */
import { lookupTable, type Sql } from "../../model/index.js";
import { meaningful, tokenize, withoutOuterParentheses } from "../../sql/index.js";
import type { Flavour } from "./flavour.js";
import { lexicon, literal, unliteral } from "./lexicon.js";
import { baseOf } from "./types.js";

/**
 * `_utf8mb4'a'` is how MySQL prints `'a'` from a utf8mb4 connection; other introducers change the
 * meaning.
 */
const withoutIntroducer = (text: Sql): Sql => text.replace(/^_utf8mb4(?=')/i, "");

const plainString = (text: Sql): Sql => {
  const constantText = unliteral(withoutIntroducer(text));
  return constantText === null ? text : literal(constantText);
};

/**
 * `_utf8mb4 0x…`, as row values with a backslash are written: MariaDB stores it as a string whose
 * quotes and backslashes are not escaped, and then refuses its own text.
 */
const ofHexadecimal = (digits: string): Sql => literal(Buffer.from(digits, "hex").toString("utf8"));

const withoutHexadecimal = (sql: Sql): Sql => {
  const tokens = tokenize(sql, lexicon);
  return tokens
    .map(({ text }, i) => {
      const [next, afterNext] = [tokens[i + 1], tokens[i + 2]];
      const [before, beforeThat] = [tokens[i - 1], tokens[i - 2]];
      if (
        /^_utf8mb4$/i.test(text) &&
        next?.kind === "blank" &&
        /^0x(?:[0-9a-f]{2})+$/i.test(afterNext?.text ?? "")
      )
        return "";
      return before?.kind === "blank" &&
        /^_utf8mb4$/i.test(beforeThat?.text ?? "") &&
        /^0x(?:[0-9a-f]{2})+$/i.test(text)
        ? ofHexadecimal(text.slice(2))
        : text;
    })
    .join("");
};

/** The expression with its string literals in one spelling, and otherwise unchanged. */
const canonicalLiterals = (sql: Sql): Sql => {
  const tokens = tokenize(withoutHexadecimal(sql), lexicon);
  return tokens
    .map(({ kind, text }, i) => {
      if (kind === "string") return plainString(text);
      // the tokenizer splits `_utf8mb4 '…'` where there is a blank between
      const next = tokens[i + 1]?.kind === "blank" ? tokens[i + 2] : tokens[i + 1];
      return kind === "word" && /^_utf8mb4$/i.test(text) && next?.kind === "string" ? "" : text;
    })
    .join("")
    .trim();
};

/** An expression of a CHECK or a generated column, without outer parentheses. */
export const canonicalExpression = (sql: Sql): Sql =>
  withoutOuterParentheses(canonicalLiterals(sql), lexicon);

const numeric = new Set([
  "tinyint",
  "smallint",
  "mediumint",
  "int",
  "bigint",
  "decimal",
  "float",
  "double",
  "year",
]);
const wholeNumber = new Set(["tinyint", "smallint", "mediumint", "int", "bigint", "year"]);
const binary = new Set(["binary", "varbinary"]);
/** Types whose defaults MySQL accepts only as expressions. */
const expressionOnly =
  /^(?:tiny|medium|long)?(?:text|blob)$|^json$|^geom|point$|linestring$|polygon$/;

/** As many decimals as the type's scale: `0` → `0.00`; any other text unchanged. */
const scaled = (type: Sql, number: string): string => {
  const scale = Number(/^decimal\(\d+,(\d+)\)/.exec(type)?.[1] ?? "0");
  const [read, sign = "", whole = "", part = ""] = /^([+-]?)0*(\d*)\.?(\d*)$/.exec(number) ?? [];
  if (read === undefined || part.length > scale) return number;
  return `${sign === "-" ? "-" : ""}${whole === "" ? "0" : whole}${scale > 0 ? `.${part.padEnd(scale, "0")}` : ""}`;
};

const numberText = (type: Sql, text: string): string => {
  const base = baseOf(type);
  if (base === "decimal") return scaled(type, text);
  if (wholeNumber.has(base))
    return /^[+-]?\d+(?:\.0*)?$/.test(text)
      ? String(BigInt(text.replace(/\.0*$/, "").replace(/^\+/, "")))
      : text;
  return /^[+-]?\d{1,15}(?:\.\d{1,6})?(?:e[+-]?\d{1,2})?$/i.test(text) &&
    Math.abs(Number(text)) < 1e15
    ? String(Number(text))
    : text;
};

/**
 * A constant default of a column of that type, in one spelling; `value` is its text without quotes.
 */
export const constant = (type: Sql, value: string): Sql => {
  const base = baseOf(type);
  if (numeric.has(base) && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value))
    return numberText(type, value);
  if (binary.has(base)) {
    const hex = Buffer.from(value, "utf8").toString("hex");
    return hexadecimal(type, hex);
  }
  return literal(value);
};

/** BINARY(n) is padded with zero bytes, which only one of the server's two outputs shows. */
export const hexadecimal = (type: Sql, hex: string): Sql => {
  const bytes = baseOf(type) === "binary" ? hex.replace(/(?:00)+$/, "") : hex;
  return bytes === "" ? "''" : `0x${bytes.toLowerCase()}`;
};

const bits = (text: string): Sql | null => {
  const written = /^(?:[bB]'([01]+)'|0b([01]+))$/.exec(text);
  const digits =
    written?.[1] ?? written?.[2] ?? (/^\d{1,15}$/.test(text) ? Number(text).toString(2) : null);
  return digits === null ? null : `b'${digits.replace(/^0+(?=.)/, "")}'`;
};

const nowWords = /^(?:now|current_timestamp|localtime|localtimestamp)$/i;

/** CURRENT_TIMESTAMP under any of its names, as this server prints it; null for any other text. */
export const nowText = (sql: Sql, flavour: Flavour): Sql | null => {
  const [word, open, precision, close, ...rest] = meaningful(sql, lexicon).map((t) => t.text);
  if (word === undefined || !nowWords.test(word)) return null;
  if (open === undefined) return flavour.now("");
  if (open !== "(") return null;
  if (precision === ")" && close === undefined) return flavour.now("");
  if (close !== ")" || rest.length > 0 || precision === undefined) return null;
  return flavour.now(precision === "0" ? "" : `(${precision})`);
};

const wordConstants: Readonly<Record<string, string>> = lookupTable({ true: "1", false: "0" });

const singleConstant = (type: Sql, sql: Sql): Sql | null => {
  const tokens = meaningful(sql, lexicon).map((t) =>
    t.kind === "string" ? { ...t, text: withoutIntroducer(t.text) } : t,
  );
  const joined = tokens.map((t) => t.text).join("");
  const one = tokens.length === 1 ? tokens[0] : undefined;
  if (baseOf(type) === "bit") return bits(wordConstants[joined.toLowerCase()] ?? joined);
  if (binary.has(baseOf(type)) && /^(?:0x[0-9a-f]*|x'[0-9a-f]*')$/i.test(joined))
    return hexadecimal(type, joined.replace(/^0x|^x'|'$/gi, ""));
  const constantText = one?.kind === "string" ? unliteral(one.text) : null;
  if (constantText !== null) return constant(type, constantText);
  if (one !== undefined && /^(?:true|false)$/i.test(one.text))
    return constant(type, wordConstants[one.text.toLowerCase()] ?? "");
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(joined) ? constant(type, joined) : null;
};

/**
 * Is the expression only a function call? MariaDB prints one without parentheses
 * (Item::need_parentheses_in_default).
 */
const isCall = (expression: Sql): boolean => {
  const [name, ...rest] = meaningful(expression, lexicon);
  const opened = rest[0];
  const last = rest.at(-1);
  if (name?.kind !== "word" || opened?.text !== "(" || last?.text !== ")") return false;
  return (
    withoutOuterParentheses(expression.slice(opened.start), lexicon) ===
    expression.slice(opened.end, last.start).trim()
  );
};

/**
 * The default of a column of that type in one spelling: constants as `constant` writes them,
 * CURRENT_TIMESTAMP in the server's words, and an expression in parentheses where the server
 * requires them. Null for no default and for NULL.
 */
export const canonicalDefault = (type: Sql, sql: Sql | null, flavour: Flavour): Sql | null => {
  if (sql === null || /^\s*(?:null)?\s*$/i.test(sql)) return null;
  const now = nowText(sql, flavour);
  if (now !== null && /^(?:timestamp|datetime)/.test(type)) return now;
  const constantText = singleConstant(type, canonicalLiterals(sql));
  if (
    constantText !== null &&
    !(flavour.defaultsInParentheses && expressionOnly.test(baseOf(type)))
  )
    return constantText;
  const expression = withoutOuterParentheses(canonicalLiterals(sql), lexicon);
  return flavour.defaultsInParentheses || !isCall(expression) ? `(${expression})` : expression;
};

/**
 * The text as the catalogue returns it: it is stored in utf8mb3, with a question mark for each
 * character beyond the BMP.
 */
export const catalogueText = (text: string): string =>
  text.replace(/[\u{10000}-\u{10ffff}]/gu, "?");

/** A constant as information_schema returns it; SHOW CREATE TABLE of MySQL 9.7 prints its bytes. */
export const defaultKey = (text: Sql): string | null =>
  text.startsWith("'") ? catalogueText(text) : null;
