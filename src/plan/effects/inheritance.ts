/** Tables that inherit from others (PostgreSQL's INHERITS): an ALTER of the parent alters them too. */
import {
  isInherited,
  parentsText,
  refOf,
  same,
  tableKey,
  type Change,
  type ChangeOf,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { PlanContext } from "../context.js";
import { alteredColumns, columnKey } from "./alteredColumns.js";

/** The tables that it inherits from. */
export const parentsOf = (
  { options }: Table,
  { dialect: { lexicon } }: PlanContext,
): readonly TableRef[] => {
  const text = parentsText(options);
  if (text === undefined) return [];
  const parents: string[][] = [[]];
  for (const { kind, value } of meaningful(text, lexicon)) {
    if (kind === "symbol" && value === ",") parents.push([]);
    else if (kind !== "symbol") parents.at(-1)?.push(kind === "word" ? value.toLowerCase() : value);
  }
  return parents.flatMap((names) => {
    const name = names.at(-1);
    return name === undefined ? [] : [{ schema: names.at(-2) ?? null, name }];
  });
};

/** The parents, to any depth, that have a column of this name. */
export const originsOf = (
  table: Table,
  column: string,
  lookup: (ref: TableRef) => Table | undefined,
  context: PlanContext,
): readonly TableRef[] =>
  parentsOf(table, context).flatMap((ref) => {
    const parent = lookup(ref);
    if (parent === undefined) return [];
    return parent.columns.some(({ name }) => name === column)
      ? [refOf(parent), ...originsOf(parent, column, lookup, context)]
      : [];
  });

/** The attributes that ALTER TABLE of a parent changes in the children by itself. */
const carried = ["type", "collation", "nullable", "generated"] as const;

/** The changes without those that the parent's ALTER makes in the children: the server refuses them there. */
export const withoutInherited = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Change[] => {
  const altered = alteredColumns(changes);
  const byParent = (change: ChangeOf<"column">, key: (typeof carried)[number]): boolean => {
    const { from, to, schema, table } = change;
    const [before, after] = [context.fromTable, context.toTable].map((lookup) =>
      lookup({ schema, name: table ?? "" }),
    );
    if (from === null || to === null || before === undefined || after === undefined) return false;
    const staying = new Set(originsOf(after, to.name, context.toTable, context).map(tableKey));
    return originsOf(before, from.name, context.fromTable, context)
      .filter((parent) => staying.has(tableKey(parent)))
      .some((parent) => {
        const parents = altered.get(columnKey(parent, from.name));
        return (
          parents?.to != null &&
          parents.aspects.some(({ path }) => path.split(".")[0] === key) &&
          same(parents.to[key], to[key])
        );
      });
  };
  return changes.flatMap((change): readonly Change[] => {
    if (change.kind !== "column") return [change];
    const { from, to, schema, table } = change;
    const remade =
      from !== null && context.remade.get(tableKey({ schema, name: table ?? "" }))?.has(from.name);
    const both = from !== null && to !== null;
    if ([from, to].every((c) => c === null || isInherited(c)) && (!both || remade === true))
      return [];
    if (change.from === null || change.to === null) return [change];
    // A child that also declares the column itself has a NOT NULL of its own, which stays until it is dropped there.
    const own = !isInherited(change.from);
    const gone = carried.filter((key) => !(own && key === "nullable") && byParent(change, key));
    if (gone.length === 0) return [change];
    const handedDown = new Set<string>(gone);
    const aspects = change.aspects.filter(({ path }) => !handedDown.has(path.split(".")[0] ?? ""));
    if (aspects.length === 0) return [];
    const taken = Object.fromEntries(gone.map((key) => [key, change.to?.[key]]));
    return [{ ...change, aspects, from: { ...change.from, ...taken } }];
  });
};
