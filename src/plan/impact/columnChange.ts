/** From the aspects in which a column differs to the change that an alteration carries. */
import type { Dialect, Facts } from "../../dialects/index.js";
import type { Aspect, Column, ColumnChange } from "../../model/index.js";
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

/** What comes anew with an aspect that a column gets says its options with it. */
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
 * A statement that says the whole column again says its default as the new type writes it: MySQL takes `('a')` for a text
 * and `'a'` for a varchar, which mean the same, and keeps whichever was said.
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

/** Only a new column can say it: what is computed cannot be altered in place, except into a plain column that keeps its values. */
export const mustBeMadeAnew = (from: Column, to: Column): boolean =>
  to.generated !== null && JSON.stringify(from.generated) !== JSON.stringify(to.generated);
