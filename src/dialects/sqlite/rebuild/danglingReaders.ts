/**
 * Views and triggers on tables that are gone. SQLite's RENAME and DROP COLUMN fail while any of them stands anywhere in the
 * database (renameTestSchema, src/alter.c), so they step aside meanwhile and come back as they were.
 */
import type { Schema, Sql, Statement, Unmodelled } from "../../../model/index.js";
import { drop } from "../clauses.js";
import { sameName } from "../lexicon.js";
import { isReader, tablesIn } from "../references/index.js";
import { isReadingReaders, schemaChange } from "../statement.js";

/** The table-valued functions that may be read without parentheses. */
const builtIn =
  /^(?:sqlite_|pragma_|dbstat$|json_each$|json_tree$|generate_series$|bytecode$|tables_used$)/i;

/** What is not understood is not known to be broken. */
const sources = (sql: Sql): readonly string[] =>
  (tablesIn(sql) ?? []).map(({ name }) => name).filter((name) => !builtIn.test(name));

interface Reader {
  readonly item: Unmodelled;
  readonly sources: readonly string[];
}

/** What reads a table that is gone, itself or through another view. */
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
 * The statements, with what is broken out of their way.
 * @param followed what the statements make of a view or trigger that stands on what they rename
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
  // A view takes its own triggers along, so triggers go first and come last.
  return [
    ...[...triggers, ...views].map((item) => schemaChange(drop(item))),
    ...statements,
    ...[...views, ...triggers].flatMap((item) => followed(item).definition ?? []).map(schemaChange),
  ];
};
