/** Puts the actions of a plan in an order in which each of them runs: one sort, in which a cycle is resolved by cutting an action in two. */
import { SchemaDiffError } from "../../model/index.js";
import { addressKey, inSchema, type Address } from "../effects/address.js";
import { edgesOf } from "./edges.js";
import { effectsOf, type Effects } from "../effects/effects.js";
import { halvesOfAlteration } from "../actions/halves.js";
import { parked } from "../actions/renames.js";
import type { Risks } from "../hazards/risks.js";
import { safetyMatters, saferFirst } from "./safety.js";
import { topologicalOrder, weakest, type Edge } from "./sort.js";
import type { Step } from "../step.js";
import { breakTies } from "./ties.js";
import { joined, noTouches, withMore } from "../effects/touches.js";
import type { World } from "../effects/world.js";

export interface Schedule {
  readonly steps: readonly Step[];
  readonly edges: readonly Edge[];
  /** Of each step, what it risks; null where risks do not affect the order. */
  readonly risks: readonly Risks[] | null;
  /** Of each step, its preferred place: by its risks, then by ties. */
  readonly positions: readonly number[];
  /** The indexes of the steps, in the order in which they run. */
  readonly order: readonly number[];
}

/** The effects of a step. The temporary name of a rename cut in two is occupied from the first half until the second. */
const effectsOfStep = ({ operation, half, does }: Step, world: World): Effects => {
  const effects = withMore(effectsOf(operation, world), does ?? {});
  const { produces, needs, frees, takes } = effects;
  if (half === undefined) return effects;
  return half === "first"
    ? { ...effects, takes: [], produces: [...produces, ...takes] }
    : { ...effects, frees: [], needs: [...needs, ...frees] };
};

/** No order exists unless these objects are dropped and created again instead of replaced in place. */
export interface Stuck {
  readonly anew: ReadonlySet<string>;
}

interface Known {
  readonly effects: readonly Effects[];
  readonly edges: readonly Edge[];
}

const known = (steps: readonly Step[], world: World): Known => {
  const effects = steps.map((step) => effectsOfStep(step, world));
  return { effects, edges: edgesOf(effects, world.context.withoutRule) };
};

const stepText = ({ operation, table }: Step): string =>
  `${operation.do}${table === null ? "" : ` ${table.name}`}`;

const refused = (cycle: readonly Edge[], steps: readonly Step[]): SchemaDiffError =>
  new SchemaDiffError(
    "internal",
    `the plan turns in a circle: ${cycle
      .map(({ before, after, over, rule }) => {
        const [first, second] = [steps[before], steps[after]];
        return `${first === undefined ? "" : stepText(first)} → ${second === undefined ? "" : stepText(second)} (${over}: ${rule})`;
      })
      .join(", ")}`,
    "make the change in two migrations, and report this as a defect of schema-diff",
  );

/** What the first half produces and the second needs; the number of cuts so far makes it unique. */
const begins = (cuts: number): Address => ({
  kind: "half",
  schema: null,
  table: null,
  name: String(cuts),
});

/** The steps with one of the cycle cut in two; null where none can be cut. */
const cut = (
  steps: readonly Step[],
  cycle: readonly Edge[],
  positions: readonly number[],
  world: World,
): readonly Step[] | null => {
  const names = new Set(
    steps.flatMap(({ operation }) => {
      const { frees, takes } = effectsOf(operation, world);
      return [...frees, ...takes].map(addressKey);
    }),
  );
  const inCycle = cycle
    .map(({ after }) => after)
    .sort((a, b) => (positions[a] ?? a) - (positions[b] ?? b));
  for (const i of inCycle) {
    const step = steps[i];
    if (step === undefined || step.half !== undefined) continue;
    const renamed = parked(
      step.operation,
      (other) => effectsOf(other, world).takes.some((name) => names.has(addressKey(name))),
      world.context.dialect,
    );
    const halves = renamed ?? halvesOfAlteration(step.operation);
    if (halves === null) continue;
    const [first, second] = halves;
    const begun = begins(steps.length);
    return [
      ...steps.slice(0, i),
      {
        ...step,
        operation: first,
        ...(renamed !== null && { half: "first" as const }),
        does: joined({ ...noTouches, ...step.does }, { ...noTouches, produces: [begun] }),
      },
      ...steps.slice(i + 1),
      {
        ...step,
        operation: second,
        ...(renamed !== null && { half: "second" as const }),
        does: joined({ ...noTouches, ...step.does }, { ...noTouches, needs: [begun] }),
      },
    ];
  }
  return null;
};

/** The objects replaced in the cycle: what they read before has to be dropped before what they read afterwards is created. */
const replacedIn = (cycle: readonly Edge[], steps: readonly Step[]): ReadonlySet<string> =>
  new Set(
    cycle.flatMap(({ after }) => {
      const operation = steps[after]?.operation;
      return operation?.do === "replaceObject"
        ? [addressKey(inSchema(operation.kind, operation.object))]
        : [];
    }),
  );

export const scheduled = (given: readonly Step[], world: World): Schedule | Stuck => {
  let steps = given;
  let { effects, edges } = known(steps, world);
  for (;;) {
    const risks = safetyMatters(world.context) ? effects : null;
    const ties = breakTies(steps);
    const positions = risks === null ? ties : saferFirst(ties, risks, edges);
    const sorted = topologicalOrder(positions, edges);
    if ("order" in sorted) return { steps, edges, risks, positions, order: sorted.order };
    const gone = weakest(sorted.cycle, positions);
    if (gone !== null) {
      edges = edges.filter((edge) => edge !== gone);
      continue;
    }
    const more = cut(steps, sorted.cycle, positions, world);
    if (more === null) {
      const anew = replacedIn(sorted.cycle, steps);
      if (anew.size === 0) throw refused(sorted.cycle, steps);
      return { anew };
    }
    steps = more;
    ({ effects, edges } = known(steps, world));
  }
};
