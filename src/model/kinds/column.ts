/** Columns. */
import type { Column } from "../column.js";
import { optionalExpression, printedValue, remark, value, type Field } from "./field.js";
import type { KindRow } from "./row.js";

/** Between two databases that differ in its case it is a difference, so it belongs to the meaning. */
const name: Field<Column["name"], Column> = {
  ...value,
  read: (text, { ownName }) => ownName(text),
};

const columnDefault: Field<Column["default"], Column> = {
  ...optionalExpression,
  read: (sql, reading, { type }) => (sql === null ? null : reading.columnDefault(sql, type)),
};

const generated: Field<Column["generated"], Column> = {
  ...optionalExpression,
  read: (clause, { expression }) =>
    clause === null ? null : { ...clause, expression: expression(clause.expression) },
};

export const column: KindRow<"column"> = {
  fields: {
    name,
    type: printedValue,
    nullable: value,
    default: columnDefault,
    identity: printedValue,
    generated,
    collation: printedValue,
    onUpdate: optionalExpression,
    comment: remark,
    options: value,
  },
};
