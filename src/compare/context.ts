/** What the comparison of every kind needs: the dialect, the options, and how to tell whether two texts or names are the same. */
import type { Dialect } from "../dialects/index.js";
import { tableKey, type Reading, type Sql, type TableRef } from "../model/index.js";
import { containsName } from "../reflect/index.js";
import { caseless, spellingKey } from "../sql/index.js";
import { readingOf } from "./meaning.js";
import type { ResolvedOptions } from "./options.js";

export interface Context {
  readonly dialect: Dialect;
  readonly options: ResolvedOptions;
  /** Folds a name: two names of this dialect are the same exactly when their folded texts are equal. */
  readonly fold: (name: string) => string;
  /** Converts an object so that equal meanings become equal values. */
  readonly reading: Reading;
  /** Why expressions of this table could not be judged; null where they could. */
  readonly doubt: (table: TableRef) => string | null;
  /** Does only the second text name an object that does not exist yet? Then the two differ, and no server needs to be asked. */
  readonly namesNew: (from: unknown, to: unknown) => boolean;
}

/** @param toCome the names of objects that only the second side has */
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
    namesNew: (from, to) =>
      typeof from === "string" &&
      typeof to === "string" &&
      containsName(to, toCome) &&
      !containsName(from, toCome),
  };
};
