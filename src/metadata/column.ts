/** The declaration of a column: an immutable builder, each of whose methods returns a new one. */
import type { Identity, Options, SequenceNumbers } from "../model/index.js";
import type { PortableType } from "../dialects/types.js";
import type { Arguments } from "../decode/arguments.js";
import { calledWith } from "../decode/caller.js";
import { nameText, optional, text } from "../decode/decode.js";
import { askedName, type AskedName, type NameInput } from "../naming/index.js";
import { checkLiteral } from "./expressionText.js";
import {
  declarationArguments,
  columnCheckOptions,
  columnIndexOptions,
  defaultInput,
  generatedOptions,
  identityOptions,
  nameInput,
  noArguments,
  numbersOptions,
  referenceOptions,
  referenceTarget,
  sqlInput,
} from "./inputs.js";
import type {
  ColumnCheckOptions,
  ColumnIndexOptions,
  DefaultInput,
  IdentityOptions,
  ReferenceOptions,
  ReferenceTarget,
  SqlInput,
} from "./shapes.js";

/** What a column's declaration specifies so far. */
export interface ColumnState {
  readonly type: PortableType;
  /** The name of the CHECK that replaces the type, where the dialect needs one. */
  readonly typeName: AskedName;
  /** Null: the property's name. */
  readonly name: string | null;
  /** Null where unspecified. */
  readonly nullable: boolean | null;
  readonly primaryKey: boolean;
  readonly default: DefaultInput;
  /** Null where unspecified, `none` where declared not to be an auto-increment column. */
  readonly identity:
    { readonly kind: Identity["kind"]; readonly options: IdentityOptions } | "none" | null;
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
  /**
   * Part of the primary key, and NOT NULL unless `.nullable()` is called. A new integer key gets
   * its values from the database only with `.identity()` or `.autoIncrement()` (SQLite's rowid
   * needs nothing).
   */
  readonly primaryKey: () => ColumnBuilder;
  readonly notNull: () => ColumnBuilder;
  readonly nullable: () => ColumnBuilder;
  /** A value becomes a literal; write SQL with the tag `sql`. */
  readonly default: (value: DefaultInput) => ColumnBuilder;
  /** A UNIQUE constraint; on a column with `.index()` it makes that index unique instead, as in SQLAlchemy. */
  readonly unique: (name?: NameInput) => ColumnBuilder;
  readonly index: (options?: ColumnIndexOptions) => ColumnBuilder;
  /**
   * `"table.column"`, `"schema.table.column"`, a column, or a function that returns one (give it
   * the return type `(): ColumnRef => …` where a table references itself).
   */
  readonly references: (target: ReferenceTarget, options?: ReferenceOptions) => ColumnBuilder;
  readonly check: (expression: SqlInput, options?: ColumnCheckOptions) => ColumnBuilder;
  readonly generatedAs: (
    expression: SqlInput,
    options?: { readonly stored?: boolean },
  ) => ColumnBuilder;
  /**
   * SQL's identity; `null`: the database makes no values. If none of these four methods is called,
   * a live column stays as it is.
   */
  readonly identity: (options?: IdentityOptions | null) => ColumnBuilder;
  /**
   * The database fills it: a new column in the dialect's best way (identity, AUTO_INCREMENT,
   * rowid), a live one in whatever way it already does.
   */
  readonly autoIncrement: (options?: Omit<IdentityOptions, "always">) => ColumnBuilder;
  /** PostgreSQL's serial: a sequence that the column owns, with the name the server gives it. */
  readonly serial: (options?: Omit<IdentityOptions, "always">) => ColumnBuilder;
  readonly comment: (text: string | null) => ColumnBuilder;
  readonly collate: (collation: string | null) => ColumnBuilder;
  /** MySQL: ON UPDATE CURRENT_TIMESTAMP. */
  readonly onUpdate: (expression: SqlInput) => ColumnBuilder;
  /** Its name in the database, where that is not the property's name. */
  readonly named: (name: string) => ColumnBuilder;
  /** Settings of one dialect only: `charset`, `invisible`, `storage` … */
  readonly option: (key: string, value: string) => ColumnBuilder;
}

