/** Orders units that run together: the steps of one table as one unit, the steps of one statement as another, every other step by itself. */
import { SchemaDiffError, tableKey, type Operation, type TableRef } from "../../model/index.js";
import { joinedRisks } from "../hazards/risks.js";
import { saferFirst } from "./safety.js";
import type { Schedule } from "./schedule.js";
import { topologicalOrder, weakest, type Edge } from "./sort.js";
import type { Step } from "../step.js";

/** Which operations of a table may run together, and when they have to. */
export interface Gathering {
  readonly joins: (operation: Operation) => boolean;
  readonly worth: (operations: readonly Operation[]) => boolean;
  /** Of the remaining operations on one table, the groups that run together anyway. */
  readonly pairs?: (operations: readonly Operation[]) => readonly (readonly Operation[])[];
}

export interface Unit {
  /** The table of a batch; null for a step by itself. */
  readonly batch: TableRef | null;
  /** The indexes of its steps, in the order in which they run. */
  readonly members: readonly number[];
}

/** An edge between units, with the edge between two of their steps that it comes from. */
interface UnitEdge extends Edge {
  readonly of: Edge;
}

interface Batch extends Unit {
  readonly batch: TableRef;
}

/** The steps of each table, in the order in which they run. */
const byTable = (
  { steps }: Schedule,
  order: readonly number[],
  joins: Gathering["joins"],
): readonly Batch[] => {
  const tables = new Map<string, { readonly batch: TableRef; readonly members: number[] }>();
  for (const i of order) {
    const step = steps[i];
    if (step === undefined || step.table === null || !joins(step.operation)) continue;
    const key = tableKey(step.table);
    const known = tables.get(key);
    if (known === undefined) tables.set(key, { batch: step.table, members: [i] });
    else known.members.push(i);
  }
  return [...tables.values()];
};

/** The groups that run together; a step with operations that directly follow it (`more`), or half of a rename, joins none. */
const pairsIn = (
  { batch, members }: Batch,
  { steps }: Schedule,
  pairs: NonNullable<Gathering["pairs"]>,
): readonly Batch[] => {
  const plain = members.filter((i) => steps[i]?.more === undefined && steps[i]?.half === undefined);
  const numberOf = new Map(plain.flatMap((i) => (steps[i] ? [[steps[i].operation, i]] : [])));
  return pairs([...numberOf.keys()]).map((operations) => ({
    batch,
    members: operations.flatMap((operation) => numberOf.get(operation) ?? []),
  }));
};

const unitsOf = (schedule: Schedule, { joins, worth, pairs }: Gathering): readonly Unit[] => {
  const { steps, order } = schedule;
  const batches = byTable(schedule, order, joins).filter(({ members }) =>
    worth(members.flatMap((i) => steps[i]?.operation ?? [])),
  );
  const outside = (units: readonly Unit[]): readonly number[] => {
    const gathered = new Set(units.flatMap(({ members }) => members));
    return order.filter((i) => !gathered.has(i));
  };
  const left = pairs === undefined ? [] : byTable(schedule, outside(batches), () => true);
  const all = [
    ...batches,
    ...(pairs === undefined ? [] : left.flatMap((table) => pairsIn(table, schedule, pairs))),
  ];
  return [...all, ...outside(all).map((i) => ({ batch: null, members: [i] }))];
};

const pointsTo = (
  step: Step | undefined,
  verb: "createConstraint" | "dropConstraint",
): readonly string[] => {
  if (step?.operation.do !== verb) return [];
  const { operation } = step;
  const constraint = operation.do === "createConstraint" ? operation.constraint : operation.dropped;
  return constraint?.kind === "foreignKey" ? [tableKey(constraint.target)] : [];
};

/**
 * Where foreign keys are not checked when they are declared, it is still better to rebuild a table after the one that it newly
 * references, and before one that it no longer references.
 */
