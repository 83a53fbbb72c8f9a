/** The points in which MySQL and MariaDB differ, as one value each: MariaDB's is a spread of this one. */
import type { Action, Sql } from "../../model/index.js";

/** The dialects of this family. */
export type MemberName = "mysql" | "mariadb";

export interface Flavour {
  readonly name: MemberName;
  readonly title: string;
  /** CURRENT_TIMESTAMP as this server prints it. */
  readonly now: (precision: string) => Sql;
  /** An expression default has to stand in parentheses, and BLOB, TEXT, JSON and GEOMETRY take nothing else. */
  readonly defaultsInParentheses: boolean;
  readonly uuid: Sql;
  /** The referential action that the server leaves out of SHOW CREATE TABLE. */
  readonly unwrittenAction: Action;
  readonly dropCheck: "DROP CHECK" | "DROP CONSTRAINT";
  /** A CHECK may hang on a column, and comes and goes with its definition (MariaDB). */
  readonly columnChecks: boolean;
  /** MariaDB knows no NOT ENFORCED. */
  readonly checksCanRest: boolean;
  /** Does a NOT NULL that comes make a time of each NULL in a timestamp, instead of refusing it? */
  readonly timestampTakesNull: Sql;
  /** Are CHECKs enforced in this session? */
  readonly checksHold: Sql;
  /** The name the server gives to a CHECK without one. */
  readonly isServerCheck: (table: string, name: string) => boolean;
  /** Generated columns take no NULL or NOT NULL in MariaDB. */
  readonly generatedTakesNull: boolean;
  /** The word for an index that the optimizer leaves alone. */
  readonly hiddenIndex: "INVISIBLE" | "IGNORED";
  readonly expressionIndexes: boolean;
  /** Does an index stay as it is that one statement drops and adds with nothing but another KEY_BLOCK_SIZE? */
  readonly keepsBlockSize: boolean;
  /** Does the server keep in mind whether the collation of a column was written, where it is the table's? */
  readonly remembersCollation: boolean;
  readonly sequences: boolean;
  /** Does an ALTER that copies the table refuse NOT NULL for a column that a foreign key holds? */
  readonly copyHoldsKeys: boolean;
  /** Types that are made of texts and bytes only, and of which only those are made. */
  readonly castless: ReadonlySet<string>;
  /** Types of the other flavour, by first word → why not. */
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
