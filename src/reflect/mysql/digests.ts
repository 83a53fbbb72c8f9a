/** What the server prints of what the model does not know, as a hash, so that two databases can be told apart. */
import type { Sql } from "../../model/index.js";
import type { Row } from "../connection.js";
import { text } from "./rows.js";

/** Of the parts of a definition. MySQL 9.7 has no MD5() any more but in a component. */
const hashed = (...parts: readonly Sql[]): Sql =>
  `sha2(concat_ws('\\n', ${parts.join(", ")}), 256)`;

/** Views are printed with the name of their database before every table of it: two databases have two. */
export const digests: Sql = `
    SELECT table_schema AS db, 'view' AS kind, table_name AS name,
           ${hashed("replace(view_definition, concat('`', table_schema, '`.'), '')", "check_option", "security_type")} AS digest
    FROM information_schema.views WHERE table_schema IN (?)
    UNION ALL
    SELECT trigger_schema, 'trigger', trigger_name,
           ${hashed("action_timing", "event_manipulation", "event_object_table", "action_order", "action_statement")}
    FROM information_schema.triggers WHERE trigger_schema IN (?)
    UNION ALL
    SELECT r.routine_schema, lower(r.routine_type), r.routine_name,
           ${hashed(
             "r.dtd_identifier",
             "r.routine_definition",
             "r.is_deterministic",
             "r.sql_data_access",
             "r.security_type",
             "r.routine_comment",
             `(SELECT group_concat(concat_ws(' ', p.ordinal_position, p.parameter_mode, p.parameter_name, p.dtd_identifier) ORDER BY p.ordinal_position)
               FROM information_schema.parameters AS p
               WHERE p.specific_schema = r.routine_schema AND p.specific_name = r.specific_name AND p.routine_type = r.routine_type)`,
           )}
    FROM information_schema.routines AS r WHERE r.routine_schema IN (?)
    UNION ALL
    SELECT event_schema, 'event', event_name,
           ${hashed("event_definition", "execute_at", "interval_value", "interval_field", "starts", "ends", "status", "on_completion", "event_comment")}
    FROM information_schema.events WHERE event_schema IN (?)`;

const keyOf = (row: Row): string =>
  JSON.stringify([text(row, "db"), text(row, "kind"), text(row, "name")]);

/** By database, kind and name. */
export const digestsBy = (rows: readonly Row[]): ((row: Row) => string | undefined) => {
  const found = new Map(rows.map((row) => [keyOf(row), text(row, "digest")]));
  return (row) => found.get(keyOf(row));
};
