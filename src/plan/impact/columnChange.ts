/** Turns the aspects in which a column differs into the change of an `alterColumn`. */
import type { Dialect, Facts } from "../../dialects/index.js";
import { same, type Aspect, type Column, type ColumnChange } from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";

type Settable = Exclude<keyof ColumnChange, "name" | "using">;

const settable: readonly Settable[] = [
  "type",
  "nullable",
  "default",
  "identity",
  "generated",
  "collation",
  "onUpdate",
  "comment",
  "options",
];

/** Is an attribute added whose options have to be written with it? */
const withOptions = (touched: ReadonlySet<string>, to: Column, { optionsOf }: Facts): boolean => {
  const comes: Readonly<Record<string, boolean>> = {
    identity: to.identity !== null,
    nullable: !to.nullable,
  };
  return Object.entries(optionsOf ?? {}).some(
    ([aspect, keys]) =>
      touched.has(aspect) &&
      comes[aspect] === true &&
      keys.some((key) => to.options[key] !== undefined),
  );
};

/**
 * A statement that restates the whole column also restates its default in the form of the new type: MySQL takes `('a')` for a
 * text and `'a'` for a varchar, which mean the same, and keeps whichever was written.
 */
const writesDefaultAnew = (
  touched: ReadonlySet<string>,
  from: Column,
  to: Column,
  { facts, lexicon }: Dialect,
): boolean =>
  facts.alterColumnNeedsWhole &&
  touched.has("type") &&
  from.default !== null &&
  to.default !== null &&
  from.default !== to.default &&
  withoutOuterParentheses(from.default, lexicon) === withoutOuterParentheses(to.default, lexicon);

export const columnChange = (
  aspects: readonly Aspect[],
  from: Column,
  to: Column,
  dialect: Dialect,
): ColumnChange => {
  const touched = new Set(aspects.map(({ path }) => path.split(".")[0] ?? ""));
  if (writesDefaultAnew(touched, from, to, dialect)) touched.add("default");
  if (withOptions(touched, to, dialect.facts)) touched.add("options");
  const renamed = touched.has("name") ? { name: to.name } : {};
  return {
    ...renamed,
    ...Object.fromEntries(settable.filter((key) => touched.has(key)).map((key) => [key, to[key]])),
  };
};

/** Can only a new column be this? A generated column cannot be altered in place, except into a plain one that keeps its values. */
export const mustBeMadeAnew = (from: Column, to: Column): boolean =>
  to.generated !== null && !same(from.generated, to.generated);
