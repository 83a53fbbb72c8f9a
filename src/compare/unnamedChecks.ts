/** CHECKs that a declaration does not name: which of those that somebody named in the database each of them replaces. */
import type { Constraint, Table } from "../model/index.js";
import { columnsIn } from "../sql/index.js";
import type { Context } from "./context.js";
import type { Pass } from "./pairing.js";

/** A CHECK without an author's name: the server's, or none. */
export const isUnnamedCheck = (c: Constraint): boolean =>
  c.kind === "check" && c.name.from !== "author";

/**
 * What is left of the CHECKs when names and meanings have paired. A script gives a name to what the declaration leaves
 * without one, so a CHECK whose condition changes stands in the database under a name: where that were dropped, and the
 * declared one left alone because nobody names it, it would be lost. It takes the named one's place: the one over the
 * same columns, else any, if no unnamed CHECK of the database could be the one that is meant.
 */
export const unnamedCheckPasses = (
  live: Table,
  declared: Table,
  { dialect: { lexicon }, fold, options }: Context,
): readonly Pass<Constraint>[] => {
  if (options.unspecified !== "noOpinion") return [];
  const over = (c: Constraint, { columns }: Table): string | null =>
    c.kind === "check"
      ? JSON.stringify(
          columnsIn(
            c.expression,
            columns.map(({ name }) => name),
            lexicon,
          )
            .map(fold)
            .sort(),
        )
      : null;
  const named = (c: Constraint): boolean => c.kind === "check" && c.name.from === "author";
  const anyOther = live.constraints.some(isUnnamedCheck);
  return [
    {
      because: "a CHECK over the same columns, and no name is declared",
      from: (c) => (named(c) ? over(c, live) : null),
      to: (c) => (isUnnamedCheck(c) ? over(c, declared) : null),
    },
    {
      because: "a CHECK that goes, and one that comes without a declared name",
      from: (c) => (named(c) && !anyOther ? c.kind : null),
      to: (c) => (isUnnamedCheck(c) ? c.kind : null),
    },
  ];
};
