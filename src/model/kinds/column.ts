/** The row of columns. */
import type { Aspect, Hazard } from "../change.js";
import type { Column } from "../column.js";
import {
  collationTexts,
  numberTexts,
  options,
  optionalExpression,
  printedType,
  printedValue,
  remark,
  value,
  type Field,
} from "./field.js";
import { losesData, none, rowsMayFail } from "./hazard.js";
import type { KindRow } from "./row.js";

/**
 * Part of the meaning, since between two databases a name that differs only in its case is a
 * difference too.
 */
const name: Field<Column["name"], Column> = {
  ...value,
  read: (text, { ownName }) => ownName(text),
};

const columnDefault: Field<Column["default"], Column> = {
  ...optionalExpression,
  read: (sql, reading, { type }) => (sql === null ? null : reading.columnDefault(sql, type)),
  fill: (live, declared, isUsual) =>
    declared === null && live !== null && isUsual("default", live) ? live : declared,
};

const generated: Field<Column["generated"], Column> = {
  ...optionalExpression,
  texts: (clause) =>
    clause === null ? [] : [{ path: "expression", text: clause.expression, syntax: "expression" }],
  read: (clause, reading, { type }) => {
    if (clause === null) return null;
    const expression = reading.generated(clause.expression, type);
    return expression === clause.expression ? clause : { ...clause, expression };
  },
};

const identity: Field<Column["identity"], Column> = {
  ...printedValue,
  texts: (counter) => (counter === null ? [] : numberTexts({ ...counter.numbers })),
};

const collation: Field<Column["collation"], Column> = {
  ...printedValue,
  texts: collationTexts,
  fill: (live, declared) => declared ?? live,
};

const needsValue = (column: Column): boolean =>
  !column.nullable &&
  column.default === null &&
  column.identity === null &&
  column.generated === null;

const ofAspects: readonly (readonly [(aspect: Aspect) => boolean, readonly Hazard[]])[] = [
  [
    ({ path }) => path === "type",
    [
      {
        code: "rewrites-table",
        message: "a change of type may rewrite the table",
      },
    ],
  ],
  [
    ({ path, to }) => path === "nullable" && to === false,
    rowsMayFail("fails where existing rows hold NULL"),
  ],
  [
    ({ path, from, to }) => path === "generated" && from === null && to !== null,
    [
      {
        code: "loses-data",
        message: "the rows' values in this column are lost: it is computed from now on",
      },
    ],
  ],
];

export const column: KindRow<"column"> = {
  label: "column",
  summary: ({ type, nullable }) => `${type}${nullable ? "" : " not null"}`,
  fields: {
    name,
    type: printedType,
    nullable: value,
    default: columnDefault,
    identity,
    generated,
    collation,
    onUpdate: optionalExpression,
    comment: remark,
    options,
  },
  hazards: {
    add: (added) =>
      needsValue(added)
        ? rowsMayFail("fails where the table holds rows: NOT NULL without a default")
        : none,
    drop: losesData("column"),
    alter: (aspects) =>
      ofAspects.flatMap(([applies, hazards]) => (aspects.some(applies) ? hazards : none)),
  },
};
