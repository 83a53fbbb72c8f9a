/** Finds the views and triggers that a lost column would break, or would make read something else: a rebuild would leave them behind without a word. */
import type { Schema } from "../../../model/index.js";
import { lexicon, sameName } from "../lexicon.js";
import { knownIn, mentionsIn } from "../mentions/index.js";
import { meaningful } from "../../../sql/index.js";
import { refused, type Draft } from "./draft.js";

/** A text that is not understood may speak of whatever it names. */
const speaks = (sql: string, known: ReturnType<typeof knownIn>, table: string, column: string): "mentions" | "joins" | null => {
  const found = mentionsIn(sql, known, table, column);
  if (found !== null) return found.places.length > 0 ? "mentions" : found.silent ? "joins" : null;
  const names = meaningful(sql, lexicon).filter((t) => t.kind === "word" || t.kind === "quoted").map((t) => t.value);
  return [table, column].every((name) => names.some((n) => sameName(n, name))) ? "mentions" : null;
};

const words = { mentions: "mentions it", joins: "joins by it" };

/** @param lost the old names of columns that are dropped, or renamed in a way that SQLite's own RENAME COLUMN cannot follow */
export const refuseMentioned = (before: Schema, draft: Draft, lost: readonly string[]): void => {
  const table = draft.definition.name.name;
  const known = knownIn(before);
  for (const { definition, kind, name } of before.notCompared) {
    if (definition === null || (kind !== "view" && kind !== "trigger")) continue;
    for (const column of lost) {
      const how = speaks(definition, known, table, column);
      if (how === null) continue;
      refused(
        draft, `column "${column}" cannot go while the ${kind} "${name}" ${words[how]}`,
        `before the batch: await op.execute(${JSON.stringify(`DROP ${kind.toUpperCase()} ${lexicon.quote(name)}`)}); make it anew behind it`,
      );
    }
  }
};
