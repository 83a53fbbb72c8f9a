/** Compares the constraints of one table by name and by meaning; unnamed CHECKs are left alone unless asked for. */
import {
  valueText,
  comparedOf,
  type Constraint,
  type ConstraintKind,
  coreOf,
  isSqlPath,
  meaningOf,
  nameText,
  type Skipped,
  sortedBy,
  type Table,
  type Undecided,
} from "../model/index.js";
import { aspectsOf } from "./aspects.js";
import { added, altered, dropped, inTable, renamed } from "./change.js";
import type { Context } from "./context.js";
import { nameAspects } from "./naming.js";
import { pair, pass, type Pair, type Pass } from "./pairing.js";
import { withoutTaken } from "./exclusive.js";
import { isUnnamedCheck, unnamedCheckPasses } from "./unnamedChecks.js";
import { fillUnspecified, fillUnspecifiedKey } from "./unspecified.js";
import { nothing, type Verdicts } from "./verdicts.js";
import { written } from "./written.js";

const sorted = (constraints: readonly Constraint[]): readonly Constraint[] =>
  sortedBy(constraints, (c) => `${c.kind} ${nameText(c.name) ?? ""}`);

const passesOf = (context: Context): readonly Pass<Constraint>[] => {
  const known = new Map<Constraint, string>();
  const meaning = (c: Constraint): string => {
    const key = known.get(c) ?? `${c.kind} ${valueText(meaningOf(c.kind, c, context.reading))}`;
    known.set(c, key);
    return key;
  };
  const name = (c: Constraint): string | null => {
    const text = nameText(c.name);
    return text === null ? null : `${c.kind} ${context.fold(text)}`;
  };
  const notChosen = (c: Constraint): string | null =>
    c.name.from === "author" ? null : coreOf(c.kind, c, context.reading);
  return [
    pass("same name and same meaning", (c) =>
      name(c) === null ? null : `${name(c)} ${meaning(c)}`,
    ),
    {
      because: "same meaning, and the server chose the live name",
      from: (c) => (c.name.from === "author" ? null : meaning(c)),
      to: meaning,
    },
    pass("same meaning, other name", meaning),
    pass("same name", name),
    {
      because: "same columns, and nobody chose the live name",
      from: notChosen,
      to: (c) => coreOf(c.kind, c, context.reading),
    },
    {
      because: "same columns, and no name is declared",
      from: (c) => coreOf(c.kind, c, context.reading),
      to: notChosen,
    },
    pass("a table has one primary key", (c) => (c.kind === "primaryKey" ? c.kind : null)),
  ];
};

const judge = (
  live: Table,
  table: Table,
  { from, to: declared, because }: Pair<Constraint>,
  context: Context,
): Verdicts => {
  const filled = withoutTaken<Constraint>(
    fillUnspecified<ConstraintKind>(from.kind, from, declared, context),
    declared,
    table,
    context,
  );
  const to = fillUnspecifiedKey(from, filled, live, context);
  const names = nameAspects(to.kind, from.name, to.name, context);
  const differing = aspectsOf(
    comparedOf(from.kind, from, context.reading),
    comparedOf(to.kind, to, context.reading),
  );
  const name = nameText(to.name) ?? nameText(from.name);
  const doubt = context.doubt(table);
  if (
    doubt !== null &&
    differing.length > 0 &&
    differing.every(({ path }) => isSqlPath(to.kind, path))
  ) {
    const undecided: Undecided = {
      kind: to.kind,
      ...inTable(table),
      name,
      aspects: written(to.kind, differing, from, to),
      because: doubt,
    };
    return { ...nothing, undecided: [undecided] };
  }
  if (differing.length > 0)
    return {
      ...nothing,
      changes: [
        altered(
          to.kind,
          inTable(table),
          name,
          from,
          to,
          [...names, ...written(to.kind, differing, from, to)],
          because,
        ),
      ],
    };
  return names.length > 0
    ? { ...nothing, changes: [renamed(to.kind, inTable(table), name, from, to, names, because)] }
    : nothing;
};

const skippedChecks = (
  table: Table,
  side: Skipped["side"],
  left: readonly Constraint[],
): readonly Skipped[] =>
  left.length === 0
    ? []
    : [
        {
          kind: "check",
          ...inTable(table),
          side,
          count: left.length,
          because: "a CHECK without an author's name",
        },
      ];

export const compareConstraints = (live: Table, declared: Table, context: Context): Verdicts => {
  const { pairs, missing, surplus } = pair(sorted(live.constraints), sorted(declared.constraints), [
    ...passesOf(context),
    ...unnamedCheckPasses(live, declared, context),
  ]);
  const skips = context.options.unnamedChecks === "skip" ? isUnnamedCheck : () => false;
  const judged = pairs.map((p) => judge(live, declared, p, context));
  const where = inTable(declared);
  return {
    changes: [
      ...judged.flatMap((v) => v.changes),
      ...surplus.filter((c) => !skips(c)).map((c) => dropped(c.kind, where, nameText(c.name), c)),
      ...missing.filter((c) => !skips(c)).map((c) => added(c.kind, where, nameText(c.name), c)),
    ],
    undecided: judged.flatMap((v) => v.undecided),
    skipped: [
      ...skippedChecks(declared, "live", surplus.filter(skips)),
      ...skippedChecks(declared, "declared", missing.filter(skips)),
    ],
  };
};
