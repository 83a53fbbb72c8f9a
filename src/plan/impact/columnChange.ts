/** From the aspects in which a column differs to the change that an alteration carries. */
import type { Facts } from "../../dialects/index.js";
import type { Aspect, Column, ColumnChange } from "../../model/index.js";

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

export const columnChange = (
  aspects: readonly Aspect[],
  to: Column,
  facts: Facts,
): ColumnChange => {
  const touched = new Set(aspects.map(({ path }) => path.split(".")[0] ?? ""));
  if (withOptions(touched, to, facts)) touched.add("options");
  const renamed = touched.has("name") ? { name: to.name } : {};
  return {
    ...renamed,
    ...Object.fromEntries(settable.filter((key) => touched.has(key)).map((key) => [key, to[key]])),
  };
};

/** Only a new column can say it: what is computed cannot be altered in place, except into a plain column that keeps its values. */
export const mustBeMadeAnew = (from: Column, to: Column): boolean =>
  to.generated !== null && JSON.stringify(from.generated) !== JSON.stringify(to.generated);
