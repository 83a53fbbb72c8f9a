/** A column and what it may carry. */

/** A fragment of SQL in a dialect's own words, without a trailing semicolon. */
export type Sql = string;

/** The numbers of a sequence, as decimal text (they may pass 2^53); null where the server's default holds. */
export interface SequenceNumbers {
  readonly start: string | null;
  readonly increment: string | null;
  readonly min: string | null;
  readonly max: string | null;
  readonly cache: string | null;
  readonly cycle: boolean;
}

/**
 * Who fills the column when a row does not.
 * `always` and `byDefault` are SQL's identity; `serial` is PostgreSQL's column with a sequence it owns under the
 * server's own name for it; `autoIncrement` is MySQL's AUTO_INCREMENT and SQLite's AUTOINCREMENT.
 */
export interface Identity {
  readonly kind: "always" | "byDefault" | "serial" | "autoIncrement";
  readonly numbers: SequenceNumbers;
}

export const plainNumbers: SequenceNumbers = {
  start: null,
  increment: null,
  min: null,
  max: null,
  cache: null,
  cycle: false,
};

export interface Generated {
  readonly expression: Sql;
  readonly stored: boolean;
}

export interface Column {
  readonly name: string;
  /** The type in the dialect's canonical words, with its arguments: `character varying(30)`, `int unsigned`, `"Mood"[]`. */
  readonly type: Sql;
  readonly nullable: boolean;
  readonly default: Sql | null;
  readonly identity: Identity | null;
  readonly generated: Generated | null;
  /** Only where it differs from what the column would have without a clause. */
  readonly collation: string | null;
  /** MySQL's and MariaDB's ON UPDATE CURRENT_TIMESTAMP; null elsewhere. */
  readonly onUpdate: Sql | null;
  readonly comment: string | null;
  /** What only one dialect knows, by the keys its `facts.columnOptions` documents (`charset`, `invisible`, `storage` …). */
  readonly options: Options;
}

/** Settings that only one dialect knows; each dialect's facts list the keys it understands. Absent means the server's default. */
export type Options = Readonly<Record<string, string>>;

/** Settings where not everything has some: they are not carried at all where there are none. */
export const optionsIfAny = (options: Options): { readonly options?: Options } =>
  Object.keys(options).length === 0 ? {} : { options };

/** A column of that name and type in which everything else is left at the default. */
export const plainColumn = (name: string, type: Sql): Column => ({
  name,
  type,
  nullable: true,
  default: null,
  identity: null,
  generated: null,
  collation: null,
  onUpdate: null,
  comment: null,
  options: {},
});
