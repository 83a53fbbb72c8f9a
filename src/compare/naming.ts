/** The verdict on a pair's names. */
import { nameText, type Aspect, type Name, type ObjectKind } from "../model/index.js";
import type { Context } from "./context.js";

/** Is the declared name to be written into the database, where the object has none? For a CHECK only where unnamed ones are compared. */
const isAdopted = (kind: ObjectKind, from: Name, { options }: Context): boolean =>
  from.from === "nowhere" &&
  options.names === "adopt" &&
  (kind !== "check" || options.unnamedChecks === "compare");

/**
 * The aspect in which two paired names differ, or none. A declaration without a name has no opinion. A constraint without a name
 * in the database that was lent the declared name counts as having it, unless that name is to be written into the database.
 */
export const nameAspects = (
  kind: ObjectKind,
  from: Name,
  to: Name,
  context: Context,
): readonly Aspect[] => {
  const { options, fold } = context;
  if (options.names === "ignore") return [];
  const [live, asked] = [nameText(from), nameText(to)];
  if (asked === null) {
    const loses = options.unspecified === "absent" && from.from === "author";
    return loses ? [{ path: "name", from: live, to: null }] : [];
  }
  if (isAdopted(kind, from, context)) return [{ path: "name", from: null, to: asked }];
  return live !== null && fold(live) === fold(asked)
    ? []
    : [{ path: "name", from: live, to: asked }];
};
