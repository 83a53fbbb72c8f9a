/** The contract of a dialect: what is known about one database, as a value, without IO. */
import type {
  Hazard,
  Action,
  Collation,
  Column,
  Constraint,
  ConstraintKind,
  FailureMessage,
  Index,
  Operation,
  Options,
  OpaqueObject,
  Schema,
  Sequence,
  SpelledReference,
  Sql,
  SqlObjectKind,
  SqlObjects,
  Statement,
  Table,
  TableRef,
} from "../model/index.js";
import type { IdentifierLimit } from "../sql/identifierLength.js";
import type { Lexicon } from "../sql/lexicon.js";
import type { ObjectAttributes } from "./attributes.js";
import type { Conversion, Version } from "./conversion.js";
import type { PortableType } from "./types.js";
import type { RowCondition, RowsAsked } from "./rowCondition.js";
import type { Urls } from "./urls.js";

export interface Facts {
  /** The longest identifier, and the unit in which the server counts (SQLite has no limit that matters). */
  readonly identifierLimit: IdentifierLimit;
  /** What an unquoted identifier becomes. */
  readonly foldsTo: "lower" | "upper" | "asWritten";
  /** Are table, column and constraint names compared without regard to case? */
  readonly caseInsensitiveNames: boolean;
  /** Are two columns of one table whose names differ only by case the same column, even where table names are case-sensitive (MySQL)? */
  readonly columnNamesIgnoreCase: boolean;
  readonly transactionalDdl: boolean;
  /** May a constraint have no name in the database (SQLite)? */
  readonly namelessConstraints: boolean;
  /** The scope in which constraint names must be unique, per kind; `none` where nothing enforces it. */
  readonly nameScope: Readonly<Record<ConstraintKind | "index", "table" | "schema" | "none">>;
  /** What a schema corresponds to in this database. */
  readonly namespaces: "schemas" | "databases" | "none";
  /** A unique index and a unique constraint are one thing here (MySQL). */
  readonly uniqueIsIndex: boolean;
  /** The server shows a table's keys in the order in which they were added (MySQL), so that they are declared in it; `reflect` and plans keep it, and no order is a difference. Absent: by name, or none. */
  readonly keysInOrder?: boolean;
  /** A foreign key may be created before the table it points to exists (SQLite checks nothing at DDL time). */
  readonly foreignKeysUnchecked: boolean;
  /** A foreign key needs an index on its own columns (MySQL); the planner keeps one alive. */
  readonly foreignKeyNeedsIndex: boolean;
  /** A new foreign key must reference all columns of a key, although existing ones may reference its leading columns only (MySQL 8.4). */
  readonly foreignKeyTargetsWholeKey: boolean;
  /** An index that a foreign key uses must be ascending. */
  readonly foreignKeyIndexAscends: boolean;
  /** The index methods that require all their columns to have one charset at all times. Absent: none does. */
  readonly oneCharsetMethods?: readonly string[];
  /** By index method, the column options that cannot change while such an index includes the column. Absent: none. */
  readonly optionsHeldByMethod?: Readonly<Record<string, readonly string[]>>;
  /** No CHECK and no stored column may read a column that a foreign key's action writes (MySQL's errors 3823 and 1215, MariaDB's 1901). */
  readonly readersRefuseKeyActions: boolean;
  /** A CHECK cannot have the name of an index of its table. */
  readonly checkNamedAsIndex: boolean;
  /** Altering a column needs its whole definition (MySQL's MODIFY). */
  readonly alterColumnNeedsWhole: boolean;
  /** An auto-increment column must be a key at all times, so both change in one statement (MySQL). */
  readonly autoIncrementNeedsKey: boolean;
  /** A value that is added to an enum type can be used only after a commit (PostgreSQL). */
  readonly enumValueNeedsCommit: boolean;
  /** The type of a column that a generated column reads cannot be changed (PostgreSQL). */
  readonly generatedHoldsType: boolean;
  /** A column that stops being generated still depends on what its expression read, and is silently dropped with it. Absent: never. */
  readonly computedKeepsReads?: (version: readonly number[]) => boolean;
  /** Tables inherit columns from others (PostgreSQL's INHERITS). Absent: none does. */
  readonly inheritance?: {
    /** The options of a column that an ALTER of the parent's column also sets in the children, whatever they had. */
    readonly carriedOptions: readonly string[];
    /** The options that a column of a new child inherits from its parent's. */
    readonly handedDownOptions: readonly string[];
    /** Does setting or dropping NOT NULL in a parent do the same in its children, whatever they had? */
    readonly carriesNotNull: (version: readonly number[]) => boolean;
  };
  /** A virtual column that becomes a plain one is dropped and added, together with its dependents. */
  readonly virtualToPlainAnew: boolean;
  /** Which columns that follow its own a default may read: all of them, those that are not generated, or those whose own default is not an expression (MySQL's error 3774). */
  readonly defaultReadsLater: "any" | "uncomputed" | "literal";
  /** Each table is also a type of its name, which columns can have (PostgreSQL). */
  readonly tablesAreTypes: boolean;
  /** The columns of a partition key cannot be dropped or change their types (PostgreSQL). */
  readonly partitionKeyIsFixed?: boolean;
  /** A schema that is created becomes the session's current one (Snowflake). */
  readonly newSchemaIsCurrent?: boolean;
  /** Which keys and indexes a table may have depends on its kind, so its kind is read before a script creates one (Snowflake). */
  readonly indexesByTableKind?: boolean;
  /** A new column may be placed between others (MySQL, and SQLite, which rebuilds the table for it). */
  readonly placesColumns?: boolean;
  /** Most alterations happen in a batch that rebuilds the table (SQLite). */
  readonly altersByRebuild: boolean;
  /** The keys of `options` that exist in this dialect, each with one line of explanation. */
  readonly tableOptions: Readonly<Record<string, string>>;
  readonly columnOptions: Readonly<Record<string, string>>;
  /** By attribute of a column (`identity`, `nullable`), the options that belong to it and are set again where that attribute is newly set. */
  readonly optionsOf?: Readonly<Record<string, readonly string[]>>;
  readonly indexOptions: Readonly<Record<string, string>>;
  readonly sequenceOptions?: Readonly<Record<string, string>>;
  /** Values of options that are the same as leaving the option out: declaring one resets the option. */
  readonly usualOptions?: Readonly<Record<string, readonly string[]>>;
  /** A comment on a constraint can only be given when the constraint is created (Snowflake). Absent: it can be set on an existing one. */
  readonly commentMadeWithConstraint?: boolean;
  /** The options of an index, or of a key's backing index, that a statement changes in place. Absent: none. */
  readonly indexOptionsInPlace?: readonly string[];
  /**
   * Options that at most one index of a table, or the table itself, can have: the old holder loses the option before another gets it. `dropped`: with the index.
   * `kept`: the table keeps it even when the index is dropped, so it is reset before.
   */
  readonly exclusiveOptions?: Readonly<Record<string, "dropped" | "kept">>;
  /** Those of the options that take a query per table to read: they are read where two databases are compared, where a declaration has any of them, and where it differs from the database. */
  readonly readApart?: Readonly<
    Record<"tableOptions" | "columnOptions" | "indexOptions", readonly string[]>
  >;
  /**
   * The server's own access methods. An object with any other method, which an extension provides, may have options whose names cannot be listed. Absent: there are no such
   * extensions.
   */
  readonly accessMethods?: { readonly table: readonly string[]; readonly index: readonly string[] };
  /** The options that are lists, and are printed inside parentheses. */
  readonly listOptions: readonly string[];
  /** Those of `tableOptions` that refer to columns of the table: they are changed after columns are added, and before columns are dropped (Snowflake). */
  readonly optionsOverColumns?: readonly string[];
  /** Options of a column that have an effect only together with an option of its table: they are set after that one, and reset before it. */
  readonly optionsUnderTable?: readonly string[];
  /** Options of a table by the option that they are read back as. */
  readonly optionAlias: Readonly<Record<string, string>>;
}

