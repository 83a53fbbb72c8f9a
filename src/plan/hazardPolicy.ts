/** Which hazards a script may hold: the decision for each code, and the error where one is refused. */
import {
  objectKinds,
  SchemaDiffError,
  tableText,
  type Change,
  type Hazard,
} from "../model/index.js";
import type { Plan } from "./plan.js";

/** `ask`: allowed only where somebody confirms it for this one plan. */
export type HazardDecision = "refuse" | "ask" | "allow";

export const hazardDecisions: readonly HazardDecision[] = ["refuse", "ask", "allow"];

/** Decisions by the code of a hazard; a code that is not listed is allowed. */
export type HazardPolicy = Readonly<Record<string, HazardDecision | undefined>>;

/** A hazard of a plan that the policy does not simply allow. */
export interface OpenHazard {
  readonly code: string;
  readonly decision: Exclude<HazardDecision, "allow">;
  /** Each object that has the hazard, in words. */
  readonly places: readonly string[];
}

const placeOf = ({ kind, schema, table, name }: Change): string => {
  const own = `${objectKinds[kind].label} ${name ?? "(no name)"}`;
  return table === null || kind === "table"
    ? own
    : `${own} of ${tableText({ schema, name: table })}`;
};

const placesOf = ({ changes, hazards }: Plan, code: string): readonly string[] => {
  const has = (h: Hazard): boolean => h.code === code;
  const ofChanges = changes.flatMap((change) =>
    change.hazards.filter(has).map(({ message }) => ({ place: placeOf(change), message })),
  );
  const ofOrder = hazards
    .filter((h) => has(h) && !ofChanges.some(({ message }) => message === h.message))
    .map(({ message }) => message);
  return [...ofChanges.map(({ place, message }) => `${place}: ${message}`), ...ofOrder];
};

/** The hazards that the policy refuses or asks about; refused ones first. */
export const openHazards = (plan: Plan, policy: HazardPolicy): readonly OpenHazard[] =>
  (["refuse", "ask"] as const).flatMap((decision) =>
    [...new Set(plan.hazards.map(({ code }) => code))]
      .filter((code) => Object.hasOwn(policy, code) && policy[code] === decision)
      .map((code) => ({ code, decision, places: placesOf(plan, code) })),
  );

export const hazardText = ({ code, places }: OpenHazard): string =>
  [
    `the plan has the hazard ${code}`,
    // A name may contain line breaks.
    ...places.map((place) => `  ${place.replaceAll("\n", "\\n")}`),
  ].join("\n");

/** @throws SchemaDiffError `hazard` for the first hazard that is not allowed */
export const refuseHazards = (
  plan: Plan,
  policy: HazardPolicy,
  todo: (open: OpenHazard) => string,
): void => {
  const [open] = openHazards(plan, policy);
  if (open !== undefined) throw new SchemaDiffError("hazard", hazardText(open), todo(open));
};
