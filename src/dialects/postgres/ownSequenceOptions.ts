/** The sequence of an identity column: its name and what else is said of it by the options of the column. */
import type { Column, Operation, Options, Sql, Statement, TableRef } from "../../model/index.js";
import { beside, quote } from "./clauses.js";
import { sequenceComment } from "./ddlComments.js";
import { sequenceName } from "./names.js";
import { locking } from "./statement.js";

/** As the column says it, or else as the server calls it. */
export const ownSequenceName = (table: TableRef, { name, options }: Column): string =>
  options["sequence"] ?? sequenceName(table.name, name);

interface Own {
  readonly table: TableRef;
  readonly column: Column;
  /** Are tables, and so their columns' sequences, written to the log? */
  readonly isUnlogged: boolean;
}

const persistence = (options: Options, isUnlogged: boolean): Sql =>
  (options["sequenceUnlogged"] ?? String(isUnlogged)) === "true" ? "UNLOGGED" : "LOGGED";

/** From how the sequence stands to how `column` says it. */
export const setOwnSequence = (
  { table, column, isUnlogged }: Own,
  from: Options,
  name: string,
): readonly Statement[] => {
  const to = column.options;
  const now = ownSequenceName(table, column);
  const [old, unlogged] = [from, to].map((options) => persistence(options, isUnlogged));
  return [
    ...(name === now
      ? []
      : [
          locking(
            "ACCESS EXCLUSIVE",
            `ALTER SEQUENCE ${beside(table, name)} RENAME TO ${quote(now)}`,
          ),
        ]),
    ...(old === unlogged
      ? []
      : [
          locking("ACCESS EXCLUSIVE", `ALTER SEQUENCE ${beside(table, now)} SET ${unlogged ?? ""}`),
        ]),
    ...(from["sequenceComment"] === to["sequenceComment"]
      ? []
      : [sequenceComment(beside(table, now), to["sequenceComment"] ?? null)]),
  ];
};

const saysPersistence = (options: Options | undefined): boolean =>
  options?.["sequenceUnlogged"] !== undefined;

/** Whether the sequence of an identity is written to the log is said beside whether its table is. */
export const printsBeside = (operation: Operation): boolean =>
  operation.do === "addColumn"
    ? saysPersistence(operation.column.options)
    : operation.do === "alterColumn" &&
      (saysPersistence(operation.change.options) || saysPersistence(operation.existing?.options));
