/**
 * A whole script around the statements: foreign keys off around the transaction, since the pragma does nothing inside one.
 * SQL alone cannot put back what a caller had set, so a script that switched enforcement off ends with it switched on:
 * better-sqlite3's default, and the safe side. Whoever runs the statements in a transaction of his own keeps his setting.
 */
import type { Operation, Sql } from "../../model/index.js";
import { legacyOn } from "./rebuild/statements.js";

/** DROP TABLE deletes the rows first, so that enforced foreign keys would touch other tables' rows; a rebuild drops a table too. */
const needsEnforcementOff = (statements: readonly Sql[], operations: readonly Operation[]): boolean =>
  statements.includes(legacyOn) || operations.some((o) => o.do === "dropTable");

/** @param statements of all the operations, in their order */
export const script = (statements: readonly Sql[], operations: readonly Operation[]): readonly Sql[] => {
  if (statements.length === 0) return [];
  const off = needsEnforcementOff(statements, operations);
  if (statements.length === 1 && !off) return statements;
  const whole = ["BEGIN IMMEDIATE", ...statements, "COMMIT"];
  return off ? ["PRAGMA foreign_keys=OFF", ...whole, "PRAGMA foreign_keys=ON"] : whole;
};
