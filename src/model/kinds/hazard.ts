/** Hazards that several kinds share: what may fail or be lost when a change is carried out. */
import type { Aspect, Hazard } from "../change.js";

export const losesData = (what: string) => (): readonly Hazard[] => [
  { code: "loses-data", message: `the rows' values in this ${what} are lost` },
];

export const rowsMayFail = (why: string): readonly Hazard[] => [
  { code: "may-fail-on-rows", message: why },
];

export const none: readonly Hazard[] = [];

/** The hazards of a change of one kind, by its verb; a rename has none. */
export interface Hazards<T> {
  readonly add: (object: T) => readonly Hazard[];
  /** The argument is null where a script has only the object's name. */
  readonly drop: (object: T | null) => readonly Hazard[];
  readonly alter: (aspects: readonly Aspect[]) => readonly Hazard[];
}

export const harmless: Hazards<unknown> = { add: () => none, drop: () => none, alter: () => none };

/** The hazards of a rule that existing rows must satisfy. */
export const heldAgainstRows = (why: string): Hazards<unknown> => ({
  add: () => rowsMayFail(why),
  drop: () => none,
  alter: () => rowsMayFail(why),
});
