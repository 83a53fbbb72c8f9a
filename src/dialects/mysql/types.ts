/** One spelling for every type: that of COLUMN_TYPE, without display widths that mean nothing. */
import { lookupTable, type Sql } from "../../model/index.js";
import { meaningful, type Token } from "../../sql/index.js";
import { lexicon, literal, unliteral } from "./lexicon.js";

/** MariaDB still prints these widths; MySQL 8.0.19 and later prints none but tinyint(1). */
const defaultWidths: Readonly<Record<string, readonly [signed: string, unsigned: string]>> =
  lookupTable({
    tinyint: ["4", "3"],
    smallint: ["6", "5"],
    mediumint: ["9", "8"],
    int: ["11", "10"],
    bigint: ["20", "20"],
  });

const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    integer: "int",
    int1: "tinyint",
    int2: "smallint",
    int3: "mediumint",
    int4: "int",
    int8: "bigint",
    middleint: "mediumint",
    dec: "decimal",
    numeric: "decimal",
    fixed: "decimal",
    real: "double",
    "double precision": "double",
    float4: "float",
    float8: "double",
    bool: "tinyint(1)",
    boolean: "tinyint(1)",
    character: "char",
    "character varying": "varchar",
    "char varying": "varchar",
    "char byte": "binary",
    "long varchar": "mediumtext",
    long: "mediumtext",
    "long varbinary": "mediumblob",
    geometrycollection: "geomcollection",
  }),
);

/** The length that a type has where none is written. */
const impliedLength: Readonly<Record<string, string>> = lookupTable({
  char: "1",
  binary: "1",
  bit: "1",
  decimal: "10,0",
});

const isValueList = (name: string): boolean => name === "enum" || name === "set";

interface Parts {
  readonly name: string;
  readonly length: string | null;
  readonly words: readonly string[];
}

const argumentText = (tokens: readonly Token[], name: string): string =>
  tokens.map(({ text }) => (isValueList(name) ? literalAgain(text) : text)).join("");

const literalAgain = (text: Sql): Sql => {
  const value = unliteral(text);
  return value === null ? text : literal(value);
};

/** Splits `name (arguments) words`; null for a text of another form. */
const partsOf = (text: Sql): Parts | null => {
  const tokens = meaningful(text, lexicon);
  const open = tokens.findIndex((t) => t.text === "(");
  const close = tokens.findIndex((t) => t.text === ")");
  const words = (part: readonly Token[]): readonly string[] =>
    part.map((t) => t.text.toLowerCase());
  if (tokens.length === 0 || tokens.some((t) => t.text === ";")) return null;
  if (open < 0) {
    const all = words(tokens);
    const two = all.slice(0, 2).join(" ");
    return synonyms.has(two)
      ? { name: two, length: null, words: all.slice(2) }
      : { name: all[0] ?? "", length: null, words: all.slice(1) };
  }
  if (close < open) return null;
  const name = words(tokens.slice(0, open)).join(" ");
  return {
    name,
    length: argumentText(tokens.slice(open + 1, close), name),
    words: words(tokens.slice(close + 1)),
  };
};

const integerText = (name: string, length: string | null, words: readonly string[]): Sql => {
  const zerofill = words.includes("zerofill");
  const unsigned = zerofill || words.includes("unsigned");
  const widths = defaultWidths[name] ?? ["", ""];
  const implied = widths[unsigned ? 1 : 0];
  const width = length === null || (length === implied && !zerofill) ? null : length;
  const shown = zerofill ? (length ?? implied) : width;
  return (
    name +
    (shown === null ? "" : `(${shown})`) +
    (unsigned ? " unsigned" : "") +
    (zerofill ? " zerofill" : "")
  );
};

const otherText = (name: string, given: string | null, words: readonly string[]): Sql => {
  const zerofill = words.includes("zerofill");
  const sign = words.filter((w) => w !== "signed" && !(zerofill && w === "unsigned"));
  const rest = zerofill ? ["unsigned", ...sign] : sign;
  let length = given ?? impliedLength[name] ?? null;
  if (name === "decimal" && length !== null && !length.includes(",")) length += ",0";
  if (name === "year" || (length === "0" && /^(?:time|datetime|timestamp)$/.test(name)))
    length = null;
  if (name === "float" && length !== null && !length.includes(",")) {
    return [Number(length) > 24 ? "double" : "float", ...rest].join(" ");
  }
  return [name + (length === null ? "" : `(${length})`), ...rest].join(" ");
};

/** Matches the most frequent texts of the catalogue that are canonical already. */
const alreadyCanonical =
  /^(?:(?:tiny|small|medium|big)?int(?: unsigned)?|(?:var)?(?:char|binary)\(\d+\)|decimal\(\d+,\d+\)|double|float|(?:tiny|medium|long)?(?:text|blob)|json|date|time|datetime|timestamp|tinyint\(1\))$/;

export const canonical = (text: Sql): Sql => {
  if (alreadyCanonical.test(text)) return text;
  const parts = partsOf(text);
  if (parts === null) return text.trim();
  const name = synonyms.get(parts.name) ?? parts.name;
  if (name.includes("(") || name.includes(" ")) return name;
  return name in defaultWidths
    ? integerText(name, parts.length, parts.words)
    : otherText(name, parts.length, parts.words);
};

/** The first word of a canonical type: `decimal` of `decimal(8,2) unsigned`. */
export const baseOf = (type: Sql): string => /^[a-z0-9_]+/i.exec(type)?.[0].toLowerCase() ?? "";

/** The values of an ENUM or SET. */
export const listedValues = (type: Sql): readonly string[] =>
  meaningful(type, lexicon).flatMap(({ kind, text }) =>
    kind === "string" ? [unliteral(text) ?? text] : [],
  );

/** An integer type without a display width, tinyint(1) and ZEROFILL apart: what every MySQL since 8.0.19 prints. */
export const withoutWidth = (type: Sql): Sql =>
  type.includes("zerofill") || type === "tinyint(1)" || !(baseOf(type) in defaultWidths)
    ? type
    : type.replace(/\(\d+\)/, "");

const collated: ReadonlySet<string> = new Set([
  "char",
  "varchar",
  "tinytext",
  "text",
  "mediumtext",
  "longtext",
  "enum",
  "set",
]);

/** Is the canonical type a text type, which has a charset and a collation? */
export const takesCollation = (type: Sql): boolean => collated.has(baseOf(type));
