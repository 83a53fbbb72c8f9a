/** The columns that are of an enum type, as far as they stay. */
import { refOf, type Column, type Sql, type TableRef } from "../model/index.js";
import { meaningful } from "../sql/index.js";
import type { PlanContext } from "./context.js";

/** Is this column type the named type, or an array of it? */
const isOf = (type: Sql, named: TableRef, { dialect: { lexicon } }: PlanContext): boolean => {
  const words = meaningful(type, lexicon)
    .filter(({ kind }) => kind === "word" || kind === "quoted")
    .map((token) =>
      token.kind === "word" && lexicon.foldsTo === "lower"
        ? token.value.toLowerCase()
        : token.value,
    );
  return (
    words.at(-1) === named.name && (words.at(-2) ?? null) === named.schema && words.length <= 2
  );
};

/** With the default they are going to have: a value that is new may be in it. */
export const enumColumns = (
  type: TableRef,
  context: PlanContext,
): readonly { readonly table: TableRef; readonly column: Column }[] =>
  context.from.tables.flatMap((table) => {
    const after = context.toTable(table);
    if (after === undefined) return [];
    return table.columns
      .filter((c) => isOf(c.type, type, context))
      .flatMap((column) => {
        const next = after.columns.find((c) => c.name === column.name);
        return next === undefined
          ? []
          : [{ table: refOf(table), column: { ...column, default: next.default } }];
      });
  });
