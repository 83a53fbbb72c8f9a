/** What the effects of an operation are read against: both schemas, and what the whole plan changes. */
import {
  isSqlObjectKind,
  schemaObjectKinds,
  schemaObjectRules,
  type Change,
  type Column,
  type Constraint,
  type OpaqueObject,
  type Namespace,
  type Operation,
  type SchemaObjectKind,
  type Sql,
  type TableRef,
} from "../model/index.js";
import { addressKey, inSchema, type Address } from "./address.js";
import type { PlanContext } from "./context.js";
import type { State } from "./state.js";
import { usesAmong, type UsesOf } from "./sqlObjects.js";
import { ownSequences } from "./ownSequences.js";

export interface World {
  readonly context: PlanContext;
  /** Of the objects that the plan creates, alters or drops, those of a state that one of the texts names. */
  /** The kinds are those that a type, an expression or an option may name. */
  readonly named: (
    state: State,
    kinds: readonly SchemaObjectKind[],
    texts: readonly (Sql | null | undefined)[],
  ) => readonly Address[];
  readonly usesOf: UsesOf;
  /** Foreign keys that are dropped by themselves. */
  readonly dropped: ReadonlySet<Constraint>;
}

interface Named {
  readonly kind: SchemaObjectKind;
  readonly address: Address;
  readonly name: string;
  readonly states: readonly State[];
}

const both: readonly State[] = ["before", "after"];

const isOfSchema = (
  change: Change,
): change is Extract<Change, { readonly kind: SchemaObjectKind }> =>
  change.kind in schemaObjectRules;

/** An object that steps aside for others is there again behind them. */
const namedAside = (object: OpaqueObject): readonly Named[] => {
  const { kind, name } = object;
  return isSqlObjectKind(kind)
    ? [{ kind, address: inSchema(kind, object), name: name.toLowerCase(), states: both }]
    : [];
};

const called = (
  kind: SchemaObjectKind,
  object: TableRef | Namespace,
  states: readonly State[],
): Named => ({
  kind,
  states,
  address: inSchema(kind, "schema" in object ? object : { schema: null, name: object.name }),
  name: object.name.toLowerCase(),
});

/** The sequences that come or go with columns. */
const ownNamed = (change: Change, context: PlanContext): readonly Named[] => {
  if (change.table === null) return [];
  const table = { schema: change.schema, name: change.table };
  const columnsOf = (side: "from" | "to"): readonly Column[] => {
    if (change.kind === "column") return change[side] === null ? [] : [change[side]];
    return change.kind === "table" && (change.from === null || change.to === null)
      ? (change[side]?.columns ?? [])
      : [];
  };
  const own = (side: "from" | "to", state: State): readonly Named[] =>
    ownSequences(table, columnsOf(side), context).map((sequence) =>
      called("sequence", sequence, [state]),
    );
  return [...own("from", "before"), ...own("to", "after")];
};

const namedBy = (change: Change, context: PlanContext): readonly Named[] => {
  const own = ownNamed(change, context);
  if (!isOfSchema(change)) return own;
  const { kind, from, to } = change;
  if (kind === "table" && from !== null && to !== null) return own;
  return [
    ...(from === null ? [] : [called(kind, from, ["before"])]),
    ...(to === null ? [] : [called(kind, to, ["after"])]),
    ...own,
  ];
};

/** Each once, with every state in which it is there. */
const distinct = (all: readonly Named[]): readonly Named[] => {
  const known = new Map<string, Named>();
  for (const named of all) {
    const key = addressKey(named.address);
    const states = [...(known.get(key)?.states ?? []), ...named.states];
    known.set(key, { ...named, states });
  }
  return [...known.values()];
};

const word = /[\p{L}\p{N}_$]+/gu;

const isWord = (name: string): boolean => name.match(word)?.[0] === name;

/** A sequence is named by a literal, `nextval('s')`; everything else outside of them. */
const partsFor = (text: string): { readonly quoted: string; readonly bare: string } => {
  const parts = text.split("'");
  return {
    quoted: parts.filter((_, i) => i % 2 === 1).join(" "),
    bare: parts.filter((_, i) => i % 2 === 0).join(" "),
  };
};

/** A text that holds the name as a word names the object: rather one dependency too many than one too few. */
const finder = (all: readonly Named[]): World["named"] => {
  if (all.length === 0) return () => [];
  const words = new Map<string, readonly Named[]>();
  for (const named of all.filter(({ name }) => isWord(name)))
    words.set(named.name, [...(words.get(named.name) ?? []), named]);
  const odd = all.filter(({ name }) => !isWord(name));
  const within = (text: string): readonly Named[] => [
    ...[...new Set(text.match(word))].flatMap((w) => words.get(w) ?? []),
    ...odd.filter(({ name }) => text.includes(name)),
  ];
  return (state, kinds, texts) =>
    texts.flatMap((given) => {
      if (given === null || given === undefined) return [];
      const { quoted, bare } = partsFor(given.toLowerCase());
      return [
        ...within(bare).filter(({ kind }) => kind !== "sequence"),
        ...within(quoted).filter(({ kind }) => kind === "sequence"),
      ]
        .filter(({ kind, states }) => kinds.includes(kind) && states.includes(state))
        .map(({ address }) => address);
    });
};

/** @param aside what is not changed, but taken down and made again */
export const worldOf = (
  changes: readonly Change[],
  operations: readonly Operation[],
  aside: readonly OpaqueObject[],
  context: PlanContext,
): World => {
  const named = finder(
    distinct([
      ...changes.flatMap((change) => namedBy(change, context)),
      ...aside.flatMap(namedAside),
    ]),
  );
  return {
    context,
    named,
    usesOf: usesAmong(changes, context, (state, texts) => named(state, schemaObjectKinds, texts)),
    dropped: new Set(
      operations.flatMap((o) =>
        o.do === "dropConstraint" && o.dropped !== null ? [o.dropped] : [],
      ),
    ),
  };
};
