/**
 * Defaults with a zero as day or month, which today's sql_mode refuses in every statement about
 * their table.
 */
import {
  alteredTable,
  sameTable,
  type Column,
  type Operation,
  type OperationOf,
  type Schema,
  type Statement,
  type Table,
} from "../../model/index.js";
import { underSetting } from "./sessionSetting.js";
import { baseOf } from "./types.js";

type Dated = Pick<Column, "type" | "default">;

const temporal = new Set(["date", "datetime", "timestamp"]);

/** `0000-00-00`, and `2001-00-00` or `2001-01-00`. */
const hasZero = ({ type, default: text }: Dated): boolean =>
  text !== null &&
  temporal.has(baseOf(type.toLowerCase())) &&
  /^\(*'(?:0000-00-00|\d+-0?0-|\d+-\d+-0?0(?:\D|$))/.test(text);

/** The columns of the operation's table before it, and those that it adds. */
const columnsOf = (operation: Operation, tables: readonly Table[]): readonly Dated[] => {
  if (operation.do === "batch")
    return operation.operations.flatMap((one) => columnsOf(one, tables));
  if (operation.do === "createTable") return operation.table.columns;
  const table = alteredTable(operation);
  return [
    ...(tables.find((t) => table !== null && sameTable(t, table))?.columns ?? []),
    ...(operation.do === "addColumn" ? [operation.column] : []),
    ...(operation.do === "alterColumn" ? altered(operation) : []),
  ];
};

/** A column whose type is not known may be a date. */
const altered = ({ existing, change }: OperationOf["alterColumn"]): readonly Dated[] => [
  ...(existing === null ? [] : [existing]),
  { type: change.type ?? existing?.type ?? "datetime", default: change.default ?? null },
];

/**
 * The modes that refuse such defaults (and TRADITIONAL, which includes both) are removed for the
 * statement.
 */
const lenient = ["TRADITIONAL", "NO_ZERO_IN_DATE", "NO_ZERO_DATE"].reduce(
  (mode, word) => `REPLACE(${mode}, '${word}', '')`,
  "@@SESSION.sql_mode",
);

export const withZeroDates = (
  statements: readonly Statement[],
  operation: Operation,
  before: Schema,
): readonly Statement[] =>
  statements.length > 0 && columnsOf(operation, before.tables).some(hasZero)
    ? underSetting("sql_mode", lenient, statements)
    : statements;
