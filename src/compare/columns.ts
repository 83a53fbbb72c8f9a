/** Compares the columns of one table by name; the order of columns means nothing. */
import { same, type Aspect, type Column, type Table } from "../model/index.js";
import { caseless } from "../sql/index.js";
import { aspectsOf } from "./aspects.js";
import { added, altered, dropped, inTable } from "./change.js";
import type { Context } from "./context.js";
import { pair, pass, type Pair } from "./pairing.js";
import { fillUnspecified, fillUnspecifiedOptions } from "./unspecified.js";
import { nothing, type Verdicts } from "./verdicts.js";

const spelledOrNull = (sql: string | null, { spelled }: Context): string | null =>
  sql === null ? null : spelled(sql);

/** A column's aspects in a form in which equal meanings are equal values. */
const meaning = (column: Column, context: Context): object => ({
  ...column,
  default:
    column.default === null
      ? null
      : context.spelled(context.dialect.defaultKey(column.default, column.type) ?? column.default),
  onUpdate: spelledOrNull(column.onUpdate, context),
  generated:
    column.generated === null
      ? null
      : { ...column.generated, expression: context.spelled(column.generated.expression) },
});

const inSql = new Set(["default", "generated", "generated.expression", "onUpdate"]);

/** The same aspects with the expressions as they are written. */
const written = (aspects: readonly Aspect[], from: Column, to: Column): readonly Aspect[] =>
  aspects.map((aspect) => {
    if (aspect.path === "default") return { path: aspect.path, from: from.default, to: to.default };
    if (aspect.path === "onUpdate")
      return { path: aspect.path, from: from.onUpdate, to: to.onUpdate };
    if (aspect.path.startsWith("generated"))
      return { path: "generated", from: from.generated, to: to.generated };
    return aspect;
  });

/** The declared column as it is compared: what it says nothing about taken from the live one. */
const completed = (live: Column, declared: Column, context: Context): Column => ({
  ...declared,
  collation: fillUnspecified(live.collation, declared.collation, context),
  options: fillUnspecifiedOptions(live.options, declared.options, context),
});

const judge = (
  table: Table,
  { from, to: declared, because }: Pair<Column>,
  context: Context,
): Verdicts => {
  if (same(from, declared)) return nothing;
  const to = completed(from, declared, context);
  const aspects = aspectsOf(
    { ...meaning(from, context), name: from.name },
    { ...meaning(to, context), name: to.name },
  );
  const doubt = context.doubt(table);
  const doubted =
    doubt === null
      ? []
      : aspects.filter(({ path, from: a, to: b }) => inSql.has(path) && a !== null && b !== null);
  const certain = aspects.filter((aspect) => !doubted.includes(aspect));
  return {
    ...nothing,
    changes:
      certain.length === 0
        ? []
        : [
            altered(
              "column",
              inTable(table),
              to.name,
              from,
              to,
              written(certain, from, to),
              because,
            ),
          ],
    undecided:
      doubt === null || doubted.length === 0
        ? []
        : [
            {
              kind: "column",
              ...inTable(table),
              name: to.name,
              aspects: written(doubted, from, to),
              because: doubt,
            },
          ],
  };
};

export const compareColumns = (live: Table, declared: Table, context: Context): Verdicts => {
  const { pairs, missing, surplus } = pair(live.columns, declared.columns, [
    pass("same name", ({ name }) => name),
    // Only between two databases: a declaration comes in the live one's case.
    pass("same name but for case", ({ name }) =>
      context.dialect.facts.columnNamesIgnoreCase ? caseless(name, context.dialect.lexicon) : null,
    ),
  ]);
  const judged = pairs.map((p) => judge(declared, p, context));
  const where = inTable(declared);
  return {
    ...nothing,
    changes: [
      ...judged.flatMap((v) => v.changes),
      ...missing.map((c) => added("column", where, c.name, c)),
      ...surplus.map((c) => dropped("column", where, c.name, c)),
    ],
    undecided: judged.flatMap((v) => v.undecided),
  };
};
