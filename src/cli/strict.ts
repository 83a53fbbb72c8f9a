/** What is no change, and counts as a difference where the user is strict: `--strict`, or `strict` in the config. */
import type { Comparison, NotCompared } from "../model/index.js";

export const strictChoices = ["undecided", "notCompared"] as const;

export type Strict = (typeof strictChoices)[number];

/** Two databases that have it alike differ in nothing; whatever nobody has looked at may. */
const isOpen = ({ side, differs, digest, definition }: NotCompared): boolean =>
  side !== "both" || differs === true || (digest ?? definition) === null;

const counted: Readonly<Record<Strict, (findings: Comparison) => number>> = {
  undecided: ({ undecided }) => undecided.length,
  notCompared: ({ notCompared }) => notCompared.filter(isOpen).length,
};

/** What a flag and a config say together; `true` is `undecided` alone. */
export const strictOf = (
  flag: boolean | undefined,
  config: boolean | readonly Strict[] | undefined,
): readonly Strict[] => {
  const said = config === true ? ["undecided" as const] : config === false ? [] : (config ?? []);
  return flag === true ? [...new Set<Strict>(["undecided", ...said])] : said;
};

export const differs = (findings: Comparison, strict: readonly Strict[]): boolean =>
  findings.changes.length > 0 || strict.some((which) => counted[which](findings) > 0);
