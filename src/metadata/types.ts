/** The column types: portable ones, and any type of a dialect in its own words. */
import { askedName, type NameInput } from "../naming/index.js";
import { columnOf, columnState, type ColumnBuilder } from "./column.js";

export const smallint = (): ColumnBuilder => columnOf({ is: "smallint" });
export const integer = (): ColumnBuilder => columnOf({ is: "integer" });
export const bigint = (): ColumnBuilder => columnOf({ is: "bigint" });
/** Digits in all, and digits after the point. */
export const numeric = (
  precision: number | null = null,
  scale: number | null = null,
): ColumnBuilder => columnOf({ is: "numeric", precision, scale });
export const real = (): ColumnBuilder => columnOf({ is: "real" });
export const double = (): ColumnBuilder => columnOf({ is: "double" });

export interface StandInOptions {
  /** The name of the CHECK that a dialect without the type gets. */
  readonly name?: NameInput;
  /** False: no CHECK. */
  readonly constraint?: boolean;
}

const textOf = (name: NameInput | undefined): string | null =>
  name === null || name === undefined ? null : typeof name === "string" ? name : name.text;

export const boolean = ({ name = null, constraint = true }: StandInOptions = {}): ColumnBuilder =>
  columnOf({ is: "boolean", name: textOf(name), constraint }, askedName(name));

export const varchar = (length: number | null = null): ColumnBuilder =>
  columnOf({ is: "varchar", length });
export const char = (length = 1): ColumnBuilder => columnOf({ is: "char", length });
export const text = (): ColumnBuilder => columnOf({ is: "text" });
export const binary = (length: number | null = null): ColumnBuilder =>
  columnOf({ is: "binary", length });
export const date = (): ColumnBuilder => columnOf({ is: "date" });

export interface TimeOptions {
  readonly zone?: boolean;
  /** Digits of fractional seconds. */
  readonly precision?: number | null;
}

export const time = ({ zone = false, precision = null }: TimeOptions = {}): ColumnBuilder =>
  columnOf({ is: "time", zone, precision });
export const timestamp = ({ zone = false, precision = null }: TimeOptions = {}): ColumnBuilder =>
  columnOf({ is: "timestamp", zone, precision });
/** `binary`: PostgreSQL's jsonb. */
export const json = ({
  binary: isBinary = false,
}: { readonly binary?: boolean } = {}): ColumnBuilder => columnOf({ is: "json", binary: isBinary });
export const uuid = (): ColumnBuilder => columnOf({ is: "uuid" });

export interface EnumerationOptions {
  /** Null: the MetaData's own schema. */
  readonly schema?: string | null;
  /** False: no CHECK where the dialect has no enums. */
  readonly constraint?: boolean;
}

/** `name` is the type's name where the dialect has enum types, and the stem of the CHECK's where it has none. */
export const enumeration = (
  name: NameInput,
  values: readonly string[],
  { schema = null, constraint = true }: EnumerationOptions = {},
): ColumnBuilder =>
  columnOf({ is: "enum", name: textOf(name), schema, values, constraint }, askedName(name));

/** PostgreSQL's arrays: `array(integer())`. */
export const array = (of: ColumnBuilder): ColumnBuilder =>
  columnOf({ is: "array", of: columnState(of).type });

/** A type of a dialect, word for word; `per` says what it is on other dialects: `native("tsvector", { mysql: "longtext" })`. */
export const native = (name: string, per: Readonly<Record<string, string>> = {}): ColumnBuilder =>
  columnOf({ is: "native", text: name, per });
