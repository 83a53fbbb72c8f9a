/** What a table declares besides its columns: keys, constraints and indexes, as plain values. */
import { askedName, type NameInput } from "../naming/index.js";
import { list } from "../decode/decode.js";
import {
  declarationArguments,
  checkOptions,
  columnInput,
  excludeElements,
  excludeOptions,
  foreignKeyOptions,
  indexOptions,
  keyInput,
  nameInput,
  partInput,
  primaryKeyOptions,
  sqlInput,
  target as targetInput,
  uniqueOptions,
} from "./inputs.js";
import { columnsOfText, isColumnRef, isSqlText, partState } from "./indexElement.js";
import type {
  CheckOptions,
  ColumnInput,
  ColumnRef,
  ExcludeOptions,
  Extra,
  ForeignKeyOptions,
  IndexOptions,
  KeyInput,
  PartInput,
  PrimaryKeyOptions,
  SqlInput,
  Target,
  UniqueOptions,
} from "./shapes.js";
const refsIn = (input: PartInput): readonly ColumnRef[] => {
  const { of } = partState(input);
  return isColumnRef(of) ? [of] : isSqlText(of) ? columnsOfText(of) : [];
};

/** What is made of a table's columns outside its declaration is added to that table at once. */
const attached = <E extends Extra>(extra: E, inputs: readonly PartInput[]): E => {
  inputs.flatMap(refsIn)[0]?.table.attach(extra);
  return extra;
};

/** Those of the inputs that name a column by text. */
type NamedByText<I> = Extract<I, string>;

const columnsOfKey = list(keyInput);
const elementsOfIndex = list(partInput);

/** The value, after a check; its literal types, which the result's type carries, are kept. */
const fitting = <T>(value: T, check: () => unknown): T => {
  check();
  return value;
};

/** The arguments of each function, by how it is called. */
const given = {
  primaryKey: declarationArguments("primaryKey", 'primaryKey(["id"], { name: "pk_user" })'),
  unique: declarationArguments("unique", 'unique(["email"], { name: "uq_user_email" })'),
  check: declarationArguments("check", 'check("total >= 0", { name: "total_positive" })'),
  foreignKey: declarationArguments(
    "foreignKey",
    'foreignKey(["user_id"], ["user.id"], { onDelete: "cascade" })',
  ),
  index: declarationArguments("index", 'index("ix_user_email", ["email"], { unique: true })'),
  exclude: declarationArguments("exclude", 'exclude([["room", "="], ["during", "&&"]])'),
};

/**
 * Without columns, the key consists of those that call `.primaryKey()`, and gets the name given
 * here.
 */
export const primaryKey = <const I extends KeyInput>(
  columns: readonly I[],
  options: PrimaryKeyOptions = {},
): Extra<NamedByText<I>> => {
  const own = fitting(columns, () => given.primaryKey.one("columns", columnsOfKey, columns));
  const read = given.primaryKey.options(primaryKeyOptions, options);
  return attached(
    { is: "primaryKey", asked: askedName(read.name), columns: own, options: read },
    own,
  );
};

export const unique = <const I extends KeyInput>(
  columns: readonly I[],
  options: UniqueOptions = {},
): Extra<NamedByText<I>> => {
  const own = fitting(columns, () => given.unique.one("columns", columnsOfKey, columns));
  const read = given.unique.options(uniqueOptions, options);
  return attached({ is: "unique", asked: askedName(read.name), columns: own, options: read }, own);
};

export const check = (expression: SqlInput, options: CheckOptions = {}): Extra<never> => {
  const sql = given.check.one("expression", sqlInput, expression);
  const read = given.check.options(checkOptions, options);
  return attached(
    { is: "check", asked: askedName(read.name), expression: sql, options: read },
    isSqlText(sql) ? [sql] : [],
  );
};

export const foreignKey = <const I extends ColumnInput>(
  columns: readonly I[],
  target: Target,
  options: ForeignKeyOptions = {},
): Extra<NamedByText<I>> => {
  const own = fitting(columns, () => given.foreignKey.one("columns", list(columnInput), columns));
  const read = given.foreignKey.options(foreignKeyOptions, options);
  return attached(
    {
      is: "foreignKey",
      asked: askedName(read.name),
      columns: own,
      target: given.foreignKey.one("target", targetInput, target),
      options: read,
    },
    own,
  );
};

/** Declares an index; a `name` of null is made by the naming convention. */
export const index = <const I extends PartInput>(
  name: NameInput,
  elements: readonly I[],
  options: IndexOptions = {},
): Extra<NamedByText<I>> => {
  const asked = given.index.one("name", nameInput, name);
  const own = fitting(elements, () => given.index.one("elements", elementsOfIndex, elements));
  return attached(
    {
      is: "index",
      asked: askedName(asked),
      elements: own,
      options: given.index.options(indexOptions, options),
    },
    own,
  );
};

/** PostgreSQL's EXCLUDE: a list of elements, each with its operator. */
export const exclude = <const E extends readonly (readonly [PartInput, string])[]>(
  elements: E,
  options: ExcludeOptions = {},
): Extra<NamedByText<E[number][0]>> => {
  const own = fitting(elements, () => given.exclude.one("elements", excludeElements, elements));
  const read = given.exclude.options(excludeOptions, options);
  return attached(
    { is: "exclude", asked: askedName(read.name), elements: own, options: read },
    own.map(([input]) => input),
  );
};

/** Was the value made by one of these functions, in this copy of the module or another one? */
export const isExtra = (value: unknown): value is Extra =>
  typeof value === "object" && value !== null && "is" in value && "asked" in value;
