/** Refuses defaults that read other columns, where a default may only read columns before its own. */
import {
  refOf,
  SchemaDiffError,
  tableKey,
  tableText,
  type Change,
  type Column,
  type Table,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { mentionedColumns } from "../effects/mentions.js";

/** The place of each column. Columns that stay keep their order; a new or recreated one is placed after all of them. */
const places = (table: Table, context: PlanContext): ReadonlyMap<string, number> => {
  const before = context.fromTable(table);
  if (before === undefined) return new Map(table.columns.map(({ name }, i) => [name, i]));
  const anew = context.remade.get(tableKey(table));
  return new Map(
    table.columns.map(({ name }) => {
      const at = before.columns.findIndex((column) => column.name === name);
      return [name, at < 0 || anew?.has(name) === true ? before.columns.length : at];
    }),
  );
};

const isExpression = ({ default: fallback }: Column): boolean => fallback?.startsWith("(") === true;

/** The tables in which a change touches the order of columns, or what they read. */
const touched = (changes: readonly Change[], { toTable }: PlanContext): readonly Table[] => [
  ...new Set(
    changes.flatMap(({ kind, schema, table, to }) =>
      (kind === "column" || kind === "table") && table !== null && to !== null
        ? (toTable({ schema, name: table }) ?? [])
        : [],
    ),
  ),
];

/** Defaults that read a column after their own, which has no value yet when the default is evaluated; in words. */
const lateReads = (changes: readonly Change[], context: PlanContext): readonly string[] => {
  const { defaultReadsLater } = context.dialect.facts;
  if (defaultReadsLater === "any") return [];
  const comesLate = (column: Column): boolean =>
    column.generated !== null || (defaultReadsLater === "literal" && isExpression(column));
  return touched(changes, context).flatMap((table) => {
    const at = places(table, context);
    const place = ({ name }: Column): number => at.get(name) ?? 0;
    return table.columns.flatMap((column) => {
      if (column.default === null) return [];
      const others = table.columns.filter(({ name }) => name !== column.name);
      const reads = new Set(mentionedColumns(column.default, others, context));
      const late = others.find(
        (other) => reads.has(other.name) && comesLate(other) && place(other) > place(column),
      );
      return late === undefined
        ? []
        : [
            `the default of column ${tableText(refOf(table))}.${column.name} reads ${late.name}, which comes after it and ${late.generated === null ? "has an expression as its default" : "is computed"}`,
          ];
    });
  });
};

/** @throws SchemaDiffError `unsupported`, before anything runs */
export const refuseLateReads = (changes: readonly Change[], context: PlanContext): void => {
  const refusals = lateReads(changes, context);
  if (refusals.length === 0) return;
  throw new SchemaDiffError(
    "unsupported",
    refusals.join("; "),
    "give the column another default, or move it after the one that it reads, in a migration of your own (MODIFY COLUMN … AFTER)",
  );
};
