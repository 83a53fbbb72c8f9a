/** What the parts of a metadata module share while they are written: the dialect, names in use, and needed imports. */
import type { Dialect } from "../../dialects/dialect.js";
import { nameText, type ConstraintKind, type Name, type Table } from "../../model/index.js";
import { embedsName, makerFor, type NamingConvention } from "../../naming/index.js";
import { propertyKey, stringLiteral } from "../literals.js";

/** What a metadata module can import. */
export const imports = [
  "MetaData",
  "array",
  "bigint",
  "binary",
  "boolean",
  "char",
  "check",
  "date",
  "double",
  "enumeration",
  "exclude",
  "finalName",
  "foreignKey",
  "index",
  "integer",
  "json",
  "native",
  "numeric",
  "primaryKey",
  "real",
  "smallint",
  "sql",
  "text",
  "time",
  "timestamp",
  "unique",
  "uuid",
  "varchar",
] as const;

export type Import = (typeof imports)[number];

export interface Writer {
  readonly tables: ReadonlyMap<string, Table>;
  readonly dialect: Dialect;
  readonly convention: NamingConvention;
  /** Records that the module needs an import, and returns its name. */
  readonly use: (name: Import) => string;
  /** The type's text → the call that makes it, for the enum types of this schema. */
  readonly enums: ReadonlyMap<string, () => string>;
}

/** The entries that are not null as an object literal, `key: code`; null where there are none. */
export const objectCode = (entries: Readonly<Record<string, string | null>>): string | null => {
  const present = Object.entries(entries).flatMap(([key, code]) =>
    code === null ? [] : [`${key}: ${code}`],
  );
  return present.length === 0 ? null : `{ ${present.join(", ")} }`;
};

/** A call; null arguments at the end are left out. */
export const callCode = (callee: string, ...args: readonly (string | null)[]): string => {
  const last = args.findLastIndex((arg) => arg !== null);
  return `${callee}(${args
    .slice(0, last + 1)
    .map((arg) => arg ?? "undefined")
    .join(", ")})`;
};

export const textOrNull = (text: string | null): string | null =>
  text === null ? null : stringLiteral(text);

export const stringsCode = (texts: readonly string[]): string =>
  `[${texts.map(stringLiteral).join(", ")}]`;

/** Would the convention change a name that is written here? Every common convention does for CHECKs. */
const isTouched = (kind: ConstraintKind | "index", convention: NamingConvention): boolean => {
  const maker = makerFor(convention, kind);
  return kind === "check" || (typeof maker === "string" && embedsName(maker));
};

/**
 * The name as code; null where the server chose it or nobody did: the declaration leaves it out. An index always has its name
 * written; so has a CHECK, which without a name would be left out of every comparison, and which most conventions cannot name.
 */
export const nameCode = (
  kind: ConstraintKind | "index",
  name: Name,
  writer: Writer,
): string | null => {
  const text =
    kind === "index" || kind === "check" || name.from === "author" ? nameText(name) : null;
  if (text === null) return null;
  return isTouched(kind, writer.convention)
    ? `${writer.use("finalName")}(${stringLiteral(text)})`
    : stringLiteral(text);
};

/** Settings as an object literal, by their names. */
export const settingsCode = (settings: Readonly<Record<string, string>>): string | null =>
  objectCode(
    Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [propertyKey(key), stringLiteral(value)]),
    ),
  );
