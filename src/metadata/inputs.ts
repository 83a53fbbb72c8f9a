/**
 * Reads the arguments of a declaration: one that does not fit is an error with the line of the
 * call, and never becomes SQL.
 */
import {
  atLeast,
  choice,
  dictionary,
  flag,
  list,
  nameText,
  needed,
  numerals,
  optional,
  shape,
  text,
  typeError,
  under,
  wholeNumber,
  type Decoder,
  type FieldDecoders,
} from "../decode/decode.js";
import { argumentsOf, type Arguments } from "../decode/arguments.js";
import { calledWith } from "../decode/caller.js";
import { SchemaDiffError } from "../model/index.js";
import { isFinalMark, type NameInput } from "../naming/index.js";
import { isColumnRef, isPart, isSqlText } from "./indexElement.js";
import type {
  CheckOptions,
  ColumnCheckOptions,
  ColumnIndexOptions,
  DefaultInput,
  IdentityOptions,
  ReferenceOptions,
  ReferenceTarget,
  ColumnInput,
  ColumnRef,
  ExcludeOptions,
  ForeignKeyOptions,
  IndexOptions,
  KeyInput,
  PartInput,
  PrimaryKeyOptions,
  SqlInput,
  Target,
  UniqueOptions,
} from "./shapes.js";

/** @param usage how the call is written */
export const declarationArguments = (method: string, usage: string): Arguments =>
  argumentsOf("metadata", method, usage);

/** For a method without arguments: one that is given is an error, whose advice is `todo`. */
export const noArguments = (method: string, given: readonly unknown[], todo: string): void => {
  calledWith(() => {
    if (given.length > 0)
      throw new SchemaDiffError("metadata", `${method} takes no argument`, todo);
  });
};

export const either =
  <T>(wanted: string, ...fits: readonly ((value: unknown) => value is T)[]): Decoder<T> =>
  (value, at) => {
    for (const fit of fits) if (fit(value)) return value;
    throw typeError(at, wanted, value);
  };

const isName = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && !value.includes("\0");
const isText = (value: unknown): value is string => typeof value === "string";

export const nameInput: Decoder<NameInput> = (value, at) =>
  value === null || isFinalMark(value) ? value : nameText(value, at);

export const sqlInput = either<SqlInput>("SQL (text, or sql`…`)", isText, isSqlText);
export const columnInput = either<ColumnInput>(
  "a column (the name of its property, or a column of the table)",
  isName,
  isColumnRef,
);
export const keyInput = either<KeyInput>(
  "a column (the name of its property, or a column of the table)",
  isName,
  isColumnRef,
  isPart,
);
export const partInput = either<PartInput>(
  "a column or sql`…`",
  isName,
  isColumnRef,
  isSqlText,
  isPart,
);

const comment = optional(text);
const columns = list(columnInput);
const action = choice("noAction", "restrict", "cascade", "setNull", "setDefault");
const nulls = choice("distinct", "notDistinct");
const optionTexts = dictionary(text);

const named = { name: nameInput, comment };
const deferring = { deferrable: flag, initially: choice("immediate", "deferred") };

const key: FieldDecoders<PrimaryKeyOptions> = {
  ...named,
  ...deferring,
  include: columns,
  onConflict: optional(choice("rollback", "fail", "ignore", "replace")),
  options: optionTexts,
  rely: flag,
};
export const primaryKeyOptions = shape<PrimaryKeyOptions>(key);
export const uniqueOptions = shape<UniqueOptions>({ ...key, nulls });

export const checkOptions = shape<CheckOptions>({
  ...named,
  validated: flag,
  enforced: flag,
  inherited: flag,
  ofColumn: optional(columnInput),
});
export const columnCheckOptions = shape<ColumnCheckOptions>({
  ...named,
  validated: flag,
  enforced: flag,
  inherited: flag,
  ofColumn: flag,
});

const foreignKeyFields: FieldDecoders<ForeignKeyOptions> = {
  ...named,
  ...deferring,
  onUpdate: action,
  onDelete: action,
  onDeleteColumns: columns,
  match: choice("simple", "full", "partial"),
  validated: flag,
  enforced: flag,
  rely: flag,
  useAlter: flag,
  external: flag,
};
export const foreignKeyOptions = shape<ForeignKeyOptions>(foreignKeyFields);
export const referenceOptions = shape<ReferenceOptions>(foreignKeyFields);

