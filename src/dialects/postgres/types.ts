/** PostgreSQL's types: the text format_type() prints, every synonym of it, and the portable types. */
import { mergesValues } from "./collation.js";
import { conversion } from "./typePairs.js";
import { SchemaDiffError, type Sql, lookupTable } from "../../model/index.js";
import { meaningful, type Token } from "../../sql/index.js";
import type { Types } from "../dialect.js";
import type { PortableName, PortableType, PortableTypes } from "../types.js";
import { lexicon } from "./lexicon.js";

/** One spelling for every synonym of gram.y and of pg_type. */
const synonyms: Readonly<Record<string, string>> = lookupTable({
  int: "integer",
  int4: "integer",
  int8: "bigint",
  int2: "smallint",
  decimal: "numeric",
  dec: "numeric",
  float4: "real",
  float8: "double precision",
  double: "double precision",
  bool: "boolean",
  varchar: "character varying",
  "char varying": "character varying",
  "national character varying": "character varying",
  "national char varying": "character varying",
  "nchar varying": "character varying",
  char: "character",
  nchar: "character",
  "national character": "character",
  "national char": "character",
  bpchar: "bpchar",
  varbit: "bit varying",
  timestamp: "timestamp without time zone",
  timestamptz: "timestamp with time zone",
  "timestamp with time zone": "timestamp with time zone",
  time: "time without time zone",
  timetz: "time with time zone",
});

/** Types with their arguments before their last words: `timestamp(3) with time zone`. */
const argumentsInside: Readonly<Record<string, readonly [string, string]>> = lookupTable({
  "timestamp without time zone": ["timestamp", " without time zone"],
  "timestamp with time zone": ["timestamp", " with time zone"],
  "time without time zone": ["time", " without time zone"],
  "time with time zone": ["time", " with time zone"],
});

/** The argument that a type has where none is given. */
const bareArguments: Readonly<Record<string, string>> = lookupTable({ character: "1", bit: "1" });

/** format_type's names of the built-in types that have no synonyms. */
const plain = new Set([
  "integer",
  "bigint",
  "smallint",
  "numeric",
  "real",
  "double precision",
  "boolean",
  "character varying",
  "character",
  "bit",
  "bit varying",
  "timestamp without time zone",
  "timestamp with time zone",
  "time without time zone",
  "time with time zone",
]);

interface Parsed {
  readonly words: readonly Token[];
  readonly args: readonly string[] | null;
  readonly array: boolean;
}

/** Splits `words (args) words []`; null for a text of another form. */
const parse = (text: Sql): Parsed | null => {
  const words: Token[] = [];
  let args: string[] | null = null;
  const tokens = meaningful(text, lexicon);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.text === "(") {
      const end = tokens.findIndex((t, k) => k > i && t.text === ")");
      if (end < 0 || args !== null) return null;
      args = tokens
        .slice(i + 1, end)
        .map((t) => t.text)
        .join("")
        .split(",");
      i = end;
    } else if (
      token.text === "[" ||
      (token.kind === "word" && /^array$/i.test(token.text) && words.length > 0)
    ) {
      return tokens.slice(i).every((t) => /^(?:array|\[|\]|\d+)$/i.test(t.text))
        ? { words, args, array: true }
        : null;
    } else if (token.kind === "word" || token.kind === "quoted" || token.text === ".")
      words.push(token);
    else return null;
  }
  return { words, args, array: false };
};

const simpleName = /^[a-z_][a-z0-9_$]*$/;

/**
 * Words that quote_identifier() quotes although they look plain: reserved words, and names of types
 * or functions in the grammar.
 */
