/** Differences that mean nothing on MySQL and MariaDB, erased from both sides. */
import {
  tableKey,
  type Column,
  type Constraint,
  type Schema,
  type Table,
} from "../../model/index.js";
import type { Quirk } from "../dialect.js";
import { withoutIdleIntroducersOf } from "./introducers.js";
import { withoutTablesBlockSize } from "./keyBlockSize.js";
import { primaryName } from "./names.js";
import { withoutWidth } from "./types.js";
import { withoutUsualEngine } from "./usualEngine.js";

const overTables =
  (erase: (table: Table) => Table) =>
  (schema: Schema): Schema => ({ ...schema, tables: schema.tables.map(erase) });

const overColumns = (erase: (column: Column) => Column) =>
  overTables((table) => ({ ...table, columns: table.columns.map(erase) }));

const overConstraints = (erase: (constraint: Constraint) => Constraint) =>
  overTables((table) => ({ ...table, constraints: table.constraints.map(erase) }));

/**
 * The server refuses a comment on a foreign key or a CHECK, so it is removed from a declaration
 * before anything is compared.
 */
export const withoutLostComment = (c: Constraint): Constraint =>
  (c.kind === "foreignKey" || c.kind === "check") && c.comment !== null
    ? { ...c, comment: null }
    : c;

const withoutWidths = overColumns((c) => ({ ...c, type: withoutWidth(c.type) }));

/**
 * Was it read from a server that stores display widths (MariaDB)? Between two of them a width is a
 * difference like any other.
 */
const keepsWidths = (schema: Schema | undefined): boolean =>
  schema?.dialect === "mariadb" && schema.version.length > 0;

/**
 * Display widths are kept for columns that the other side does not have, or has with another type,
 * so that they can be created again.
 */
const withoutSharedWidths = (schema: Schema, other: Schema): Schema => {
  const counterparts = new Map(other.tables.map((table) => [tableKey(table).toLowerCase(), table]));
  return overTables((table) => {
    const theirs = new Map(
      counterparts
        .get(tableKey(table).toLowerCase())
        ?.columns.map(({ name, type }) => [name.toLowerCase(), withoutWidth(type)]),
    );
    return {
      ...table,
      columns: table.columns.map((c) => {
        const type = withoutWidth(c.type);
        return theirs.get(c.name.toLowerCase()) === type ? { ...c, type } : c;
      }),
    };
  })(schema);
};

export const quirks: readonly Quirk[] = [
  {
    id: "mysql-primary-key-name",
    because: "a primary key is called PRIMARY, whatever name is written",
    erase: overConstraints((c) => (c.kind === "primaryKey" ? { ...c, name: primaryName } : c)),
  },
  {
    id: "mysql-int-display-width",
    because:
      "the width of an integer changes neither its range nor its storage; tinyint(1), which drivers read as a boolean, and ZEROFILL stay",
    erase: (schema, other) => {
      if (other === undefined || !keepsWidths(schema)) return withoutWidths(schema);
      return keepsWidths(other) ? schema : withoutSharedWidths(schema, other);
    },
  },
  {
    id: "mysql-literal-introducer",
    because:
      "the character set in front of a literal is that of the connection that wrote it; over ASCII text it says nothing",
    erase: overTables(withoutIdleIntroducersOf),
  },
  {
    id: "mysql-usual-engine",
    because:
      "InnoDB is the engine of what says none, so to say it is only something where another one is",
    erase: withoutUsualEngine,
  },
  {
    id: "mysql-key-block-size",
    because:
      "the server tells a KEY_BLOCK_SIZE of an index where it is not the table's, and MySQL's InnoDB keeps none where the table has none",
    erase: withoutTablesBlockSize,
  },
  {
    id: "mysql-no-comments-on-foreign-keys-and-checks",
    because: "the server stores none there, so a declared one can never be found",
    erase: overConstraints(withoutLostComment),
  },
];
