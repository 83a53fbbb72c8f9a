/** A row on its way into a table: casts, NOT NULL, checks, defaults. */
import { SnowflakeError, dmlFailure, doesNotExist } from "../errors.mjs";
import { breaks } from "../catalogue/enforced.mjs";
import { fullName, isNullable, quoted } from "../catalogue/model.mjs";
import { withVirtual } from "../catalogue/virtual.mjs";
import { Cursor } from "../language/cursor.mjs";
import { expression } from "../language/expression.mjs";
import { compile } from "../query/compile.mjs";
import { scopeOf, standingIn, tableSource } from "../query/scope.mjs";
import { castTo } from "../values/cast.mjs";
import { whole } from "../values/decimal.mjs";

const parsed = (session, text) => expression(new Cursor(text, session));

const cast = (table, column, value) => {
  try {
    return castTo(value, column.type);
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
    throw dmlFailure(error.code, error.sqlState, table.name, column.name, error.message);
  }
};

const checkHolds = (session, table, constraint, row) => {
  const scope = scopeOf(standingIn(session, table.schema), constraint.check, {
    sources: [tableSource(table)],
  });
  return compile(parsed(session, constraint.check), scope).run({ row }) !== false;
};

/** The row as the table keeps it; @throws what Snowflake says of a row that does not fit. */
export const writeRow = (session, table, values) => {
  const row = withVirtual(
    session,
    table,
    table.columns.map((column, index) => cast(table, column, values[index] ?? null)),
  );
  for (const [index, column] of table.columns.entries())
    if (row[index] === null && !isNullable(table, column))
      throw dmlFailure(
        "100072",
        "22000",
        table.name,
        column.name,
        "NULL result in a non-nullable column",
      );
  for (const constraint of table.constraints)
    if (
      constraint.kind === "CHECK" &&
      constraint.enforced &&
      !checkHolds(session, table, constraint, row)
    )
      throw new SnowflakeError(
        "100371",
        "23514",
        `DML operation to table ${table.name} failed because CHECK constraint ${quoted(constraint.name)}, which requires that ${constraint.check}, was violated.`,
      );
  return row;
};

/** What stands in a column that an INSERT leaves out, in a row whose other values are known. */
export const valueOfDefault = (session, table, column, row = []) => {
  if (column.identity !== undefined) {
    const { next, step } = column.identity;
    column.identity.next += BigInt(step);
    return whole(next);
  }
  if (column.default === undefined) return null;
  if (column.default.sequence !== undefined) {
    const { sequence } = column.default;
    if (sequence.schema.sequences.get(sequence.name) !== sequence)
      throw doesNotExist("Sequence", fullName(sequence));
    const value = sequence.next;
    sequence.next += BigInt(sequence.increment);
    return whole(value);
  }
  const scope = scopeOf(standingIn(session, table.schema), column.default.text, {
    sources: [tableSource(table)],
  });
  return cast(table, column, compile(parsed(session, column.default.text), scope).run({ row }));
};

const violation = ({ kind, name }) =>
  kind === "FOREIGN KEY"
    ? new SnowflakeError("200009", "22000", `Foreign key constraint ${quoted(name)} was violated.`)
    : new SnowflakeError(
        "200001",
        "22000",
        kind === "PRIMARY KEY"
          ? "A primary key already exists."
          : "Duplicate key value violates unique constraint.",
      );

/** The table's new rows, in a transaction that can take them back. */
export const replaceRows = (session, table, rows) => {
  if (table.variety === "HYBRID") {
    // What broke a key before it came stays as it is.
    const broken = table.constraints.find(
      (each) => each.brokenAtFirst !== true && breaks(each, rows),
    );
    if (broken !== undefined) throw violation(broken);
  }
  session.transaction?.before.set(table, session.transaction.before.get(table) ?? table.rows);
  table.rows = rows;
};
