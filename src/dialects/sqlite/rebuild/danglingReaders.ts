/**
 * Views and triggers on dropped tables. SQLite's RENAME and DROP COLUMN fail while there is one
 * anywhere in the database (renameTestSchema, src/alter.c), so they are dropped for that time and
 * restored unchanged.
 */
import type { Schema, Sql, Statement, Unmodelled } from "../../../model/index.js";
import { drop } from "../clauses.js";
import { sameName } from "../lexicon.js";
import { isReader, tablesIn } from "../references/index.js";
import { isReadingReaders, schemaChange } from "../statement.js";

/** The table-valued functions that can be read without parentheses. */
const builtIn =
  /^(?:sqlite_|pragma_|dbstat$|json_each$|json_tree$|generate_series$|bytecode$|tables_used$)/i;

/**
 * The tables and views that a text reads; empty where it cannot be parsed, so that it is not taken
 * for broken.
 */
const sources = (sql: Sql): readonly string[] =>
  (tablesIn(sql) ?? []).map(({ name }) => name).filter((name) => !builtIn.test(name));

interface Reader {
  readonly item: Unmodelled;
  readonly sources: readonly string[];
}

/** The views and triggers that read a dropped table, directly or through another view. */
const brokenIn = (schema: Schema): readonly Unmodelled[] => {
  const readers = schema.notCompared.flatMap((item): readonly Reader[] =>
    item.definition !== null && isReader(item)
      ? [
          {
            item,
            sources: [
              ...sources(item.definition),
              ...(item.table === null ? [] : [item.table.name]),
            ],
          },
        ]
      : [],
  );
  const there = [...schema.tables, ...schema.notCompared.filter((u) => !isReader(u))].map(
    (t) => t.name,
  );
  const views = readers.filter((r) => r.item.kind === "view");
  const working = (sound: readonly Reader[]): readonly Reader[] => {
    const names = [...there, ...sound.map((r) => r.item.name)];
    const left = sound.filter((r) => r.sources.every((s) => names.some((n) => sameName(n, s))));
    return left.length === sound.length ? left : working(left);
  };
  const names = [...there, ...working(views).map((r) => r.item.name)];
  return readers
    .filter((r) => r.sources.some((s) => !names.some((n) => sameName(n, s))))
    .map((r) => r.item);
};

/**
 * The statements, with broken views and triggers dropped before and restored after them.
 * @param followed the view or trigger as the statements' renames would change it
 */
export const aroundBroken = (
  before: Schema,
  statements: readonly Statement[],
  followed: (item: Unmodelled) => Unmodelled,
): readonly Statement[] => {
  const broken = statements.some(isReadingReaders) ? brokenIn(before) : [];
  const [views, triggers] = [
    broken.filter((b) => b.kind === "view"),
    broken.filter((b) => b.kind === "trigger"),
  ];
  // Dropping a view drops its triggers, so triggers are dropped first and restored last.
  return [
    ...[...triggers, ...views].map((item) => schemaChange(drop(item))),
    ...statements,
    ...[...views, ...triggers].flatMap((item) => followed(item).definition ?? []).map(schemaChange),
  ];
};
