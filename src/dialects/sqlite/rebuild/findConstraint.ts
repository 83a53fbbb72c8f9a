/** Finds the constraint that an operation refers to: by its name, otherwise by its definition. */
import {
  asWritten,
  meaningOf,
  nameText,
  type Constraint,
  type ConstraintKind,
  type Reading,
} from "../../../model/index.js";
import { spellingKey } from "../../../sql/index.js";
import { fold, lexicon, sameName } from "../lexicon.js";
import { placedConstraints, type Placed } from "../readConstraints.js";
import { described, refused, type Draft } from "./draft.js";

const folded = (names: readonly string[]): readonly string[] => names.map(fold);

/**
 * The columns and expressions of a constraint, without its name, its actions and its conflict
 * clause.
 */
const meaning = (c: Constraint): string => {
  if (c.kind === "check") return JSON.stringify([c.kind, spellingKey(c.expression, lexicon)]);
  if (c.kind === "foreignKey")
    return JSON.stringify([
      c.kind,
      folded(c.columns),
      fold(c.target.name),
      folded(c.targetColumns),
    ]);
  return c.kind === "exclude" ? c.kind : JSON.stringify([c.kind, folded(c.columns)]);
};

const reading: Reading = {
  ...asWritten,
  column: fold,
  // A foreign key's target is always in the same database, whatever schema a script gives.
  table: ({ name }) => ({ schema: null, name: fold(name) }),
  columnOf: (_, name) => fold(name),
  expression: (sql) => spellingKey(sql, lexicon),
};

/** The whole definition of a constraint. */
const exactly = (c: Constraint): string => JSON.stringify([c.kind, meaningOf(c.kind, c, reading)]);

/** Of CHECKs with the same meaning, is it the one written exactly like the dropped one? */
const isVerbatim = (c: Constraint, dropped: Constraint): boolean =>
  c.kind === "check" && dropped.kind === "check" && c.expression === dropped.expression;

export const placed = (draft: Draft): readonly Placed[] =>
  placedConstraints(draft.definition, draft.neighbours);

const listed = (found: readonly Placed[]): string =>
  found.map((p) => described(p.constraint)).join("; ");

/** If two have the same definition, either will do. */
const oneOf = (draft: Draft, name: string, found: readonly Placed[]): Placed | undefined => {
  if (new Set(found.map((p) => exactly(p.constraint))).size > 1) {
    return refused(
      draft,
      `"${name}" may be any of these: ${listed(found)}`,
      "give them names that differ",
    );
  }
  return found[0];
};

/** @param dropped what is known of it, by which a nameless constraint is found */
export const find = (
  draft: Draft,
  kind: ConstraintKind,
  name: string,
  dropped: Constraint | null,
): Placed => {
  const all = placed(draft).filter((p) => p.constraint.kind === kind);
  const byName = oneOf(
    draft,
    name,
    all.filter(
      (p) =>
        p.constraint.name.from !== "nowhere" && sameName(nameText(p.constraint.name) ?? "", name),
    ),
  );
  if (byName !== undefined) return byName;
  const nameless = all.filter((p) => p.constraint.name.from === "nowhere");
  const same =
    dropped === null ? [] : nameless.filter((p) => exactly(p.constraint) === exactly(dropped));
  const verbatim =
    dropped === null ? undefined : same.find((p) => isVerbatim(p.constraint, dropped));
  if (verbatim !== undefined) return verbatim;
  const alike =
    dropped === null || same.length > 0
      ? same
      : nameless.filter((p) => meaning(p.constraint) === meaning(dropped));
  const byMeaning = oneOf(draft, name, alike);
  if (byMeaning !== undefined) return byMeaning;
  // A table has one primary key, so its kind is enough.
  if (kind === "primaryKey" && nameless[0] !== undefined) return nameless[0];
  const there = all.length === 0 ? "there is none of its kind" : `there are: ${listed(all)}`;
  return refused(
    draft,
    `there is no constraint "${name}"; ${there}`,
    "check the name, or give a namingConvention that lends this name to a nameless one",
  );
};
