/** What a table declares beside its columns: keys, constraints and indexes, as plain values. */
import type { Action, ConflictAction, Match, Options } from "../model/index.js";
import { askedName, type AskedName, type NameInput } from "../naming/index.js";
import {
  columnsOfText,
  isColumnRef,
  isSqlText,
  partState,
  type ColumnRef,
  type KeyInput,
  type PartInput,
  type SqlText,
} from "./part.js";

/** A column of the table: a reference, or its property's name. */
export type ColumnInput = string | ColumnRef;

/** What is SQL already: text word for word, or a piece made by the tag `sql`. */
export type SqlInput = string | SqlText;

interface Named {
  /** Null or absent: the naming convention's. */
  readonly name?: NameInput;
  readonly comment?: string | null;
}

interface Deferring {
  readonly deferrable?: boolean;
  readonly initially?: "immediate" | "deferred";
}

export interface PrimaryKeyOptions extends Named, Deferring {
  readonly include?: readonly ColumnInput[];
  /** SQLite. */
  readonly onConflict?: ConflictAction;
}

export interface UniqueOptions extends PrimaryKeyOptions {
  readonly nulls?: "distinct" | "notDistinct";
}

export interface CheckOptions extends Named {
  /** False for PostgreSQL's NOT VALID. */
  readonly validated?: boolean;
  readonly enforced?: boolean;
  /** False for PostgreSQL's NO INHERIT. */
  readonly inherited?: boolean;
  /** The column it hangs on and goes with (MariaDB). */
  readonly ofColumn?: ColumnInput | null;
}

export interface ForeignKeyOptions extends Named, Deferring {
  readonly onUpdate?: Action;
  readonly onDelete?: Action;
  /** PostgreSQL 15: the columns that SET NULL or SET DEFAULT sets. */
  readonly onDeleteColumns?: readonly ColumnInput[];
  readonly match?: Match;
  readonly validated?: boolean;
  readonly enforced?: boolean;
  /** Add it by ALTER TABLE, after the tables. */
  readonly useAlter?: boolean;
  /** What it points to is not part of this metadata, and is not looked for: the names stand as they are. */
  readonly external?: boolean;
}

export interface IndexOptions {
  readonly unique?: boolean;
  readonly nulls?: "distinct" | "notDistinct";
  readonly where?: SqlInput | null;
  readonly method?: string | null;
  readonly include?: readonly ColumnInput[];
  readonly comment?: string | null;
  readonly options?: Options;
}

export interface ExcludeOptions extends Named, Deferring {
  readonly method?: string;
  readonly where?: SqlInput | null;
  readonly include?: readonly ColumnInput[];
}

/** `["table.column"]`, `["schema.table.column"]`, columns, a function that gives columns, or the parts by name (for names that hold dots). */
export type Target =
  | readonly (string | ColumnRef)[]
  | (() => readonly ColumnRef[])
  | {
      readonly schema?: string | null;
      readonly table: string;
      readonly columns: readonly string[];
    };

interface Extras {
  readonly primaryKey: {
    readonly columns: readonly KeyInput[];
    readonly options: PrimaryKeyOptions;
  };
  readonly unique: { readonly columns: readonly KeyInput[]; readonly options: UniqueOptions };
  readonly check: { readonly expression: SqlInput; readonly options: CheckOptions };
  readonly foreignKey: {
    readonly columns: readonly ColumnInput[];
    readonly target: Target;
    readonly options: ForeignKeyOptions;
  };
  readonly index: { readonly elements: readonly PartInput[]; readonly options: IndexOptions };
  readonly exclude: {
    readonly elements: readonly (readonly [PartInput, string])[];
    readonly options: ExcludeOptions;
  };
}

export type ExtraOf<P extends keyof Extras> = {
  readonly [Q in P]: { readonly is: Q; readonly asked: AskedName } & Extras[Q];
}[P];

declare const names: unique symbol;

/** `K` are the properties that it names by text: a table takes it only where it has them. */
export type Extra<K extends string = string> = ExtraOf<keyof Extras> & { readonly [names]?: K };

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
