/** The rules that decide which of two actions runs first; nothing else orders a plan. */
import { addressKey, addressText, type Address } from "../effects/address.js";
import type { Touches } from "../effects/touches.js";
import type { Edge } from "./sort.js";

/** The actions that do each of these things to one address, by their positions in the plan. */
type TouchedBy = { readonly [K in keyof Touches]: readonly number[] };

interface Rule {
  readonly id: string;
  readonly because: string;
  readonly before: readonly (keyof Touches)[];
  readonly after: readonly (keyof Touches)[];
  readonly holds?: (address: Address, touches: TouchedBy) => boolean;
}

export const edgeRules: readonly Rule[] = [
  {
    id: "produced",
    because: "what is made has to be there before it is used",
    before: ["produces"],
    after: ["changes", "needs"],
  },
  {
    id: "changed",
    because: "what is altered is used as it is afterwards",
    before: ["changes"],
    after: ["needs"],
  },
  {
    id: "released",
    because: "what depends on something has to go before that goes or is altered",
    before: ["releases"],
    after: ["changes", "destroys"],
  },
  {
    id: "outlived",
    because: "what is used has to be there still",
    before: ["changes", "needs"],
    after: ["destroys"],
    holds: ({ kind }, { produces }) => kind !== "key" && produces.length === 0,
  },
  {
    id: "replaced",
    because: "the old one has to be gone before the new one comes",
    before: ["destroys"],
    after: ["produces"],
  },
  {
    id: "oldKeyGone",
    because: "a foreign key takes the first key that it finds, so those that go are gone before",
    before: ["destroys"],
    after: ["needs"],
    holds: ({ kind }) => kind === "key",
  },
  {
    id: "named",
    because: "a name has to be free when it is taken",
    before: ["frees"],
    after: ["takes"],
  },
];

const verbs = [
  "produces",
  "destroys",
  "changes",
  "needs",
  "releases",
  "frees",
  "takes",
] as const satisfies readonly (keyof Touches)[];

interface Touched {
  readonly address: Address;
  readonly by: { readonly [K in keyof Touches]: number[] };
}

const untouched = (address: Address): Touched => ({
  address,
  by: { produces: [], destroys: [], changes: [], needs: [], releases: [], frees: [], takes: [] },
});

const touchedBy = (effects: readonly Touches[]): readonly Touched[] => {
  const all = new Map<string, Touched>();
  for (const [action, does] of effects.entries())
    for (const verb of verbs)
      for (const address of does[verb]) {
        const key = addressKey(address);
        const known = all.get(key);
        const touched = known ?? untouched(address);
        if (known === undefined) all.set(key, touched);
        const list = touched.by[verb];
        if (list.at(-1) !== action) list.push(action);
      }
  return [...all.values()];
};

export const edgesOf = (
  effects: readonly Touches[],
  withoutRule: string | null,
): readonly Edge[] => {
  const rules = edgeRules.filter(({ id }) => id !== withoutRule);
  return touchedBy(effects).flatMap(({ address, by }) =>
    rules
      .filter(({ holds }) => holds === undefined || holds(address, by))
      .flatMap(({ id, before, after }) =>
        before
          .flatMap((b) => by[b])
          .flatMap((first) =>
            after
              .flatMap((a) => by[a])
              .filter((second) => second !== first)
              .map((second) => ({
                before: first,
                after: second,
                rule: id,
                over: addressText(address),
                weak: address.kind === "referenced",
              })),
          ),
      ),
  );
};
