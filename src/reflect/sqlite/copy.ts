/** Copies the schema of a database, without rows, into one in memory, on which printed rebuilds are made. */
import { messageOf, type Sql } from "../../model/index.js";
import type { Connection } from "../connection.js";
import { connectionTo } from "./connection.js";
import type { Database } from "./database.js";
import { memory } from "./driver.js";

/** SQLite's own text of everything in the database, tables first; shadow tables are created by their virtual table. */
const texts = `
  SELECT s.sql AS sql FROM main.sqlite_master AS s
  WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite^_%' ESCAPE '^'
    AND NOT EXISTS (SELECT 1 FROM pragma_table_list AS t WHERE t.schema = 'main' AND t.name = s.name AND t.type = 'shadow')
  ORDER BY CASE s.type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, s.rowid`;

const unknownFunction = /\bno such function: (.+)$/;

/** Defines functions that only the application has as stand-ins: without rows, none of them is called. */
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

/** Is it a virtual table? If only the application has its module or tokenizer, the copy lacks the table; it is never rebuilt. */
const isVirtual = (sql: Sql): boolean => /^\s*CREATE\s+VIRTUAL\b/i.test(sql);

/** Passes the copy to `use` and closes it; the original database is only read. */
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
