/** How a migration uses Snowflake: a table is the lock for the whole run, and no transaction, since DDL commits by itself. */
import { lexicon } from "../../dialects/snowflake/lexicon.js";
import type { Sql } from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { Connection } from "../connection.js";
import type { MigrationSession } from "../migrationSession.js";
import { sessionOf } from "./connection.js";
import { quoted } from "./questions.js";
import { nothing, nothingToCheck, nothingToUndo } from "../sessionSteps.js";
import { journal } from "./journal.js";
import { explained } from "./refusals.js";
import { lock } from "./lock.js";
import { text } from "./rows.js";

const path = (tokens: readonly string[]): Sql => {
  const end = tokens.findIndex((token, i) => (i % 2 === 1) !== (token === "."));
  return tokens.slice(0, end < 0 ? tokens.length : end).join("");
};

/** The table on which the statement builds an index, by CREATE INDEX or by adding a key; null where it builds none. */
const builtOn = (sql: Sql): Sql | null => {
  const tokens = meaningful(sql.slice(0, 2000), lexicon).map((token) => token.text);
  const words = tokens.map((token) => token.toUpperCase());
  if (words[0] === "CREATE" && words[1] === "INDEX")
    return path(tokens.slice(words.indexOf("ON") + 1));
  const adds =
    words[0] === "ALTER" &&
    words[1] === "TABLE" &&
    words.includes("ADD") &&
    (words.includes("UNIQUE") || words.includes("REFERENCES"));
  return adds ? path(tokens.slice(2)) : null;
};

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 100);
  });

/**
 * Waits for the index. Hybrid tables build their indexes in the background, one at a time: the next statement that needs an index
 * fails meanwhile (CREATE HYBRID TABLE, "Track the index build").
 */
const indexBuilt = async (connection: Connection, sql: Sql): Promise<void> => {
  const table = builtOn(sql);
  if (table === null) return;
  for (;;) {
    const rows = await connection.query(`SHOW INDEXES IN TABLE ${table}`).catch(() => []);
    if (!rows.some((row) => text(row, "status") === "BUILD IN PROGRESS")) return;
    await pause();
  }
};

/** A new schema or database becomes the current one (CREATE SCHEMA, "Usage notes"), but the journal and unqualified names belong to the old one, which is restored. */
const afterStatement = async (connection: Connection, sql: Sql): Promise<void> => {
  await indexBuilt(connection, sql);
  const [first, ...more] = meaningful(sql.slice(0, 300), lexicon).map((token) =>
    token.text.toUpperCase(),
  );
  const creates =
    first === "CREATE" && more.slice(0, 4).some((w) => w === "SCHEMA" || w === "DATABASE");
  const { database, schema } = sessionOf(connection);
  if (creates && database !== null && schema !== null)
    await connection.execute(`USE SCHEMA ${quoted(database)}.${quoted(schema)}`);
};

export const migrationSession: MigrationSession = {
  lock,
  enter: nothingToUndo,
  begin: nothing,
  integrityCheck: nothingToCheck,
  afterStatement,
  commit: nothing,
  rollback: nothing,
  explain: explained,
  journal,
  versionTableExists:
    "SELECT TABLE_TYPE AS kind FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = CURRENT_SCHEMA() AND UPPER(TABLE_NAME) = UPPER(?)",
};