const quotedWords = new Set(
  (
    "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog current_date " +
    "current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from " +
    "grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing " +
    "primary references returning select session_user some symmetric system_user table then to trailing true union unique user using variadic " +
    "when where window with authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like " +
    "natural notnull outer overlaps right similar tablesample verbose between bigint bit boolean char character coalesce dec decimal exists " +
    "extract float greatest grouping inout int integer interval least national nchar none normalize nullif numeric out overlay position " +
    "precision real row setof smallint substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists " +
    "xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable json json_array json_arrayagg json_exists json_object " +
    "json_objectagg json_query json_scalar json_serialize json_table json_value merge_action"
  ).split(" "),
);

/** quote_identifier(): quotes only where needed. */
export const quoteIfNeeded = (name: string): Sql =>
  simpleName.test(name) && !quotedWords.has(name) ? name : lexicon.quote(name);

const userName = (words: readonly Token[]): Sql =>
  words
    .map((t) =>
      t.text === "." ? "." : t.kind === "quoted" ? quoteIfNeeded(t.value) : t.value.toLowerCase(),
    )
    .join("");

const normalArguments = (name: string, args: readonly string[] | null): string => {
  const given =
    args === null
      ? (bareArguments[name] ?? "")
      : name === "numeric" && args.length === 1
        ? `${args[0] ?? ""},0`
        : args.join(",");
  return given === "" ? "" : `(${given})`;
};

const withArguments = (name: string, args: readonly string[] | null): Sql => {
  const text = normalArguments(name, args);
  const inside = argumentsInside[name];
  return inside === undefined ? name + text : inside[0] + text + inside[1];
};

/**
 * float(24) is real, float(25) is double precision, as the standard's count of binary digits
 * requires.
 */
const float = (args: readonly string[] | null): Sql =>
  args !== null && Number(args[0]) <= 24 ? "real" : "double precision";

const scalar = ({ words, args }: Parsed): Sql => {
  const given = args === null ? "" : `(${args.join(",")})`;
  if (
    words.some(
      (t) => t.kind === "quoted" || (t.text === "." && !/^pg_catalog$/i.test(words[0]?.text ?? "")),
    )
  )
    return userName(words) + given;
  const lower = words
    .map((t) => t.text.toLowerCase())
    .join(" ")
    .replace(/^pg_catalog \. /, "");
  if (lower === "float") return float(args);
  const name = synonyms[lower] ?? lower;
  if (plain.has(name)) return withArguments(name, args);
  return lower + given;
};

const canonical = (text: Sql): Sql => {
  const parsed = parse(text);
  if (parsed === null || parsed.words.length === 0) return text.trim();
  return scalar(parsed) + (parsed.array ? "[]" : "");
};

/** PortableType with its member as a parameter, so that a table of printers can be looked up without a cast. */
type Portable<P extends PortableName = PortableName> = {
  readonly [Q in P]: { readonly is: Q } & PortableTypes[Q];
}[P];

const within = (what: string, value: number | null, least: number, most: number): void => {
  if (value !== null && (!Number.isInteger(value) || value < least || value > most)) {
    throw new SchemaDiffError(
      "metadata",
      `${what} is ${String(value)}`,
      `PostgreSQL takes ${String(least)} to ${String(most)}`,
    );
  }
};

const length = (name: string, value: number | null): Sql => {
  within(`the length of ${name}`, value, 1, 10485760);
  return value === null ? name : `${name}(${String(value)})`;
};

const moment = (name: string, zone: boolean, precision: number | null): Sql => {
  within(`the precision of ${name}`, precision, 0, 6);
  return `${name}${precision === null ? "" : `(${String(precision)})`} ${zone ? "with" : "without"} time zone`;
};

/**
 * Pseudo-types that gram.y allows in a column definition: each is a type, a sequence and a default.
 */
const serials: Readonly<Record<string, string>> = lookupTable({
  smallserial: "smallint",
  serial2: "smallint",
  serial: "integer",
  serial4: "integer",
  bigserial: "bigint",
  serial8: "bigint",
});

const notSerial = (text: Sql): Sql => {
  const type = serials[text.trim().toLowerCase()];
  if (type === undefined) return text;
  throw new SchemaDiffError(
    "metadata",
    `${text.trim()} is no type: it is ${type} with a sequence of its own`,
    `write ${type}().serial(), or ${type}().identity()`,
  );
};

