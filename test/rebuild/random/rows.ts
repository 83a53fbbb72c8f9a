/** What a batch may not touch of the rows: other tables' altogether, and of the table every value of the columns it does not speak of. */
import type Database from "../../sqlite/database.mjs";
import { quoted } from "./database.js";

/** The columns of `of` with their storage classes, a row a text; rowids too where they are kept. */
const valuesOf = (
  db: Database.Database,
  table: string,
  of: readonly string[],
): readonly string[] =>
  of.length === 0
    ? []
    : db
        .prepare<[], string>(
          `SELECT ${of.map((c) => `quote(${c})`).join(" || ', ' || ")} FROM ${quoted(table)}`,
        )
        .pluck()
        .all();

/** Every row of every other table, and every counter. */
export const othersRows = (db: Database.Database, table: string): readonly string[] => {
  const names = db
    .prepare<[string], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> ? AND name <> 'sqlite_sequence' ORDER BY name",
    )
    .pluck()
    .all(table);
  return names.flatMap((name) =>
    db
      .prepare(`SELECT * FROM ${quoted(name)}`)
      .raw()
      .safeIntegers()
      .all()
      .map((row) => `${name}: ${String(row)}`),
  );
};

export const counter = (db: Database.Database, table: string): unknown => {
  const there =
    db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").get() !== undefined;
  return there
    ? db.prepare("SELECT seq FROM sqlite_sequence WHERE name = ? COLLATE NOCASE").pluck().all(table)
    : [];
};

const rowidNames = ["rowid", "_rowid_", "oid"];

/** A name of the rowid, where the table has one. */
const rowidOf = (db: Database.Database, table: string): string | null => {
  const columns = db
    .prepare<[string], string>("SELECT name FROM pragma_table_xinfo(?)")
    .pluck()
    .all(table)
    .map((c) => c.toLowerCase());
  const without =
    db
      .prepare("SELECT wr FROM pragma_table_list WHERE name = ? AND schema = 'main'")
      .pluck()
      .get(table) === 1;
  return without ? null : (rowidNames.find((name) => !columns.includes(name)) ?? null);
};

/** @param columns that the batch does not speak of */
export const kept = (
  db: Database.Database,
  table: string,
  columns: readonly string[],
  rowids: boolean,
): readonly string[] => {
  const rowid = rowids ? rowidOf(db, table) : null;
  return [
    ...valuesOf(db, table, [...(rowid === null ? [] : [rowid]), ...columns.map(quoted)]),
  ].sort();
};
