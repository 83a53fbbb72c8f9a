/** Applies the operations on constraints to a table's text. */
import {
  plainColumn,
  type Constraint,
  type ConstraintKind,
  type Name,
} from "../../../model/index.js";
import { meaningful } from "../../../sql/index.js";
import { constraintClause, inlineKey, referenceTail } from "../clauses.js";
import type { ColumnClause, Range, Reference, TableClause } from "../grammar/index.js";
import { lexicon, sameName } from "../lexicon.js";
import { deferralsApart, type Placed } from "../readConstraints.js";
import { descendsFromRowid } from "../rowid.js";
import { tokensOf } from "../tokens.js";
import { canonical } from "../types.js";
import { columnIn, described, refused, refuseUnfit, type Draft } from "./draft.js";
import { dropLine } from "./dropLine.js";
import { find, placed } from "./findConstraint.js";
import {
  cut,
  edited,
  insertAt,
  itemAfter,
  replace,
  withoutClause,
  withoutItem,
  type Patch,
} from "./text.js";

const lastItem = ({ definition }: Draft): Range =>
  definition.constraints.at(-1) ?? definition.columns.at(-1) ?? definition.body;

/**
 * A key with DESC that would be the rowid as a table constraint, so that it has to be in its
 * column's definition.
 */
const inlineAt = (draft: Draft, constraint: Constraint): Patch | null => {
  if (constraint.kind !== "primaryKey") return null;
  const { sql, columns, withoutRowid } = draft.definition;
  const column = columns.find((c) => sameName(c.name.name, constraint.columns[0] ?? ""));
  if (column?.type == null) return null;
  const there = plainColumn(
    column.name.name,
    canonical(sql.slice(column.type.start, column.type.end)),
  );
  const table = {
    columns: [there],
    constraints: [constraint],
    options: withoutRowid ? { withoutRowid: "true" } : {},
  };
  return descendsFromRowid(constraint, table)
    ? insertAt(column.type.end, ` ${inlineKey(constraint)}`)
    : null;
};

/**
 * SQLite itself allows two constraints of one name; then nothing could drop either by name, and
 * every other server refuses it.
 */
const refuseTaken = (draft: Draft, name: string, but?: Range): void => {
  const there = placed(draft).find(
    (p) =>
      p.constraint.name.from !== "nowhere" &&
      sameName(p.constraint.name.text, name) &&
      p.clause.start !== but?.start,
  );
  if (there !== undefined)
    refused(
      draft,
      `there is a constraint "${name}" already: ${described(there.constraint)}`,
      "give the new one another name, or drop that one first",
    );
};

const refuseSecondKey = (draft: Draft): void => {
  const there = placed(draft).find((p) => p.constraint.kind === "primaryKey")?.constraint;
  if (there === undefined) return;
  refused(draft, `it has a primary key already: ${described(there)}`, dropLine(draft, there));
};

/**
 * A referenced table, or a column of it, that does not exist yet may be created later in the
 * script; an existing object that is no table cannot be referenced.
 */
const refuseNoTable = (draft: Draft, { target }: Constraint<"foreignKey">): void => {
  const other =
    target.schema !== null || draft.neighbours(target.name) !== undefined
      ? null
      : draft.taken(target.name);
  if (other !== null && /^(?:the view|the virtual table|an index) /.test(other))
    refused(
      draft,
      `a foreign key cannot point to "${target.name}": that is ${other}`,
      "point it to a table",
    );
};

/** The columns of the table itself that a foreign key references. */
export const ownTargets = ({ definition }: Draft, constraint: Constraint): readonly string[] =>
  constraint.kind === "foreignKey" && sameName(constraint.target.name, definition.name.name)
    ? constraint.targetColumns
    : [];

export const addConstraint = (draft: Draft, constraint: Constraint): Draft => {
  if (constraint.name.from !== "nowhere") refuseTaken(draft, constraint.name.text);
  if (constraint.kind === "primaryKey") refuseSecondKey(draft);
  if (constraint.kind === "foreignKey") refuseNoTable(draft, constraint);
  if (constraint.kind === "check") refuseUnfit(draft, constraint.expression);
  else if (constraint.kind !== "exclude")
    for (const name of [...constraint.columns, ...ownTargets(draft, constraint)])
      columnIn(draft, name);
  const patch =
    inlineAt(draft, constraint) ??
    itemAfter(draft.definition.sql, lastItem(draft), constraintClause(constraint));
  return counted({ ...draft, definition: edited(draft.definition, patch) }, constraint);
};

