/** Operations on one table, as the methods of `batch`: each method makes one `Operation` value and passes it on. */
import {
  byAuthor,
  nowhere,
  SchemaDiffError,
  type Constraint,
  type DependentsOption,
  type Index,
  type Operation,
  type Sql,
  type TableRef,
} from "../model/index.js";
import type {
  CheckOptionsLiteral,
  ColumnChangeLiteral,
  ColumnLiteral,
  ConstraintByColumns,
  ConstraintChangeLiteral,
  ElementLiteral,
  ExcludeElementLiteral,
  ExcludeOptionsLiteral,
  ForeignKeyOptionsLiteral,
  IndexOptionsLiteral,
  KeyColumnLiteral,
  KeyOptionsLiteral,
  OptionsLiteral,
  PlaceLiteral,
  UniqueOptionsLiteral,
} from "../codec/literal.js";
import { choice, flag, optional, pathOf, text, type Fields } from "../decode/decode.js";
import { argument, readOptions, type OperationSink } from "./operationSink.js";
import { alteration, columnLiteral } from "../codec/column.js";
import { texts } from "../codec/codec.js";
import {
  constraintOf,
  constraintType,
  excludeElements,
  keyColumns,
} from "../codec/constraintLiteral.js";
import { options } from "../codec/options.js";
import { elements, indexFrom } from "./read/constraint.js";
import { readColumnPlace } from "./read/columnPlace.js";
import { readDependents } from "./read/dependents.js";
import { readDropConstraint, type DropConstraintOptions } from "./read/dropConstraint.js";
import { readRenameConstraint, type RenameConstraintOptions } from "./read/renameConstraint.js";

/** A comment on the constraint (PostgreSQL). */
export interface CommentOption {
  readonly comment?: string;
}

/** The options of a table or an index. */
export interface TableChange {
  readonly from: OptionsLiteral;
  readonly to: OptionsLiteral;
}

const fromAndTo = (f: Fields): Pick<Operation<"alterTable">, "from" | "to"> => ({
  from: f.need("from", options.decode),
  to: f.need("to", options.decode),
});

const commentOn = choice("constraint", "index");

export class BatchOperations {
  readonly #table: TableRef;
  readonly #host: OperationSink;

  constructor(table: TableRef, host: OperationSink) {
    this.#table = table;
    this.#host = host;
  }

  #at(method: string, name: string) {
    return argument(this.#host, method, name);
  }

