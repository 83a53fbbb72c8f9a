/** A caller's own temporary triggers: a rebuild drops the table on which they stand, and behind the script they are there again. */
import type { Connection } from "../reflect/index.js";
import type { Watch } from "./foreignKeys.js";

const temporaryTriggers = "SELECT name, sql FROM temp.sqlite_master WHERE type = 'trigger' ORDER BY rowid";

/** SQLite keeps their text without the word TEMP. */
const create = (sql: string): string => sql.replace(/^CREATE\s+(?:TEMP\s+|TEMPORARY\s+)?TRIGGER/i, "CREATE TEMP TRIGGER");

export const watchTemporaryTriggers = async (connection: Connection): Promise<Watch> => {
  const before = await connection.query(temporaryTriggers);
  let dropsTables = false;
  return {
    before: async ({ do: verb }) => { dropsTables ||= verb === "dropTable" || verb === "renameTable" || verb === "execute"; },
    check: async () => {
      // A script that drops or renames tables by itself means their temporary triggers too.
      if (dropsTables) return;
      const there = (await connection.query(temporaryTriggers)).map(({ name }) => name);
      for (const { name, sql } of before) if (!there.includes(name)) await connection.execute(create(String(sql)));
    },
  };
};
