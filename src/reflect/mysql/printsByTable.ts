/**
 * Does every ALTER of a table have to be printed with a setting of its own? It may have a default that a strict sql_mode refuses
 * (dialects/mysql/zeroDates.ts decides), or keep the history of its rows (MariaDB; dialects/mysql/versionedHistory.ts).
 */
import type { Sql } from "../../model/index.js";
import type { Backend } from "../backend.js";

const question: Sql = `
  SELECT 1 AS found FROM information_schema.columns
  WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?
    AND data_type IN ('date', 'datetime', 'timestamp') AND column_default LIKE '%-00%'
  UNION ALL
  SELECT 1 FROM information_schema.tables
  WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND table_type = 'SYSTEM VERSIONED'
  LIMIT 1`;

export const printsByTable: NonNullable<Backend["printsByTable"]> = async (
  connection,
  { schema, name },
) => (await connection.query(question, [schema, name, schema, name])).length > 0;
