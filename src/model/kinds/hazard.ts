/** Hazards that several kinds share: what may go wrong, or be lost, when a change is carried out. */
import type { Aspect, Hazard } from "../change.js";

export const losesData = (what: string) => (): readonly Hazard[] => [
  { code: "loses-data", message: `the rows' values in this ${what} are lost` },
];

export const rowsMayFail = (why: string): readonly Hazard[] => [
  { code: "may-fail-on-rows", message: why },
];

export const none: readonly Hazard[] = [];

/** What a change of one kind may do, by its verb; a rename does no harm. */
export interface Hazards<T> {
  readonly add: (object: T) => readonly Hazard[];
  /** Null where a script has its name only. */
  readonly drop: (object: T | null) => readonly Hazard[];
  readonly alter: (aspects: readonly Aspect[]) => readonly Hazard[];
}

export const harmless: Hazards<unknown> = { add: () => none, drop: () => none, alter: () => none };

/** Of a rule that the server holds existing rows to. */
export const heldAgainstRows = (why: string): Hazards<unknown> => ({
  add: () => rowsMayFail(why),
  drop: () => none,
  alter: () => rowsMayFail(why),
});
