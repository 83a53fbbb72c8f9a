/** Compares the columns of one table by name; the order of columns means nothing. */
import {
  comparedOf,
  isSqlPath,
  same,
  type Aspect,
  type Column,
  type Table,
  type Undecided,
} from "../model/index.js";
import { caseless } from "../sql/index.js";
import { aspectsOf } from "./aspects.js";
import { added, altered, dropped, inTable } from "./change.js";
import type { Context } from "./context.js";
import { pair, pass, type Pair } from "./pairing.js";
import { fillUnspecified } from "./unspecified.js";
import { nothing, type Verdicts } from "./verdicts.js";
import { written } from "./written.js";

const reasonToStay = ({ path }: Aspect, { dialect: { facts } }: Context): string | null =>
  path.startsWith("options.")
    ? (facts.columnOptionsThatStay?.[path.slice("options.".length)] ?? null)
    : null;

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
  );
  const doubt = context.doubt(table);
  const doubted =
    doubt === null
      ? []
      : aspects.filter(
          ({ path, from: a, to: b }) => isSqlPath("column", path) && a !== null && b !== null,
        );
  const staying = aspects.filter((aspect) => reasonToStay(aspect, context) !== null);
  const certain = aspects.filter(
    (aspect) => !doubted.includes(aspect) && !staying.includes(aspect),
  );
  const undecided = (left: readonly Aspect[], because: string): readonly Undecided[] =>
    left.length === 0
      ? []
      : [
          {
            kind: "column",
            ...inTable(table),
            name: to.name,
            aspects: written("column", left, from, to),
            because,
          },
        ];
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
    undecided: [
      ...undecided(doubted, doubt ?? ""),
      ...staying.flatMap((aspect) => undecided([aspect], reasonToStay(aspect, context) ?? "")),
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
