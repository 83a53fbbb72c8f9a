/**
 * SQLite's types: declared text in upper case with normalised blanks; the portable types as
 * SQLAlchemy spells them there.
 */
import { conversion } from "./typePairs.js";
import { SchemaDiffError, type Sql, lookupTable } from "../../model/index.js";
import { meaningful, tokenize } from "../../sql/index.js";
import type { Types } from "../dialect.js";
import type { PortableName, PortableType } from "../types.js";
import { nameOf } from "./grammar/cursor.js";
import { lexicon, upper } from "./lexicon.js";

/**
 * SQLite removes the quotes of a type that is quoted as a whole; they are kept where the text could
 * not be written without.
 */
const unquoted = (text: Sql): Sql => {
  const [only, ...more] = meaningful(text, lexicon);
  if (only === undefined || more.length > 0 || only.kind === "word") return text;
  const name = nameOf(only);
  return /^[a-z_][\w$]*(?: [a-z_][\w$]*)*$/i.test(name) ? name : lexicon.quote(name);
};

/**
 * `varchar ( 30 )` → `VARCHAR(30)`, `numeric(10,2)` → `NUMERIC(10, 2)`. SQLite ignores case and
 * blanks in types.
 */
export const canonical = (text: Sql): Sql =>
  tokenize(unquoted(text), lexicon)
    .map((t) => (t.kind === "blank" ? " " : t.kind === "word" ? upper(t.text) : t.text))
    .join("")
    .replace(/\s+/g, " ")
    .replace(/\s*\(\s*/g, "(")
    .replace(/\s*\)/g, ")")
    .replace(/\s*,\s*/g, ", ")
    .replace(/([+-]) /g, "$1")
    .trim();

type Printers = {
  readonly [P in PortableName]: (type: Extract<PortableType, { readonly is: P }>) => Sql;
};

const longest = (values: readonly string[]): number =>
  values.reduce((most, v) => Math.max(most, Array.from(v).length), 1);

const printers: Printers = {
  smallint: () => "SMALLINT",
  integer: () => "INTEGER",
  bigint: () => "BIGINT",
  numeric: ({ precision, scale }) =>
    precision === null
      ? "NUMERIC"
      : scale === null
        ? `NUMERIC(${precision})`
        : `NUMERIC(${precision}, ${scale})`,
  real: () => "REAL",
  double: () => "DOUBLE",
  boolean: () => "BOOLEAN",
  varchar: ({ length }) => (length === null ? "VARCHAR" : `VARCHAR(${length})`),
  char: ({ length }) => `CHAR(${length})`,
  text: () => "TEXT",
  binary: () => "BLOB",
  date: () => "DATE",
  time: () => "TIME",
  timestamp: () => "DATETIME",
  json: () => "JSON",
  uuid: () => "CHAR(36)",
  enum: ({ values }) => `VARCHAR(${longest(values)})`,
  array: () => {
    throw new SchemaDiffError(
      "metadata",
      "SQLite has no arrays",
      "use json(), or a table of its own",
    );
  },
  native: ({ text, per }) => canonical(per["sqlite"] ?? text),
};

const printWith = <P extends PortableName>(
  name: P,
  type: Extract<PortableType, { readonly is: P }>,
): Sql => {
  const printer: (type: Extract<PortableType, { readonly is: P }>) => Sql = printers[name];
  return printer(type);
};

const plain: Readonly<Record<string, PortableType>> = lookupTable({
  SMALLINT: { is: "smallint" },
  INTEGER: { is: "integer" },
  BIGINT: { is: "bigint" },
  NUMERIC: { is: "numeric", precision: null, scale: null },
  REAL: { is: "real" },
  DOUBLE: { is: "double" },
  BOOLEAN: { is: "boolean", name: null, constraint: false },
  VARCHAR: { is: "varchar", length: null },
  TEXT: { is: "text" },
  BLOB: { is: "binary", length: null },
  DATE: { is: "date" },
  TIME: { is: "time", zone: false, precision: null },
  DATETIME: { is: "timestamp", zone: false, precision: null },
  JSON: { is: "json", binary: false },
});

const withArguments = (text: Sql): PortableType | null => {
  const [, word = "", first, second] =
    /^(VARCHAR|CHAR|NUMERIC)\((\d+)(?:, (\d+))?\)$/.exec(text) ?? [];
  const length = Number(first);
  if (word === "NUMERIC")
    return {
      is: "numeric",
      precision: length,
      scale: second === undefined ? null : Number(second),
    };
  if (second !== undefined) return null;
  return word === "VARCHAR"
    ? { is: "varchar", length }
    : word === "CHAR"
      ? { is: "char", length }
      : null;
};

export const types: Types = {
  print: (type) => printWith(type.is, type),
  canonical,
  counts: (text) => text === "INTEGER",
  portable: (text) => plain[canonical(text)] ?? withArguments(canonical(text)),
  conversion,
  mergesValues: (_, to) => to !== null && !/^binary$/i.test(to),
  standIn: (type, quotedColumn) => {
    if (type.is === "boolean" && type.constraint) return `${quotedColumn} IN (0, 1)`;
    if (type.is === "enum" && type.constraint)
      return `${quotedColumn} IN (${type.values.map((v) => lexicon.literal(v)).join(", ")})`;
    return null;
  },
};
