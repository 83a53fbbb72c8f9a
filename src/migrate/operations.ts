/** The object that a migration script is called with: Alembic's operations in camel case, each of which makes an `Operation` value and passes it to an executor. */
import {
  plainBatch,
  type Column,
  type Constraint,
  type DependentsOption,
  type Operation,
  type Sql,
  type Table,
  type TableRef,
} from "../model/index.js";
import { tableTraits } from "../codec/table.js";
import type { NamingConvention } from "../naming/index.js";
import { callSite } from "../decode/caller.js";
import { columnLiteral } from "../codec/column.js";
import type { BatchMethods } from "../codec/methods.js";
import type {
  BatchOptionsLiteral,
  CheckOptionsLiteral,
  ColumnChangeLiteral,
  ColumnLiteral,
  ConstraintByColumns,
  ConstraintChangeLiteral,
  ConstraintLiteral,
  ElementLiteral,
  ExcludeElementLiteral,
  ExcludeOptionsLiteral,
  ForeignKeyOptionsLiteral,
  IndexOptionsLiteral,
  KeyColumnLiteral,
  KeyOptionsLiteral,
  OptionsLiteral,
  PlaceLiteral,
  RowLiteral,
  UniqueOptionsLiteral,
} from "../codec/literal.js";
import {
  choice,
  dictionary,
  anything,
  flag,
  list,
  typeError,
  text,
  under,
} from "../decode/decode.js";
import { BatchOperations, type CommentOption, type TableChange } from "./batchOperations.js";
import {
  argument,
  noHints,
  readOptions,
  tableAndRest,
  withoutSchema,
  type Executor,
  type OperationSink,
} from "./operationSink.js";
import { withoutNames, type Namer, type Namers } from "./names.js";
import { SchemaOperations, undropOf } from "./schemaOperations.js";
import { constraint, isConstraint } from "./read/constraint.js";
import { readDependents } from "./read/dependents.js";
import { readDropConstraint, type DropConstraintOptions } from "./read/dropConstraint.js";
import type { RenameConstraintOptions } from "./read/renameConstraint.js";

/** The schema of the table, where it is not the connection's own. */
export interface InSchema {
  readonly schema?: string | null;
}

export interface TableOptions extends InSchema {
  readonly comment?: string;
  /** Options that only one dialect has: `engine`, `strict`, `withoutRowid` … */
  readonly options?: OptionsLiteral;
  /** SQLite: the text of CREATE TABLE itself, where it is known; it contains everything that the columns and constraints specify. */
  readonly definition?: string;
  /** Snowflake: restore the dropped table of this name, rows included, instead of creating one. */
  readonly undrop?: boolean;
}

export interface BatchSettings extends Omit<BatchOptionsLiteral, "namingConvention">, InSchema {
  /** The convention whose names identify nameless constraints in this batch; the migrator's own if left out. */
  readonly namingConvention?: NamingConvention;
}

const here = { receiver: "op" } as const;

export class Operations extends SchemaOperations {
  readonly #execute: Executor;
  readonly #namers: Namers;
  readonly #namer: Namer;
  readonly #host: OperationSink;