const printers: { readonly [P in PortableName]: (type: Portable<P>) => Sql } = {
  smallint: () => "smallint",
  integer: () => "integer",
  bigint: () => "bigint",
  numeric: ({ precision, scale }) => {
    within("the precision of numeric", precision, 1, 1000);
    return precision === null ? "numeric" : `numeric(${String(precision)},${String(scale ?? 0)})`;
  },
  real: () => "real",
  double: () => "double precision",
  boolean: () => "boolean",
  varchar: (t) => length("character varying", t.length),
  char: (t) => length("character", t.length),
  text: () => "text",
  binary: () => "bytea",
  date: () => "date",
  time: ({ zone, precision }) => moment("time", zone, precision),
  timestamp: ({ zone, precision }) => moment("timestamp", zone, precision),
  json: ({ binary }) => (binary ? "jsonb" : "json"),
  uuid: () => "uuid",
  enum: ({ name, schema }) => {
    if (name === null) {
      throw new SchemaDiffError(
        "metadata",
        "an enum has no name",
        "PostgreSQL's enums are types of their own: name it",
      );
    }
    return (schema === null ? "" : `${quoteIfNeeded(schema)}.`) + quoteIfNeeded(name);
  },
  array: ({ of }) => `${print(of)}[]`,
  native: ({ text, per }) => canonical(notSerial(per["postgres"] ?? text)),
};

const printOne = <P extends PortableName>(type: Portable<P>): Sql => printers[type.is](type);

const print = (type: PortableType): Sql => printOne(type);

const number = (text: string | undefined): number | null =>
  text === undefined ? null : Number(text);

/** Patterns of canonical texts, and the portable type of each. */
const portables: readonly (readonly [RegExp, (match: RegExpExecArray) => PortableType])[] = [
  [/^smallint$/, () => ({ is: "smallint" })],
  [/^integer$/, () => ({ is: "integer" })],
  [/^bigint$/, () => ({ is: "bigint" })],
  [
    /^numeric(?:\((\d+),(\d+)\))?$/,
    (m) => ({ is: "numeric", precision: number(m[1]), scale: number(m[2]) }),
  ],
  [/^real$/, () => ({ is: "real" })],
  [/^double precision$/, () => ({ is: "double" })],
  [/^boolean$/, () => ({ is: "boolean", name: null, constraint: false })],
  [/^character varying(?:\((\d+)\))?$/, (m) => ({ is: "varchar", length: number(m[1]) })],
  [/^character\((\d+)\)$/, (m) => ({ is: "char", length: Number(m[1]) })],
  [/^text$/, () => ({ is: "text" })],
  [/^bytea$/, () => ({ is: "binary", length: null })],
  [/^date$/, () => ({ is: "date" })],
  [
    /^time(?:\((\d)\))? (with|without) time zone$/,
    (m) => ({ is: "time", zone: m[2] === "with", precision: number(m[1]) }),
  ],
  [
    /^timestamp(?:\((\d)\))? (with|without) time zone$/,
    (m) => ({ is: "timestamp", zone: m[2] === "with", precision: number(m[1]) }),
  ],
  [/^(jsonb?)$/, (m) => ({ is: "json", binary: m[1] === "jsonb" })],
  [/^uuid$/, () => ({ is: "uuid" })],
];

const portable = (text: Sql): PortableType | null => {
  if (text.endsWith("[]")) {
    const of = portable(text.slice(0, -2));
    return of === null ? null : { is: "array", of };
  }
  for (const [pattern, make] of portables) {
    const match = pattern.exec(text);
    if (match !== null) return make(match);
  }
  return null;
};

export const types: Types = {
  print,
  canonical,
  counts: (text) => text === "smallint" || text === "integer" || text === "bigint",
  portable,
  conversion,
  mergesValues,
  standIn: () => null,
};
