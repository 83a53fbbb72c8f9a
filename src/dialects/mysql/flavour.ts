/**
 * The points in which MySQL and MariaDB differ, as one value each: MariaDB's is a spread of
 * MySQL's.
 */
import type { Action, Sql } from "../../model/index.js";

/** The dialects of this family. */
export type MemberName = "mysql" | "mariadb";

export interface Flavour {
  readonly name: MemberName;
  readonly title: string;
  /** CURRENT_TIMESTAMP as this server prints it. */
  readonly now: (precision: string) => Sql;
  /**
   * An expression default needs parentheses, and BLOB, TEXT, JSON and GEOMETRY accept no other
   * default.
   */
  readonly defaultsInParentheses: boolean;
  readonly uuid: Sql;
  /** The referential action that SHOW CREATE TABLE does not print. */
  readonly unwrittenAction: Action;
  readonly dropCheck: "DROP CHECK" | "DROP CONSTRAINT";
  /**
   * A CHECK may be column-level, so that it is added and dropped with the column's definition
   * (MariaDB).
   */
  readonly columnChecks: boolean;
  /** Does NOT ENFORCED exist? (Not in MariaDB.) */
  readonly checksCanRest: boolean;
  /**
   * A condition in SQL: does setting NOT NULL replace each NULL of a timestamp by the current time,
   * instead of being refused?
   */
  readonly timestampTakesNull: Sql;
  /** A condition in SQL: are CHECKs enforced in this session? */
  readonly checksHold: Sql;
  /** The name the server gives to a CHECK without one. */
  readonly isServerCheck: (table: string, name: string) => boolean;
  /** May a generated column have NULL or NOT NULL? (Not in MariaDB.) */
  readonly generatedTakesNull: boolean;
  /** The keyword for an index that the optimizer ignores. */
  readonly hiddenIndex: "INVISIBLE" | "IGNORED";
  readonly expressionIndexes: boolean;
  /**
   * Does an index stay unchanged if one statement drops it and adds it with only another
   * KEY_BLOCK_SIZE?
   */
  readonly keepsBlockSize: boolean;
  /**
   * Does the server remember whether a column's collation was written, although it is the table's?
   */
  readonly remembersCollation: boolean;
  readonly sequences: boolean;
  /** Does an ALTER that copies the table refuse NOT NULL for a column that a foreign key uses? */
  readonly copyHoldsKeys: boolean;
  /** Types that can be converted only from and to texts and bytes. */
  readonly castless: ReadonlySet<string>;
  /** Types that only the other flavour has, by their first word → why not here. */
  readonly missingTypes: Readonly<Record<string, string>>;
}

export const numbered = (name: string, prefix: string): boolean =>
  name.startsWith(prefix) && /^[1-9]\d*$/.test(name.slice(prefix.length));

export const mysqlFlavour: Flavour = {
  name: "mysql",
  title: "MySQL",
  now: (precision) => `CURRENT_TIMESTAMP${precision}`,
  defaultsInParentheses: true,
  uuid: "char(36)",
  unwrittenAction: "noAction",
  dropCheck: "DROP CHECK",
  columnChecks: false,
  checksCanRest: true,
  timestampTakesNull: "@@SESSION.explicit_defaults_for_timestamp = 0",
  checksHold: "TRUE",
  isServerCheck: (table, name) => numbered(name, `${table}_chk_`),
  generatedTakesNull: true,
  hiddenIndex: "INVISIBLE",
  expressionIndexes: true,
  keepsBlockSize: true,
  remembersCollation: true,
  sequences: false,
  copyHoldsKeys: true,
  castless: new Set(),
  missingTypes: {
    uuid: "MySQL has no uuid type",
    inet4: "MySQL has no inet4 type",
    inet6: "MySQL has no inet6 type",
  },
};
