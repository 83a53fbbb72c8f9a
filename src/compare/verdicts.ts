/** What one stage of the comparison found; the verdicts of several stages are joined in order. */
import type { Change, Skipped, Undecided } from "../model/index.js";

export interface Verdicts {
  readonly changes: readonly Change[];
  readonly undecided: readonly Undecided[];
  readonly skipped: readonly Skipped[];
}

export const nothing: Verdicts = { changes: [], undecided: [], skipped: [] };

export const joined = (all: readonly Verdicts[]): Verdicts => ({
  changes: all.flatMap((v) => v.changes),
  undecided: all.flatMap((v) => v.undecided),
  skipped: all.flatMap((v) => v.skipped),
});
