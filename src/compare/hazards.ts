/** What may go wrong, or be lost, when a change is carried out. */
import {
  objectKinds,
  type ChangeOf,
  type Hazard,
  type ObjectKind,
  type Verb,
} from "../model/index.js";

type Facts<K extends ObjectKind> = Pick<ChangeOf<K>, "verb" | "kind" | "from" | "to" | "aspects">;

const none: readonly Hazard[] = [];

const ofVerb: Readonly<
  Record<Verb, <K extends ObjectKind>(change: Facts<K>) => readonly Hazard[]>
> = {
  add: ({ kind, to }) => (to === null ? none : objectKinds[kind].hazards.add(to)),
  drop: ({ kind }) => objectKinds[kind].hazards.drop,
  rename: () => none,
  alter: ({ kind, aspects }) => objectKinds[kind].hazards.alter(aspects),
};

export const hazardsOf = <K extends ObjectKind>(change: Facts<K>): readonly Hazard[] =>
  ofVerb[change.verb](change);