/** What a dialect does with one kind of constraint, or with indexes. */
export type Support =
  | {
      readonly supported: true;
      /** Is there a statement that renames it, or must it be dropped and added? */
      readonly renames: "inPlace" | "dropAndAdd";
      /** Does the server enforce it on rows? */
      readonly enforced: boolean;
    }
  | { readonly supported: false; readonly because: string };

export interface Types {
  /** The canonical text of a portable type; throws a SchemaDiffError `metadata` where an argument is out of range. */
  readonly print: (type: PortableType) => Sql;
  /** One spelling for every synonym: `int4` → `integer`, `INT(11)` → `int`. Unknown text is only trimmed. */
  readonly canonical: (text: Sql) => Sql;
  /** Can a column of this (canonical) type be an auto-increment column? */
  readonly counts: (text: Sql) => boolean;
  /** The portable type that prints as this text, for rendering metadata; null where only `native` can express it. */
  readonly portable: (text: Sql) => PortableType | null;
  /**
   * What the statements that give a column the second one's type do to its values, by the dialect's table of type pairs; for an unknown server version (empty), what the newest
   * server does. Absent: nothing is known of any pair.
   */
  readonly conversion?: (from: Column, to: Column, version?: Version) => Conversion;
  /**
   * The value that existing rows get in a new column that is NOT NULL and has no default; null where the server refuses it. Absent in dialects whose servers never invent such a
   * value.
   */
  readonly fillsRows?: (column: Column) => string | null;
  /** What a server that is configured not to refuse NULLs under a NOT NULL turns them into. */
  readonly nullsBecome?: string;
  /** Does a column of the type, without a collation of its own, have its table's? Absent in dialects whose tables have no collation. */
  readonly inheritsCollation?: (type: Sql) => boolean;
  /** Does the collation belong to the character set? Absent in dialects in which a character set cannot be given without a collation. */
  readonly isOfCharset?: (collation: string, charset: string) => boolean;
  /**
   * May two values that differ under the one collation be equal under the other (null: the table's or the database's)?
   * `collations` are those that the database has as objects of their own. Absent where a change of collation never makes rows
   * collide under a key.
   */
  readonly mergesValues?: (
    from: string | null,
    to: string | null,
    collations: readonly Collation[],
  ) => boolean;
  /** The column with its collation marked as explicitly written, for servers that remember whether it was. */
  readonly withWrittenCollation?: (column: Column) => Column;
  /** The CHECK that replaces a type this dialect does not have (boolean, enum); null where the type is native. */
  readonly standIn: (type: PortableType, quotedColumn: Sql) => Sql | null;
}

