/** What a statement answers. */
import * as t from "../values/types.mjs";

/**
 * @typedef {object} Result
 * @property {{ name: string, type: object, nullable: boolean }[]} columns
 * @property {unknown[][]} rows
 * @property {number} statementType as the driver tells queries, DML and DDL apart by
 */

export const statementTypes = {
  select: 0x1000,
  insert: 0x3100,
  update: 0x3200,
  delete: 0x3300,
  merge: 0x3400,
  show: 0x4100,
  session: 0x5000,
  ddl: 0x6000,
};

const column = (name, type) => ({ name, type, nullable: true });

/** @returns {Result} */
export const status = (text, statementType = statementTypes.ddl) => ({
  columns: [column("status", t.text())],
  rows: [[text]],
  statementType,
});

export const succeeded = () => status("Statement executed successfully.");

/** Rows of texts and numbers under the names of a layout. */
export const listing = (layout, rows) => ({
  columns: layout.map(([name, type]) => column(name, type)),
  rows: rows.map((row) => layout.map(([name]) => row[name] ?? null)),
  statementType: statementTypes.show,
});
