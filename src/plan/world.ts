/** What the effects of an operation are read against: both schemas, and what the whole plan changes. */
import {
  isSqlObjectKind,
  schemaObjectKinds,
  schemaObjectRules,
  type Change,
  type Constraint,
  type OpaqueObject,
  type Operation,
  type SchemaObjectKind,
  type Sql,
} from "../model/index.js";
import { inSchema, type Address } from "./address.js";
import type { PlanContext } from "./context.js";
import { usesAmong, type UsesOf } from "./sqlObjects.js";

export interface World {
  readonly context: PlanContext;
  /** Of the objects that the plan creates, alters or drops, those that one of the texts names. */
  /** The kinds are those that a type, an expression or an option may name. */
  readonly named: (
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
}

const isOfSchema = (
  change: Change,
): change is Extract<Change, { readonly kind: SchemaObjectKind }> =>
  change.kind in schemaObjectRules;

const namedBy = (change: Change): readonly Named[] => {
  if (!isOfSchema(change)) return [];
  const { kind, from, to } = change;
  if (kind === "table" && from !== null && to !== null) return [];
  return [from, to].flatMap((object, i) =>
    object === null || (i === 0 && object.name === to?.name)
      ? []
      : [{ kind, address: inSchema(kind, object), name: object.name.toLowerCase() }],
  );
};

/** An object that steps aside for others is there again behind them. */
const namedAside = (object: OpaqueObject): readonly Named[] => {
  const { kind, name } = object;
  return isSqlObjectKind(kind)
    ? [{ kind, address: inSchema(kind, object), name: name.toLowerCase() }]
    : [];
};

const word = /[\p{L}\p{N}_$]+/gu;

const isWord = (name: string): boolean => name.match(word)?.[0] === name;

/** A text that holds the name as a word names the object: rather one dependency too many than one too few. */
const finder = (all: readonly Named[]): World["named"] => {
  if (all.length === 0) return () => [];
  const words = new Map<string, readonly Named[]>();
  for (const named of all.filter(({ name }) => isWord(name)))
    words.set(named.name, [...(words.get(named.name) ?? []), named]);
  const odd = all.filter(({ name }) => !isWord(name));
  return (kinds, texts) =>
    texts.flatMap((given) => {
      if (given === null || given === undefined) return [];
      const text = given.toLowerCase();
      return [
        ...[...new Set(text.match(word))].flatMap((w) => words.get(w) ?? []),
        ...odd.filter(({ name }) => text.includes(name)),
      ]
        .filter(({ kind }) => kinds.includes(kind))
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
  const named = finder([...changes.flatMap(namedBy), ...aside.flatMap(namedAside)]);
  return {
    context,
    named,
    usesOf: usesAmong(changes, context, (texts) => named(schemaObjectKinds, texts)),
    dropped: new Set(
      operations.flatMap((o) =>
        o.do === "dropConstraint" && o.dropped !== null ? [o.dropped] : [],
      ),
    ),
  };
};