/** How each method is called, for error messages. */
const usages = {
  default: '.default("new"), .default(0) or .default(sql`now()`)',
  unique: '.unique() or .unique("uq_user_email")',
  index: '.index() or .index({ name: "ix_user_email", unique: true })',
  references: '.references("user.id", { onDelete: "cascade" })',
  check: '.check("age >= 0", { name: "ck_user_age" })',
  generatedAs: '.generatedAs("first || last", { stored: true })',
  identity: ".identity(), .identity({ always: true, start: 100 }) or .identity(null)",
  autoIncrement: ".autoIncrement()",
  serial: ".serial()",
  comment: '.comment("as on the invoice")',
  collate: '.collate("C")',
  onUpdate: ".onUpdate(sql`CURRENT_TIMESTAMP`)",
  named: '.named("user_id")',
  option: '.option("charset", "utf8mb4")',
};

const argumentsFor = (method: keyof typeof usages): Arguments =>
  declarationArguments(`.${method}`, usages[method]);

const identityBy =
  (kind: "autoIncrement" | "serial") =>
  (numbers: unknown): ColumnState["identity"] => ({
    kind,
    options: argumentsFor(kind).options(numbersOptions, numbers),
  });

const builder = (state: ColumnState): ColumnBuilder => {
  const and = (more: Partial<ColumnState>): ColumnBuilder => builder({ ...state, ...more });
  return {
    [stateMark]: state,
    primaryKey: (...rest: readonly unknown[]) => {
      noArguments(".primaryKey", rest, "leave it out where the column is no part of the key");
      return and({ primaryKey: true });
    },
    notNull: (...rest: readonly unknown[]) => {
      noArguments(".notNull", rest, "write .notNull() or .nullable()");
      return and({ nullable: false });
    },
    nullable: (...rest: readonly unknown[]) => {
      noArguments(".nullable", rest, "write .nullable() or .notNull()");
      return and({ nullable: true });
    },
    default: (value) => {
      const read = argumentsFor("default").one("value", defaultInput, value);
      calledWith(() => {
        checkLiteral(read, state.type);
      });
      return and({ default: read });
    },
    unique: (name = null) =>
      and({ unique: askedName(argumentsFor("unique").one("name", nameInput, name)) }),
    index: (options) => and({ index: argumentsFor("index").options(columnIndexOptions, options) }),
    references: (target, options) =>
      and({
        references: [
          ...state.references,
          {
            target: argumentsFor("references").one("target", referenceTarget, target),
            options: argumentsFor("references").options(referenceOptions, options),
          },
        ],
      }),
    check: (expression, options) =>
      and({
        checks: [
          ...state.checks,
          {
            expression: argumentsFor("check").one("expression", sqlInput, expression),
            options: argumentsFor("check").options(columnCheckOptions, options),
          },
        ],
      }),
    generatedAs: (expression, options) => {
      const { stored = false } = argumentsFor("generatedAs").options(generatedOptions, options);
      return and({
        generated: {
          expression: argumentsFor("generatedAs").one("expression", sqlInput, expression),
          stored,
        },
      });
    },
    identity: (given) => {
      if (given === null) return and({ identity: "none" });
      const options = argumentsFor("identity").options(identityOptions, given);
      return and({
        identity: { kind: options.always === true ? "always" : "byDefault", options },
      });
    },
    autoIncrement: (options) => and({ identity: identityBy("autoIncrement")(options) }),
    serial: (options) => and({ identity: identityBy("serial")(options) }),
    comment: (comment) =>
      and({ comment: argumentsFor("comment").one("text", optional(text), comment) }),
    collate: (collation) =>
      and({ collation: argumentsFor("collate").one("collation", optional(nameText), collation) }),
    onUpdate: (onUpdate) =>
      and({ onUpdate: argumentsFor("onUpdate").one("expression", sqlInput, onUpdate) }),
    named: (name) => and({ name: argumentsFor("named").one("name", nameText, name) }),
    option: (key, value) => {
      const own = [
        argumentsFor("option").one("key", nameText, key),
        argumentsFor("option").one("value", text, value),
      ] as const;
      return and({ options: Object.fromEntries([...Object.entries(state.options), own]) });
    },
  };
};

/**
 * Makes a column of a type; `typeName` is the name of the CHECK that replaces the type in dialects
 * without it.
 */
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
