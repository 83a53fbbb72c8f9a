/**
 * The statements of a rebuild. The old table steps aside under a temporary name, the new one is made from its own text
 * under its own name, so that sqlite_schema holds that text word for word; `legacy_alter_table` keeps SQLite from
 * rewriting views, triggers and other tables' foreign keys when the old one steps aside.
 */
import { ofKind, type BatchOptions, type Operation, type Schema, type Sql, type TableRef } from "../../../model/index.js";
import { lexicon, sameName } from "../lexicon.js";
import { primaryKeyColumns } from "../read.js";
import { draftOf, refuseLeftover, temporaryName, triggersOn } from "./before.js";
import { casts, copyRows } from "./copy.js";
import type { Draft } from "./draft.js";
import { guardsBefore, refuseViolations, rememberViolations } from "./guards.js";
import { worked } from "./work.js";

/** The tables whose foreign keys a rebuild of this one could break: itself, and those that point to it. */
const watched = (before: Schema, made: Draft): readonly string[] => {
  const table = made.definition.name.name;
  const own = made.definition.constraints.some((c) => c.is === "foreignKey") || made.definition.columns.some((c) => c.clauses.some((k) => k.is === "references"));
  const children = before.tables.filter((t) => !sameName(t.name, table) && ofKind(t.constraints, "foreignKey").some((k) => sameName(k.target.name, table)));
  return [...(own ? [table] : []), ...children.map((t) => t.name)];
};

/** The counter of AUTOINCREMENT went with the old table's name. */
const counter = (table: string, old: string): readonly Sql[] => [
  `DELETE FROM sqlite_sequence WHERE name = ${lexicon.literal(table)} AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ${lexicon.literal(old)})`,
  `INSERT INTO sqlite_sequence (name, seq) SELECT ${lexicon.literal(table)}, seq FROM sqlite_sequence WHERE name = ${lexicon.literal(old)}`,
];

const counts = ({ definition }: Draft): boolean =>
  definition.columns.some((c) => c.clauses.some((k) => k.is === "primaryKey" && k.autoincrement)) || definition.constraints.some((c) => c.is === "primaryKey" && c.autoincrement);

export const rebuildStatements = (before: Schema, old: Draft, made: Draft, options: BatchOptions): readonly Sql[] => {
  const table = old.definition.name.name;
  const aside = temporaryName(table);
  refuseLeftover(before, table);
  const tables = watched(before, made);
  return [
    ...guardsBefore(table, options.lossy ? [] : casts(old.definition, made)),
    ...rememberViolations(tables),
    "PRAGMA legacy_alter_table=ON",
    `ALTER TABLE ${lexicon.quote(table)} RENAME TO ${lexicon.quote(aside)}`,
    "PRAGMA legacy_alter_table=OFF",
    made.definition.sql,
    ...copyRows(old.definition, made, aside),
    ...(counts(made) && counts(old) && primaryKeyColumns(made.definition).length === 1 ? counter(table, aside) : []),
    `DROP TABLE ${lexicon.quote(aside)}`,
    ...made.indexes,
    ...triggersOn(before, table),
    ...refuseViolations(table, tables),
  ];
};

export interface Rebuild {
  readonly old: Draft;
  readonly made: Draft;
}

export const rebuild = (before: Schema, table: TableRef, operations: readonly Operation[], options: BatchOptions): Rebuild => {
  const old = draftOf(before, table);
  return { old, made: worked(old, operations, options) };
};
