/** Finds the columns of an enum type, and the texts that name it. */
import {
  refOf,
  tableKey,
  type Column,
  type Operation,
  type Sql,
  type TableRef,
} from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { PlanContext } from "../context.js";

/** The names in a text, in the form by which the server tells them apart. */
export const namesIn = (text: Sql, { dialect: { lexicon } }: PlanContext): readonly string[] =>
  meaningful(text, lexicon)
    .filter(({ kind }) => kind === "word" || kind === "quoted")
    .map((token) =>
      token.kind === "word" && lexicon.foldsTo === "lower"
        ? token.value.toLowerCase()
        : token.value,
    );

/** Is this column type the named type, or an array of it? */
export const isOf = (type: Sql, named: TableRef, context: PlanContext): boolean => {
  const words = namesIn(type, context);
  return (
    words.at(-1) === named.name && (words.at(-2) ?? null) === named.schema && words.length <= 2
  );
};

/** Does an expression name the type? The schema is not considered, so it may say yes too often. */
export const namesType = (sql: Sql | null, { name }: TableRef, context: PlanContext): boolean =>
  sql !== null && sql.includes(name) && namesIn(sql, context).includes(name);

/**
 * The columns that stay of the type and are converted to the new one, with the default that they are going to have: it may
 * be a new value. Where a column also becomes an array of the type, or ceases to be one, its own alteration sets the default.
 */
export const enumColumns = (
  type: TableRef,
  context: PlanContext,
): Operation<"alterEnum">["columns"] =>
  context.from.tables.flatMap((table) => {
    const after = context.toTable(table);
    const remade = context.remade.get(tableKey(table));
    if (after === undefined) return [];
    return table.columns
      .filter((c) => isOf(c.type, type, context) && remade?.has(c.name) !== true)
      .flatMap((column): readonly { readonly table: TableRef; readonly column: Column }[] => {
        const next = after.columns.find((c) => c.name === column.name);
        if (next === undefined || !isOf(next.type, type, context)) return [];
        const fallback = next.type === column.type ? next.default : null;
        return [{ table: refOf(table), column: { ...column, default: fallback } }];
      });
  });
