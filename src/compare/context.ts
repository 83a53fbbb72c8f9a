/** What every kind's comparison needs to know: the dialect's ways, the options, and how two texts or names are the same. */
import type { Dialect } from "../dialects/index.js";
import { tableKey, type Reading, type Sql, type TableRef } from "../model/index.js";
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
}

export const contextOf = (dialect: Dialect, options: ResolvedOptions): Context => {
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
  };
};
