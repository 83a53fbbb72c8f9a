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
  (...given: readonly unknown[]) => {
    noArguments(is, given, `write ${is}(), or native("…") for a type of one server`);
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

/** An exact number: `precision` digits in all, `scale` of them after the decimal point. */
export const numeric = (
  precision: number | null = null,
  scale: number | null = null,
): ColumnBuilder => {
  const { one } = declarationArguments("numeric", "numeric(10, 2)");
  return columnOf({
    is: "numeric",
    precision: one("precision", precisionOf, precision),
    scale: one("scale", scaleOf, scale),
  });
};

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
  const { name = null, constraint = true } = declarationArguments(
    "boolean",
    'boolean({ name: "ck_user_active" })',
  ).options(standInOptions, options);
  return columnOf({ is: "boolean", name: textOf(name), constraint }, askedName(name));
};

const sized = (is: "varchar" | "binary", length: number | null): number | null =>
  declarationArguments(is, `${is}(30)`).one("length", lengthOf, length);

export const varchar = (length: number | null = null): ColumnBuilder =>
  columnOf({ is: "varchar", length: sized("varchar", length) });
export const char = (length = 1): ColumnBuilder =>
  columnOf({
    is: "char",
    length: declarationArguments("char", "char(2)").one("length", wholeLength, length),
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
    const { zone = false, precision = null } = declarationArguments(
      is,
      `${is}({ zone: true, precision: 3 })`,
    ).options(timeOptions, options);
    return columnOf({ is, zone, precision });
  };

export const time = clock("time");
export const timestamp = clock("timestamp");

const jsonOptions = shape<{ readonly binary?: boolean }>({ binary: flag });

/** JSON; `binary`: PostgreSQL's jsonb. */
export const json = (options: { readonly binary?: boolean } = {}): ColumnBuilder => {
  const { binary: isBinary = false } = declarationArguments(
    "json",
    "json({ binary: true })",
  ).options(jsonOptions, options);
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
  const given = declarationArguments("enumeration", 'enumeration("mood", ["sad", "ok"])');
  const asked = given.one("name", nameInput, name);
  const { schema = null, constraint = true } = given.options(enumerationOptions, options);
  return columnOf(
    {
      is: "enum",
      name: textOf(asked),
      schema,
      values: given.one("values", list(anyText), values),
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
    of: columnState(declarationArguments("array", "array(integer())").one("of", columnType, of))
      .type,
  });

/**
 * A type of one dialect, word for word; `per` gives the type for other dialects:
 * `native("tsvector", { mysql: "longtext" })`.
 */
export const native = (name: string, per: Readonly<Record<string, string>> = {}): ColumnBuilder => {
  const { one } = declarationArguments("native", 'native("tsvector")');
  return columnOf({
    is: "native",
    // SQLite has columns without a type.
    text: one("type", anyText, name),
    per: one("per", dictionary(nameText), per),
  });
};
