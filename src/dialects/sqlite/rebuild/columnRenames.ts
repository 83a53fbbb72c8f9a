/**
 * The columns that a batch renames. The rebuilt table is created with the old names, by which
 * views, triggers and other tables' foreign keys refer to them; then SQLite's own RENAME COLUMN
 * changes them everywhere.
 */
import { atLeast, type Statement } from "../../../model/index.js";
import type { ColumnRename } from "../propagateRename.js";
import { isBare, isPlain, lexicon, sameName } from "../lexicon.js";
import { temporaryPrefix } from "../readSchema.js";
import { readsReaders } from "../statement.js";
import type { Draft } from "./draft.js";
import { renamedInText } from "./rename.js";

/**
 * A change of case only is not needed by whatever refers to the column; before 3.25 SQLite had no
 * RENAME COLUMN.
 */
export const renames = ({ origins }: Draft, version: readonly number[]): readonly ColumnRename[] =>
  !atLeast(version, 3, 25)
    ? []
    : [...origins].flatMap(([to, from]) =>
        from === null || sameName(from, to) ? [] : [{ from, to }],
      );

const has = (names: readonly string[], name: string): boolean =>
  names.some((n) => sameName(n, name));

const free = (names: readonly string[]): string => {
  for (let n = 0; ; n++) if (!has(names, `${temporaryPrefix}${n}`)) return `${temporaryPrefix}${n}`;
};

/** The table to create, and the renames that turn it into the wanted one. */
export interface ColumnRenames {
  readonly draft: Draft;
  readonly steps: readonly ColumnRename[];
}

/**
 * The renames in an order in which each new name is free; in a circle, one column gets a temporary
 * name first.
 */
const inTurn = (
  names: readonly string[],
  pending: readonly ColumnRename[],
): readonly ColumnRename[] => {
  const [first] = pending;
  if (first === undefined) return [];
  const next = pending.find(({ to }) => !has(names, to)) ?? { from: first.from, to: free(names) };
  const now = names.map((n) => (n === next.from ? next.to : n));
  const rest = pending.flatMap((p) =>
    p === next ? [] : p.from === next.from ? [{ from: next.to, to: p.to }] : [p],
  );
  return [next, ...inTurn(now, rest)];
};

/**
 * Is the name a keyword that its author wrote without quotes? SQLite leaves unquoted names
 * unquoted.
 */
const isBareIn = ({ definition }: Draft, name: string): boolean =>
  definition.columns.some(
    (c) => c.name.name === name && isBare(definition.sql.slice(c.name.start, c.name.end)),
  );

export const columnRenames = (
  old: Draft,
  wanted: Draft,
  version: readonly number[],
): ColumnRenames => {
  const found = renames(wanted, version);
  const all = [...wanted.origins.keys(), ...old.origins.keys()];
  /** A column that takes the old name of a renamed one has a temporary name until then. */
  const waiting = [...wanted.origins].flatMap(([to, from]) =>
    from !== null || !found.some((f) => sameName(f.from, to)) ? [] : [to],
  );
  const taken = [...all];
  const fresh = (): string => {
    const name = free(taken);
    taken.push(name);
    return name;
  };
  const changes = [...found, ...waiting.map((to) => ({ from: fresh(), to }))].map((change) => ({
    ...change,
    by: fresh(),
  }));
  const aside = changes.reduce((draft, { to, by }) => renamedInText(draft, to, by), wanted);
  const draft = changes.reduce(
    (d, { from, by }) => renamedInText(d, by, from, isPlain(from) || isBareIn(old, from)),
    aside,
  );
  return {
    draft,
    steps: inTurn(
      [...draft.origins.keys()],
      changes.map(({ from, to }) => ({ from, to })),
    ),
  };
};

/**
 * The wanted table as SQLite spells it after its renames: a name that had to be quoted before stays
 * quoted.
 */
export const afterRenames = ({ draft, steps }: ColumnRenames): Draft =>
  steps.reduce((d, { from, to }) => renamedInText(d, from, to), draft);

export const renameStatement = (table: string, { from, to }: ColumnRename): Statement =>
  readsReaders(
    `ALTER TABLE ${lexicon.quote(table)} RENAME COLUMN ${lexicon.quote(from)} TO ${isPlain(to) ? to : lexicon.quote(to)}`,
  );
