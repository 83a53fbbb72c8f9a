/** The hazards of a change: those of its kind, and those that the dialect adds. */
import type { Dialect, Version } from "../dialects/index.js";
import {
  constraintRules,
  objectKinds,
  type Change,
  type ChangeOf,
  type Collation,
  type Constraint,
  type ConstraintKind,
  type Hazard,
  type ObjectKind,
  type Options,
  type Schema,
  type Table,
  type TableRef,
  type Verb,
} from "../model/index.js";
import { collationHazards, columnHazards, type Known } from "./columnHazards.js";
import { sequenceHazards } from "./sequenceHazards.js";

type Facts<K extends ObjectKind> = Pick<ChangeOf<K>, "verb" | "kind" | "from" | "to" | "aspects">;

const none: readonly Hazard[] = [];

const ofVerb: Readonly<
  Record<Verb, <K extends ObjectKind>(change: Facts<K>) => readonly Hazard[]>
> = {
  add: ({ kind, to }) => (to === null ? none : objectKinds[kind].hazards.add(to)),
  drop: ({ kind, from }) => objectKinds[kind].hazards.drop(from),
  rename: () => none,
  alter: ({ kind, aspects }) => objectKinds[kind].hazards.alter(aspects),
};

/** The hazards that follow from the kind of the object alone. */
export const hazardsOf = <K extends ObjectKind>(change: Facts<K>): readonly Hazard[] =>
  ofVerb[change.verb](change);

/** The hazards of a change of a column on this server. */
export const hazardsOfColumn = (
  change: Facts<"column">,
  dialect: Dialect,
  version: Version,
  known?: Known,
): readonly Hazard[] => columnHazards(change, hazardsOf(change), dialect, version, known);

/** The version of the server on which a change runs; empty where neither side was read from a server. */
export const versionOf = (from: Schema, to: Schema): Version =>
  from.version.length > 0 ? from.version : to.version;

/** The collations that columns may have after a change, those of the new side first. */
export const collationsAfter = (from: Schema, to: Schema): readonly Collation[] => [
  ...(to.objects?.collation ?? []),
  ...(from.objects?.collation ?? []),
];

/** The hazards of a new constraint for existing rows on this server. */
export const hazardsOfNewConstraint = (
  constraint: Constraint,
  dialect: Dialect,
  table: Options,
): readonly Hazard[] =>
  dialect.newConstraintHazards?.(constraint, table) ??
  hazardsOf({ verb: "add", kind: constraint.kind, from: null, to: constraint, aspects: [] });

/** The hazards of a change of a table's options on this server. */
export const hazardsOfOptions = (from: Options, to: Options, dialect: Dialect): readonly Hazard[] =>
  dialect.tableHazards?.(from, to) ?? none;

const isOfConstraint = (change: Change): change is ChangeOf<ConstraintKind> & Change =>
  change.kind in constraintRules;

const isOfCollation = (change: Change): change is ChangeOf<"collation"> & Change =>
  change.kind === "collation";

/** What a change leads from and to. */
interface Sides {
  readonly from: Schema;
  readonly to: Schema;
  /** A table of `from`. */
  readonly tableIn: (ref: TableRef) => Table | undefined;
}

/** The change, with the hazards that it has on this server. */
export const withHazards = (
  change: Change,
  dialect: Dialect,
  version: Version,
  { from, to, tableIn }: Sides,
): Change => {
  const collations = collationsAfter(from, to);
  if (change.kind === "column")
    return {
      ...change,
      hazards: hazardsOfColumn(change, dialect, version, {
        table: tableIn({ schema: change.schema, name: change.table ?? "" }),
        collations,
      }),
    };
  if (isOfCollation(change) && change.from !== null && change.to !== null)
    return { ...change, hazards: collationHazards(change.from, change.to, from.tables, dialect) };
  if (change.kind === "sequence" && change.verb === "drop" && change.name !== null)
    return {
      ...change,
      hazards: sequenceHazards({ schema: change.schema, name: change.name }, from, to, dialect),
    };
  if (change.kind === "table" && change.from !== null && change.to !== null)
    return {
      ...change,
      hazards: [
        ...change.hazards,
        ...hazardsOfOptions(change.from.options, change.to.options, dialect),
      ],
    };
  return dialect.newConstraintHazards !== undefined && isOfConstraint(change) && change.to !== null
    ? {
        ...change,
        hazards:
          change.verb === "rename"
            ? none
            : dialect.newConstraintHazards(
                change.to,
                tableIn({ schema: change.schema, name: change.table ?? "" })?.options ?? {},
              ),
      }
    : change;
};