/** The sequence of a serial or an identity column, with the name that the server gives it. */
export interface OwnSequence {
  readonly sequence: Sequence;
  /** The default that calls it, for a column that could as well be declared by a sequence and a default (serial). */
  readonly default: Sql | null;
}

/** A difference that means nothing here: erased from both sides before they are compared. */
export interface Quirk {
  /** Stable and kebab-case: `mysql-int-display-width`. */
  readonly id: string;
  readonly because: string;
  /** `other` is the schema it is compared with, if any: some differences mean nothing only between two databases. */
  readonly erase: (schema: Schema, other?: Schema) => Schema;
}

/** One migration script, printed. */
export interface PrintedScript {
  readonly statements: readonly Statement[];
  /** The statements that record it as run, or as reverted, after its own statements; each changes one row. */
  readonly marks: readonly Statement[];
}

export interface Ddl {
  /**
   * The statements of one operation, in order. `before` is the schema they run on: a rebuild reads the table's own text and its dependents from it; other operations may need
   * nothing of it.
   * Throws `unsupported` where the dialect cannot do it; the message names the object and the reason.
   */
  readonly statements: (operation: Operation, before: Schema) => readonly Statement[];
  /** Must the database be read before the operation can be printed, besides the operations for which the facts already require it? Not called for a batch, but for its operations. */
  readonly readsBeforePrinting?: (operation: Operation) => boolean;
  /**
   * The schema after the operation, which is `before` for the next one. Present only where it matters: where statements are made from a table's own text (SQLite), or a column's
   * CHECK is part of its definition (MariaDB).
   */
  readonly after?: (operation: Operation, before: Schema) => Schema;
  /**
   * The conditions on existing rows that are checked before an operation runs; not called for a batch, but for its operations. Absent where a failure rolls back everything that
   * ran before it. `asked` is null where `readsBeforeAsking` wants nothing read, and where it could not be read.
   */
  readonly rowConditions?: (
    operation: Operation,
    asked: RowsAsked | null,
  ) => readonly RowCondition[];
  /** Do the conditions depend on the table as it is? Not called for a batch, but for its operations. */
  readonly readsBeforeAsking?: (operation: Operation) => boolean;
  /** A whole script made of the statements of several operations: with the transaction and pragmas that the dialect needs around them. */
  readonly script: (statements: readonly Statement[]) => readonly Statement[];
  /** Migration scripts one after another, each in a transaction of its own where DDL is transactional. */
  readonly printScripts: (scripts: readonly PrintedScript[]) => readonly Statement[];
  /** The schema as it is passed to `statements` when they are printed for a client whose version may differ from the library's (SQLite); absent where the server runs them. */
  readonly forPrint?: (before: Schema, operation?: Operation) => Schema;
  /** What the server's error message for a failed statement means, found by the statement's guard and `explain`; null where the message itself is clear. */
  readonly explain?: (failed: Statement, message: string) => FailureMessage | null;
}

/** How SQL objects of one kind are created and replaced. */
export interface ObjectDdl<K extends SqlObjectKind> {
  /** For each attribute, whether the statements contain it, or which values are refused, and why. */
  readonly attributes: ObjectAttributes<K>;
  readonly create: (object: SqlObjects[K]) => readonly Sql[];
  /** Replaces the existing object of this name. */
  readonly replace: (object: SqlObjects[K]) => readonly Sql[];
  /** Does the server allow replacing `from` by `to`? */
  readonly replaceable: (from: SqlObjects[K], to: SqlObjects[K]) => boolean;
}

/** The names that a server itself gives, as a naming convention for all databases. */
export interface NamingStyle {
  readonly name: string;
  /** An example of the names. */
  readonly looks: string;
  /** Templates by kind, as they can be written into a module. */
  readonly templates: Readonly<Record<string, string>>;
}

