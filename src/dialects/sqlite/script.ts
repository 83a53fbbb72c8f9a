/**
 * A whole script around the statements: foreign keys off around the transaction, since the pragma does nothing inside one.
 * SQL alone cannot put back what a caller had set, so a script that switched enforcement off ends with it switched on:
 * better-sqlite3's default, and the safe side. Whoever runs the statements in a transaction of his own keeps his setting.
 */
import type { Operation, OperationVerb, Sql } from "../../model/index.js";

/** What drops or rebuilds a table, so that enforced foreign keys could touch other tables' rows. */
const needsEnforcementOff: Readonly<Partial<Record<OperationVerb, true>>> = {
  dropTable: true, batch: true, alterTable: true, dropColumn: true, addColumn: true, alterColumn: true,
  createConstraint: true, dropConstraint: true, renameConstraint: true,
};

export const script = (statements: readonly Sql[], operations: readonly Operation[]): readonly Sql[] => {
  if (statements.length === 0) return [];
  const off = operations.some((o) => needsEnforcementOff[o.do] === true);
  if (statements.length === 1 && !off) return statements;
  const whole = ["BEGIN IMMEDIATE", ...statements, "COMMIT"];
  return off ? ["PRAGMA foreign_keys=OFF", ...whole, "PRAGMA foreign_keys=ON"] : whole;
};
