/** How lists inside an object are printed in one line. */
import type { Element } from "../constraint.js";

export const listText = (items: readonly string[]): string => `(${items.join(", ")})`;

export const elementsText = (elements: readonly Element[]): string =>
  listText(
    elements.map(
      ({ of, descending }) =>
        `${"column" in of ? of.column : of.expression}${descending ? " desc" : ""}`,
    ),
  );
