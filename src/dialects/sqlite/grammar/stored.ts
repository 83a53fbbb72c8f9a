/**
 * Caches the trees of texts that a database holds: they are read again and again while a script
 * alters one table after another.
 */
import { parseIndex } from "./indexText.js";
import { parseTable } from "./table.js";
import type { IndexDefinition, TableDefinition } from "./tree.js";

/** Enough for some hundreds of tables with all their columns. */
const mostCharacters = 4_000_000;

const remembering = <T>(parse: (sql: string) => T): ((sql: string) => T) => {
  const known = new Map<string, T>();
  let characters = 0;
  return (sql) => {
    const there = known.get(sql);
    if (there !== undefined) return there;
    const tree = parse(sql);
    characters += sql.length;
    if (characters > mostCharacters) {
      known.clear();
      characters = sql.length;
    }
    known.set(sql, tree);
    return tree;
  };
};

/** The same as `parseTable` and `parseIndex`; the same text gives the same tree object. */
export const parseStoredTable: (sql: string) => TableDefinition = remembering(parseTable);
export const parseStoredIndex: (sql: string) => IndexDefinition = remembering(parseIndex);
