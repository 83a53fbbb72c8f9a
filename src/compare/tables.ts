/** Compares tables by schema and name, and what they hold. Adding a table is one change; so is dropping one. */
import { type Change, comparedOf, same, sortedBy, type Table, tableKey } from "../model/index.js";
import { aspectsOf } from "./aspects.js";
import { added, altered, dropped, inTable, renamed } from "./change.js";
import { compareColumnOrder } from "./columnOrder.js";
import { compareColumns } from "./columns.js";
import { compareConstraints } from "./constraints.js";
import type { Context } from "./context.js";
import { compareIndexes } from "./indexes.js";
import { pair, pass } from "./pairing.js";
import { withoutTaken } from "./exclusive.js";
import { fillUnspecified } from "./unspecified.js";
import { joined, nothing, type Verdicts } from "./verdicts.js";

const compareOwn = (live: Table, declared: Table, context: Context): readonly Change[] => {
  const to = withoutTaken(
    fillUnspecified("table", live, declared, context),
    declared,
    declared,
    context,
  );
  const aspects = aspectsOf(
    comparedOf("table", live, context.reading),
    comparedOf("table", to, context.reading),
  );
  return aspects.length === 0
    ? []
    : [altered("table", inTable(declared), declared.name, live, to, aspects, "same name")];
};

/** Between two databases, a name that differs only in case is reported as a rename. */
const compareNames = (
  live: Table,
  declared: Table,
  { options: { unspecified } }: Context,
): readonly Change[] =>
  live.name === declared.name || unspecified === "noOpinion"
    ? []
    : [
        renamed(
          "table",
          inTable(declared),
          declared.name,
          live,
          declared,
          [{ path: "name", from: live.name, to: declared.name }],
          "same name but for case",
        ),
      ];

const comparePair = (live: Table, declared: Table, context: Context): Verdicts =>
  same(live, declared)
    ? nothing
    : joined([
        { ...nothing, changes: compareNames(live, declared, context) },
        {
          ...nothing,
          changes: compareOwn(live, declared, context),
          undecided: compareColumnOrder(live, declared, context),
        },
        compareColumns(live, declared, context),
        compareConstraints(live, declared, context),
        compareIndexes(live, declared, context),
      ]);

export const compareTables = (
  live: readonly Table[],
  declared: readonly Table[],
  context: Context,
): Verdicts => {
  const key = (t: Table): string =>
    tableKey({
      schema: t.schema === null ? null : context.fold(t.schema),
      name: context.fold(t.name),
    });
  const { pairs, missing, surplus } = pair(sortedBy(live, key), sortedBy(declared, key), [
    pass("same name", key),
  ]);
  return joined([
    ...pairs.map(({ from, to }) => comparePair(from, to, context)),
    {
      ...nothing,
      changes: [
        ...missing.map((t) => added("table", inTable(t), t.name, t)),
        ...surplus.map((t) => dropped("table", inTable(t), t.name, t)),
      ],
    },
  ]);
};
