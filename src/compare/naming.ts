/** The verdict on a pair's names. */
import { nameText, type Aspect, type Name } from "../model/index.js";
import type { Context } from "./context.js";

/**
 * The aspect in which two paired names differ, or none. A declaration without a name has no opinion; a constraint that
 * lives without one and was lent the declared name has it.
 */
export const nameAspects = (
  from: Name,
  to: Name,
  { options, fold }: Context,
): readonly Aspect[] => {
  if (options.names === "ignore") return [];
  const [live, asked] = [nameText(from), nameText(to)];
  if (asked === null) {
    const loses = options.unspecified === "absent" && from.from === "author";
    return loses ? [{ path: "name", from: live, to: null }] : [];
  }
  return live !== null && fold(live) === fold(asked)
    ? []
    : [{ path: "name", from: live, to: asked }];
};
