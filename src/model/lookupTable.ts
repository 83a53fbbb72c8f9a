/** A lookup table for keys that come from outside. */

/** Has no prototype: a key without a row finds nothing, even `constructor` or `__proto__`. */
export const lookupTable = <V>(rows: Readonly<Record<string, V>>): Readonly<Record<string, V>> => {
  const table = { ...rows };
  Object.setPrototypeOf(table, null);
  return table;
};
