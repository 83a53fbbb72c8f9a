/**
 * Enum types: values are added in place where nothing else changes; otherwise the type is created
 * anew and its columns are converted.
 */
import {
  tableText,
  type Column,
  type EnumType,
  type Operation,
  type Sql,
  type Statement,
  type TableRef,
} from "../../model/index.js";
import type { Printed } from "../printed.js";
import { beside, quote, refText } from "./clauses.js";
import { commentOfEnum, enumComment } from "./ddlComments.js";
import { lexicon } from "./lexicon.js";
import { objectName } from "./names.js";
import { addsValue, locking } from "./statement.js";

const values = (type: EnumType): Sql => type.values.map(lexicon.literal).join(", ");

export const createEnumType = (type: EnumType): Sql =>
  `CREATE TYPE ${refText(type)} AS ENUM (${values(type)})`;

export const createEnum = (type: EnumType): readonly Printed[] => [
  createEnumType(type),
  ...commentOfEnum(type, type.comment),
];

type AlterEnum = Operation<"alterEnum">;

const onlyAdds = ({ from, to }: AlterEnum): boolean => {
  const kept = to.values.filter((v) => from.values.includes(v));
  return kept.length === from.values.length && kept.every((v, i) => v === from.values[i]);
};

/**
 * Does a default use one of the added values? Such a value cannot be used before its transaction
 * has ended (PostgreSQL's "unsafe use of new value").
 */
const usesNewValue = ({ from, to, columns }: AlterEnum): boolean => {
  const added = to.values.filter((v) => !from.values.includes(v)).map(lexicon.literal);
  return columns.some(({ column }) => added.some((v) => column.default?.includes(v) ?? false));
};

const place = (to: EnumType, i: number): Sql => {
  const previous = to.values[i - 1];
  const next = to.values[i + 1];
  if (previous !== undefined) return ` AFTER ${lexicon.literal(previous)}`;
  return next === undefined ? "" : ` BEFORE ${lexicon.literal(next)}`;
};

/**
 * Values are added from left to right, each after an existing one; only those before the first kept
 * value are placed BEFORE another.
 */
const addValues = ({ from, to }: AlterEnum): readonly Statement[] => {
  const firstKept = to.values.findIndex((v) => from.values.includes(v));
  const leading = to.values.slice(0, Math.max(firstKept, 0)).reverse();
  const before = leading.map((value, i) => {
    const next = i === 0 ? to.values[firstKept] : leading[i - 1];
    return `ALTER TYPE ${refText(from)} ADD VALUE ${lexicon.literal(value)}${next === undefined ? "" : ` BEFORE ${lexicon.literal(next)}`}`;
  });
  const after = to.values.flatMap((value, i) =>
    i < firstKept || from.values.includes(value)
      ? []
      : [`ALTER TYPE ${refText(from)} ADD VALUE ${lexicon.literal(value)}${place(to, i)}`],
  );
  return [...before, ...after].map(addsValue);
};

const moveColumn = (type: TableRef, table: TableRef, column: Column): readonly Statement[] => {
  const alter = `ALTER TABLE ${refText(table)} ALTER COLUMN ${quote(column.name)}`;
  const array = column.type.endsWith("[]") ? "[]" : "";
  return [
    `${alter} DROP DEFAULT`,
    `${alter} TYPE ${refText(type)}${array} USING ${quote(column.name)}::text${array}::${refText(type)}${array}`,
    ...(column.default === null ? [] : [`${alter} SET DEFAULT ${column.default}`]),
  ].map((sql) => locking("ACCESS EXCLUSIVE", sql));
};

const byTable = (a: { readonly table: TableRef }, b: { readonly table: TableRef }): number =>
  tableText(a.table) < tableText(b.table) ? -1 : tableText(a.table) > tableText(b.table) ? 1 : 0;

const remake = ({ from, to, columns }: AlterEnum): readonly Printed[] => {
  const old = objectName(from.name, null, "old");
  return [
    `ALTER TYPE ${refText(from)} RENAME TO ${quote(old)}`,
    `CREATE TYPE ${refText(to)} AS ENUM (${values(to)})`,
    ...[...columns].sort(byTable).flatMap(({ table, column }) => moveColumn(to, table, column)),
    `DROP TYPE ${beside(from, old)}`,
    ...commentOfEnum(to, to.comment),
  ];
};

export const alterEnum = (operation: AlterEnum): readonly Printed[] =>
  operation.remade !== true && onlyAdds(operation) && !usesNewValue(operation)
    ? [
        ...addValues(operation),
        ...(operation.from.comment === operation.to.comment
          ? []
          : [enumComment(operation.from, operation.to.comment)]),
      ]
    : remake(operation);
