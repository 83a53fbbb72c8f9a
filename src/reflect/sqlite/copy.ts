/** A database in memory with the schema of another one and no rows: what a printed rebuild is made on. */
import { messageOf, type Sql } from "../../model/index.js";
import type { Connection } from "../connection.js";
import { connectionTo } from "./connection.js";
import type { Database } from "./database.js";
import { memory } from "./driver.js";

/** SQLite's own text of everything in the database, tables first; what a virtual table keeps for itself comes with it. */
const texts = `
  SELECT s.sql AS sql FROM main.sqlite_master AS s
  WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite^_%' ESCAPE '^'
    AND NOT EXISTS (SELECT 1 FROM pragma_table_list AS t WHERE t.schema = 'main' AND t.name = s.name AND t.type = 'shadow')
  ORDER BY CASE s.type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, s.rowid`;

const unknownFunction = /\bno such function: (.+)$/;

/** Functions that only the application has are known here by name: without rows nobody calls them. */
const withStandIns = (database: Database): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const known = new Set<string>();
  return async (work) => {
    for (;;) {
      try {
        return await work();
      } catch (cause) {
        const name = unknownFunction.exec(messageOf(cause))?.[1];
        if (name === undefined || known.has(name)) throw cause;
        known.add(name);
        database.defineFunction(name);
      }
    }
  };
};

/** A virtual table whose module, or whose module's tokenizer, only the application has is no table of the copy: nothing can be rebuilt of it. */
const isVirtual = (sql: Sql): boolean => /^\s*CREATE\s+VIRTUAL\b/i.test(sql);

/** Hands the copy over and closes it; the database that is copied is only read. */
export const copy = async <T>(
  connection: Connection,
  use: (copy: Connection) => Promise<T>,
): Promise<T> => {
  const database = await memory();
  const [made, standingIn] = [connectionTo(database), withStandIns(database)];
  const execute = (sql: Sql): Promise<void> => standingIn(() => made.execute(sql));
  try {
    await execute("PRAGMA foreign_keys = OFF");
    for (const { sql } of await connection.query(texts)) {
      await execute(String(sql)).catch((cause: unknown) => {
        if (!isVirtual(String(sql))) throw cause;
      });
    }
    return await use({
      ...made,
      execute,
      query: (sql, parameters) => standingIn(() => made.query(sql, parameters)),
    });
  } finally {
    database.close();
  }
};
