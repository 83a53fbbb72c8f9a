/** The names in a table's own expressions: its CHECKs and generated columns, and those of its indexes. */
import type { Sql } from "../../../model/index.js";
import type { Identifier, IndexDefinition, Range, TableDefinition } from "../grammar/index.js";
import { sameName } from "../lexicon.js";
import { namesIn, type Name } from "./index.js";

export const expressionsOf = ({ columns, constraints }: TableDefinition): readonly Range[] => [
  ...columns.flatMap((c) =>
    c.clauses.flatMap((k) => (k.is === "check" || k.is === "generated" ? [k.expression] : [])),
  ),
  ...constraints.flatMap((c) => (c.is === "check" ? [c.expression] : [])),
];

export const indexExpressions = ({ parts, where }: IndexDefinition): readonly Range[] => [
  ...parts.filter((p) => p.name === null).map((p) => p.of),
  ...(where === null ? [] : [where]),
];

export const namesAt = (sql: Sql, ranges: readonly Range[]): readonly Name[] =>
  ranges.flatMap(({ start, end }) => {
    const moved = (i: Identifier): Identifier => ({
      ...i,
      start: start + i.start,
      end: start + i.end,
    });
    return (namesIn(sql.slice(start, end)) ?? []).map(({ qualifiers, column }) => ({
      qualifiers: qualifiers.map(moved),
      column: moved(column),
    }));
  });

/** The places of the table's name before its columns. */
export const qualifiersAt = (
  sql: Sql,
  ranges: readonly Range[],
  table: string,
): readonly Identifier[] =>
  namesAt(sql, ranges).flatMap(({ qualifiers }) =>
    qualifiers.filter((q) => sameName(q.name, table)),
  );
