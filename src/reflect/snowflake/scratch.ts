/** Loads DDL text into a scratch database on a development account, passes it on, and removes it. */
import { randomBytes } from "node:crypto";
import { messageOf, SchemaDiffError, type Sql } from "../../model/index.js";
import { lexicon } from "../../dialects/snowflake/lexicon.js";
import { meaningful } from "../../sql/index.js";
import type { Connection } from "../connection.js";
import { open, type Session } from "./connection.js";
import { quoted } from "./questions.js";
import { splitScript } from "./script.js";
import { brokenText } from "../brokenText.js";

/** Does the statement choose or create a database? A dump does so for its own; the scratch database is another one. */
const choosesDatabase = (sql: Sql): boolean => {
  const [first = "", ...more] = meaningful(sql.slice(0, 300), lexicon).map(({ text }) =>
    text.toLowerCase(),
  );
  return first === "use" || (first === "create" && more.slice(0, 4).includes("database"));
};

const load = async (session: Session, ddl: Sql): Promise<void> => {
  for (const { sql, line } of splitScript(ddl)) {
    if (choosesDatabase(sql)) continue;
    try {
      await session.execute(sql);
    } catch (thrown) {
      throw brokenText(line, thrown);
    }
  }
};

const inDatabase = (at: string, database: string): string => {
  const url = new URL(at);
  url.pathname = `/${encodeURIComponent(database)}/PUBLIC`;
  return url.href;
};

export const scratch = async <T>(
  ddl: Sql,
  at: string | null,
  use: (connection: Connection) => Promise<T>,
): Promise<T> => {
  if (at === null)
    throw new SchemaDiffError(
      "usage",
      "SQL text for Snowflake is loaded into a scratch database, and no account is given for it",
      "give --dev-url snowflake://…",
    );
  const admin = await open(at);
  // The name only has to be unused; nothing that is printed depends on it.
  const database = `SCHEMA_DIFF_SCRATCH_${randomBytes(8).toString("hex").toUpperCase()}`;
  try {
    await admin
      .execute(`CREATE TRANSIENT DATABASE ${quoted(database)}`)
      .catch((thrown: unknown) => {
        throw new SchemaDiffError(
          "permission",
          `${admin.description}: no scratch database can be created: ${messageOf(thrown)}`,
          "grant the role CREATE DATABASE",
          { cause: thrown },
        );
      });
    const session = await open(inDatabase(at, database));
    try {
      await load(session, ddl);
      return await use(session);
    } finally {
      await session.close();
    }
  } finally {
    await admin.execute(`DROP DATABASE IF EXISTS ${quoted(database)}`).catch(() => undefined);
    await admin.close();
  }
};
