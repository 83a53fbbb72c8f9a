/** The declaration of a column: an immutable builder, each of whose methods returns a new one. */
import type { Identity, Options, SequenceNumbers } from "../model/index.js";
import type { PortableType } from "../dialects/types.js";
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

/** The arguments of each method, by how it is called. */
const given = {
  default: declarationArguments(".default", '.default("new"), .default(0) or .default(sql`now()`)'),
  unique: declarationArguments(".unique", '.unique() or .unique("uq_user_email")'),
  index: declarationArguments(
    ".index",
    '.index() or .index({ name: "ix_user_email", unique: true })',
  ),
  references: declarationArguments(
    ".references",
    '.references("user.id", { onDelete: "cascade" })',
  ),
  check: declarationArguments(".check", '.check("age >= 0", { name: "ck_user_age" })'),
  generatedAs: declarationArguments(
    ".generatedAs",
    '.generatedAs("first || last", { stored: true })',
  ),
  identity: declarationArguments(
    ".identity",
    ".identity(), .identity({ always: true, start: 100 }) or .identity(null)",
  ),
  autoIncrement: declarationArguments(".autoIncrement", ".autoIncrement()"),
  serial: declarationArguments(".serial", ".serial()"),
  comment: declarationArguments(".comment", '.comment("as on the invoice")'),
  collate: declarationArguments(".collate", '.collate("C")'),
  onUpdate: declarationArguments(".onUpdate", ".onUpdate(sql`CURRENT_TIMESTAMP`)"),
  named: declarationArguments(".named", '.named("user_id")'),
  option: declarationArguments(".option", '.option("charset", "utf8mb4")'),
};

class Column implements ColumnBuilder {
  readonly [stateMark]: ColumnState;

  constructor(state: ColumnState) {
    this[stateMark] = state;
  }

  private and(more: Partial<ColumnState>): ColumnBuilder {
    return new Column({ ...this[stateMark], ...more });
  }

  primaryKey(...rest: readonly unknown[]): ColumnBuilder {
    noArguments(".primaryKey", rest, "leave it out where the column is no part of the key");
    return this.and({ primaryKey: true });
  }

  notNull(...rest: readonly unknown[]): ColumnBuilder {
    noArguments(".notNull", rest, "write .notNull() or .nullable()");
    return this.and({ nullable: false });
  }

  nullable(...rest: readonly unknown[]): ColumnBuilder {
    noArguments(".nullable", rest, "write .nullable() or .notNull()");
    return this.and({ nullable: true });
  }

  default(value: DefaultInput): ColumnBuilder {
    const read = given.default.one("value", defaultInput, value);
    calledWith(() => {
      checkLiteral(read, this[stateMark].type);
    });
    return this.and({ default: read });
  }

  unique(name: NameInput = null): ColumnBuilder {
    return this.and({ unique: askedName(given.unique.one("name", nameInput, name)) });
  }

  index(options?: ColumnIndexOptions): ColumnBuilder {
    return this.and({ index: given.index.options(columnIndexOptions, options) });
  }

  references(target: ReferenceTarget, options?: ReferenceOptions): ColumnBuilder {
    const reference = {
      target: given.references.one("target", referenceTarget, target),
      options: given.references.options(referenceOptions, options),
    };
    return this.and({ references: [...this[stateMark].references, reference] });
  }

  check(expression: SqlInput, options?: ColumnCheckOptions): ColumnBuilder {
    const check = {
      expression: given.check.one("expression", sqlInput, expression),
      options: given.check.options(columnCheckOptions, options),
    };
    return this.and({ checks: [...this[stateMark].checks, check] });
  }

  generatedAs(expression: SqlInput, options?: { readonly stored?: boolean }): ColumnBuilder {
    const { stored = false } = given.generatedAs.options(generatedOptions, options);
    return this.and({
      generated: { expression: given.generatedAs.one("expression", sqlInput, expression), stored },
    });
  }

  identity(asked?: IdentityOptions | null): ColumnBuilder {
    if (asked === null) return this.and({ identity: "none" });
    const options = given.identity.options(identityOptions, asked);
    return this.and({
      identity: { kind: options.always === true ? "always" : "byDefault", options },
    });
  }

  autoIncrement(numbers?: Omit<IdentityOptions, "always">): ColumnBuilder {
    return this.and({
      identity: {
        kind: "autoIncrement",
        options: given.autoIncrement.options(numbersOptions, numbers),
      },
    });
  }

  serial(numbers?: Omit<IdentityOptions, "always">): ColumnBuilder {
    return this.and({
      identity: { kind: "serial", options: given.serial.options(numbersOptions, numbers) },
    });
  }

  comment(comment: string | null): ColumnBuilder {
    return this.and({ comment: given.comment.one("text", optional(text), comment) });
  }

  collate(collation: string | null): ColumnBuilder {
    return this.and({
      collation: given.collate.one("collation", optional(nameText), collation),
    });
  }

  onUpdate(expression: SqlInput): ColumnBuilder {
    return this.and({ onUpdate: given.onUpdate.one("expression", sqlInput, expression) });
  }

  named(name: string): ColumnBuilder {
    return this.and({ name: given.named.one("name", nameText, name) });
  }

  option(key: string, value: string): ColumnBuilder {
    const own = [
      given.option.one("key", nameText, key),
      given.option.one("value", text, value),
    ] as const;
    return this.and({
      options: Object.fromEntries([...Object.entries(this[stateMark].options), own]),
    });
  }
}

/**
 * Makes a column of a type; `typeName` is the name of the CHECK that replaces the type in dialects
 * without it.
 */
export const columnOf = (
  type: PortableType,
  typeName: AskedName = { ask: "convention" },
): ColumnBuilder =>
  new Column({
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
