/** The contract of the live side of a dialect: opening, reading, and asking a database. It is the only part of a dialect that does IO. */
import type {
  Change,
  OpaqueObject,
  Schema,
  Sql,
  SqlObject,
  SqlObjectKind,
  Table,
  TableRef,
} from "../model/index.js";
import type { Connection } from "./connection.js";
import type { MigrationSession } from "./migrationSession.js";

export interface ReflectOptions {
  /** The schemas to read; empty: the connection's current one; `*`, where a dialect has several: all but the server's own. */
  readonly schemas: readonly string[];
  /** The name of the schema that `schema: null` means, in place of the connection's current schema: both sides of a comparison use the same. */
  readonly defaultSchema?: string;
  /** Makes the server print what is not compared, and keeps a hash of each print, so that two databases can be told apart. */
  readonly withDigests?: boolean;
  /** Should it also read what takes one question per table? For a comparison of two databases, or where a declaration uses it, which is known once that is loaded: asked last. */
  readonly withDetails?: () => Promise<boolean>;
  /** May leave out what takes a question per table and makes no difference to a declaration: the order of keys, options that it does not use. Where there are differences, the schema is read again without it. */
  readonly onlyCompared?: boolean;
  /** Leaves out opaque objects where `readOpaque` can read them later. */
  readonly withoutOpaque?: boolean;
  /** Called with what is being read, for a progress line. */
  readonly progress?: (what: string) => void;
  /** Called once when the server has received the questions, for work that can be done until it answers; it does not throw. */
  readonly meanwhile?: () => void;
}

/** The server's print of a table, with everything in the order of the table that was asked about; or why it refused. */
export type Printed =
  | { readonly table: Table }
  | {
      readonly cannot: string;
      /** Is the reason not the table (but a missing right, or a lock), or something that the database itself may have nevertheless? */
      readonly unsure?: boolean;
      /** Does it concern a type or a collation that the server does not know? */
      readonly unknownType?: boolean;
    };

/** An SQL object to print, and its kind. */
export interface AskedObject {
  readonly kind: SqlObjectKind;
  readonly object: SqlObject;
}

/** The object as the server prints it, or why the server refused. */
export type PrintedObject =
  | {
      readonly object: SqlObject;
      /** It may have read a live table where the declared one differs, so that what the server infers from its query is not known. */
      readonly readsLive: boolean;
    }
  | {
      readonly cannot: string;
      /** Does it name something that does not exist, or is it no valid SQL, so that no object of a database can be the same? */
      readonly unknown: boolean;
    };

export interface Opening {
  /** In milliseconds: how long to wait while somebody else holds the whole database, which only happens with a file. */
  readonly lockTimeout?: number | undefined;
}

export interface Backend {
  readonly dialect: string;
  /** The handles that it takes, in words: `a pg Client or Pool`. */
  readonly handles: readonly string[];
  /** Does this backend take the handle (a driver's client, pool or database)? */
  readonly owns: (handle: unknown) => boolean;
  /** Opens a URL (without its `schema` parameter), or wraps a driver's handle. Throws `connection` with host and database, never the password. */
  readonly open: (source: string | object, opening?: Opening) => Promise<Connection>;
  /** Reads a schema: one snapshot, read only, a constant number of questions. Throws `permission` where the catalogue may not be read. */
  readonly reflect: (connection: Connection, options: ReflectOptions) => Promise<Schema>;
  /** The connection's current schema, where a database has several. */
  readonly currentSchema?: (connection: Connection) => Promise<string | null>;
  /** The schemas that hold tables, without the server's own, where a database has several. */
  readonly schemasWithTables?: (connection: Connection) => Promise<readonly string[]>;
  /**
   * The names of the CHECKs over several columns that the server silently drops together with a column; absent where the server
   * refuses that, or drops none.
   */
  readonly checksTakenAlong?: (
    connection: Connection,
    table: TableRef,
    column: string,
  ) => Promise<readonly string[]>;
  /**
   * Does the table hold something for which every statement that alters it is printed differently, so that it has to be read
   * before? Absent where nothing does.
   */
  readonly printsByTable?: (connection: Connection, table: TableRef) => Promise<boolean>;
  /**
   * The opaque objects that depend on objects of these schemas: most plans need none of them, and reading them takes as long as
   * reading the tables. Absent where `reflect` always reads them.
   */
  readonly readOpaque?: (
    connection: Connection,
    schemas: readonly string[],
  ) => Promise<readonly OpaqueObject[]>;
  /**
   * The other schemas with foreign keys to tables of these (none: of the connection's current one). Absent where foreign keys
   * cannot leave what is read.
   */
  readonly referringSchemas?: (
    connection: Connection,
    schemas: readonly string[],
  ) => Promise<readonly string[]>;
  /**
   * Which of these changes the server refuses because of something that it holds and the catalogue does not show (how far a
   * sequence has counted, a key that it made itself), in words. Absent where there is nothing of that kind.
   */
  readonly impossible?: (
    connection: Connection,
    changes: readonly Change[],
  ) => Promise<readonly string[]>;
  /**
   * The witness: the server prints tables as it would store them, without leaving anything behind. One answer per table, in order; the
   * table in an answer has the same columns, constraints and indexes in the same order, their expressions, defaults and
   * types in the server's words. Foreign keys are not asked about and come back as they were.
   * A constant number of round trips as long as every table is accepted.
   */
  readonly print: (
    connection: Connection,
    tables: readonly Table[],
    context: Schema,
  ) => Promise<readonly Printed[]>;
  /**
   * The witness of SQL objects: one answer per object, in order, each as the server would print it. `shadows` are declared
   * tables that the database does not hold in this form yet, and `context` is the rest of the declared schema. Absent where no
   * such kind is modelled.
   */
  readonly printObjects?: (
    connection: Connection,
    objects: readonly AskedObject[],
    shadows: readonly Table[],
    context: Schema,
  ) => Promise<readonly PrintedObject[]>;
  /**
   * Loads DDL text into an empty scratch database, passes it to `use`, and removes it. `at` is the URL of a development server (SQLite
   * needs none). An error of the text is a SchemaDiffError `source` that names the line in the text.
   */
  readonly scratch: <T>(
    ddl: Sql,
    at: string | null,
    use: (connection: Connection) => Promise<T>,
  ) => Promise<T>;
  /** How a migration uses this database while it runs. */
  readonly migrationSession: MigrationSession;
  /** Passes a copy of the schema without rows to `use`, where statements depend on what earlier ones left (SQLite); absent elsewhere. */
  readonly copy?: <T>(connection: Connection, use: (copy: Connection) => Promise<T>) => Promise<T>;
}
