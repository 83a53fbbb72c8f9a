/** Reverses a comparison: what was added is dropped, what was dropped is added. */
import {
  nameText,
  type Aspect,
  type Change,
  type Comparison,
  type NotCompared,
  type ObjectKind,
  type ObjectOf,
  type Verb,
} from "../model/index.js";

const verbBack: Readonly<Record<Verb, Verb>> = {
  add: "drop",
  drop: "add",
  rename: "rename",
  alter: "alter",
};

const aspectBack = ({ path, from, to }: Aspect): Aspect => ({ path, from: to, to: from });

const nameOf = (object: ObjectOf[ObjectKind] | null, otherwise: string | null): string | null => {
  if (object === null) return otherwise;
  return typeof object.name === "string" ? object.name : (nameText(object.name) ?? otherwise);
};

/** The same member of the union with its two sides exchanged. */
const turned = <
  C extends { readonly from: unknown; readonly to: unknown } & Pick<
    Change,
    "verb" | "name" | "aspects"
  >,
>(
  change: C,
  name: string | null,
): C => ({
  ...change,
  verb: verbBack[change.verb],
  name,
  from: change.to,
  to: change.from,
  aspects: change.aspects.map(aspectBack),
});

const sideBack: Readonly<Record<NotCompared["side"], NotCompared["side"]>> = {
  from: "to",
  to: "from",
  both: "both",
};

export const reversed = (comparison: Comparison): Comparison => ({
  ...comparison,
  notCompared: comparison.notCompared.map((item) => ({ ...item, side: sideBack[item.side] })),
  changes: comparison.changes.map((change) => turned(change, nameOf(change.from, change.name))),
});
