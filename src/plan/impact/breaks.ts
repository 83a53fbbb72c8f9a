/** Views and triggers that a change breaks although the server allows it: reported as a hazard of the change. */
import {
  dependencyKey,
  dependencyText,
  opaqueAddress,
  type Change,
  type Dependency,
  type Hazard,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";

/** The object that a change drops, by its address; null where it drops none. */
const goneWith = ({ verb, kind, schema, table, from }: Change): Dependency | null => {
  if (verb !== "drop" || from === null || typeof from.name !== "string") return null;
  if (kind === "column") return { kind, schema, table, name: from.name };
  return kind === "table" ? { kind, schema, table: null, name: from.name } : null;
};

/** The changes, each with a hazard for every view and trigger that will fail from then on. */
export const withBroken = (
  changes: readonly Change[],
  { from: { opaque }, foldColumn }: PlanContext,
): readonly Change[] => {
  const breaking = opaque?.filter(({ breaks }) => breaks) ?? [];
  if (breaking.length === 0) return changes;
  const keyOf = (d: Dependency): string =>
    dependencyKey(d.kind === "column" ? { ...d, name: foldColumn(d.name) } : d);
  const gone = new Set(changes.flatMap((c) => goneWith(c) ?? []).map(keyOf));
  const planned = new Set(
    changes.map(({ kind, schema, name }) =>
      dependencyKey({ kind, schema, table: null, name: name ?? "" }),
    ),
  );
  const broken = (change: Change): readonly Hazard[] => {
    const address = goneWith(change);
    if (address === null) return [];
    const key = keyOf(address);
    return breaking
      .filter(
        (object) =>
          object.dependsOn.some((d) => keyOf(d) === key) &&
          !object.goesWith.some((d) => gone.has(keyOf(d))) &&
          !planned.has(dependencyKey(opaqueAddress(object))),
      )
      .map((object) => ({
        code: "breaks-dependents",
        message: `${dependencyText(opaqueAddress(object))} reads ${dependencyText(address)}, and fails from then on`,
      }));
  };
  return changes.map((change) => {
    const more = broken(change);
    return more.length === 0 ? change : { ...change, hazards: [...change.hazards, ...more] };
  });
};
