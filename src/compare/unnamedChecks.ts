/** CHECKs without a name in the declaration: which named CHECK of the database each of them replaces. */
import type { Constraint, Table } from "../model/index.js";
import { columnsIn } from "../sql/index.js";
import type { Context } from "./context.js";
import type { Pass } from "./pairing.js";

/** A CHECK without an author's name: it has the server's, or none. */
export const isUnnamedCheck = (c: Constraint): boolean =>
  c.kind === "check" && c.name.from !== "author";

/**
 * Passes for the CHECKs that names and meanings have not paired. A script gives a name to a CHECK that is declared without
 * one, so in the database it has a name. When its condition changes, the named one would be dropped, and the declared one
 * left alone because it has no name: the CHECK would be lost. So it replaces a named one: the one over the same columns,
 * else any, provided that no unnamed CHECK of the database could be the counterpart.
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
