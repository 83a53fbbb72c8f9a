/** The tables whose foreign keys a rebuild could break. */
import { ofKind, type Constraint, type Schema, type Table } from "../../../model/index.js";
import {
  parseStoredIndex,
  parseStoredTable,
  type KeyPart,
  type TableDefinition,
} from "../grammar/index.js";
import { sameName } from "../lexicon.js";
import { clausesOf, primaryKeyColumns } from "../definition.js";
import { indexTexts, textOf } from "./lookup.js";
import type { CheckedTable } from "./guards.js";

const collationOf = (definition: TableDefinition, name: string): string => {
  const column = definition.columns.find((c) => sameName(c.name.name, name));
  return (
    (column === undefined ? undefined : clausesOf(column, "collate").at(-1)?.collation.name) ??
    "BINARY"
  );
};

/** The columns of a key, if it compares them by the columns' own collations; null otherwise. */
const plainly = (
  definition: TableDefinition,
  parts: readonly KeyPart[],
): readonly string[] | null => {
  const names = parts.map((p) =>
    p.name !== null &&
    (p.collation === null || sameName(p.collation.name, collationOf(definition, p.name.name)))
      ? p.name.name
      : null,
  );
  return names.every((n) => n !== null) ? names : null;
};

/** The keys that a foreign key may reference (https://sqlite.org/foreignkeys.html#fk_indexes). */
const parentKeys = (table: Table): readonly (readonly string[])[] => {
  const definition = parseStoredTable(textOf(table));
  const indexes = indexTexts(table)
    .map(parseStoredIndex)
    .filter((i) => i.unique && i.where === null);
  const lists = [
    ...definition.constraints.flatMap((c) => (c.is === "unique" ? [c.parts] : [])),
    ...indexes.map((i) => i.parts),
  ];
  return [
    primaryKeyColumns(definition),
    ...definition.columns
      .filter((c) => c.clauses.some((k) => k.is === "unique"))
      .map((c) => [c.name.name]),
    ...lists.map((parts) => plainly(definition, parts)).filter((names) => names !== null),
  ];
};

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x) => b.some((y) => sameName(x, y)));

/**
 * foreign_key_check fails as a whole on a foreign key that references no unique columns ("foreign
 * key mismatch").
 */
const sound = (before: Schema, key: Constraint<"foreignKey">): boolean => {
  const target = before.tables.find((t) => sameName(t.name, key.target.name));
  if (target === undefined) return true;
  return (
    key.columns.length === key.targetColumns.length &&
    parentKeys(target).some((columns) => sameSet(columns, key.targetColumns))
  );
};

/** The table's own foreign keys that reference no key. */
export const keysWithoutTarget = (
  schema: Schema,
  table: string,
): readonly Constraint<"foreignKey">[] =>
  schema.tables
    .filter((t) => sameName(t.name, table))
    .flatMap((t) => ofKind(t.constraints, "foreignKey").filter((k) => !sound(schema, k)));

/** The table's foreign keys that reference no key, or a table that does not exist. */
const waitingKeys = (schema: Schema, table: string): readonly string[] =>
  schema.tables
    .filter((t) => sameName(t.name, table))
    .flatMap((t) => ofKind(t.constraints, "foreignKey"))
    .filter(
      (key) =>
        !sound(schema, key) || schema.tables.every((t) => !sameName(t.name, key.target.name)),
    )
    .map(({ columns, target, targetColumns }) => JSON.stringify([columns, target, targetColumns]));

/** Has the table a foreign key that `before` does not have and whose target does not exist yet? */
export const waitsForKeys = (before: Schema, after: Schema, table: string): boolean => {
  const were = waitingKeys(before, table);
  return waitingKeys(after, table).some((key) => !were.includes(key));
};

/** Has a new table a foreign key to columns that are no key, of itself or of an existing table? */
export const comesWithoutKeys = (table: Table, before: Schema): boolean =>
  ofKind(table.constraints, "foreignKey").some((key) =>
    sameName(key.target.name, table.name)
      ? !table.constraints.some(
          (c) =>
            (c.kind === "primaryKey" || c.kind === "unique") &&
            sameSet(c.columns, key.targetColumns),
        )
      : !sound(before, key),
  );

/**
 * The table itself, whose rowids may change, and the tables that reference it; without those whose
 * foreign keys SQLite could not check before either.
 */
export const foreignKeysAtRisk = (
  before: Schema,
  table: string,
  own: boolean,
  rowids: boolean,
): readonly CheckedTable[] =>
  before.tables.flatMap((t) => {
    const keys = ofKind(t.constraints, "foreignKey");
    const concerned = sameName(t.name, table)
      ? own || keys.length > 0
      : keys.some((k) => sameName(k.target.name, table));
    return concerned && keys.every((k) => sound(before, k))
      ? [
          {
            table: t.name,
            parents: [...new Set(keys.map((k) => k.target.name))],
            rowids: rowids || !sameName(t.name, table),
          },
        ]
      : [];
  });