  #named<T extends Constraint | Index>(
    given: unknown,
    method: string,
    make: (name: Constraint["name"]) => T,
  ): T {
    const name = optional(text)(given, this.#at(method, "name"));
    const what = make(name === null ? nowhere : byAuthor(name));
    return name === null
      ? { ...what, name: byAuthor(this.#host.namer(this.#table, [], what)) }
      : what;
  }

  #create(
    method: string,
    name: unknown,
    options: unknown,
    make: (f: Fields, name: Constraint["name"]) => Constraint,
  ): Promise<void> {
    const made = this.#named(name, method, (given) =>
      readOptions(options, this.#at(method, "options"), (f) => make(f, given)),
    );
    return this.#host.run({ do: "createConstraint", table: this.#table, constraint: made });
  }

  /** Changes the table's options `from` the present ones `to` others: `engine`, `strict` … */
  async alterTable(change: TableChange): Promise<void> {
    const read = readOptions(change, this.#at("alterTable", "options"), fromAndTo);
    await this.#host.run({ do: "alterTable", table: this.#table, ...read });
  }

  /** `insertBefore` and `insertAfter` name an existing column: SQLite rebuilds the table for it, MySQL and MariaDB write FIRST and AFTER. */
  async addColumn(literal: ColumnLiteral, place?: PlaceLiteral): Promise<void> {
    await this.#host.run({
      do: "addColumn",
      table: this.#table,
      column: columnLiteral.decode(literal, this.#at("addColumn", "column")),
      ...readColumnPlace(place, this.#host),
    });
  }

  async dropColumn(name: string, how?: DependentsOption): Promise<void> {
    await this.#host.run({
      do: "dropColumn",
      table: this.#table,
      name: text(name, this.#at("dropColumn", "column")),
      dropped: null,
      ...readDependents(how, this.#at("dropColumn", "options")),
    });
  }

  /** Changes the given attributes and leaves the others; `newName` renames, null removes an attribute. */
  async alterColumn(name: string, change: ColumnChangeLiteral): Promise<void> {
    const read = alteration.decode(change, this.#at("alterColumn", "options"));
    await this.#host.run({
      do: "alterColumn",
      table: this.#table,
      name: text(name, this.#at("alterColumn", "column")),
      ...read,
    });
  }

  async createPrimaryKey(
    name: string | null,
    of: readonly KeyColumnLiteral[],
    options?: KeyOptionsLiteral & CommentOption,
  ): Promise<void> {
    const leading = keyColumns.decode(of, this.#at("createPrimaryKey", "columns"));
    await this.#create("createPrimaryKey", name, options, (f, given) =>
      constraintOf("primaryKey", given, leading, f),
    );
  }

  async createForeignKey(
    name: string | null,
    referent: string,
    of: readonly string[],
    referred: readonly string[],
    options?: ForeignKeyOptionsLiteral &
      CommentOption & { readonly referentSchema?: string | null },
  ): Promise<void> {
    const method = "createForeignKey";
    const target = text(referent, this.#at(method, "referent table"));
    const own = texts.decode(of, this.#at(method, "columns"));
    const targetColumns = texts.decode(referred, this.#at(method, "referent columns"));
    if (own.length !== targetColumns.length) {
      throw new SchemaDiffError(
        "script",
        `${pathOf(this.#at(method, "columns"))} are ${own.length}, but the referent columns are ${targetColumns.length}`,
        "name one column for each",
      );
    }
    await this.#create(method, name, options, (f, given) =>
      constraintOf(
        "foreignKey",
        given,
        {
          columns: own,
          target: { schema: f.or("referentSchema", optional(text), null), name: target },
          targetColumns,
        },
        f,
      ),
    );
  }

  async createUniqueConstraint(
    name: string | null,
    of: readonly KeyColumnLiteral[],
    options?: UniqueOptionsLiteral & CommentOption,
  ): Promise<void> {
    const leading = keyColumns.decode(of, this.#at("createUniqueConstraint", "columns"));
    await this.#create("createUniqueConstraint", name, options, (f, given) =>
      constraintOf("unique", given, leading, f),
    );
  }

  async createCheckConstraint(
    name: string | null,
    condition: Sql,
    options?: CheckOptionsLiteral & CommentOption,
  ): Promise<void> {
    const leading = { expression: text(condition, this.#at("createCheckConstraint", "condition")) };
    await this.#create("createCheckConstraint", name, options, (f, given) =>
      constraintOf("check", given, leading, f),
    );
  }

  async createExcludeConstraint(
    name: string | null,
    of: readonly ExcludeElementLiteral[],
    options?: ExcludeOptionsLiteral & CommentOption,
  ): Promise<void> {
    const leading = {
      elements: excludeElements.decode(of, this.#at("createExcludeConstraint", "elements")),
    };
    await this.#create("createExcludeConstraint", name, options, (f, given) =>
      constraintOf("exclude", given, leading, f),
    );
  }

  /** Drops a constraint by its name and type; or by its type and columns, if no name is known: then it is looked up on the live table. */
  async dropConstraint(name: string, how: DropConstraintOptions): Promise<void>;
  async dropConstraint(by: ConstraintByColumns, how?: DependentsOption): Promise<void>;
  async dropConstraint(what: string | ConstraintByColumns, how?: object): Promise<void> {
    await this.#host.run(readDropConstraint(this.#table, what, how, this.#host));
  }

  /** Changes the given attributes in place and leaves the others. */
  async alterConstraint(name: string, change: ConstraintChangeLiteral): Promise<void> {
    const method = "alterConstraint";
    const given = readOptions(change, this.#at(method, "change"), (f) => ({
      kind: f.need("type", constraintType.decode),
      change: { rely: f.need("rely", flag) },
    }));
    await this.#host.run({
      do: method,
      table: this.#table,
      name: text(name, this.#at(method, "name")),
      ...given,
    });
  }

  /** SQLite: a constraint whose name is null has none in the database, and `existing` describes it; a null new name removes the name. */
  async renameConstraint(
    name: string | null,
    to: string | null,
    options: RenameConstraintOptions,
  ): Promise<void> {
    await this.#host.run(readRenameConstraint(this.#table, name, to, options, this.#host));
  }

  async createIndex(
    name: string | null,
    of: readonly ElementLiteral[],
    options?: IndexOptionsLiteral,
  ): Promise<void> {
    const parts = elements(of, this.#at("createIndex", "columns"));
    const index = this.#named<Index>(name, "createIndex", (given) =>
      readOptions(options, this.#at("createIndex", "options"), indexFrom(given, parts)),
    );
    await this.#host.run({ do: "createIndex", table: this.#table, index });
  }

  async dropIndex(name: string): Promise<void> {
    await this.#host.run({
      do: "dropIndex",
      table: this.#table,
      name: text(name, this.#at("dropIndex", "name")),
      dropped: null,
    });
  }

  /** Changes the options of an index, or of the index of a key, `from` the present ones `to` others. */
  async alterIndex(name: string, change: TableChange): Promise<void> {
    const read = readOptions(change, this.#at("alterIndex", "options"), fromAndTo);
    await this.#host.run({
      do: "alterIndex",
      table: this.#table,
      name: text(name, this.#at("alterIndex", "name")),
      ...read,
    });
  }

  async renameIndex(name: string, to: string): Promise<void> {
    const at = (what: string) => this.#at("renameIndex", what);
    await this.#host.run({
      do: "renameIndex",
      table: this.#table,
      name: text(name, at("name")),
      to: text(to, at("new name")),
    });
  }

  async createTableComment(comment: string): Promise<void> {
    await this.#comment(text(comment, this.#at("createTableComment", "comment")));
  }

  async dropTableComment(): Promise<void> {
    await this.#comment(null);
  }

  async #comment(to: string | null): Promise<void> {
    await this.#host.run({
      do: "setComment",
      on: "table",
      owner: this.#table,
      name: null,
      from: null,
      to,
    });
  }

  /** Sets the comment on a constraint or an index; null removes it. */
  async setComment(
    on: "constraint" | "index",
    name: string,
    comment: string | null,
  ): Promise<void> {
    const at = (what: string) => this.#at("setComment", what);
    const operation: Operation<"setComment"> = {
      do: "setComment",
      on: commentOn(on, at("kind")),
      owner: this.#table,
      name: text(name, at("name")),
      from: null,
      to: optional(text)(comment, at("comment")),
    };
    await this.#host.run(operation);
  }
}
