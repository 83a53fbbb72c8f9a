/**
 * Changes the case of a table's own name: SQLite refuses it as already used, so the table is
 * renamed through a third name.
 */
import type { Schema, Statement, TableRef, Unmodelled } from "../../../model/index.js";
import { parseIndex, parseTable, type TableDefinition } from "../grammar/index.js";
import { lexicon, sameName } from "../lexicon.js";
import { tableInReader } from "../propagateRename.js";
import { tablesIn } from "../references/index.js";
import { pragma, readsReaders } from "../statement.js";
import { aroundBroken } from "./danglingReaders.js";
import { draftOf, refuseLeftover, temporaryName } from "./lookup.js";
import { qualifiesItself } from "./renameBlockers.js";
import { edited, patched, replace } from "./text.js";

/**
 * Can SQLite leave all references to the table unchanged? Under `legacy_alter_table` it does, but a
 * table that qualifies its own columns would not find them while it has the third name.
 */
export const keepsWords = (before: Schema, table: TableRef): boolean =>
  !qualifiesItself(draftOf(before, table));

/** The statements of the rename; whatever refers to the table still does. */
export const respelledTable = (before: Schema, from: string, to: string): readonly Statement[] => {
  refuseLeftover(before, to);
  const aside = temporaryName(to);
  const kept = keepsWords(before, { schema: null, name: from });
  const rename = (name: string, other: string): Statement => ({
    ...readsReaders(`ALTER TABLE ${lexicon.quote(name)} RENAME TO ${lexicon.quote(other)}`),
    // While they are enforced, foreign keys would be rewritten all the same.
    foreignKeysOff: true,
  });
  const renames = aroundBroken(before, [rename(from, aside), rename(aside, to)], (item) =>
    kept ? respelledInTrigger(item, to) : tableInReader(item, from, to),
  );
  return kept
    ? [pragma("PRAGMA legacy_alter_table=ON"), ...renames, pragma("PRAGMA legacy_alter_table=OFF")]
    : renames;
};

/** The table's own text, under the new name. */
export const respelledInTable = (sql: string, to: string): TableDefinition => {
  const definition = parseTable(sql);
  return edited(definition, replace(definition.name, lexicon.quote(to)));
};

export const respelledInIndex = (sql: string, to: string): string =>
  patched(sql, [replace(parseIndex(sql).table, lexicon.quote(to))]);

/** The first name in a trigger's text after ON is the table's. */
export const respelledInTrigger = (item: Unmodelled, to: string): Unmodelled => {
  if (item.kind !== "trigger" || item.table === null || !sameName(item.table.name, to)) return item;
  const { definition } = item;
  const own = (definition === null ? null : tablesIn(definition))?.find(({ name }) =>
    sameName(name, to),
  );
  return {
    ...item,
    table: { schema: null, name: to },
    definition:
      definition === null || own === undefined
        ? definition
        : patched(definition, [replace(own, lexicon.quote(to))]),
  };
};
