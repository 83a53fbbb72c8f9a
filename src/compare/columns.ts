/** Compares the columns of one table by name; their order is not compared here. */
import {
  comparedOf,
  inheritedOption,
  isSqlPath,
  same,
  type Column,
  type Table,
} from "../model/index.js";
import { caseless } from "../sql/index.js";
import { aspectsOf } from "./aspects.js";
import { added, altered, dropped, inTable } from "./change.js";
import type { Context } from "./context.js";
import { pair, pass, type Pair } from "./pairing.js";
import { fillUnspecified } from "./unspecified.js";
import { nothing, type Verdicts } from "./verdicts.js";
import { written } from "./written.js";

/**
 * Whether a column that a parent has is the child's own as well. It is not compared here: no statement makes a column cease to
 * be its table's own, and a change of the parent, or of what the table inherits from, adds or drops it. See `notCompared.ts`.
 */
const inheritanceAspect = `options.${inheritedOption}`;

const judge = (
  table: Table,
  { from, to: declared, because }: Pair<Column>,
  context: Context,
): Verdicts => {
  if (same(from, declared)) return nothing;
  const to = fillUnspecified("column", from, declared, context);
  const aspects = aspectsOf(
    comparedOf("column", from, context.reading),
    comparedOf("column", to, context.reading),
  ).filter(({ path }) => path !== inheritanceAspect);
  const doubt = context.doubt(table);
  const doubted =
    doubt === null
      ? []
      : aspects.filter(
          ({ path, from: a, to: b }) =>
            isSqlPath("column", path) && a !== null && b !== null && !context.namesNew(a, b),
        );
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
              written("column", certain, from, to),
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
              aspects: written("column", doubted, from, to),
              because: doubt,
            },
          ],
  };
};

export const compareColumns = (live: Table, declared: Table, context: Context): Verdicts => {
  const { pairs, missing, surplus } = pair(live.columns, declared.columns, [
    pass("same name", ({ name }) => name),
    // Only between two databases: names of a declaration have been put into the live case before.
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
