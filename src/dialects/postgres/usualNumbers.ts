/**
 * The numbers of a sequence that the server fills in where CREATE SEQUENCE leaves them out
 * (`init_params` in sequence.c).
 */
import { lookupTable, type SequenceNumbers, type Sql } from "../../model/index.js";

/** The smallest and the largest number of each type. */
export const limits: Readonly<Record<string, readonly [string, string]>> = lookupTable({
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
});

const unless = (value: string | null, usual: string): string | null =>
  value === usual ? null : value;

/** The numbers without those that are the server's defaults for a sequence of this type. */
export const withoutUsual = (numbers: SequenceNumbers, type: Sql): SequenceNumbers => {
  const { start, increment, min, max, cache, cycle } = numbers;
  const [least, most] = limits[type] ?? ["", ""];
  const descends = increment?.startsWith("-") === true;
  const [usualMin, usualMax] = descends ? [least, "-1"] : ["1", most];
  return {
    start: unless(start, descends ? (max ?? usualMax) : (min ?? usualMin)),
    increment: unless(increment, "1"),
    min: unless(min, usualMin),
    max: unless(max, usualMax),
    cache: unless(cache, "1"),
    cycle,
  };
};
