/** What a table declares beside its columns: keys, constraints and indexes, as plain values. */
import { askedName, type NameInput } from "../naming/index.js";
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

/** Outside a table's declaration, what is made of its columns belongs to it at once. */
const attached = <E extends Extra>(extra: E, inputs: readonly PartInput[]): E => {
  inputs.flatMap(refsIn)[0]?.table.attach(extra);
  return extra;
};

/** The columns that are named by text. */
type Said<I> = Extract<I, string>;

/** Without columns: those that say `.primaryKey()` themselves, under the name given here. */
export const primaryKey = <const I extends KeyInput>(
  columns: readonly I[],
  options: PrimaryKeyOptions = {},
): Extra<Said<I>> =>
  attached({ is: "primaryKey", asked: askedName(options.name), columns, options }, columns);

export const unique = <const I extends KeyInput>(
  columns: readonly I[],
  options: UniqueOptions = {},
): Extra<Said<I>> =>
  attached({ is: "unique", asked: askedName(options.name), columns, options }, columns);

export const check = (expression: SqlInput, options: CheckOptions = {}): Extra<never> =>
  attached(
    { is: "check", asked: askedName(options.name), expression, options },
    isSqlText(expression) ? [expression] : [],
  );

export const foreignKey = <const I extends ColumnInput>(
  columns: readonly I[],
  target: Target,
  options: ForeignKeyOptions = {},
): Extra<Said<I>> =>
  attached({ is: "foreignKey", asked: askedName(options.name), columns, target, options }, columns);

/** `name` null: the naming convention's. */
export const index = <const I extends PartInput>(
  name: NameInput,
  elements: readonly I[],
  options: IndexOptions = {},
): Extra<Said<I>> => attached({ is: "index", asked: askedName(name), elements, options }, elements);

/** PostgreSQL's EXCLUDE: each element with its operator. */
export const exclude = <const E extends readonly (readonly [PartInput, string])[]>(
  elements: E,
  options: ExcludeOptions = {},
): Extra<Said<E[number][0]>> =>
  attached(
    { is: "exclude", asked: askedName(options.name), elements, options },
    elements.map(([input]) => input),
  );