/** An auto-increment column stays one under its new key. */
const counted = (draft: Draft, constraint: Constraint): Draft => {
  const [only = "", ...more] = constraint.kind === "primaryKey" ? constraint.columns : [];
  const column = draft.definition.columns.find((c) => sameName(c.name.name, only));
  const key = draft.definition.constraints.find((c) => c.is === "primaryKey");
  if (
    column === undefined ||
    more.length > 0 ||
    draft.counting === null ||
    draft.origins.get(column.name.name) !== draft.counting
  )
    return draft;
  return key?.is !== "primaryKey"
    ? draft
    : {
        ...draft,
        definition: edited(draft.definition, insertAt(key.list.end - 1, " AUTOINCREMENT")),
      };
};

/**
 * A deferral that is separated from its REFERENCES belongs to the REFERENCES before it and is
 * dropped with it.
 */
const deferralOf = ({ clause, column }: Placed): readonly Range[] =>
  column === null || clause.is !== "references"
    ? []
    : deferralsApart(
        column,
        column.clauses.findIndex((c) => c.start === clause.start),
      );

const removeConstraint = (draft: Draft, found: Placed): Draft => {
  const { sql } = draft.definition;
  const patches =
    found.column === null
      ? withoutItem(sql, found.clause)
      : [found.clause, ...deferralOf(found)].map((range) => withoutClause(sql, range));
  return { ...draft, definition: edited(draft.definition, ...patches) };
};

export const dropConstraint = (
  draft: Draft,
  kind: ConstraintKind,
  name: string,
  dropped: Constraint | null,
): Draft => removeConstraint(draft, find(draft, kind, name, dropped));

export const renameConstraint = (
  draft: Draft,
  kind: ConstraintKind,
  name: string,
  to: string | null,
  existing: Constraint | null,
): Draft => {
  const { clause } = find(draft, kind, name, existing);
  const patches = to === null ? unnaming(draft.definition.sql, clause) : [naming(clause, to)];
  if (to !== null) refuseTaken(draft, to, clause);
  return { ...draft, definition: edited(draft.definition, ...patches) };
};

const naming = (clause: ColumnClause | TableClause, to: string): Patch =>
  clause.name === null
    ? insertAt(clause.start, `CONSTRAINT ${lexicon.quote(to)} `)
    : replace(clause.name, lexicon.quote(to));

/** The clause without its CONSTRAINT and the name. */
const unnaming = (sql: string, { start, name }: ColumnClause | TableClause): readonly Patch[] => {
  if (name === null) return [];
  const [next] = meaningful(sql.slice(name.end), lexicon);
  return [cut({ start, end: name.end + (next?.start ?? 0) })];
};

const renaming = (sql: string, clause: ColumnClause | TableClause, to: Name): readonly Patch[] => {
  if (to.from === "nowhere") return unnaming(sql, clause);
  return clause.name !== null && sameName(clause.name.name, to.text)
    ? []
    : [naming(clause, to.text)];
};

/**
 * Patches for the clauses after REFERENCES that change, each in place; the others stay word for
 * word.
 */
const tailPatches = (
  sql: string,
  reference: Reference,
  to: Constraint<"foreignKey">,
): readonly Patch[] => {
  const words = referenceTail(to);
  // Of a clause that is repeated, the last one counts.
  const there = (is: keyof typeof words): Reference["tail"][number] | undefined =>
    reference.tail.findLast((t) => t.is === is);
  const changed = (["onDelete", "onUpdate", "match", "deferral"] as const).filter(
    (is) => reference[is] !== to[is],
  );
  const missing = changed.filter((is) => there(is) === undefined).map((is) => words[is]);
  // Actions must come before the deferral.
  const deferral = there("deferral");
  const early = missing.filter((w) => !w.includes("DEFERRABLE"));
  const late = missing.filter((w) => w.includes("DEFERRABLE"));
  const inItsPlace = early.length > 0 && changed.includes("deferral") && words.deferral === "";
  const patches = changed.flatMap((is): readonly Patch[] => {
    const clause = there(is);
    if (clause === undefined) return [];
    if (is === "deferral" && inItsPlace) return [replace(clause, early.join(" "))];
    const overruled = reference.tail
      .filter((t) => t.is === is && t !== clause)
      .map((t) => withoutClause(sql, t));
    return [
      ...overruled,
      words[is] === "" ? withoutClause(sql, clause) : replace(clause, words[is]),
    ];
  });
  if (early.length > 0 && !inItsPlace)
    patches.push(
      deferral === undefined
        ? insertAt(reference.end, ` ${early.join(" ")}`)
        : insertAt(deferral.start, `${early.join(" ")} `),
    );
  if (late.length > 0) patches.push(insertAt(reference.end, ` ${late.join(" ")}`));
  return patches;
};

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);

