/** The contract of a live database: what a dialect's reflector can be asked. The only part of a dialect that does IO. */
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
  /** The name behind `schema: null`, in place of the connection's current schema: both sides of a comparison have the same. */
  readonly defaultSchema?: string;
  /** Has the server print what is not compared, so that two databases can be told apart. */
  readonly withDigests?: boolean;
  /** Reads what takes a question a table too: two databases are compared, or a declaration speaks of it. */
  readonly withDetails?: boolean;
  /** Leaves out what is not modelled but hangs on what is, where `readOpaque` tells it later. */
  readonly withoutOpaque?: boolean;
  /** Called with what is being read, for a progress line. */
  readonly progress?: (what: string) => void;
  /** Called once where the server has its questions, for what can be done until it answers; it does not throw. */
  readonly meanwhile?: () => void;
}

/** What the server printed of a table, in the order of the table that was asked about; or why it would not. */
export type Printed =
  | { readonly table: Table }
  | {
      readonly cannot: string;
      /** Is it not about the table (a missing right, a lock), or about what the database itself may know nevertheless? */
      readonly unsure?: boolean;
      /** Does it speak of a type or a collation that the server does not know? */
      readonly unknownType?: boolean;
    };

/** An object that a piece of SQL defines, and what kind it is of. */
export interface AskedObject {
  readonly kind: SqlObjectKind;
  readonly object: SqlObject;
}

/** As the server prints it, or why it would not. */
export type PrintedObject =
  | {
      readonly object: SqlObject;
      /** It may have read a live table where the declared one differs, so that what follows from its query is not known. */
      readonly readsLive: boolean;
    }
  | {
      readonly cannot: string;
      /** Does it speak of what is not there, or say what is no SQL, so that no object of a database can be the same? */
      readonly unknown: boolean;
    };

export interface Opening {
  /** In milliseconds: how long is waited where somebody else holds all of a database, which only a file can be. */
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
  /** One snapshot, read only, a constant number of questions. Throws `permission` where the catalogue may not be read. */
  readonly reflect: (connection: Connection, options: ReflectOptions) => Promise<Schema>;
  /** The connection's current schema, where a database has several. */
  readonly currentSchema?: (connection: Connection) => Promise<string | null>;
  /** The schemas that hold tables and are not the server's own, where a database has several. */
  readonly schemasWithTables?: (connection: Connection) => Promise<readonly string[]>;
  /**
   * The names of the CHECKs over other columns too that go with a column when it is dropped, and nothing is said of them;
   * absent where the server refuses, or there are none.
   */
  readonly checksTakenAlong?: (
    connection: Connection,
    table: TableRef,
    column: string,
  ) => Promise<readonly string[]>;
  /**
   * Does the table hold something for which every statement that alters it is printed in another way, so that it has to be
   * read before? Absent where nothing is such.
   */
  readonly printsByTable?: (connection: Connection, table: TableRef) => Promise<boolean>;
  /**
   * What is not modelled but hangs on what is, in these schemas: most plans need none of it, and it costs as much to ask as
   * the tables. Absent where `reflect` always reads it.
   */
  readonly readOpaque?: (
    connection: Connection,
    schemas: readonly string[],
  ) => Promise<readonly OpaqueObject[]>;
  /**
   * The other schemas that hold foreign keys to tables of these (none: the connection's current one). Absent where foreign
   * keys stay inside of what is read.
   */
  readonly referringSchemas?: (
    connection: Connection,
    schemas: readonly string[],
  ) => Promise<readonly string[]>;
  /**
   * What the server refuses of these changes for what it holds and does not show (how far a sequence has counted, a key of
   * its own making), in words. Absent where there is nothing of that kind.
   */
  readonly impossible?: (
    connection: Connection,
    changes: readonly Change[],
  ) => Promise<readonly string[]>;
  /**
   * The witness: the server prints tables as it would store them, leaving nothing behind. One answer a table, in order; the
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
   * The witness of objects that a piece of SQL defines: one answer an object, in order, each as the server would print it.
   * `shadows` are declared tables that the database does not hold so yet, and `context` is the rest of the declared schema.
   * Absent where no such kind is modelled.
   */
  readonly printObjects?: (
    connection: Connection,
    objects: readonly AskedObject[],
    shadows: readonly Table[],
    context: Schema,
  ) => Promise<readonly PrintedObject[]>;
  /**
   * Loads DDL text into an empty scratch database, hands it over, and removes it. `at` is a development server's URL (SQLite
   * needs none). An error of the text is a SchemaDiffError `source` that names the line in the text.
   */
  readonly scratch: <T>(
    ddl: Sql,
    at: string | null,
    use: (connection: Connection) => Promise<T>,
  ) => Promise<T>;
  /** How a migration holds this database while it runs. */
  readonly migrationSession: MigrationSession;
  /** Hands over a copy of the schema without rows, where statements are made from what earlier ones left (SQLite); absent elsewhere. */
  readonly copy?: <T>(connection: Connection, use: (copy: Connection) => Promise<T>) => Promise<T>;
}