const rebuildEdges = (units: readonly Unit[], steps: readonly Step[]): readonly Edge[] => {
  const firstOf = new Map(
    units.flatMap(({ batch, members: [first] }) =>
      batch === null || first === undefined ? [] : [[tableKey(batch), first] as const],
    ),
  );
  const others = ({ members }: Unit, verb: "createConstraint" | "dropConstraint") =>
    members
      .flatMap((i) => pointsTo(steps[i], verb))
      .flatMap((key) => firstOf.get(key) ?? [])
      .filter((other) => !members.includes(other));
  const edge = (before: number, after: number): Edge => ({
    before,
    after,
    rule: "rebuilt",
    over: "foreign key",
    weak: true,
  });
  return units.flatMap((unit) => {
    const [own] = unit.members;
    if (unit.batch === null || own === undefined) return [];
    const needed = others(unit, "createConstraint");
    return [
      ...needed.map((other) => edge(other, own)),
      ...others(unit, "dropConstraint")
        .filter((other) => !needed.includes(other))
        .map((other) => edge(own, other)),
    ];
  });
};

const between = (units: readonly Unit[], edges: readonly Edge[]): readonly UnitEdge[] => {
  const unitOf = new Map(units.flatMap(({ members }, u) => members.map((i) => [i, u] as const)));
  return edges.flatMap((of) => {
    const [before, after] = [unitOf.get(of.before), unitOf.get(of.after)];
    return before === undefined || after === undefined || before === after
      ? []
      : [{ ...of, before, after, of }];
  });
};

/**
 * A unit that would have to run both before and after something else is split in two. Steps alone form no cycle, so every
 * cycle of units contains one that is left from an earlier step than it is entered at.
 */
const parted = (
  units: readonly Unit[],
  cycle: readonly UnitEdge[],
  order: readonly number[],
): readonly Unit[] => {
  const turn = new Map(order.map((step, at) => [step, at]));
  const at = (step: number): number => turn.get(step) ?? step;
  return units.flatMap((unit, u) => {
    const entered = cycle.find(({ after }) => after === u)?.of.after;
    const left = cycle.find(({ before }) => before === u)?.of.before;
    if (entered === undefined || left === undefined || at(left) >= at(entered)) return [unit];
    return [
      { ...unit, members: unit.members.filter((i) => at(i) <= at(left)) },
      { ...unit, members: unit.members.filter((i) => at(i) > at(left)) },
    ];
  });
};

/** The preferred position of a unit: that of the first of its steps. */
const expectedPositions = (
  units: readonly Unit[],
  positions: readonly number[],
): readonly number[] => {
  const firsts = units.map(({ members }) => Math.min(...members.map((i) => positions[i] ?? i)));
  const turn = new Map([...firsts].sort((a, b) => a - b).map((first, i) => [first, i]));
  return firsts.map((first) => turn.get(first) ?? first);
};

export const unitsInOrder = (
  schedule: Schedule,
  how: Gathering,
  rebuilds: boolean,
): readonly Unit[] => {
  const { steps, order, positions, risks } = schedule;
  let units = unitsOf(schedule, how);
  let edges = [...schedule.edges, ...(rebuilds ? rebuildEdges(units, steps) : [])];
  for (;;) {
    const unitEdges = between(units, edges);
    const firsts = expectedPositions(units, positions);
    const expected =
      risks === null
        ? firsts
        : saferFirst(
            firsts,
            units.map(({ members }) => joinedRisks(members.flatMap((i) => risks[i] ?? []))),
            unitEdges,
          );
    const sorted = topologicalOrder(expected, unitEdges);
    if ("order" in sorted) return sorted.order.flatMap((u) => units[u] ?? []);
    const gone = weakest(sorted.cycle, expected);
    if (gone !== null) edges = edges.filter((edge) => edge !== gone.of);
    else {
      const more = parted(units, sorted.cycle, order);
      if (more.length === units.length)
        throw new SchemaDiffError("internal", "the batches of a plan turn in a circle");
      units = more;
    }
  }
};
