/**
 * Finds the views and triggers that a batch would break, or make read something else: SQLite would
 * leave them so without an error.
 */
import type { Schema, Sql, Unmodelled } from "../../../model/index.js";
import { meaningful } from "../../../sql/index.js";
import { dropInScript } from "../clauses.js";
import { lexicon, sameName } from "../lexicon.js";
import { isReader, knownIn, referencesIn, takenFor, type Known } from "../references/index.js";
import { refused, type Draft } from "./draft.js";

/** A text that cannot be parsed may refer to anything that it mentions. */
const speaks = (
  sql: Sql,
  known: Known,
  table: string,
  column: string,
): "mentions" | "joins" | null => {
  const found = referencesIn(sql, known, table, column);
  if (found !== null) return found.places.length > 0 ? "mentions" : found.silent ? "joins" : null;
  const names = meaningful(sql, lexicon)
    .filter((t) => t.kind === "word" || t.kind === "quoted")
    .map((t) => t.value);
  return [table, column].every((name) => names.some((n) => sameName(n, name))) ? "mentions" : null;
};

const hasName = (sql: Sql, name: string): boolean =>
  meaningful(sql, lexicon).some(
    (t) =>
      (t.kind === "word" || t.kind === "quoted") &&
      (sameName(t.value, name) || sameName(t.value, "natural")),
  );

const words = { mentions: "mentions it", joins: "joins by it" };

const takes = {
  words: "means another thing by that name, and would mean the column then",
  join: "would join by it",
};

interface Holder extends Pick<Unmodelled, "kind" | "name"> {
  readonly definition: Sql;
}

const holders = ({ notCompared }: Schema): readonly Holder[] =>
  notCompared.flatMap((item) =>
    item.definition !== null && isReader(item) ? [{ ...item, definition: item.definition }] : [],
  );

const refuse = (draft: Draft, { kind, name }: Holder, what: string, how: string): never =>
  refused(
    draft,
    `${what} while the ${kind} "${name}" ${how}`,
    `before the batch: ${dropInScript({ kind, name })}; create it again after it`,
  );

/** What a batch changes for whatever refers to the table's columns. */
export interface Changes {
  /** The old names of columns that are dropped, or renamed in a way that SQLite's own RENAME COLUMN cannot follow. */
  readonly lost: readonly string[];
  /** The old names that SQLite's RENAME COLUMN replaces wherever they are used. */
  readonly followed: readonly string[];
  /** New names that no column had before. */
  readonly fresh: readonly string[];
}

/** Refuses what SQLite itself would report later, or not at all. */
export const refuseMentioned = (
  before: Schema,
  draft: Draft,
  { lost, followed, fresh }: Changes,
): void => {
  if (lost.length + followed.length + fresh.length === 0) return;
  const table = draft.definition.name.name;
  const known = knownIn(before);
  for (const holder of holders(before)) {
    const { definition } = holder;
    const named = (names: readonly string[]): readonly string[] =>
      names.filter((name) => hasName(definition, name));
    for (const column of named(lost)) {
      const how = speaks(definition, known, table, column);
      if (how !== null) refuse(draft, holder, `column "${column}" cannot go`, words[how]);
    }
    for (const column of named(followed)) {
      if (referencesIn(definition, known, table, column)?.silent === true)
        refuse(draft, holder, `column "${column}" cannot be renamed`, words.joins);
    }
    for (const column of named(fresh)) {
      const taken = takenFor(definition, known, table, column);
      if (taken !== null)
        refuse(draft, holder, `no column can be called "${column}"`, takes[taken]);
    }
  }
};
