/** Turns changes into operations in an order in which the real server executes them. Pure and deterministic. */
import {
  nameText,
  nowhere,
  opaqueAddress,
  refOf,
  tableKey,
  type Change,
  type Constraint,
  type Operation,
} from "../model/index.js";
import { addressKey } from "./effects/address.js";
import { actionsFor } from "./actions/index.js";
import { asideColumns, asideDefaults } from "./actions/asideColumns.js";
import { childColumns } from "./actions/childColumns.js";
import { newChildColumns } from "./actions/newChildColumns.js";
import { asideCollations } from "./actions/asideCollations.js";
import { withColumnsInOrder } from "./actions/newColumns.js";
import { inBatches } from "./order/batches.js";
import type { PlanContext, ImplicitDrop } from "./context.js";
import { refuseLateReads } from "./refusals/defaultOrder.js";
import { implicitlyDroppedChecks, dependentsOf, type Dependent } from "./impact/dependents.js";
import { refuseDependents } from "./impact/dropDependents.js";
import { callsAny, functionUsers, withBareEnums, withFunctions } from "./impact/functionUsers.js";
import { formerlyComputedRefusals } from "./refusals/formerlyComputed.js";
import { impactOf } from "./impact/impact.js";
import { isOfItem, staysInPlace } from "./impact/inPlace.js";
import {
  createConstraintStep,
  createIndexStep,
  dropConstraintStep,
  dropIndexStep,
} from "./impact/itemSteps.js";
import { withoutInherited } from "./effects/inheritance.js";
import { inheritanceRefusals } from "./refusals/inheritanceRefusals.js";
import { keylessTargets } from "./refusals/keylessTargets.js";
import { keyActionRefusals } from "./refusals/keyActionRefusals.js";
import { partitionKeyRefusals } from "./refusals/partitionKey.js";
import { plainFirst } from "./actions/plainFirst.js";
import { refuseLeftAlone, refuseTablesLeftAlone } from "./refusals/leftAloneRefusals.js";
import { opaqueImpact } from "./impact/opaque.js";
import { opaqueSteps, own } from "./impact/opaqueSteps.js";
import {
  refuseImpossible,
  refuseKeyless,
  refuseNotModelled,
  refuseUnknown,
} from "./refusals/refuse.js";
import { remadeEnums } from "./impact/remadeEnums.js";
import { renamesByScope } from "./actions/renames.js";
import { rowTypeRefusals } from "./refusals/rowTypeRefusals.js";
import { scheduled, type Schedule, type Stuck } from "./order/schedule.js";
import { schemaRefusals } from "./refusals/schemaContents.js";
import { serialsAsSequences } from "./actions/serialAsSequence.js";
import { remadeNamed } from "./effects/remadeNamed.js";
import { remadeObjects } from "./effects/sqlObjects.js";
import type { Step } from "./step.js";
import { createTableSteps, dropTableSteps } from "./actions/tables.js";
import { worldOf } from "./effects/world.js";

const asideSteps = ({ table, constraint, index }: Dependent): readonly Step[] => {
  const ref = refOf(table);
  if (constraint !== undefined)
    return [dropConstraintStep(ref, constraint), createConstraintStep(ref, constraint)];
  return index === undefined ? [] : [dropIndexStep(ref, index), createIndexStep(ref, index)];
};

/** The changes, where a rename or a change in place of a dependent becomes dropping it as it was and adding it as it is to be. */
const withoutThoseInPlace = (
  changes: readonly Change[],
  disturbed: (changes: readonly Change[]) => readonly Dependent[],
  context: PlanContext,
): readonly Change[] => {
  const inPlace = (change: Change): boolean =>
    change.verb === "rename" || staysInPlace(change, context);
  const aside = disturbed(changes.filter((change) => !inPlace(change)));
  const moving = new Set(
    aside.map(({ table, constraint, index }) =>
      JSON.stringify([tableKey(table), nameText((constraint ?? index)?.name ?? nowhere)]),
    ),
  );
  const moves = ({ schema, table, from }: Change): boolean =>
    table !== null &&
    from !== null &&
    typeof from.name === "object" &&
    moving.has(JSON.stringify([tableKey({ schema, name: table }), nameText(from.name)]));
  return changes.flatMap((change): readonly Change[] => {
    if (!moves(change) || !inPlace(change)) return [change];
    return isOfItem(change) && change.verb === "alter"
      ? [
          { ...change, verb: "drop", to: null },
          { ...change, verb: "add", from: null },
        ]
      : [{ ...change, verb: "alter" }];
  });
};

