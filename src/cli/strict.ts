/** Findings that are not changes and count as a difference for a strict user: `--strict`, or `strict` in the config. */
import type { Comparison, NotCompared } from "../model/index.js";

export const strictChoices = ["undecided", "notCompared"] as const;

export type Strict = (typeof strictChoices)[number];

/** Does it count? If two databases have it alike, there is no difference; if nobody has compared it, there may be one. */
const isOpen = ({ side, differs, digest, definition }: NotCompared): boolean =>
  side !== "both" || differs === true || (digest ?? definition) === null;

const counted: Readonly<Record<Strict, (findings: Comparison) => number>> = {
  undecided: ({ undecided }) => undecided.length,
  notCompared: ({ notCompared }) => notCompared.filter(isOpen).length,
};

/** The flag and the config combined; `true` is `undecided` alone. */
export const strictOf = (
  flag: boolean | undefined,
  config: boolean | readonly Strict[] | undefined,
): readonly Strict[] => {
  const said = config === true ? ["undecided" as const] : config === false ? [] : (config ?? []);
  return flag === true ? [...new Set<Strict>(["undecided", ...said])] : said;
};

export const differs = (findings: Comparison, strict: readonly Strict[]): boolean =>
  findings.changes.length > 0 || strict.some((which) => counted[which](findings) > 0);