const indexFields: FieldDecoders<IndexOptions> = {
  unique: flag,
  nulls,
  where: optional(sqlInput),
  method: optional(nameText),
  include: columns,
  comment,
  options: optionTexts,
};
export const indexOptions = shape<IndexOptions>(indexFields);
export const columnIndexOptions = shape<ColumnIndexOptions>({ ...indexFields, name: nameInput });

export const excludeOptions = shape<ExcludeOptions>({
  ...named,
  ...deferring,
  method: nameText,
  where: optional(sqlInput),
  include: columns,
  options: optionTexts,
});
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export const excludeElements: Decoder<readonly (readonly [PartInput, string])[]> = list(
  (value, at) => {
    if (!isList(value) || value.length !== 2)
      throw typeError(at, "an element with its operator, as [element, operator]", value);
    return [partInput(value[0], under(at, 0)), text(value[1], under(at, 1))] as const;
  },
);

const isTargetFunction = (value: unknown): value is () => readonly ColumnRef[] =>
  typeof value === "function";
const isColumnFunction = (value: unknown): value is () => ColumnRef => typeof value === "function";

const targetParts = shape<Extract<Target, { readonly table: string }>>({
  schema: optional(nameText),
  table: needed(nameText),
  columns: needed(list(nameText)),
});
const columnParts = shape<Extract<ReferenceTarget, { readonly column: string }>>({
  schema: optional(nameText),
  table: needed(nameText),
  column: needed(nameText),
});

const targetColumns = list(
  either<string | ColumnRef>('a column, or "table.column"', isName, isColumnRef),
);

/** The target of a foreign key of a table. */
export const target: Decoder<Target> = (value, at) => {
  if (isTargetFunction(value)) return value;
  if (Array.isArray(value)) return targetColumns(value, at);
  if (value === null || typeof value !== "object" || isColumnRef(value))
    throw typeError(
      at,
      'a list of columns, as ["user.id"]',
      value,
      typeof value === "string" ? `write [${JSON.stringify(value)}]` : null,
    );
  return targetParts(value, at);
};

/** The target of a column's own foreign key. */
export const referenceTarget: Decoder<ReferenceTarget> = (value, at) => {
  if (isName(value) || isColumnRef(value) || isColumnFunction(value)) return value;
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw typeError(
      at,
      'a column, as "user.id" or user.c.id',
      value,
      Array.isArray(value)
        ? "for several columns write foreignKey([…], […]) after the columns"
        : null,
    );
  return columnParts(value, at);
};

const isPlainObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Array.isArray(value);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && isPlainObject(value);

export const defaultInput: Decoder<DefaultInput> = (value, at) => {
  if (value === null || isSqlText(value) || value instanceof Uint8Array) return value;
  switch (typeof value) {
    case "string":
    case "bigint":
    case "boolean":
      return value;
    case "number":
      if (Number.isFinite(value)) return value;
      break;
    default:
      if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
      if (isRecord(value)) return value;
  }
  throw typeError(
    at,
    "a value (text, a finite number, true or false, a date, bytes, or what JSON holds), or SQL",
    value,
    "write SQL as sql`…`: .default(sql`now()`)",
  );
};

export const generatedOptions = shape<{ readonly stored?: boolean }>({ stored: flag });

export const numbersFields: FieldDecoders<Omit<IdentityOptions, "always">> = {
  start: numerals,
  increment: numerals,
  min: numerals,
  max: numerals,
  cache: numerals,
  cycle: flag,
};
export const identityOptions = shape<IdentityOptions>({ ...numbersFields, always: flag });
export const numbersOptions = shape<Omit<IdentityOptions, "always">>(numbersFields);

/** MySQL has types of length 0. */
export const wholeLength = atLeast(0, "characters or bytes");
export const length = optional(wholeLength);
export const precision = optional(atLeast(1, "digits"));
/** PostgreSQL 15 has negative ones. */
export const scale = optional(wholeNumber);
export const fractionalDigits = optional(atLeast(0, "digits"));
