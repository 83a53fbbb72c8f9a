/** Finds schemas with foreign keys to tables of other schemas. */
import type { Sql } from "../../model/index.js";
import type { Connection } from "../connection.js";
import { text } from "./rows.js";

const question: Sql = `
SELECT DISTINCT n.nspname::text AS name
  FROM pg_catalog.pg_constraint AS k
  JOIN pg_catalog.pg_class AS own ON own.oid = k.conrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = own.relnamespace
  JOIN pg_catalog.pg_class AS target ON target.oid = k.confrelid
  JOIN pg_catalog.pg_namespace AS tn ON tn.oid = target.relnamespace,
  LATERAL (SELECT CASE WHEN pg_catalog.cardinality($1::text[]) = 0 THEN ARRAY[pg_catalog.current_schema()::text] ELSE $1::text[] END AS names) AS asked
 WHERE k.contype = 'f' AND tn.nspname::text = ANY (asked.names) AND n.nspname::text <> ALL (asked.names)
 ORDER BY name`;

export const referringSchemas = async (
  connection: Connection,
  schemas: readonly string[],
): Promise<readonly string[]> =>
  schemas.includes("*")
    ? []
    : (await connection.query(question, [schemas])).map((row) => text(row, "name"));
