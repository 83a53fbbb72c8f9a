/** Refuses to retype or drop columns of a partition key, where the server cannot change the key. */
import { tableKey, tableText, type Change, type Table } from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { PlanContext } from "../context.js";
import type { ChangeImpact } from "../impact/impact.js";

/** The names after `RANGE (`, whether they are columns or functions. */
const namesOf = (key: string, { dialect: { lexicon } }: PlanContext): ReadonlySet<string> =>
  new Set(
    meaningful(key, lexicon)
      .slice(1)
      .map(({ kind, value }) => (kind === "word" ? value.toLowerCase() : value)),
  );

const droppedFrom = (table: Table, changes: readonly Change[]): readonly string[] =>
  changes.flatMap(({ kind, verb, schema, table: of, name }) =>
    kind === "column" && verb === "drop" && schema === table.schema && of === table.name
      ? (name ?? [])
      : [],
  );

export const partitionKeyRefusals = (
  changes: readonly Change[],
  { retyped, remade, rebound }: ChangeImpact,
  context: PlanContext,
): readonly string[] => {
  if (context.dialect.facts.partitionKeyIsFixed !== true) return [];
  return context.from.tables.flatMap((table) => {
    const key = table.options["partitionBy"];
    if (key === undefined || context.toTable(table) === undefined) return [];
    const names = namesOf(key, context);
    const refusalsFor = (columns: Iterable<string>, how: string): readonly string[] =>
      [...columns]
        .filter((name) => names.has(name))
        .map(
          (name) =>
            `column ${tableText(table)}.${name} is part of the partition key, which cannot be changed, and is ${how}`,
        );
    const anew = new Set([remade, rebound].flatMap((by) => [...(by.get(tableKey(table)) ?? [])]));
    return [
      ...refusalsFor(retyped.get(tableKey(table)) ?? [], "retyped"),
      ...refusalsFor(anew, "made anew"),
      ...refusalsFor(droppedFrom(table, changes), "dropped"),
    ];
  });
};
