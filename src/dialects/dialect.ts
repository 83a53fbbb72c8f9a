/** The contract of a dialect: what is known about one database, as a value, without IO. */
import type {
  Hazard,
  Action,
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
import type { RowCondition } from "./rowCondition.js";
import type { Urls } from "./urls.js";

export interface Facts {
  /** Longest identifier, and what the server counts (SQLite has no limit that matters). */
  readonly identifierLimit: IdentifierLimit;
  /** What an unquoted identifier becomes. */
  readonly foldsTo: "lower" | "upper" | "asWritten";
  /** Are table, column and constraint names compared without regard to case? */
  readonly caseInsensitiveNames: boolean;
  /** Are two columns of one table that differ only by case one column, also where tables are told apart (MySQL)? */
  readonly columnNamesIgnoreCase: boolean;
  readonly transactionalDdl: boolean;
  /** May a constraint live without a name in the database (SQLite)? */
  readonly namelessConstraints: boolean;
  /** Where two constraint names may not meet, per kind; `none` where nothing enforces it. */
  readonly nameScope: Readonly<Record<ConstraintKind | "index", "table" | "schema" | "none">>;
  /** What a schema is here. */
  readonly namespaces: "schemas" | "databases" | "none";
  /** A unique index and a unique constraint are one thing here (MySQL). */
  readonly uniqueIsIndex: boolean;
  /** A foreign key may be created before the table it points to exists (SQLite checks nothing at DDL time). */
  readonly foreignKeysUnchecked: boolean;
  /** A foreign key needs an index on its own columns (MySQL); the planner keeps one alive. */
  readonly foreignKeyNeedsIndex: boolean;
  /** A new foreign key points to all columns of a key, also where an older one may point to its leading columns (MySQL 8.4). */
  readonly foreignKeyTargetsWholeKey: boolean;
  /** An index of which a foreign key makes use has to ascend. */
  readonly foreignKeyIndexAscends: boolean;
  /** The index methods that want one charset of all columns at all times. Absent: none does. */
  readonly oneCharsetMethods?: readonly string[];
  /** By index method, the options of a column that cannot change while such an index is over it. Absent: none. */
  readonly optionsHeldByMethod?: Readonly<Record<string, readonly string[]>>;
  /** No CHECK and no stored column may read a column that the action of a foreign key writes (MySQL's errors 3823 and 1215, MariaDB's 1901). */
  readonly readersRefuseKeyActions: boolean;
  /** A CHECK cannot have the name of an index of its table. */
  readonly checkNamedAsIndex: boolean;
  /** Altering a column needs its whole definition (MySQL's MODIFY). */
  readonly alterColumnNeedsWhole: boolean;
  /** An auto-increment column must be a key at all times, so both change in one statement (MySQL). */
  readonly autoIncrementNeedsKey: boolean;
  /** A value that an enum type gains can be used only once that is committed (PostgreSQL). */
  readonly enumValueNeedsCommit: boolean;
  /** The type of a column that a generated column reads cannot be changed (PostgreSQL). */
  readonly generatedHoldsType: boolean;
  /** A column that ceases to be computed still depends on what its expression read, and is dropped with it in silence. Absent: never. */
  readonly computedKeepsReads?: (version: readonly number[]) => boolean;
  /** Tables inherit columns from others (PostgreSQL's INHERITS). Absent: none does. */
  readonly inheritance?: {
    /** The options of a column that an ALTER of the parent's sets in the children too, whatever they had. */
    readonly carriedOptions: readonly string[];
    /** The options that a column of a new child has from its parent's. */
    readonly handedDownOptions: readonly string[];
    /** Does a NOT NULL that is set or dropped in a parent follow in its children, whatever they had? */
    readonly carriesNotNull: (version: readonly number[]) => boolean;
  };
  /** A virtual column that becomes a plain one is dropped and added, and what stands on it with it. */
  readonly virtualToPlainAnew: boolean;
  /** Which columns behind its own a default may read: all of them, those that are not computed, or those whose own default is no expression (MySQL's error 3774). */
  readonly defaultReadsBehind: "any" | "uncomputed" | "literal";
  /** Each table is a type of its name, that columns can be of (PostgreSQL). */
  readonly tablesAreTypes: boolean;
  /** The columns of a partition key keep their types, and stay (PostgreSQL). */
  readonly partitionKeyIsFixed?: boolean;
  /** A schema that is created becomes the session's current one (Snowflake). */
  readonly newSchemaIsCurrent?: boolean;
  /** What of keys and indexes a table may have depends on its kind, so that it is read before a script makes one (Snowflake). */
  readonly indexesByTableKind?: boolean;
  /** A new column may come to stand between others (MySQL, and SQLite, which rebuilds the table for it). */
  readonly placesColumns?: boolean;
  /** Most alterations happen in a batch that rebuilds the table (SQLite). */
  readonly altersByRebuild: boolean;
  /** The keys of `options` that mean something here, each with one line of explanation. */
  readonly tableOptions: Readonly<Record<string, string>>;
  readonly columnOptions: Readonly<Record<string, string>>;
  /** The options of a column that are about one of its attributes, and are said again where that comes anew: `identity`, `nullable`. */
  readonly optionsOf?: Readonly<Record<string, readonly string[]>>;
  readonly indexOptions: Readonly<Record<string, string>>;
  readonly sequenceOptions?: Readonly<Record<string, string>>;
  /** Values of options that say what comes without them: to declare one takes another one back. */
  readonly usualOptions?: Readonly<Record<string, readonly string[]>>;
  /** A comment on a constraint is only said where that is made (Snowflake). Absent: it is set where the constraint stands. */
  readonly commentMadeWithConstraint?: boolean;
  /** The options of an index, or of that behind a key, which a statement changes where it stands. Absent: none. */
  readonly indexOptionsInPlace?: readonly string[];
  /**
   * Options that one index of a table has at most, or the table itself: what had it loses it before another one gets it.
   * One that `stays` is the table's even when the index is dropped, and is taken back before.
   */
  readonly exclusiveOptions?: Readonly<Record<string, "goes" | "stays">>;
  /** Of these, what takes a statement a table to be read: it is, where two databases are compared, and where a declaration says any of it. */
  readonly readApart?: Readonly<
    Record<"tableOptions" | "columnOptions" | "indexOptions", readonly string[]>
  >;
  /**
   * The server's own access methods. What is of another one, which an extension brings, takes further options under names
   * that nobody can list. Absent: it has no such extensions.
   */
  readonly accessMethods?: { readonly table: readonly string[]; readonly index: readonly string[] };
  /** The options that are lists, and are printed inside of brackets. */
  readonly listOptions: readonly string[];
  /** Of these, what the options of a table say of its columns: they are changed behind columns that come, and before columns that go (Snowflake). */
  readonly optionsOverColumns?: readonly string[];
  /** The options of a column that say something only where its table says something: they come behind that, and go before it. */
  readonly optionsUnderTable?: readonly string[];
  /** Which option of a table says what another one said, when it is read back. */
  readonly optionAlias: Readonly<Record<string, string>>;
}

/** What a dialect does with one kind of object. */
export type Support =
  | {
      readonly supported: true;
      /** Is there a statement that renames it, or must it be dropped and added? */
      readonly renames: "inPlace" | "dropAndAdd";
      /** Does the server hold rows to it? */
      readonly enforced: boolean;
    }
  | { readonly supported: false; readonly because: string };

export interface Types {
  /** The canonical text of a portable type; throws a SchemaDiffError `metadata` where an argument is out of range. */
  readonly print: (type: PortableType) => Sql;
  /** One spelling for every synonym: `int4` → `integer`, `INT(11)` → `int`. Unknown text comes back trimmed, as it is. */
  readonly canonical: (text: Sql) => Sql;
  /** Can a column of this type, in its canonical words, count by itself? */
  readonly counts: (text: Sql) => boolean;
  /** The portable type that prints as this text, for rendering metadata; null where only `native` says it. */
  readonly portable: (text: Sql) => PortableType | null;
  /**
   * What the statements that give a column the second one's type do to its values, by the dialect's table of type pairs;
   * on a server whose version is not known (empty), what the newest does. Absent: nothing is known of any pair.
   */
  readonly conversion?: (from: Column, to: Column, version?: Version) => Conversion;
  /**
   * What the rows that are there get in a new column that is NOT NULL and has no default; null where the server refuses
   * it. Only where a server makes up such a value does it exist.
   */
  readonly fillsRows?: (column: Column) => string | null;
  /** What a server does with NULLs under a NOT NULL where it does not refuse them, by how it is set up. */
  readonly nullsBecome?: string;
  /** Has a column of the type its table's collation where it says none? Only where tables have one does it exist. */
  readonly inheritsCollation?: (type: Sql) => boolean;
  /** Is the collation one of the character set? Only where a character set may be said without a collation does it exist. */
  readonly isOfCharset?: (collation: string, charset: string) => boolean;
  /**
   * May two values that differ under the one collation be equal under the other (null: the table's or the database's)? Only
   * where a change of collation can make rows collide under a key does it exist.
   */
  readonly mergesValues?: (from: string | null, to: string | null) => boolean;
  /** The column with its collation as one that was written, where the server keeps that in mind. */
  readonly withWrittenCollation?: (column: Column) => Column;
  /** The CHECK that stands in for a type this dialect does not have (boolean, enum); null where the type is native. */
  readonly standIn: (type: PortableType, quotedColumn: Sql) => Sql | null;
}

/** The sequence of a serial or an identity column, under the name that the server gives it. */
export interface OwnSequence {
  readonly sequence: Sequence;
  /** The default that calls it, where the column could as well be said by a sequence and a default (serial). */
  readonly default: Sql | null;
}

/** A difference that means nothing here: erased from both sides before they are compared. */
export interface Quirk {
  /** Stable and kebab-case: `mysql-int-display-width`. */
  readonly id: string;
  readonly because: string;
  /** `other` is what it is compared with, where it is: some differences mean nothing only between two of a kind. */
  readonly erase: (schema: Schema, other?: Schema) => Schema;
}

/** One migration script, printed. */
export interface PrintedScript {
  readonly statements: readonly Statement[];
  /** What marks it as run, or as taken back, behind the statements: each changes one row. */
  readonly marks: readonly Statement[];
}

export interface Ddl {
  /**
   * The statements of one operation, in order. `before` is the schema they run on: a rebuild reads the table's own text
   * and dependants in it, the others may need nothing of it.
   * Throws `unsupported` where the dialect has no way; the message names the object and the reason.
   */
  readonly statements: (operation: Operation, before: Schema) => readonly Statement[];
  /** Is the operation printed differently for what is there already, beside those that are on every such server? Asked of no batch, but of what it holds. */
  readonly printsBeside?: (operation: Operation) => boolean;
  /**
   * The schema behind the operation, for the `before` of the next one. Only where statements are made from a table's own
   * text (SQLite), or a column's CHECK stands in its definition (MariaDB), does it matter, so only there it exists.
   */
  readonly after?: (operation: Operation, before: Schema) => Schema;
  /**
   * What an operation asks of the rows that are there before it runs; not of a batch, but of what it holds. Absent where a
   * failure takes back all that ran before it.
   */
  readonly rowConditions?: (operation: Operation) => readonly RowCondition[];
  /** A whole script around the statements of several operations: transaction and pragmas, where the dialect needs them said. */
  readonly script: (statements: readonly Statement[]) => readonly Statement[];
  /** Migration scripts one behind the other, each in a transaction of its own where DDL has transactions. */
  readonly printScripts: (scripts: readonly PrintedScript[]) => readonly Statement[];
  /** The schema as statements take it that are printed for a client of another version than the library's (SQLite); absent where the server runs them. */
  readonly forPrint?: (before: Schema, operation?: Operation) => Schema;
  /** What the server's message on a failed statement means, by the statement's guard and `explain`; null where the message itself says it. */
  readonly explain?: (failed: Statement, message: string) => FailureMessage | null;
}

/** How objects of one kind that a piece of SQL defines are made. */
export interface ObjectDdl<K extends SqlObjectKind> {
  /** Whether the statements say an attribute, or what is refused there, and why. */
  readonly attributes: ObjectAttributes<K>;
  readonly create: (object: SqlObjects[K]) => readonly Sql[];
  /** Puts it in the place of the one of its name. */
  readonly replace: (object: SqlObjects[K]) => readonly Sql[];
  /** Does the server take `to` in the place of `from`? */
  readonly replaceable: (from: SqlObjects[K], to: SqlObjects[K]) => boolean;
}

/** The names that a server gives by itself, as a naming convention for all. */
export interface NamingStyle {
  readonly name: string;
  /** What the names look like. */
  readonly looks: string;
  /** Templates by kind, as a module can write them. */
  readonly templates: Readonly<Record<string, string>>;
}

/** What somebody who begins is shown of a database. */
interface Introduction {
  /** The product's own name. */
  readonly title: string;
  /** How a URL of it is written. */
  readonly url: string;
  /** Does that URL work as it stands, where nothing has been set up? */
  readonly needsNoServer: boolean;
}

export interface Dialect {
  /** By which it is registered. */
  readonly name: string;
  readonly introduction: Introduction;
  readonly urls: Urls;
  /**
   * What is said where a connection has no current schema: why that may be, and what to do. To read nothing there and take
   * it for an empty database would be a false difference. Null where every connection that can be read has one.
   */
  readonly noCurrentSchema: FailureMessage | null;
  /** Null where the server's own names make no convention. */
  readonly namingStyle: NamingStyle | null;
  readonly facts: Facts;
  readonly lexicon: Lexicon;
  readonly types: Types;
  readonly support: Readonly<Record<ConstraintKind | "index", Support>>;
  /** The kinds of objects that a piece of SQL defines; one that is missing is not modelled here yet. */
  readonly objects?: { readonly [K in SqlObjectKind]?: ObjectDdl<K> };
  readonly quirks: readonly Quirk[];
  readonly ddl: Ddl;
  /** Completes what a declaration leaves to the server, in the server's words: a key's NOT NULL, a type's synonyms, what kind of default a literal is. Pure. */
  readonly normalize: (schema: Schema) => Schema;
  /**
   * The schema with what its texts say in words of their own where other words mean the same: all of it where the other
   * side has texts too, and otherwise what that side does not have. Only where texts are kept does it exist (SQLite).
   */
  readonly withWrittenWords?: (schema: Schema, other: Schema) => Schema;
  /**
   * Names a nameless constraint or index as this server would name it when it is added to `table`, so that a script can
   * write the name out: the name stays one that nobody chose. Named ones, and what the server leaves nameless, come back as they are.
   */
  readonly withGeneratedName: <T extends Constraint | Index>(table: Table, item: T) => T;
  /**
   * The views and triggers that read tables, where the schema carries their texts (SQLite); left out where they are read
   * with the schema, or are not known.
   */
  readonly readersIn?: (schema: Schema) => readonly OpaqueObject[];
  /**
   * What the text of a foreign key says behind REFERENCES where it leaves the columns to the primary key of its target,
   * whatever that is; null where it names them. Left out where a server remembers the columns (all but SQLite).
   */
  readonly impliedReference?: (
    table: Table,
    foreignKey: Constraint<"foreignKey">,
  ) => SpelledReference | null;
  /** The sequence that a column brings along and takes along; left out where columns have none (all but PostgreSQL). */
  readonly ownSequence?: (
    table: TableRef,
    column: Column,
    /** What its table says, where that is known, and on which server. */
    of?: { readonly options: Options; readonly version: readonly number[] },
  ) => OwnSequence | null;
  /** A column's NOT NULL is a constraint with a name; left out where it is none (all but PostgreSQL, from 18 on). */
  readonly notNullConstraint?: {
    /** The option of a column that says the name, where the server has not made it up. */
    readonly option: string;
    readonly nameOf: (table: TableRef, column: Column, version: readonly number[]) => string | null;
  };
  /**
   * Is the column of the table another name of a row's own number, which fills itself though nothing says so? Left out
   * where tables have none (all but SQLite); where they have one, no other column can count.
   */
  readonly isRowid?: (column: Column, table: Table) => boolean;
  /**
   * Does the direction of a key's columns say more than the order in which they are stored, so that a declaration which
   * leaves it out has said ascending (SQLite's INTEGER PRIMARY KEY DESC is no rowid)?
   */
  readonly keyDirectionMatters: (
    key: Constraint<"primaryKey"> | Constraint<"unique">,
    table: Table,
  ) => boolean;
  /**
   * What a default of this type is told by when it is read back: two texts with one such key are one default (a number
   * with and without zeros at its end). Null where the text itself says all.
   */
  readonly defaultKey: (text: Sql, type: Sql) => string | null;
  /** The same of the expression that a column of this type is computed by; absent where the text itself says all. */
  readonly generatedKey?: (expression: Sql, type: Sql) => string;
  /**
   * What a new constraint does to the rows that are there, where the server does not judge them as the kind of the
   * constraint has it (Snowflake enforces no key, and looks at no row for a CHECK); absent elsewhere. `table`: its options.
   */
  readonly newConstraintHazards?: (constraint: Constraint, table: Options) => readonly Hazard[];
  /** What a change of a table's options does to the rows that are there; absent where none does anything. */
  readonly tableHazards?: (from: Options, to: Options) => readonly Hazard[];
  /** The actions that are one and the same here (`restrict` and `noAction` on MySQL): the canonical one. */
  readonly canonicalAction: (action: Action) => Action;
}