/** Does the clause have after REFERENCES, word for word, what it should have? */
const isSpelledAs = (
  { table, columns }: Reference,
  { spelled, target, targetColumns }: Constraint<"foreignKey">,
): boolean => {
  const to = spelled ?? { table: target.name, columns: targetColumns };
  return (
    table.name === to.table &&
    (to.columns === null
      ? columns === null
      : same(columns?.map(({ name }) => name) ?? [], to.columns))
  );
};

/** Patches for the target's name and columns after REFERENCES, where they change. */
const spellingPatches = (
  sql: string,
  reference: Reference,
  to: Constraint<"foreignKey">,
): readonly Patch[] => {
  if (isSpelledAs(reference, to)) return [];
  const { table, columns } = to.spelled ?? { table: to.target.name, columns: to.targetColumns };
  const { end } = reference.table;
  const named =
    table === reference.table.name ? [] : [replace(reference.table, lexicon.quote(table))];
  const list = columns === null ? "" : ` (${columns.map(lexicon.quote).join(", ")})`;
  const last = reference.columns?.at(-1);
  const bracket =
    last === undefined
      ? undefined
      : tokensOf(sql).find(({ start, text }) => text === ")" && start >= last.end);
  return [
    ...named,
    bracket === undefined ? insertAt(end, list) : replace({ start: end, end: bracket.end }, list),
  ];
};

const spelledOf = (constraint: Constraint | null): boolean =>
  constraint?.kind === "foreignKey" && constraint.spelled !== undefined;

/**
 * Patches that change a clause into another of the same kind and name, where only a part differs;
 * null where it has to be replaced.
 */
const inPlace = (
  draft: Draft,
  { constraint: from, clause, column }: Placed,
  to: Constraint,
  respelled: boolean,
): readonly Patch[] | null => {
  const { sql } = draft.definition;
  if (from.kind === "check" && to.kind === "check" && clause.is === "check") {
    const words = constraintClause({ ...to, name: { from: "nowhere", lent: null } });
    return [replace(clause.expression, words.slice(words.indexOf("(")))];
  }
  if (
    from.kind === "foreignKey" &&
    to.kind === "foreignKey" &&
    (clause.is === "references" || clause.is === "foreignKey")
  ) {
    if (
      !same(from.columns, to.columns) ||
      from.target.name !== to.target.name ||
      !same(from.targetColumns, to.targetColumns)
    )
      return null;
    const apart = deferralOf({ constraint: from, clause, column });
    if (from.deferral !== to.deferral && apart.length > 0) return null;
    return [
      ...(respelled ? spellingPatches(sql, clause.reference, to) : []),
      ...tailPatches(
        sql,
        apart.length > 0 ? { ...clause.reference, deferral: from.deferral } : clause.reference,
        to,
      ),
    ];
  }
  return null;
};

/**
 * A drop and a create of the same name and kind: the clause is changed in place as far as possible.
 */
export const replaceConstraint = (
  draft: Draft,
  name: string,
  dropped: Constraint | null,
  to: Constraint,
): Draft => {
  const found = find(draft, to.kind, name, dropped);
  const patches = inPlace(draft, found, to, spelledOf(dropped) || spelledOf(to));
  if (patches === null) return addConstraint(removeConstraint(draft, found), to);
  return {
    ...draft,
    definition: edited(
      draft.definition,
      ...renaming(draft.definition.sql, found.clause, to.name),
      ...patches,
    ),
  };
};

/** Removes the CHECKs without a name, as Alembic does. */
export const withoutNamelessChecks = (draft: Draft): Draft => {
  const first = placed(draft).find(
    (p) => p.constraint.kind === "check" && p.constraint.name.from === "nowhere",
  );
  return first === undefined ? draft : withoutNamelessChecks(removeConstraint(draft, first));
};

export const alterOptions = (draft: Draft, to: Readonly<Record<string, string>>): Draft => {
  const { sql, body } = draft.definition;
  const words = [
    ...(to["withoutRowid"] === "true" ? ["WITHOUT ROWID"] : []),
    ...(to["strict"] === "true" ? ["STRICT"] : []),
  ];
  return {
    ...draft,
    definition: edited(
      draft.definition,
      cut({ start: body.end, end: sql.length }),
      insertAt(body.end, words.length === 0 ? "" : ` ${words.join(", ")}`),
    ),
  };
};
