/** Compares SQL objects by name, and otherwise by their definition: an equal one makes a rename. */
import {
  valueText,
  comparedOf,
  isSqlPath,
  meaningOf,
  schemaObjectRules,
  sortedBy,
  tableKey,
  type Schema,
  type SqlObject,
  type SqlObjectKind,
} from "../model/index.js";
import { aspectsOf } from "./aspects.js";
import { added, altered, dropped, inSchema, renamed } from "./change.js";
import type { Context } from "./context.js";
import { pair, pass, type Pair } from "./pairing.js";
import { joined, nothing, type Verdicts } from "./verdicts.js";
import { written } from "./written.js";

const judge = (
  kind: SqlObjectKind,
  { from, to, because }: Pair<SqlObject>,
  { reading, doubt }: Context,
): Verdicts => {
  const differing = aspectsOf(comparedOf(kind, from, reading), comparedOf(kind, to, reading));
  const where = inSchema(to.schema);
  const aspects = written(kind, differing, from, to);
  if (from.name !== to.name) {
    const names = [{ path: "name", from: from.name, to: to.name }];
    return {
      ...nothing,
      changes: [renamed(kind, where, to.name, from, to, names, because)],
    };
  }
  if (differing.length === 0) return nothing;
  const unknown = doubt(to);
  return unknown !== null && differing.some(({ path }) => isSqlPath(kind, path))
    ? { ...nothing, undecided: [{ kind, ...where, name: to.name, aspects, because: unknown }] }
    : { ...nothing, changes: [altered(kind, where, to.name, from, to, aspects, because)] };
};

export const compareSqlObjects = (
  kind: SqlObjectKind,
  live: Schema,
  declared: Schema,
  context: Context,
): Verdicts => {
  const all = (schema: Schema): readonly SqlObject[] => schemaObjectRules[kind].all(schema);
  const definition = (object: SqlObject): string =>
    valueText([object.schema, object.comment, meaningOf(kind, object, context.reading)]);
  const { pairs, missing, surplus } = pair(
    sortedBy(all(live), tableKey),
    sortedBy(all(declared), tableKey),
    [pass("same name", tableKey), pass("says the same under another name", definition)],
  );
  return joined([
    {
      ...nothing,
      changes: [
        ...missing.map((o) => added(kind, inSchema(o.schema), o.name, o)),
        ...surplus.map((o) => dropped(kind, inSchema(o.schema), o.name, o)),
      ],
    },
    ...pairs.map((p) => judge(kind, p, context)),
  ]);
};
