/** Checks whether what reads SQLite's tables (views, triggers, virtual tables) still works after a script as before it. */
import { lexicon } from "../../../dialects/sqlite/lexicon.js";
import { messageOf, SchemaDiffError } from "../../../model/index.js";
import { foldAToZ } from "../../../sql/index.js";
import type { Connection } from "../../connection.js";
import type { IntegrityCheck } from "../../migrationSession.js";

const { quote } = lexicon;

const views = "SELECT name FROM main.sqlite_master WHERE type = 'view' ORDER BY name";

const temporaryViews = "SELECT name FROM temp.sqlite_master WHERE type = 'view' ORDER BY name";

/** They have no page of their own. */
const virtualTables =
  "SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage = 0 ORDER BY name";

/** Tables and views with triggers. */
const triggered = `
  SELECT t.name AS name FROM main.sqlite_master AS t
  WHERE t.type IN ('table', 'view') AND EXISTS (
    SELECT 1 FROM (SELECT type, tbl_name FROM main.sqlite_master UNION ALL SELECT type, tbl_name FROM temp.sqlite_master) AS r
    WHERE r.type = 'trigger' AND r.tbl_name = t.name COLLATE NOCASE) ORDER BY t.name`;

/** The columns of a table that can be set. */
const settable = `SELECT '"' || replace(c.name, '"', '""') || '" = NULL' AS change FROM pragma_table_xinfo(?, 'main') AS c WHERE c.hidden = 0`;

const changesOf = async (connection: Connection, name: string): Promise<string> => {
  const rows = await connection.query(settable, [name]);
  return rows.map(({ change }) => String(change)).join(", ");
};

/** Compiles a statement with the views and triggers that it uses, by `EXPLAIN`, which runs nothing; the error message, or null. */
const complaint = async (
  connection: Connection,
  statement: string,
  how: "EXPLAIN " | "" = "EXPLAIN ",
): Promise<string | null> => {
  try {
    await connection.query(how + statement);
    return null;
  } catch (thrown) {
    return messageOf(thrown);
  }
};

/**
 * What does not work, with SQLite's message. Dropping a table is meant to affect what reads it; renaming one is not, and SQLite
 * does not inform a virtual table of it.
 * @param renamed the old names
 */
const brokenIn = async (
  connection: Connection,
  renamed: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const broken = new Map<string, string>();
  const look = async (what: string, statement: string, how?: ""): Promise<void> => {
    const said = await complaint(connection, statement, how);
    const missing = /^no such table: (?:main\.)?(.*)$/s.exec(said ?? "")?.[1];
    if (
      said !== null &&
      (missing === undefined || (how === "" && renamed.includes(foldAToZ(missing))))
    )
      broken.set(what, said);
  };
  for (const { name } of await connection.query(views))
    await look(`the view ${String(name)}`, `SELECT * FROM main.${quote(String(name))}`);
  for (const { name } of await connection.query(temporaryViews))
    await look(`the temporary view ${String(name)}`, `SELECT * FROM temp.${quote(String(name))}`);
  // A virtual table with external content looks up its columns only when it is read (https://sqlite.org/fts5.html#external_content_tables).
  for (const { name } of await connection.query(virtualTables))
    await look(
      `the virtual table ${String(name)}`,
      `SELECT * FROM main.${quote(String(name))} LIMIT 1`,
      "",
    );
  for (const { name } of await connection.query(triggered)) {
    const target = `main.${quote(String(name))}`;
    // A broken view does not even return its columns, and is reported itself.
    if ((await complaint(connection, `SELECT * FROM ${target}`)) !== null) continue;
    const changes = await changesOf(connection, String(name));
    await look(`the INSERT triggers of ${String(name)}`, `INSERT INTO ${target} DEFAULT VALUES`);
    await look(`the DELETE triggers of ${String(name)}`, `DELETE FROM ${target}`);
    if (changes !== "")
      await look(`the UPDATE triggers of ${String(name)}`, `UPDATE ${target} SET ${changes}`);
  }
  return broken;
};

export const readerCheck = async (connection: Connection): Promise<IntegrityCheck> => {
  const before = await brokenIn(connection, []);
  const renamed: string[] = [];
  return {
    before: async (operation) => {
      if (operation.do === "renameTable") renamed.push(foldAToZ(operation.table.name));
    },
    check: async () => {
      const fresh = [...(await brokenIn(connection, renamed))].filter(
        ([what]) => !before.has(what),
      );
      if (fresh.length > 0) {
        throw new SchemaDiffError(
          "script",
          `it would leave broken: ${fresh.map(([what, said]) => `${what} (${said})`).join(", ")}`,
          "drop them by op.execute before that operation, and create them again after it",
        );
      }
    },
  };
};
