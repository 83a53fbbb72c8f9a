/** A table that is asked by texts from outside. */

/** Without a prototype: a text that has no row finds nothing, be it `constructor` or `__proto__`. */
export const lookupTable = <V>(rows: Readonly<Record<string, V>>): Readonly<Record<string, V>> => {
  const table = { ...rows };
  Object.setPrototypeOf(table, null);
  return table;
};
