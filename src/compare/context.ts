/** What every kind's comparison needs to know: the dialect's ways, the options, and how two texts or names are the same. */
import type { Dialect } from "../dialects/index.js";
import { tableKey, type Reading, type Sql, type TableRef } from "../model/index.js";
import { speaksOf } from "../reflect/index.js";
import { caseless, spellingKey } from "../sql/index.js";
import { readingOf } from "./meaning.js";
import type { ResolvedOptions } from "./options.js";

export interface Context {
  readonly dialect: Dialect;
  readonly options: ResolvedOptions;
  /** Two names of this dialect are one exactly when their folded texts are equal. */
  readonly fold: (name: string) => string;
  /** Reads an object so that equal meanings are equal values. */
  readonly reading: Reading;
  /** Why expressions of this table could not be judged; null where they could. */
  readonly doubt: (table: TableRef) => string | null;
  /** Does the second text speak of something that is still to come, and the first one not? Then nobody has to ask whether they are one. */
  readonly speaksOfNew: (from: unknown, to: unknown) => boolean;
}

/** @param toCome the names of what is on the second side alone */
export const contextOf = (
  dialect: Dialect,
  options: ResolvedOptions,
  toCome: readonly string[] = [],
): Context => {
  const doubts = new Map(
    options.doubts.map((d) => [tableKey({ schema: d.schema, name: d.table }), d.because]),
  );
  const spellings = new Map<Sql, string>();
  const fold = dialect.facts.caseInsensitiveNames
    ? (name: string) => caseless(name, dialect.lexicon)
    : (name: string) => name;
  const spelled = (sql: Sql): string => {
    const known = spellings.get(sql);
    if (known !== undefined) return known;
    const key = spellingKey(sql, dialect.lexicon);
    spellings.set(sql, key);
    return key;
  };
  return {
    dialect,
    options,
    fold,
    reading: readingOf(dialect, fold, spelled),
    doubt: (table) => doubts.get(tableKey(table)) ?? null,
    speaksOfNew: (from, to) =>
      typeof from === "string" &&
      typeof to === "string" &&
      speaksOf(to, toCome) &&
      !speaksOf(from, toCome),
  };
};
