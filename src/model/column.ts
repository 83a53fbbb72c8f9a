/** A column of a table, with its default, identity and options. */

/** A fragment of SQL in a dialect's own words, without a trailing semicolon. */
export type Sql = string;

/**
 * The numbers of a sequence, as decimal text (they may exceed 2^53); null for the server's default.
 */
export interface SequenceNumbers {
  readonly start: string | null;
  readonly increment: string | null;
  readonly min: string | null;
  readonly max: string | null;
  readonly cache: string | null;
  readonly cycle: boolean;
}

/**
 * What fills the column when an INSERT does not.
 * `always` and `byDefault` are SQL's identity; `serial` is PostgreSQL's column that owns a sequence
 * with the name the server itself gives it; `autoIncrement` is MySQL's AUTO_INCREMENT and SQLite's
 * AUTOINCREMENT.
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
  /**
   * The type as the dialect canonically writes it, with its arguments: `character varying(30)`,
   * `int unsigned`, `"Mood"[]`.
   */
  readonly type: Sql;
  readonly nullable: boolean;
  readonly default: Sql | null;
  readonly identity: Identity | null;
  readonly generated: Generated | null;
  /** Null where it is the collation that the column would have without a clause. */
  readonly collation: string | null;
  /** MySQL's and MariaDB's ON UPDATE CURRENT_TIMESTAMP; null elsewhere. */
  readonly onUpdate: Sql | null;
  readonly comment: string | null;
  /**
   * Settings of one dialect only, by the keys that its `facts.columnOptions` documents (`charset`,
   * `invisible`, `storage` …).
   */
  readonly options: Options;
}

/**
 * Settings that only one dialect has; each dialect's facts list the keys it understands. An absent
 * key means the server's default.
 */
export type Options = Readonly<Record<string, string>>;

/** The options without some of them. */
export const withoutOptions = (options: Options, keys: readonly string[]): Options =>
  keys.some((key) => key in options)
    ? Object.fromEntries(Object.entries(options).filter(([key]) => !keys.includes(key)))
    : options;

/**
 * The field `options` for an object in which it is optional: left out where there are no settings.
 */
export const optionsIfAny = (options: Options): { readonly options?: Options } =>
  Object.keys(options).length === 0 ? {} : { options };

/** A column of that name and type, everything else at its default. */
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
