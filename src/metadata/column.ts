/** How a column is declared: an immutable builder, each of whose methods gives a new one. */
import type { Action, Identity, Match, Options, SequenceNumbers } from "../model/index.js";
import type { PortableType } from "../dialects/types.js";
import { askedName, type AskedName, type NameInput } from "../naming/index.js";
import type {
  CheckOptions,
  ColumnRef,
  ForeignKeyOptions,
  IndexOptions,
  SqlInput,
  SqlText,
} from "./shapes.js";

/** What a single-column foreign key points to; the parts by name are for names that hold dots. */
export type ReferenceTarget =
  | string
  | ColumnRef
  | (() => ColumnRef)
  | { readonly schema?: string | null; readonly table: string; readonly column: string };

/** A value that becomes a literal, or SQL. */
export type DefaultInput =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | SqlText
  | Readonly<Record<string, unknown>>;

export interface IdentityOptions {
  /** GENERATED ALWAYS instead of BY DEFAULT. */
  readonly always?: boolean;
  readonly start?: number | bigint | string;
  readonly increment?: number | bigint | string;
  readonly min?: number | bigint | string;
  readonly max?: number | bigint | string;
  readonly cache?: number | bigint | string;
  readonly cycle?: boolean;
}

export interface ReferenceOptions extends ForeignKeyOptions {
  readonly onUpdate?: Action;
  readonly match?: Match;
}

export interface ColumnCheckOptions extends Omit<CheckOptions, "ofColumn"> {
  /** It hangs on the column and goes with it (MariaDB). */
  readonly ofColumn?: boolean;
}

export interface ColumnIndexOptions extends IndexOptions {
  readonly name?: NameInput;
}

/** What has been said of a column so far. */
export interface ColumnState {
  readonly type: PortableType;
  /** The name of the CHECK that stands in for the type, where the dialect needs one. */
  readonly typeName: AskedName;
  /** Null: the property's name. */
  readonly name: string | null;
  /** Null where nothing was said. */
  readonly nullable: boolean | null;
  readonly primaryKey: boolean;
  readonly default: DefaultInput;
  readonly identity: { readonly kind: Identity["kind"]; readonly options: IdentityOptions } | null;
  readonly generated: { readonly expression: SqlInput; readonly stored: boolean } | null;
  readonly collation: string | null;
  readonly onUpdate: SqlInput | null;
  readonly comment: string | null;
  readonly options: Options;
  readonly unique: AskedName | null;
  readonly index: ColumnIndexOptions | null;
  readonly references: readonly {
    readonly target: ReferenceTarget;
    readonly options: ReferenceOptions;
  }[];
  readonly checks: readonly {
    readonly expression: SqlInput;
    readonly options: ColumnCheckOptions;
  }[];
}

const stateMark: unique symbol = Symbol.for("schema-diff.columnState");

export interface ColumnBuilder {
  readonly [stateMark]: ColumnState;
  /** Part of the primary key, and NOT NULL unless `.nullable()` says otherwise. An integer key fills itself only where `.identity()` or `.autoIncrement()` says so (SQLite's rowid needs nothing). */
  readonly primaryKey: () => ColumnBuilder;
  readonly notNull: () => ColumnBuilder;
  readonly nullable: () => ColumnBuilder;
  /** A value becomes a literal; SQL is written with the tag `sql`. */
  readonly default: (value: DefaultInput) => ColumnBuilder;
  /** A UNIQUE constraint; on a column with `.index()` it makes that index unique instead, as in SQLAlchemy. */
  readonly unique: (name?: NameInput) => ColumnBuilder;
  readonly index: (options?: ColumnIndexOptions) => ColumnBuilder;
  /** `"table.column"`, `"schema.table.column"`, a column, or a function that gives one (write its type, `(): ColumnRef => …`, where a table points to itself). */
  readonly references: (target: ReferenceTarget, options?: ReferenceOptions) => ColumnBuilder;
  readonly check: (expression: SqlInput, options?: ColumnCheckOptions) => ColumnBuilder;
  readonly generatedAs: (
    expression: SqlInput,
    options?: { readonly stored?: boolean },
  ) => ColumnBuilder;
  readonly identity: (options?: IdentityOptions) => ColumnBuilder;
  readonly autoIncrement: (options?: Omit<IdentityOptions, "always">) => ColumnBuilder;
  /** PostgreSQL's serial: a sequence that the column owns, under the server's name for it. */
  readonly serial: (options?: Omit<IdentityOptions, "always">) => ColumnBuilder;
  readonly comment: (text: string | null) => ColumnBuilder;
  readonly collate: (collation: string | null) => ColumnBuilder;
  /** MySQL: ON UPDATE CURRENT_TIMESTAMP. */
  readonly onUpdate: (expression: SqlInput) => ColumnBuilder;
  /** Its name in the database, where the property is called otherwise. */
  readonly named: (name: string) => ColumnBuilder;
  /** What only one dialect knows: `charset`, `invisible`, `storage` … */
  readonly option: (key: string, value: string) => ColumnBuilder;
}

const builder = (state: ColumnState): ColumnBuilder => {
  const and = (more: Partial<ColumnState>): ColumnBuilder => builder({ ...state, ...more });
  return {
    [stateMark]: state,
    primaryKey: () => and({ primaryKey: true }),
    notNull: () => and({ nullable: false }),
    nullable: () => and({ nullable: true }),
    default: (value) => and({ default: value }),
    unique: (name) => and({ unique: askedName(name) }),
    index: (options = {}) => and({ index: options }),
    references: (target, options = {}) =>
      and({ references: [...state.references, { target, options }] }),
    check: (expression, options = {}) =>
      and({ checks: [...state.checks, { expression, options }] }),
    generatedAs: (expression, { stored = false } = {}) =>
      and({ generated: { expression, stored } }),
    identity: (options = {}) =>
      and({ identity: { kind: options.always === true ? "always" : "byDefault", options } }),
    autoIncrement: (options = {}) => and({ identity: { kind: "autoIncrement", options } }),
    serial: (options = {}) => and({ identity: { kind: "serial", options } }),
    comment: (comment) => and({ comment }),
    collate: (collation) => and({ collation }),
    onUpdate: (onUpdate) => and({ onUpdate }),
    named: (name) => and({ name }),
    option: (key, value) =>
      and({ options: Object.fromEntries([...Object.entries(state.options), [key, value]]) }),
  };
};

/** The column types make columns with this; `typeName` names the CHECK that stands in for a type. */
export const columnOf = (
  type: PortableType,
  typeName: AskedName = { ask: "convention" },
): ColumnBuilder =>
  builder({
    type,
    typeName,
    name: null,
    nullable: null,
    primaryKey: false,
    default: null,
    identity: null,
    generated: null,
    collation: null,
    onUpdate: null,
    comment: null,
    options: {},
    unique: null,
    index: null,
    references: [],
    checks: [],
  });

export const columnState = (column: ColumnBuilder): ColumnState => column[stateMark];

export const isColumnBuilder = (value: unknown): value is ColumnBuilder =>
  typeof value === "object" && value !== null && stateMark in value;

const numeral = (value: number | bigint | string | undefined): string | null =>
  value === undefined ? null : String(value);

export const numbersOf = ({
  start,
  increment,
  min,
  max,
  cache,
  cycle = false,
}: Omit<IdentityOptions, "always">): SequenceNumbers => ({
  start: numeral(start),
  increment: numeral(increment),
  min: numeral(min),
  max: numeral(max),
  cache: numeral(cache),
  cycle,
});
