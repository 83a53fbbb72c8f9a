/** What is not modelled and hangs on what a plan changes: what has to be taken down before and made again after, to any depth. */
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
import { shakenBy, type Shaken } from "./shaken.js";

export interface OpaqueImpact {
  /** Taken down and made again. */
  readonly around: readonly OpaqueObject[];
  /** Goes with what it belongs to. */
  readonly along: readonly OpaqueObject[];
  /** What would be, and changes by itself in the plan: it is dropped and made anew there. */
  readonly planned: readonly OpaqueObject[];
  /** What stands on what cannot be had back, in words; nothing where the plan can be carried out. */
  readonly refusals: readonly string[];
}

const untouched: OpaqueImpact = { around: [], along: [], planned: [], refusals: [] };

const keyOf = (object: OpaqueObject): string => dependencyKey(opaqueAddress(object));

/** The objects that hang on what is shaken, or on one another. */
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
 * Columns that are computed by a function, and stay: constraints, indexes and defaults step aside, but a column with its
 * rows does not, unless it is made anew.
 */
const holders = (
  { usedBy }: OpaqueObject,
  { gone, how }: Shaken,
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

/** Why an object cannot be taken down and made again; null where it can. */
const refusal = (object: OpaqueObject, shaken: Shaken, context: PlanContext): string | null => {
  const name = dependencyText(opaqueAddress(object));
  const missing = object.dependsOn.find((address) => shaken.gone.has(dependencyKey(address)));
  if (missing !== undefined) return `${name} needs ${dependencyText(missing)}, which goes`;
  const [touched] = object.dependsOn.filter((address) => shaken.how.has(dependencyKey(address)));
  const because =
    touched === undefined
      ? "what it stands on is taken down"
      : `${dependencyText(touched)} is ${shaken.how.get(dependencyKey(touched)) ?? "changed"}`;
  if (object.drop === null || object.definition.length === 0)
    return `${name} cannot be taken down and made again, and ${because}`;
  const [held] = holders(object, shaken, context);
  return held === undefined
    ? null
    : `${name} cannot be taken down, for ${dependencyText(held)} uses it, and ${because}`;
};

/** What changes by itself in the plan is planned there, but what hangs on it is not. */
const isPlanned =
  (changes: readonly Change[]) =>
  ({ kind, schema, name }: OpaqueObject): boolean =>
    changes.some(
      ({ kind: of, schema: place, from, to }) =>
        of === kind && place === schema && [from, to].some((object) => object?.name === name),
    );

/** Nothing takes it down: the owner of a table, the privileges on it. */
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
  const shaken = shakenBy(changes, impact, aside, context);
  const planned = isPlanned(changes);
  const hangs = hanging(
    opaque.filter((object) => !isTrait(object)),
    shaken.how,
  );
  const touched = hangs.filter((object) => !planned(object));
  const goes = ({ goesWith }: OpaqueObject): boolean =>
    goesWith.some((address) => shaken.gone.has(dependencyKey(address)));
  const around = touched.filter((object) => !goes(object));
  const traits = opaque.filter(isTrait);
  const anew = new Set([...shaken.anew, ...hangs.filter(planned).map(keyOf)]);
  const isAnew = ({ dependsOn }: OpaqueObject): boolean =>
    dependsOn.some((address) => anew.has(dependencyKey(address)));
  return {
    around: [...around, ...traits.filter((trait) => !goes(trait) && isAnew(trait))],
    // What the server lets fail goes with its table by itself, and is only to come back.
    along: [...touched.filter(goes), ...breaking.filter(goes), ...traits.filter(goes)],
    planned: hangs.filter(planned),
    refusals: around.flatMap((object) => refusal(object, shaken, context) ?? []),
  };
};
