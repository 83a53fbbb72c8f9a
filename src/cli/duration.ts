/** Reads a duration: `10s`, `500ms`, `2min`; a number alone is milliseconds, as in the library. */
import { lookupTable } from "../model/index.js";

const units: Readonly<Record<string, number>> = lookupTable({ "": 1, ms: 1, s: 1000, min: 60_000 });

/** In milliseconds; null where the text is not a duration. */
export const durationOf = (text: string | number): number | null => {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|min)?$/.exec(String(text)) ?? [];
  return number === undefined ? null : Number(number) * (units[unit] ?? 1);
};