/** What the help and the `init` command show a new user of a database. */
interface Introduction {
  /** The product's own name. */
  readonly title: string;
  /** An example of its URL. */
  readonly url: string;
  /** Does the example URL work as it is, without any setup? */
  readonly needsNoServer: boolean;
}

export interface Dialect {
  /** The name by which it is registered. */
  readonly name: string;
  readonly introduction: Introduction;
  readonly urls: Urls;
  /**
   * The message for a connection that has no current schema: why that may be, and what to do. Taking it for an empty database would give a false difference. Null where every
   * readable connection has one.
   */
  readonly noCurrentSchema: FailureMessage | null;
  /** Null where the server's own names cannot be expressed as a convention. */
  readonly namingStyle: NamingStyle | null;
  readonly facts: Facts;
  readonly lexicon: Lexicon;
  readonly types: Types;
  readonly support: Readonly<Record<ConstraintKind | "index", Support>>;
  /** The supported kinds of SQL objects; one that is missing is not modelled for this dialect yet. */
  readonly objects?: { readonly [K in SqlObjectKind]?: ObjectDdl<K> };
  readonly quirks: readonly Quirk[];
  readonly ddl: Ddl;
  /** Completes what a declaration leaves to the server, in the server's words: a key's NOT NULL, synonyms of types, the form of a literal default. Pure. */
  readonly normalize: (schema: Schema) => Schema;
  /**
   * The schema in the spelling of the texts that it was read from, where another spelling means the same: all of it where the other side has texts too, and otherwise only what
   * that side does not have. Present only where texts are kept (SQLite).
   */
  readonly withWrittenWords?: (schema: Schema, other: Schema) => Schema;
  /**
   * Gives a nameless constraint or index the name that this server would give it when it is added to `table`, so that a script can write the name out; the name keeps the origin
   * `server`. Named ones, and those that the server leaves nameless, are returned unchanged.
   */
  readonly withGeneratedName: <T extends Constraint | Index>(table: Table, item: T) => T;
  /** The views and triggers that read tables, where the schema carries their texts (SQLite); absent where they are reflected with the schema, or are not known. */
  readonly readersIn?: (schema: Schema) => readonly OpaqueObject[];
  /**
   * What the text of a foreign key has after REFERENCES if it names no columns, so that the primary key of its target is meant, whatever that is; null where it names them. Absent
   * where a server remembers the columns (all but SQLite).
   */
  readonly impliedReference?: (
    table: Table,
    foreignKey: Constraint<"foreignKey">,
  ) => SpelledReference | null;
  /** The sequence that is created and dropped with a column; absent where columns have none (all but PostgreSQL). */
  readonly ownSequence?: (
    table: TableRef,
    column: Column,
    /** The options of its table and the version of the server, where they are known. */
    of?: { readonly options: Options; readonly version: readonly number[] },
  ) => OwnSequence | null;
  /** A column's NOT NULL is a constraint with a name; absent where it is not (all but PostgreSQL, from 18 on). */
  readonly notNullConstraint?: {
    /** The option of a column that holds the name, where the server did not generate it. */
    readonly option: string;
    readonly nameOf: (table: TableRef, column: Column, version: readonly number[]) => string | null;
  };
  /**
   * Is the column an alias of the row's own number, so that it fills itself without any clause? Absent where tables have no such number (all but SQLite); where they have one, no
   * other column can be an auto-increment column.
   */
  readonly isRowid?: (column: Column, table: Table) => boolean;
  /**
   * Does the direction of a key's columns mean more than the order in which they are stored, so that leaving it out in a declaration means ascending (SQLite's INTEGER PRIMARY KEY
   * DESC is no rowid)?
   */
  readonly keyDirectionMatters: (
    key: Constraint<"primaryKey"> | Constraint<"unique">,
    table: Table,
  ) => boolean;
  /** A key for comparing defaults of this type: two texts with the same key are the same default (a number with and without trailing zeros). Null where the text itself decides. */
  readonly defaultKey: (text: Sql, type: Sql) => string | null;
  /** The same for the expression of a generated column of this type; absent where the text itself decides. */
  readonly generatedKey?: (expression: Sql, type: Sql) => string;
  /**
   * The hazards of a new constraint for existing rows, where the server does not check them as the kind of constraint implies (Snowflake enforces no key, and checks no row for a
   * CHECK); absent elsewhere. `table`: its options.
   */
  readonly newConstraintHazards?: (constraint: Constraint, table: Options) => readonly Hazard[];
  /** The hazards of a change of a table's options for existing rows; absent where there are none. */
  readonly tableHazards?: (from: Options, to: Options) => readonly Hazard[];
  /** The canonical one of several actions that mean the same (`restrict` and `noAction` on MySQL). */
  readonly canonicalAction: (action: Action) => Action;
}
