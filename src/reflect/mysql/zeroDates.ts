/** Whether a table may have a default that a strict sql_mode refuses whenever the table is altered (dialects/mysql/zeroDates.ts judges). */
import type { Sql } from "../../model/index.js";
import type { Backend } from "../backend.js";

const question: Sql = `
  SELECT 1 AS found FROM information_schema.columns
  WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?
    AND data_type IN ('date', 'datetime', 'timestamp') AND column_default LIKE '%-00%'
  LIMIT 1`;

export const printsByTable: NonNullable<Backend["printsByTable"]> = async (
  connection,
  { schema, name },
) => (await connection.query(question, [schema, name])).length > 0;
