/** The steps for opaque objects: dropped before what they depend on changes, and created again after. */
import {
  dependencyText,
  isSqlObjectKind,
  nameText,
  opaqueAddress,
  type Dependency,
  type OpaqueObject,
  type Sql,
  lookupTable,
} from "../../model/index.js";
import { inSchema, inTable, type Address } from "../effects/address.js";
import type { PlanContext } from "../context.js";
import type { Touches } from "../effects/touches.js";
import { keysOf } from "../effects/keys.js";
import type { OpaqueImpact } from "./opaque.js";
import type { Rank } from "../ranks.js";
import type { Step } from "../step.js";

/** The address in a plan of an object that is opaque or left as it is. */
export const own = ({ kind, schema, table, name }: Dependency): Address =>
  isSqlObjectKind(kind)
    ? inSchema(kind, { schema, name })
    : { kind: "opaque", schema, table, name: `${kind} ${name}` };

type Addresses = (dependency: Dependency, context: PlanContext) => readonly Address[];

/** A view that groups by a key depends on that key's columns, whatever the key's name. */
const keyOf: Addresses = ({ schema, table, name }, context) => {
  const ref = { schema, name: table ?? "" };
  const constraint = context.fromTable(ref)?.constraints.find((c) => nameText(c.name) === name);
  return constraint === undefined ? [] : keysOf(ref, constraint, context);
};

/** Addresses of modelled objects, by kind; everything else is opaque itself. */
const modelled: Readonly<Record<string, Addresses>> = lookupTable({
  table: (ref) => [inSchema("table", ref)],
  enum: (ref) => [inSchema("enum", ref)],
  sequence: (ref) => [inSchema("sequence", ref)],
  column: ({ schema, table, name }, { foldColumn }) => [
    inTable("column", { schema, name: table ?? "" }, foldColumn(name)),
  ],
  constraint: keyOf,
});

const uses = ({ dependsOn }: OpaqueObject, context: PlanContext): readonly Address[] =>
  dependsOn.flatMap((d) => modelled[d.kind]?.(d, context) ?? [own(d)]);

const executed = (
  rank: Rank,
  [first, ...rest]: readonly Sql[],
  because: string,
  does: Partial<Touches>,
): readonly Step[] =>
  first === undefined
    ? []
    : [
        {
          rank,
          table: null,
          operation: { do: "execute", sql: first, because },
          more: rest.map((sql) => ({ do: "execute", sql })),
          does,
        },
      ];

const words = (object: OpaqueObject): string => dependencyText(opaqueAddress(object));

const takenDown = (object: OpaqueObject, why: string, context: PlanContext): readonly Step[] =>
  executed("dropOpaque", object.drop === null ? [] : [object.drop], `${words(object)} ${why}`, {
    destroys: [own(opaqueAddress(object))],
    releases: uses(object, context),
  });

const madeAgain = (object: OpaqueObject, why: string, context: PlanContext): readonly Step[] =>
  executed("createOpaque", object.definition, `${words(object)} ${why}`, {
    produces: [own(opaqueAddress(object))],
    needs: uses(object, context),
  });

export const opaqueSteps = (
  { around, along }: OpaqueImpact,
  context: PlanContext,
): readonly Step[] => [
  ...around.flatMap((object) =>
    takenDown(object, "steps aside for what it stands on, and comes back below", context),
  ),
  ...along.flatMap((object) => takenDown(object, "goes with what it belongs to", context)),
  ...around.flatMap((object) => madeAgain(object, "comes back as it was", context)),
  ...context.restoresOpaque.flatMap((object) =>
    madeAgain(object, "comes back with what it belongs to", context),
  ),
];
