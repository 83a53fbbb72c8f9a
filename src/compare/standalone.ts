/** Compares objects outside tables: schemas, enum types, sequences. */
import {
  comparedOf,
  schemaObjectRules,
  sortedBy,
  sqlObjectKinds,
  tableKey,
  type Change,
  type ChangeOf,
  type Namespace,
  type ObjectOf,
  type Schema,
  type SchemaObjectKind,
  type SqlObjectKind,
} from "../model/index.js";
import { aspectsOf } from "./aspects.js";
import { added, altered, dropped, inSchema } from "./change.js";
import type { Context } from "./context.js";
import { pair, pass, type Pairing } from "./pairing.js";
import { compareSqlObjects } from "./sqlObjects.js";
import { fillUnspecified } from "./unspecified.js";
import { joined, nothing, type Verdicts } from "./verdicts.js";

type Whole = Exclude<SchemaObjectKind, "table">;

const paired = <T>(
  live: readonly T[],
  declared: readonly T[],
  key: (item: T) => string,
): Pairing<T> => pair(sortedBy(live, key), sortedBy(declared, key), [pass("same name", key)]);

export const compareNamespaces = (
  live: Schema,
  declared: Schema,
  { options, reading }: Context,
): Verdicts => {
  const { pairs, missing, surplus } = paired<Namespace>(
    live.namespaces,
    declared.namespaces,
    ({ name }) => name,
  );
  const changed =
    options.unspecified === "absent" ? pairs : pairs.filter(({ to }) => to.comment !== null);
  return {
    ...nothing,
    changes: [
      ...missing.map((n) => added("schema", inSchema(n.name), n.name, n)),
      ...(options.unspecified === "absent"
        ? surplus.map((n) => dropped("schema", inSchema(n.name), n.name, n))
        : []),
      ...changed.flatMap(({ from, to }) => {
        const aspects = aspectsOf(
          comparedOf("schema", from, reading),
          comparedOf("schema", to, reading),
        );
        return aspects.length === 0
          ? []
          : [altered("schema", inSchema(to.name), to.name, from, to, aspects, "same name")];
      }),
    ],
  };
};

/** Compares objects that are not tables: paired by schema and name, they differ where their attributes do. */
const compareKind = <K extends Whole>(
  kind: K,
  live: readonly ObjectOf[K][],
  declared: readonly ObjectOf[K][],
  context: Context,
): readonly ChangeOf<K>[] => {
  const { reading } = context;
  const { pairs, missing, surplus } = paired(live, declared, tableKey);
  return [
    ...missing.map((o) => added(kind, inSchema(o.schema), o.name, o)),
    ...surplus.map((o) => dropped(kind, inSchema(o.schema), o.name, o)),
    ...pairs.flatMap(({ from, to: declaredOne }) => {
      const to = fillUnspecified(kind, from, declaredOne, context);
      const aspects = aspectsOf(comparedOf(kind, from, reading), comparedOf(kind, to, reading));
      return aspects.length === 0
        ? []
        : [altered(kind, inSchema(to.schema), to.name, from, to, aspects, "same name")];
    }),
  ];
};

const walk =
  <K extends Whole>(kind: K) =>
  (live: Schema, declared: Schema, context: Context): readonly ChangeOf<K>[] => {
    const { all } = schemaObjectRules[kind];
    return compareKind(kind, all(live), all(declared), context);
  };

type CompareAll = (live: Schema, declared: Schema, context: Context) => readonly Change[];

/** A row per kind. A table has parts, and so a comparison of its own; so have SQL objects, which can be undecided. */
const comparers: Readonly<Record<Exclude<Whole, SqlObjectKind>, CompareAll>> = {
  enum: walk("enum"),
  sequence: walk("sequence"),
};

export const compareWholes = (live: Schema, declared: Schema, context: Context): Verdicts =>
  joined([
    {
      ...nothing,
      changes: Object.values(comparers).flatMap((compare) => compare(live, declared, context)),
    },
    ...sqlObjectKinds.map((kind) => compareSqlObjects(kind, live, declared, context)),
  ]);
