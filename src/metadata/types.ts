/** The column types: portable ones, and any type of one dialect by its own text. */
import {
  dictionary,
  flag,
  list,
  nameText,
  optional,
  shape,
  text as anyText,
} from "../decode/decode.js";
import { askedName, type NameInput } from "../naming/index.js";
import { columnOf, columnState, isColumnBuilder, type ColumnBuilder } from "./column.js";
import {
  declarationArguments,
  either,
  fractionalDigits,
  length as lengthOf,
  nameInput,
  noArguments,
  precision as precisionOf,
  scale as scaleOf,
  wholeLength,
} from "./inputs.js";

/**
 * A type without arguments: the width in `integer(11)` only affects display and is not part of the
 * type.
 */
const bare =
  (is: BareType): (() => ColumnBuilder) =>
  (...rest: readonly unknown[]) => {
    noArguments(is, rest, `write ${is}(), or native("…") for a type of one server`);
    return columnOf({ is });
  };

type BareType = "smallint" | "integer" | "bigint" | "real" | "double" | "text" | "date" | "uuid";

export const smallint = bare("smallint");
export const integer = bare("integer");
export const bigint = bare("bigint");
export const real = bare("real");
export const double = bare("double");
export const text = bare("text");
export const date = bare("date");
export const uuid = bare("uuid");

/** The arguments of each type, by how it is called. */
const given = {
  numeric: declarationArguments("numeric", "numeric(10, 2)"),
  boolean: declarationArguments("boolean", 'boolean({ name: "ck_user_active" })'),
  varchar: declarationArguments("varchar", "varchar(30)"),
  char: declarationArguments("char", "char(2)"),
  binary: declarationArguments("binary", "binary(30)"),
  time: declarationArguments("time", "time({ zone: true, precision: 3 })"),
  timestamp: declarationArguments("timestamp", "timestamp({ zone: true, precision: 3 })"),
  json: declarationArguments("json", "json({ binary: true })"),
  enumeration: declarationArguments("enumeration", 'enumeration("mood", ["sad", "ok"])'),
  array: declarationArguments("array", "array(integer())"),
  native: declarationArguments("native", 'native("tsvector")'),
};

/** An exact number: `precision` digits in all, `scale` of them after the decimal point. */
export const numeric = (
  precision: number | null = null,
  scale: number | null = null,
): ColumnBuilder =>
  columnOf({
    is: "numeric",
    precision: given.numeric.one("precision", precisionOf, precision),
    scale: given.numeric.one("scale", scaleOf, scale),
  });

export interface StandInOptions {
  /** The name of the CHECK for dialects without the type. */
  readonly name?: NameInput;
  /** False: no CHECK. */
  readonly constraint?: boolean;
}

const standInOptions = shape<StandInOptions>({ name: nameInput, constraint: flag });

const textOf = (name: NameInput | undefined): string | null =>
  name === null || name === undefined ? null : typeof name === "string" ? name : name.text;

export const boolean = (options: StandInOptions = {}): ColumnBuilder => {
  const { name = null, constraint = true } = given.boolean.options(standInOptions, options);
  return columnOf({ is: "boolean", name: textOf(name), constraint }, askedName(name));
};

const sized = (is: "varchar" | "binary", length: number | null): number | null =>
  given[is].one("length", lengthOf, length);

export const varchar = (length: number | null = null): ColumnBuilder =>
  columnOf({ is: "varchar", length: sized("varchar", length) });
export const char = (length = 1): ColumnBuilder =>
  columnOf({
    is: "char",
    length: given.char.one("length", wholeLength, length),
  });
export const binary = (length: number | null = null): ColumnBuilder =>
  columnOf({ is: "binary", length: sized("binary", length) });

export interface TimeOptions {
  readonly zone?: boolean;
  /** Digits of fractional seconds. */
  readonly precision?: number | null;
}

const timeOptions = shape<TimeOptions>({ zone: flag, precision: fractionalDigits });

const clock =
  (is: "time" | "timestamp") =>
  (options: TimeOptions = {}): ColumnBuilder => {
    const { zone = false, precision = null } = given[is].options(timeOptions, options);
    return columnOf({ is, zone, precision });
  };

export const time = clock("time");
export const timestamp = clock("timestamp");

const jsonOptions = shape<{ readonly binary?: boolean }>({ binary: flag });

/** JSON; `binary`: PostgreSQL's jsonb. */
export const json = (options: { readonly binary?: boolean } = {}): ColumnBuilder => {
  const { binary: isBinary = false } = given.json.options(jsonOptions, options);
  return columnOf({ is: "json", binary: isBinary });
};

export interface EnumerationOptions {
  /** Null: the MetaData's own schema. */
  readonly schema?: string | null;
  /** False: no CHECK where the dialect has no enums. */
  readonly constraint?: boolean;
}

const enumerationOptions = shape<EnumerationOptions>({
  schema: optional(nameText),
  constraint: flag,
});

/**
 * An enum: `name` is the type's name where the dialect has enum types, otherwise the stem of the
 * CHECK's name.
 */
export const enumeration = (
  name: NameInput,
  values: readonly string[],
  options: EnumerationOptions = {},
): ColumnBuilder => {
  const asked = given.enumeration.one("name", nameInput, name);
  const { schema = null, constraint = true } = given.enumeration.options(
    enumerationOptions,
    options,
  );
  return columnOf(
    {
      is: "enum",
      name: textOf(asked),
      schema,
      values: given.enumeration.one("values", list(anyText), values),
      constraint,
    },
    askedName(asked),
  );
};

const columnType = either<ColumnBuilder>("a column type", isColumnBuilder);

/** PostgreSQL's arrays: `array(integer())`. */
export const array = (of: ColumnBuilder): ColumnBuilder =>
  columnOf({
    is: "array",
    of: columnState(given.array.one("of", columnType, of)).type,
  });

/**
 * A type of one dialect, word for word; `per` gives the type for other dialects:
 * `native("tsvector", { mysql: "longtext" })`.
 */
export const native = (name: string, per: Readonly<Record<string, string>> = {}): ColumnBuilder =>
  columnOf({
    is: "native",
    // SQLite has columns without a type.
    text: given.native.one("type", anyText, name),
    per: given.native.one("per", dictionary(nameText), per),
  });
