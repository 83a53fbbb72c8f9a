/** Opaque objects that depend on what a plan changes: what has to be dropped before and created again after, to any depth. */
import {
  dependencyKey,
  dependencyText,
  opaqueAddress,
  type Change,
  type Dependency,
  type OpaqueObject,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import type { Dependent } from "./dependents.js";
import type { ChangeImpact } from "./impact.js";
import { affectedBy, type Affected } from "./affected.js";

export interface OpaqueImpact {
  /** Dropped before the changes and created again after them. */
  readonly around: readonly OpaqueObject[];
  /** Dropped by the server together with what it belongs to. */
  readonly along: readonly OpaqueObject[];
  /** Would have to be dropped around the changes, but has a change of its own in the plan: it is dropped and created again there. */
  readonly planned: readonly OpaqueObject[];
  /** Objects that depend on something that cannot be restored, in words; empty where the plan can be carried out. */
  readonly refusals: readonly string[];
}

const untouched: OpaqueImpact = { around: [], along: [], planned: [], refusals: [] };

const keyOf = (object: OpaqueObject): string => dependencyKey(opaqueAddress(object));

/** The objects that depend on what changes, or on one another. */
const hanging = (
  all: readonly OpaqueObject[],
  how: ReadonlyMap<string, string>,
): readonly OpaqueObject[] => {
  const dependents = new Map<string, OpaqueObject[]>();
  for (const object of all)
    for (const address of object.dependsOn) {
      const key = dependencyKey(address);
      const others = dependents.get(key);
      if (others === undefined) dependents.set(key, [object]);
      else others.push(object);
    }
  const found = new Set<OpaqueObject>();
  const waiting = [...how.keys()];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop())
    for (const object of dependents.get(key) ?? []) {
      if (found.has(object)) continue;
      found.add(object);
      waiting.push(keyOf(object));
    }
  return all.filter((object) => found.has(object));
};

/**
 * Columns that are computed by a function, and stay: constraints, indexes and defaults can be dropped around it, but a column
 * with its rows cannot, unless it is recreated.
 */
const holders = (
  { usedBy }: OpaqueObject,
  { gone, how }: Affected,
  { fromTable }: PlanContext,
): readonly Dependency[] =>
  usedBy.filter((address) => {
    if (address.kind !== "column" || how.has(dependencyKey(address))) return false;
    const { schema, table, name } = address;
    const ref = { schema, name: table ?? "" };
    return (
      !gone.has(dependencyKey({ kind: "table", ...ref, table: null })) &&
      fromTable(ref)?.columns.find((c) => c.name === name)?.generated !== null
    );
  });

/** Why an object cannot be dropped and created again; null where it can. */
const refusal = (object: OpaqueObject, affected: Affected, context: PlanContext): string | null => {
  const name = dependencyText(opaqueAddress(object));
  const missing = object.dependsOn.find((address) => affected.gone.has(dependencyKey(address)));
  if (missing !== undefined) return `${name} needs ${dependencyText(missing)}, which goes`;
  const [touched] = object.dependsOn.filter((address) => affected.how.has(dependencyKey(address)));
  const because =
    touched === undefined
      ? "what it stands on is taken down"
      : `${dependencyText(touched)} is ${affected.how.get(dependencyKey(touched)) ?? "changed"}`;
  if (object.drop === null || object.definition.length === 0)
    return `${name} cannot be taken down and made again, and ${because}`;
  const [held] = holders(object, affected, context);
  return held === undefined
    ? null
    : `${name} cannot be taken down, for ${dependencyText(held)} uses it, and ${because}`;
};

/** Does it have a change of its own in the plan? It is planned there, but its dependents are not. */
const isPlanned =
  (changes: readonly Change[]) =>
  ({ kind, schema, name }: OpaqueObject): boolean =>
    changes.some(
      ({ kind: of, schema: place, from, to }) =>
        of === kind && place === schema && [from, to].some((object) => object?.name === name),
    );

/** Can it not be dropped by itself: the owner of a table, the privileges on it? */
const isTrait = ({ drop, definition }: OpaqueObject): boolean =>
  drop === null && definition.length > 0;

export const opaqueImpact = (
  changes: readonly Change[],
  impact: ChangeImpact,
  aside: readonly Dependent[],
  context: PlanContext,
): OpaqueImpact => {
  const all = context.from.opaque ?? [];
  if (all.length === 0) return untouched;
  const [opaque, breaking] = [
    all.filter(({ breaks }) => !breaks),
    all.filter(({ breaks }) => breaks),
  ];
  const affected = affectedBy(changes, impact, aside, context);
  const planned = isPlanned(changes);
  const hangs = hanging(
    opaque.filter((object) => !isTrait(object)),
    affected.how,
  );
  const touched = hangs.filter((object) => !planned(object));
  const isDropped = ({ goesWith }: OpaqueObject): boolean =>
    goesWith.some((address) => affected.gone.has(dependencyKey(address)));
  const around = touched.filter((object) => !isDropped(object));
  const traits = opaque.filter(isTrait);
  const anew = new Set([...affected.anew, ...hangs.filter(planned).map(keyOf)]);
  const isAnew = ({ dependsOn }: OpaqueObject): boolean =>
    dependsOn.some((address) => anew.has(dependencyKey(address)));
  return {
    around: [...around, ...traits.filter((trait) => !isDropped(trait) && isAnew(trait))],
    // A view or trigger that may break is dropped with its table by the server, and only has to be created again.
    along: [
      ...touched.filter(isDropped),
      ...breaking.filter(isDropped),
      ...traits.filter(isDropped),
    ],
    planned: hangs.filter(planned),
    refusals: around.flatMap((object) => refusal(object, affected, context) ?? []),
  };
};