  constructor(execute: Executor, namers: Namers = withoutNames) {
    const called: Executor = (operation, hints) =>
      execute(operation, { ...hints, calledAt: callSite() });
    super((operation) => called(operation, noHints));
    this.#execute = called;
    this.#namers = namers;
    this.#namer = namers(null);
    this.#host = {
      receiver: "op",
      run: (operation) => this.#run(operation),
      namer: this.#namer,
    };
  }

  #run(operation: Operation): Promise<void> {
    return this.#execute(operation, noHints);
  }

  #table(table: TableRef): BatchOperations {
    return new BatchOperations(table, this.#host);
  }

  /** Columns first, then constraints: `{ primaryKey: ["id"], name: "pk_user" }` and so on. */
  async createTable(
    name: string,
    items: readonly (ColumnLiteral | ConstraintLiteral)[],
    options?: TableOptions,
  ): Promise<void> {
    const method = "createTable";
    const [ref, rest] = tableAndRest(method, name, options);
    const at = argument(here, method, "columns and constraints");
    const all = list(anything)(items, at);
    const columns: readonly Column[] = all.flatMap((item, i) =>
      isConstraint(item) ? [] : [columnLiteral.decode(item, under(at, i))],
    );
    const naming = constraint((what) => this.#namer(ref, columns, what));
    const constraints: readonly Constraint[] = all.flatMap((item, i) =>
      isConstraint(item) ? [naming(item, under(at, i))] : [],
    );
    const [traits, undrop] = readOptions(
      rest,
      argument(here, method, "options"),
      (f) => [tableTraits.readFields(f), undropOf(f)] as const,
    );
    const table: Table = { ...ref, columns, constraints, indexes: [], ...traits };
    await this.#run({ do: "createTable", table, ...undrop });
  }

  async dropTable(name: string, options?: DependentsOption & InSchema): Promise<void> {
    const [table, rest] = tableAndRest("dropTable", name, options);
    await this.#run({
      do: "dropTable",
      table,
      dropped: null,
      ...readDependents(rest, argument(here, "dropTable", "options")),
    });
  }

  async renameTable(name: string, to: string, options?: InSchema): Promise<void> {
    const table = this.#ref("renameTable", name, options);
    await this.#run({
      do: "renameTable",
      table,
      to: text(to, argument(here, "renameTable", "new name")),
    });
  }

  /** Changes the table's options `from` the present ones `to` others: `engine`, `strict` … */
  async alterTable(table: string, change: TableChange & InSchema): Promise<void> {
    const [ref] = tableAndRest("alterTable", table, change);
    await this.#table(ref).alterTable(withoutSchema(change));
  }

  /** The table of a method that takes no other options. */
  #ref(method: string, name: unknown, options: InSchema | undefined): TableRef {
    const [table, rest] = tableAndRest(method, name, options);
    return readOptions(rest, argument(here, method, "options"), () => table);
  }

  /** `insertBefore` and `insertAfter` name an existing column: SQLite rebuilds the table for it, MySQL and MariaDB write FIRST and AFTER. */
  async addColumn(
    table: string,
    literal: ColumnLiteral,
    options?: PlaceLiteral & InSchema,
  ): Promise<void> {
    const [ref, rest] = tableAndRest("addColumn", table, options);
    await this.#table(ref).addColumn(literal, rest);
  }

  async dropColumn(
    table: string,
    name: string,
    options?: DependentsOption & InSchema,
  ): Promise<void> {
    const [ref, rest] = tableAndRest("dropColumn", table, options);
    await this.#table(ref).dropColumn(name, rest);
  }

  /** Changes the given attributes and leaves the others; `newName` renames, null removes an attribute. */
  async alterColumn(
    table: string,
    name: string,
    change: ColumnChangeLiteral & InSchema,
  ): Promise<void> {
    const [ref, rest] = tableAndRest("alterColumn", table, change);
    await this.#table(ref).alterColumn(name, rest);
  }

  async createPrimaryKey(
    name: string | null,
    table: string,
    columns: readonly KeyColumnLiteral[],
    options?: KeyOptionsLiteral & CommentOption & InSchema,
  ): Promise<void> {
    const [ref, rest] = tableAndRest("createPrimaryKey", table, options);
    await this.#table(ref).createPrimaryKey(name, columns, rest);
  }

  async createForeignKey(
    name: string | null,
    source: string,
    referent: string,
    columns: readonly string[],
    referred: readonly string[],
    options?: ForeignKeyOptionsLiteral &
      CommentOption & {
        readonly sourceSchema?: string | null;
        readonly referentSchema?: string | null;
      },
  ): Promise<void> {
    const [ref, rest] = tableAndRest("createForeignKey", source, options, "sourceSchema");
    await this.#table(ref).createForeignKey(name, referent, columns, referred, rest);
  }

  async createUniqueConstraint(
    name: string | null,
    table: string,
    columns: readonly KeyColumnLiteral[],
    options?: UniqueOptionsLiteral & CommentOption & InSchema,
  ): Promise<void> {
    const [ref, rest] = tableAndRest("createUniqueConstraint", table, options);
    await this.#table(ref).createUniqueConstraint(name, columns, rest);
  }

  async createCheckConstraint(
    name: string | null,
    table: string,
    condition: Sql,
    options?: CheckOptionsLiteral & CommentOption & InSchema,
  ): Promise<void> {
    const [ref, rest] = tableAndRest("createCheckConstraint", table, options);
    await this.#table(ref).createCheckConstraint(name, condition, rest);
  }

  async createExcludeConstraint(
    name: string | null,
    table: string,
    elements: readonly ExcludeElementLiteral[],
    options?: ExcludeOptionsLiteral & CommentOption & InSchema,
  ): Promise<void> {
    const [ref, rest] = tableAndRest("createExcludeConstraint", table, options);
    await this.#table(ref).createExcludeConstraint(name, elements, rest);
  }

  /** Drops a constraint by its name and type; or by its type and columns, if no name is known: then it is looked up on the live table. */
  async dropConstraint(
    name: string,
    table: string,
    options: DropConstraintOptions & InSchema,
  ): Promise<void>;
  async dropConstraint(
    by: ConstraintByColumns,
    table: string,
    options?: DependentsOption & InSchema,
  ): Promise<void>;
  async dropConstraint(
    what: string | ConstraintByColumns,
    table: string,
    options?: object,
  ): Promise<void> {
    const [ref, rest] = tableAndRest("dropConstraint", table, options);
    await this.#run(readDropConstraint(ref, what, rest, this.#host));
  }

  /** Changes the given attributes in place and leaves the others. */
  async alterConstraint(
    name: string,
    table: string,
    change: ConstraintChangeLiteral & InSchema,
  ): Promise<void> {
    const [ref] = tableAndRest("alterConstraint", table, change);
    await this.#table(ref).alterConstraint(name, withoutSchema(change));
  }

  /** SQLite: a constraint whose name is null has none in the database, and `existing` describes it; a null new name removes the name. */
  async renameConstraint(
    name: string | null,
    table: string,
    to: string | null,
    options: RenameConstraintOptions & InSchema,
  ): Promise<void> {
    const [ref] = tableAndRest("renameConstraint", table, options);
    await this.#table(ref).renameConstraint(name, to, withoutSchema(options));
  }

  async createIndex(
    name: string | null,
    table: string,
    elements: readonly ElementLiteral[],
    options?: IndexOptionsLiteral & InSchema,
  ): Promise<void> {
    const [ref, rest] = tableAndRest("createIndex", table, options);
    await this.#table(ref).createIndex(name, elements, rest);
  }

  async dropIndex(name: string, table: string, options?: InSchema): Promise<void> {
    await this.#table(this.#ref("dropIndex", table, options)).dropIndex(name);
  }

  /** Changes the options of an index, or of the index of a key: `fillfactor`, `tablespace` … */
  async alterIndex(name: string, table: string, change: TableChange & InSchema): Promise<void> {
    const [ref] = tableAndRest("alterIndex", table, change);
    await this.#table(ref).alterIndex(name, withoutSchema(change));
  }

  async renameIndex(name: string, table: string, to: string, options?: InSchema): Promise<void> {
    await this.#table(this.#ref("renameIndex", table, options)).renameIndex(name, to);
  }

  async createTableComment(table: string, comment: string, options?: InSchema): Promise<void> {
    await this.#table(this.#ref("createTableComment", table, options)).createTableComment(comment);
  }

  async dropTableComment(table: string, options?: InSchema): Promise<void> {
    await this.#table(this.#ref("dropTableComment", table, options)).dropTableComment();
  }

  /** Runs any SQL, one statement, in the dialect's own syntax. */
  async execute(sql: Sql): Promise<void> {
    await this.#run({ do: "execute", sql: text(sql, argument(here, "execute", "sql")) });
  }

  /** Inserts rows, which are objects with the columns' names as keys. */
  async bulkInsert(table: string, rows: readonly RowLiteral[], options?: InSchema): Promise<void> {
    const ref = this.#ref("bulkInsert", table, options);
    await this.#run({
      do: "bulkInsert",
      table: ref,
      rows: list(dictionary(anything))(rows, argument(here, "bulkInsert", "rows")),
    });
  }

  /** Operations on one table that SQLite applies in one rebuild; the other dialects run them one by one. */
  async batchAlterTable(
    table: string,
    options: BatchSettings,
    change: (batch: BatchOperations) => Promise<void>,
  ): Promise<void> {
    const method = "batchAlterTable";
    const [ref, rest] = tableAndRest(method, table, options);
    if (typeof change !== "function")
      throw typeError(argument(here, method, "change"), "a function", change);
    const namingConvention = "namingConvention" in rest ? (options.namingConvention ?? null) : null;
    const namer = this.#namers(namingConvention);
    const naming = constraint((what) => namer(ref, [], what));
    const settings = readOptions(rest, argument(here, method, "options"), (f) => ({
      recreate: f.or("recreate", choice("auto", "always", "never"), plainBatch.recreate),
      unnamedChecks: f.or("unnamedChecks", choice("carry", "omit"), plainBatch.unnamedChecks),
      tableArgs: f.or("tableArgs", list(naming), plainBatch.tableArgs),
      lossy: f.or("lossy", flag, plainBatch.lossy),
      followRenames: f.or("followRenames", flag, plainBatch.followRenames),
      convention: f.or("namingConvention", dictionary(anything), null),
    }));
    const { convention: _asGiven, ...batch } = settings;
    const operations: Operation[] = [];
    const receiver: BatchOperations & BatchMethods = new BatchOperations(ref, {
      receiver: "batch",
      namer,
      run: async (operation) => {
        operations.push(operation);
      },
    });
    await change(receiver);
    await this.#execute(
      { do: "batch", table: ref, operations, options: batch },
      { ...noHints, namingConvention },
    );
  }
}
