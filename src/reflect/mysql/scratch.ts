/** Loads DDL text into a scratch database on a development server, passes it on, and removes it. */
import { messageOf, SchemaDiffError, type Sql } from "../../model/index.js";
import { lexicon } from "../../dialects/mysql/lexicon.js";
import { meaningful } from "../../sql/index.js";
import type { Connection } from "../connection.js";
import { open, type Session } from "./connection.js";
import { splitScript, type Statement } from "./split.js";
import { brokenText } from "../brokenText.js";

/** Does the statement choose or create a database? A dump does so for its own; the scratch database is another one. */
const choosesDatabase = (sql: Sql): boolean => {
  const [first = "", second = ""] = meaningful(sql.slice(0, 300), lexicon).map((t) =>
    t.text.toLowerCase(),
  );
  return (
    first === "use" ||
    (/^(?:create|drop|alter)$/.test(first) && /^(?:database|schema)$/.test(second))
  );
};

/** The line in the text; the server counts lines within the statement. */
const lineOf = ({ line }: Statement, message: string): number =>
  line + Number(/ at line (\d+)$/.exec(message)?.[1] ?? "1") - 1;

const load = async (session: Session, ddl: Sql): Promise<void> => {
  // a script may name a table before it creates it, as dumps do
  await session.execute("SET SESSION foreign_key_checks = 0");
  for (const statement of splitScript(ddl)) {
    if (choosesDatabase(statement.sql)) continue;
    try {
      await session.execute(statement.sql);
    } catch (thrown) {
      throw brokenText(lineOf(statement, messageOf(thrown)), thrown);
    }
  }
  await session.execute("SET SESSION foreign_key_checks = 1");
};

const inDatabase = (at: string, database: string): string => {
  const url = new URL(at);
  url.pathname = `/${encodeURIComponent(database)}`;
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
      "DDL text for MySQL or MariaDB is loaded into a scratch database, and no server is given for it",
      "give --dev-url",
    );
  const admin = await open(at);
  // the connection's id is unique among open connections
  const database = `schema_diff_scratch_${admin.id}`;
  try {
    await admin.execute(`DROP DATABASE IF EXISTS ${lexicon.quote(database)}`);
    await admin.execute(`CREATE DATABASE ${lexicon.quote(database)}`).catch((thrown: unknown) => {
      throw new SchemaDiffError(
        "permission",
        `${admin.description}: no scratch database can be created: ${messageOf(thrown)}`,
        "grant CREATE on schema_diff_scratch_%",
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
    await admin
      .execute(`DROP DATABASE IF EXISTS ${lexicon.quote(database)}`)
      .catch(() => undefined);
    await admin.close();
  }
};
