/** Finds databases with foreign keys to tables of other databases. */
import type { Sql } from "../../model/index.js";
import type { Session } from "./connection.js";
import { text } from "./rows.js";

const question: Sql = `
    SELECT DISTINCT table_schema AS name
    FROM information_schema.key_column_usage
    WHERE referenced_table_schema IN (?) AND table_schema NOT IN (?)
    ORDER BY table_schema`;

export const referringSchemas = async (
  session: Session,
  schemas: readonly string[],
): Promise<readonly string[]> => {
  const current = session.database === null ? [] : [session.database];
  const asked = schemas.length > 0 ? schemas : current;
  if (asked.length === 0) return [];
  return (await session.query(question, [asked, asked])).map((row) => text(row, "name"));
};
