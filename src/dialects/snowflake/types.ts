/** Snowflake's types: one spelling for every synonym (https://docs.snowflake.com/en/sql-reference/intro-summary-data-types). */
import { lookupTable, type Sql } from "../../model/index.js";
import { meaningful, type Token } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";

/** The canonical word of a type, and the arguments it has where none are written. */
interface Meant {
  readonly word: string;
  readonly implied: readonly string[];
}

const number: Meant = { word: "NUMBER", implied: ["38", "0"] };
const float: Meant = { word: "FLOAT", implied: [] };
const text: Meant = { word: "VARCHAR", implied: [] };
const oneCharacter: Meant = { word: "VARCHAR", implied: ["1"] };
const bytes: Meant = { word: "BINARY", implied: [] };
const plain = (word: string): Meant => ({ word, implied: [] });

const group = (meant: Meant, ...words: readonly string[]): readonly (readonly [string, Meant])[] =>
  words.map((word) => [word, meant]);

const ntz = plain("TIMESTAMP_NTZ");
const ltz = plain("TIMESTAMP_LTZ");
const tz = plain("TIMESTAMP_TZ");

/** TIMESTAMP is what the parameter TIMESTAMP_TYPE_MAPPING selects: by default NTZ. */
const words = new Map<string, Meant>([
  ...group(number, "NUMBER", "DECIMAL", "DEC", "NUMERIC"),
  ...group(number, "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT"),
  ...group(float, "FLOAT", "FLOAT4", "FLOAT8", "DOUBLE", "DOUBLE PRECISION", "REAL"),
  ...group(text, "VARCHAR", "STRING", "TEXT", "NVARCHAR", "NVARCHAR2", "VARCHAR2"),
  ...group(text, "CHAR VARYING", "CHARACTER VARYING", "NCHAR VARYING"),
  ...group(oneCharacter, "CHAR", "CHARACTER", "NCHAR"),
  ...group(bytes, "BINARY", "VARBINARY", "BINARY VARYING"),
  ...group(plain("BOOLEAN"), "BOOLEAN", "BOOL"),
  ...group(plain("TIME"), "TIME"),
  ...group(
    ntz,
    "TIMESTAMP",
    "DATETIME",
    "TIMESTAMPNTZ",
    "TIMESTAMP_NTZ",
    "TIMESTAMP WITHOUT TIME ZONE",
  ),
  ...group(ltz, "TIMESTAMPLTZ", "TIMESTAMP_LTZ", "TIMESTAMP WITH LOCAL TIME ZONE"),
  ...group(tz, "TIMESTAMPTZ", "TIMESTAMP_TZ", "TIMESTAMP WITH TIME ZONE"),
]);

/**
 * Arguments that are the default and so are left out: the maximal length of a text, now and in the
 * past, and the highest precision of a time.
 */
const sayNothing: Readonly<Record<string, readonly string[]>> = lookupTable({
  VARCHAR: ["16777216", "134217728"],
  BINARY: ["8388608", "67108864"],
  TIME: ["9"],
  TIMESTAMP_NTZ: ["9"],
  TIMESTAMP_LTZ: ["9"],
  TIMESTAMP_TZ: ["9"],
  DECFLOAT: ["38"],
});

/** `NUMBER(5)` has no digits after the decimal point. */
const whole = ({ word, implied }: Meant, given: readonly string[]): readonly string[] => {
  if (given.length === 0) return implied;
  if (word === "NUMBER") return [...given, "0"].slice(0, 2);
  return sayNothing[word]?.includes(given.join(",")) === true ? [] : given;
};

/** The words before the arguments, the arguments, and what follows them. */
const cut = (
  tokens: readonly Token[],
): {
  readonly head: string;
  readonly args: readonly string[];
  readonly rest: readonly Token[];
} | null => {
  const open = tokens.findIndex(({ text: t }) => t === "(");
  const close = tokens.findIndex(({ text: t }) => t === ")");
  const wordsOf = (some: readonly Token[]): string =>
    some.map(({ text: t }) => t.toUpperCase()).join(" ");
  if (open < 0) return { head: wordsOf(tokens), args: [], rest: [] };
  const inside = tokens.slice(open + 1, close);
  return inside.length > 0 && inside.every(({ kind, text: t }) => kind === "number" || t === ",")
    ? {
        head: wordsOf(tokens.slice(0, open)),
        args: inside.filter(({ kind }) => kind === "number").map(({ text: t }) => t),
        rest: tokens.slice(close + 1),
      }
    : null;
};

/** A structured type (`ARRAY(NUMBER NOT NULL)`, `VECTOR(FLOAT, 3)`): its words in upper case, its names as they are. */
const structured = (tokens: readonly Token[]): Sql =>
  tokens
    .map(({ text: t, kind }, i) => {
      const word = kind === "word" ? t.toUpperCase() : t;
      const next = tokens[i + 1]?.text;
      return word === "(" || next === undefined || /^[(),]$/.test(next) ? word : `${word} `;
    })
    .join("");

export const canonical = (given: Sql): Sql => {
  const tokens = meaningful(given, lexicon);
  const parts = cut(tokens);
  if (tokens.length === 0) return given.trim();
  if (parts === null || parts.rest.length > 0) return structured(tokens);
  const { head, args } = parts;
  const meant = words.get(head) ?? plain(head);
  const all = whole(meant, args);
  return `${meant.word}${all.length === 0 ? "" : `(${all.join(",")})`}`;
};

/** The word of a canonical type, and its numbers. */
export const shapeOf = (
  type: Sql,
): { readonly family: string; readonly numbers: readonly number[] } => {
  const [, family = type, args = ""] = /^([A-Z_ ]+)(?:\(([\d,]*)\))?$/.exec(type) ?? [];
  return { family, numbers: args === "" ? [] : args.split(",").map(Number) };
};