/** The name by which a script drops a CHECK that has none in the database: the generated one, different for each. */
const called = (
  { table, check }: ImplicitDrop,
  before: readonly ImplicitDrop[],
  { dialect, fromTable }: PlanContext,
): string => {
  const standing = fromTable(table);
  if (standing === undefined) return "";
  const named = before.reduce(
    (t, b) => ({ ...t, constraints: [...t.constraints, dialect.withGeneratedName(t, b.check)] }),
    standing,
  );
  return nameText(dialect.withGeneratedName(named, check).name) ?? "";
};

/** @param anew the keys of objects to drop and create again, because no order was found in which they are replaced in place */
const plannedWith = (
  found: readonly Change[],
  anew: ReadonlySet<string>,
  given: PlanContext,
): { readonly schedule: Schedule | Stuck; readonly context: PlanContext } => {
  const inPlace = !given.dialect.facts.altersByRebuild;
  const rewritten = serialsAsSequences(found, given);
  const enums = {
    ...given,
    remadeEnums: remadeEnums(rewritten, given),
    remadeNamed: remadeNamed(rewritten, given),
  };
  const { retyped, remade } = impactOf(rewritten, enums);
  const columns = { ...enums, remade };
  const known = {
    ...columns,
    remadeObjects: remadeObjects(rewritten, [retyped, remade], anew, columns),
  };
  const disturbed = (changes: readonly Change[]): readonly Dependent[] =>
    inPlace ? dependentsOf(impactOf(changes, enums), known) : [];
  const changes = withoutThoseInPlace(rewritten, disturbed, known);
  const along = implicitlyDroppedChecks(changes, known);
  const aside = disturbed(changes);
  const opaque = opaqueImpact(changes, impactOf(changes, enums), aside, known);
  refuseDependents(changes, known);
  refuseTablesLeftAlone(changes, known);
  refuseNotModelled([...opaque.refusals, ...schemaRefusals(changes, known)]);
  refuseImpossible([
    ...known.impossible,
    ...rowTypeRefusals(changes, impactOf(changes, enums), known),
    ...inheritanceRefusals(changes, known),
    ...partitionKeyRefusals(changes, impactOf(changes, enums), known),
    ...formerlyComputedRefusals(changes, opaque.around, known),
    ...keyActionRefusals(changes, known),
  ]);
  refuseKeyless(keylessTargets(changes, known));
  refuseLateReads(changes, known);
  const planned = opaque.planned.map((object) => addressKey(own(opaqueAddress(object))));
  const context = { ...known, remadeObjects: new Set([...known.remadeObjects, ...planned]) };
  const alongConstraints = new Set<Constraint>(along.map(({ check }) => check));
  const plain = plainFirst(withoutInherited(changes, context), context);
  const calls = callsAny(opaque.around);
  const steps = [
    ...plain.changes.flatMap((change) => actionsFor(change, context)),
    ...plain.steps,
    ...[...aside, ...functionUsers(opaque.around, changes, aside, context)]
      .filter(({ constraint }) => constraint === undefined || !alongConstraints.has(constraint))
      .flatMap(asideSteps),
    ...asideColumns(changes, context),
    ...asideCollations(context),
    ...asideDefaults(changes, calls, context),
    ...childColumns(changes, context),
    ...newChildColumns(changes, context),
    ...along.map((taken, i) =>
      dropConstraintStep(
        refOf(taken.table),
        taken.check,
        called(taken, along.slice(0, i), context),
      ),
    ),
    ...context.restores.map(({ table, check }) => createConstraintStep(refOf(table), check)),
    ...dropTableSteps(changes, context),
    ...createTableSteps(changes, context),
    ...opaqueSteps(opaque, context),
  ];
  const inOrder = withColumnsInOrder(withBareEnums(steps, calls), context);
  const world = worldOf(
    changes,
    inOrder.map(({ operation }) => operation),
    opaque.around,
    context,
  );
  const functions = [...opaque.around, ...opaque.along, ...context.restoresOpaque];
  return {
    schedule: scheduled(renamesByScope(withFunctions(inOrder, functions), context), world),
    context,
  };
};

export const operationsOf = (
  found: readonly Change[],
  given: PlanContext,
): readonly Operation[] => {
  refuseUnknown(given.refused);
  for (let anew: ReadonlySet<string> = new Set(); ;) {
    const { schedule, context } = plannedWith(found, anew, given);
    if (!("anew" in schedule)) {
      const operations = inBatches(schedule, context);
      refuseLeftAlone(operations, context);
      return operations;
    }
    anew = new Set([...anew, ...schedule.anew]);
  }
};
