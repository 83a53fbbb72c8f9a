/** What the effects of an operation are derived from: both schemas, and what the whole plan changes. */
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
} from "../../model/index.js";
import { addressKey, inSchema, type Address } from "./address.js";
import type { PlanContext, Side } from "../context.js";
import { usesAmong, type UsesOf } from "./sqlObjects.js";
import { ownSequences } from "./ownSequences.js";

export interface World {
  readonly context: PlanContext;
  /**
   * Of the objects that the plan creates, alters or drops, those that one of the texts names: a text of one side names
   * objects of that side. The kinds are those that a type, an expression or an option may name.
   */
  readonly named: (
    kinds: readonly SchemaObjectKind[],
    texts: readonly (Sql | null | undefined)[],
    side: Side,
  ) => readonly Address[];
  readonly usesOf: UsesOf;
  /** Foreign keys that are dropped by operations of their own. */
  readonly dropped: ReadonlySet<Constraint>;
}

interface Named {
  readonly kind: SchemaObjectKind;
  readonly address: Address;
  readonly name: string;
  /** The sides on which it has this name. */
  readonly on: readonly Side[];
}

const bothSides: readonly Side[] = ["from", "to"];

const isOfSchema = (
  change: Change,
): change is Extract<Change, { readonly kind: SchemaObjectKind }> =>
  change.kind in schemaObjectRules;

/** An opaque object that is dropped and created again exists on both sides. */
const namedAside = (object: OpaqueObject): readonly Named[] => {
  const { kind, name } = object;
  return isSqlObjectKind(kind)
    ? [{ kind, address: inSchema(kind, object), name: name.toLowerCase(), on: bothSides }]
    : [];
};

const called = (
  kind: SchemaObjectKind,
  object: TableRef | Namespace,
  on: readonly Side[],
): Named => ({
  kind,
  address: inSchema(kind, "schema" in object ? object : { schema: null, name: object.name }),
  name: object.name.toLowerCase(),
  on,
});

/** The sequences that are created or dropped with columns. */
const ownNamed = (change: Change, context: PlanContext): readonly Named[] => {
  if (change.table === null) return [];
  const table = { schema: change.schema, name: change.table };
  const columns = (side: Side): readonly Column[] => {
    if (change.kind === "column") return change[side] === null ? [] : [change[side]];
    return change.kind === "table" && (change.from === null || change.to === null)
      ? (change[side]?.columns ?? [])
      : [];
  };
  return bothSides.flatMap((side) =>
    ownSequences(table, columns(side), context).map((sequence) =>
      called("sequence", sequence, [side]),
    ),
  );
};

const namedBy = (change: Change, context: PlanContext): readonly Named[] => {
  const own = ownNamed(change, context);
  if (!isOfSchema(change)) return own;
  const { kind, from, to } = change;
  if (kind === "table" && from !== null && to !== null) return own;
  return [
    ...(from === null ? [] : [called(kind, from, ["from"])]),
    ...(to === null ? [] : [called(kind, to, ["to"])]),
    ...own,
  ];
};

/** Each address once. */
const distinct = (all: readonly Named[]): readonly Named[] => {
  const byKey = new Map<string, Named>();
  for (const named of all) {
    const key = addressKey(named.address);
    byKey.set(key, { ...named, on: [...(byKey.get(key)?.on ?? []), ...named.on] });
  }
  return [...byKey.values()];
};

const word = /[\p{L}\p{N}_$]+/gu;

const isWord = (name: string): boolean => name.match(word)?.[0] === name;

/** Cuts a text into what is inside literals and what is not: a sequence is named inside one, `nextval('s')`, or as `s.nextval`; everything else outside. */
const partsFor = (text: string): { readonly quoted: string; readonly bare: string } => {
  const parts = text.split("'");
  return {
    quoted: parts.filter((_, i) => i % 2 === 1).join(" "),
    bare: parts.filter((_, i) => i % 2 === 0).join(" "),
  };
};

/** A text that contains the name as a word counts as naming the object: rather one dependency too many than one too few. */
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
  return (kinds, texts, side) =>
    texts.flatMap((given) => {
      if (given === null || given === undefined) return [];
      const { quoted, bare } = partsFor(given.toLowerCase());
      return [
        ...within(bare).filter(({ kind }) => kind !== "sequence" || bare.includes("nextval")),
        ...within(quoted).filter(({ kind }) => kind === "sequence"),
      ]
        .filter(({ kind, on }) => kinds.includes(kind) && on.includes(side))
        .map(({ address }) => address);
    });
};

/** @param aside opaque objects that are not changed, but dropped and created again */
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
    usesOf: usesAmong(changes, context, (texts, side) => named(schemaObjectKinds, texts, side)),
    dropped: new Set(
      operations.flatMap((o) =>
        o.do === "dropConstraint" && o.dropped !== null ? [o.dropped] : [],
      ),
    ),
  };
};
