/** From the aspects in which a column differs to the change that an alteration carries. */
import type { Aspect, Column, ColumnChange } from "../model/index.js";

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

export const columnChange = (aspects: readonly Aspect[], to: Column): ColumnChange => {
  const touched = new Set(aspects.map(({ path }) => path.split(".")[0]));
  const renamed = touched.has("name") ? { name: to.name } : {};
  return {
    ...renamed,
    ...Object.fromEntries(settable.filter((key) => touched.has(key)).map((key) => [key, to[key]])),
  };
};

/** Only a new column can say it: what is computed cannot be altered in place, except into a plain column that keeps its values. */
export const mustBeMadeAnew = (from: Column, to: Column): boolean =>
  to.generated !== null && JSON.stringify(from.generated) !== JSON.stringify(to.generated);
