/**
 * A column of a foreign key that becomes NOT NULL, in a table that MySQL copies for that: the copy
 * is refused ("Cannot change column 'r': used in a foreign key constraint", errors 1832 and 1833),
 * although no value changes. Measured on MySQL 9: it copies the table if one of its CHECKs reads a
 * date, a time, an ENUM or a SET.
 */
import {
  sameTable,
  wholeColumns,
  type Operation,
  type OperationOf,
  type Schema,
  type Statement,
  type Table,
} from "../../model/index.js";
import { columnsIn } from "../../sql/index.js";
import type { Flavour } from "./flavour.js";
import { lexicon } from "./lexicon.js";
import { underSetting } from "./sessionSetting.js";
import { baseOf, canonical } from "./types.js";

const copiedFor = new Set(["date", "time", "datetime", "timestamp", "enum", "set"]);

const isCopied = ({ columns, constraints }: Table): boolean => {
  const names = columns
    .filter(({ type }) => copiedFor.has(baseOf(canonical(type))))
    .map(({ name }) => name);
  return constraints.some(
    (c) => c.kind === "check" && columnsIn(c.expression, names, lexicon).length > 0,
  );
};

/**
 * May a foreign key use the column: one of this table, or of another one, which is not known here?
 */
const mayBeHeld = ({ constraints, indexes }: Table, column: string): boolean =>
  [
    ...constraints.map((c) => ("columns" in c ? c.columns : [])),
    ...indexes.map((index) => wholeColumns(index)),
  ].some((columns) => columns.includes(column));

export const becomesNotNull = ({ change }: OperationOf["alterColumn"]): boolean =>
  change.nullable === false && change.type === undefined && change.collation === undefined;

const isRefused = (operation: Operation, before: Schema): boolean => {
  if (operation.do === "batch")
    return (
      operation.operations.some((one) => isRefused(one, before)) &&
      // what the same statement adds is checked anyway
      !operation.operations.some(
        (one) => one.do === "createConstraint" && one.constraint.kind === "foreignKey",
      )
    );
  if (operation.do !== "alterColumn" || !becomesNotNull(operation)) return false;
  const table = before.tables.find((t) => sameTable(t, operation.table));
  return table !== undefined && isCopied(table) && mayBeHeld(table, operation.name);
};

export const withKeptKeys = (
  statements: readonly Statement[],
  operation: Operation,
  before: Schema,
  { copyHoldsKeys }: Flavour,
): readonly Statement[] =>
  copyHoldsKeys && statements.length > 0 && isRefused(operation, before)
    ? underSetting("foreign_key_checks", "0", statements)
    : statements;
