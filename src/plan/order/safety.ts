/**
 * Orders operations for safety. Where DDL cannot be rolled back, a failure half-way leaves what was done before it. So of all
 * orders that the edges allow, one is taken in which what may fail on rows comes first and what loses data last. This is no
 * tie: it is decided before ties are.
 */
import type { Hazard, Operation } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { operationText } from "../operationText.js";
import { noRisks, risksOf, type Risks } from "../hazards/risks.js";
import type { Edge } from "./sort.js";

/** The id of this rule, for the test that leaves it out: `withoutRule`. */
export const failsFirst = "failsFirst";

export const safetyMatters = ({ dialect, withoutRule }: PlanContext): boolean =>
  !dialect.facts.transactionalDdl && withoutRule !== failsFirst;

/** The given items, and all items that edges place before one of them. */
const upTo = (given: readonly number[], edges: readonly Edge[]): ReadonlySet<number> => {
  const into = new Map<number, number[]>();
  for (const { before, after } of edges) into.set(after, [...(into.get(after) ?? []), before]);
  const found = new Set(given);
  const open = [...given];
  for (let item = open.pop(); item !== undefined; item = open.pop())
    for (const before of into.get(item) ?? [])
      if (!found.has(before)) {
        found.add(before);
        open.push(before);
      }
  return found;
};

/**
 * The positions with the safer items first. An item that loses data waits until nothing else can run; of several such
 * items, first comes one that may fail itself, then one that another item which may fail waits for.
 */
export const saferFirst = (
  positions: readonly number[],
  risks: readonly Risks[],
  edges: readonly Edge[],
): readonly number[] => {
  const failing = upTo(
    risks.flatMap(({ mayFailOnRows }, i) => (mayFailOnRows ? [i] : [])),
    edges,
  );
  const urgency = ({ mayFailOnRows, losesData }: Risks, i: number): number => {
    if (!losesData) return failing.has(i) ? 0 : 1;
    if (mayFailOnRows) return 2;
    return failing.has(i) ? 3 : 4;
  };
  const turns = positions
    .map((position, i) => ({ i, position, urgency: urgency(risks[i] ?? noRisks, i) }))
    .sort((a, b) => a.urgency - b.urgency || a.position - b.position);
  const places = positions.map(() => 0);
  turns.forEach(({ i }, place) => {
    places[i] = place;
  });
  return places;
};

/** By operation, a hazard where it loses data before something that may still fail: the edges, or one statement for several changes, left no other order. */
export const lossesBeforeFailures = (
  operations: readonly Operation[],
  context: PlanContext,
): readonly (Hazard | null)[] => {
  if (context.dialect.facts.transactionalDdl) return [];
  const risks = operations.map((operation) => risksOf(operation, context));
  return operations.map((operation, i): Hazard | null => {
    if (risks[i]?.losesData !== true) return null;
    const next = operations.find((_, j) => j > i && risks[j]?.mayFailOnRows === true);
    return next === undefined
      ? null
      : {
          code: "loses-data-before-failure",
          message: `${operationText(operation)} has to run before ${operationText(next)}, which may fail on rows, and what it loses does not come back then: look for such rows first, or make two migrations of it`,
        };
  });
};
