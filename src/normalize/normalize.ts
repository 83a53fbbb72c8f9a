/** Runs the passes of the normal form in the order of their list. */
import type { Schema, Table } from "../model/index.js";
import type { Refused, Unprinted } from "../reflect/index.js";
import type { AskingPass, Outcome, Pass, Settings, Side, Sides } from "./pass.js";
import { passesOf } from "./passes.js";

export interface Normalized {
  readonly live: Schema;
  readonly declared: Schema;
  readonly warnings: readonly string[];
  readonly doubts: readonly Unprinted[];
  readonly refused: readonly Refused[];
  /** Parts of live tables that are not compared, but exist next to those that are. */
  readonly leftAlone: readonly Table[];
}

interface State extends Sides {
  readonly warnings: readonly string[];
  readonly doubts: readonly Unprinted[];
  readonly refused: readonly Refused[];
  /** Parts of live tables that are not compared, but exist next to those that are. */
  readonly leftAlone: readonly Table[];
}

type Which = keyof Sides;

const concerns = ({ side, of }: Pass, which: Which, { origin }: Side): boolean =>
  (side === "both" || side === which) && (of === undefined || of.includes(origin));

type Work<R> = (side: Side, other: Side) => R;

/** Runs a pass on each side that it concerns. Both see the sides as the previous pass left them, not what this pass makes of the other side. */
const worked = <R>(state: State, pass: Pass, work: Work<R>): readonly [R | null, R | null] => {
  const { live, declared } = state;
  return [
    concerns(pass, "live", live) ? work(live, declared) : null,
    concerns(pass, "declared", declared) ? work(declared, live) : null,
  ];
};

const after = (state: State, live: Outcome | null, declared: Outcome | null): State => ({
  live: live === null ? state.live : { ...state.live, schema: live.schema },
  declared: declared === null ? state.declared : { ...state.declared, schema: declared.schema },
  warnings: [...state.warnings, ...(live?.warnings ?? []), ...(declared?.warnings ?? [])],
  doubts: [...state.doubts, ...(live?.doubts ?? []), ...(declared?.doubts ?? [])],
  refused: [...state.refused, ...(live?.refused ?? []), ...(declared?.refused ?? [])],
  leftAlone: [...state.leftAlone, ...(live?.leftAlone ?? [])],
});

const run = (state: State, pass: Exclude<Pass, AskingPass>, settings: Settings): State =>
  after(
    state,
    ...worked<Outcome>(state, pass, (side, other) => {
      if ("alone" in pass) return { schema: pass.alone(side.schema, settings) };
      return "either" in pass
        ? pass.either(side, other, settings)
        : pass.beside(side.schema, other, settings);
    }),
  );

const ask = async (state: State, pass: AskingPass, settings: Settings): Promise<State> => {
  const [live, declared] = worked(state, pass, (side, other) =>
    pass.ask(side.schema, other, settings),
  );
  return after(state, await live, await declared);
};

const begin = (sides: Sides): State => ({
  ...sides,
  warnings: [],
  doubts: [],
  refused: [],
  leftAlone: [],
});

const end = ({ live, declared, warnings, doubts, refused, leftAlone }: State): Normalized => ({
  live: live.schema,
  declared: declared.schema,
  warnings,
  doubts,
  refused,
  leftAlone,
});

/** Both sides in their normal form. */
export const normalize = async (
  sides: Sides,
  settings: Settings,
  passes: readonly Pass[] = passesOf(settings.dialect),
): Promise<Normalized> => {
  let state = begin(sides);
  for (const pass of passes)
    state = "ask" in pass ? await ask(state, pass, settings) : run(state, pass, settings);
  return end(state);
};

/** The same, without the passes that ask a server. */
export const normalizeUnasked = (
  sides: Sides,
  settings: Settings,
  passes: readonly Pass[] = passesOf(settings.dialect),
): Normalized =>
  end(
    passes.reduce(
      (state, pass) => ("ask" in pass ? state : run(state, pass, settings)),
      begin(sides),
    ),
  );

/** One side by itself, with the passes that need no other side: what `reflect` shows of a source. */
export const normalizeAlone = (side: Side, settings: Settings): Schema =>
  passesOf(settings.dialect).reduce<Schema>((schema, pass) => {
    if (!concerns(pass, "declared", side)) return schema;
    if ("alone" in pass) return pass.alone(schema, settings);
    return "either" in pass ? pass.either({ ...side, schema }, null, settings).schema : schema;
  }, side.schema);
