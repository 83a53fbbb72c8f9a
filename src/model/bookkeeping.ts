/**
 * The tables in which migrations keep their state: the names they have by default, and how such a
 * table is recognised whatever its name.
 */
import { ofKind } from "./constraint.js";
import type { Table } from "./table.js";

export const defaultVersionTable = "schema_diff_version";

export const versionColumn = "version_num";

/** The longest revision that the version table holds, in characters. */
export const revisionLength = 255;

export const journalColumns = [
  "statement_num",
  "revision",
  "direction",
  "script_hash",
  "script_statements",
  "operation_num",
  "operation_hash",
  "statement_hash",
  "statement_sql",
  "objects",
  "state",
  "before_hash",
] as const;

export const journalName = (versionTable: string): string => `${versionTable}_journal`;

export const bookkeepingNames: readonly string[] = [
  defaultVersionTable,
  journalName(defaultVersionTable),
];

const isKeyedBy = ({ constraints }: Table, column: string): boolean =>
  constraints.length === 1 &&
  ofKind(constraints, "primaryKey").some(
    ({ columns }) => columns.length === 1 && columns[0] === column,
  );

const isVersionTable = (table: Table): boolean => {
  const [first, ...others] = table.columns;
  return (
    others.length === 0 &&
    first?.name === versionColumn &&
    /^(?:varchar|character varying)\s*\(255\)$/i.test(first.type) &&
    isKeyedBy(table, versionColumn)
  );
};

const isJournal = (table: Table): boolean =>
  table.columns.length === journalColumns.length &&
  journalColumns.every((name, i) => table.columns[i]?.name === name) &&
  isKeyedBy(table, journalColumns[0]);

/**
 * Is it the version table or the journal of some migrator? No other table is expected to have
 * exactly these columns and this key.
 */
export const isBookkeeping = (table: Table): boolean => isVersionTable(table) || isJournal(table);
