/** The sequence of an identity column: its name and the options of the column that apply to it. */
import type { Column, Operation, Options, Sql, Statement, TableRef } from "../../model/index.js";
import { beside, quote } from "./clauses.js";
import { sequenceComment } from "./ddlComments.js";
import { sequenceName } from "./names.js";
import { locking } from "./statement.js";

/** The name in the column's options, or else the one that the server gives. */
export const ownSequenceName = (table: TableRef, { name, options }: Column): string =>
  options["sequence"] ?? sequenceName(table.name, name);

interface Own {
  readonly table: TableRef;
  readonly column: Column;
  /** Is the table, and so by default the sequences of its columns, unlogged? */
  readonly isUnlogged: boolean;
}

const persistence = (options: Options, isUnlogged: boolean): Sql =>
  (options["sequenceUnlogged"] ?? String(isUnlogged)) === "true" ? "UNLOGGED" : "LOGGED";

/** Changes the sequence from its options before to those of `column`. */
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

/** Is the sequence's persistence printed? It depends on whether the existing table is unlogged. */
export const readsBeforePrinting = (operation: Operation): boolean =>
  operation.do === "addColumn"
    ? saysPersistence(operation.column.options)
    : operation.do === "alterColumn" &&
      (saysPersistence(operation.change.options) || saysPersistence(operation.existing?.options));
