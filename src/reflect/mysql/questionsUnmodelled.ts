/** Lists what a database holds and is not modelled, by kind and name, with a hash of the server's print. */
import { atLeast, type Sql } from "../../model/index.js";

/** Objects of one kind, or of several that one view lists. */
interface Listed {
  readonly db: Sql;
  readonly kind: Sql;
  readonly name: Sql;
  /** The table that it belongs to; NULL for none. */
  readonly table: Sql;
  /** FROM and what follows it; `?` takes the names of the databases. */
  readonly from: Sql;
  /** The parts of its definition. */
  readonly print: readonly Sql[];
}

const triggers: Listed = {
  db: "trigger_schema",
  kind: "'trigger'",
  name: "trigger_name",
  table: "event_object_table",
  from: "FROM information_schema.triggers WHERE trigger_schema IN (?)",
  print: [
    "action_timing",
    "event_manipulation",
    "event_object_table",
    "action_order",
    "action_statement",
    "definer",
    "sql_mode",
  ],
};

/** MariaDB's packages are listed here too, by their type. */
const routines: Listed = {
  db: "r.routine_schema",
  kind: "lower(r.routine_type)",
  name: "r.routine_name",
  table: "NULL",
  from: "FROM information_schema.routines AS r WHERE r.routine_schema IN (?)",
  print: [
    "r.dtd_identifier",
    "r.routine_definition",
    "r.is_deterministic",
    "r.sql_data_access",
    "r.security_type",
    "r.routine_comment",
    "r.definer",
    "r.sql_mode",
    `(SELECT group_concat(concat_ws(' ', p.ordinal_position, p.parameter_mode, p.parameter_name, p.dtd_identifier) ORDER BY p.ordinal_position)
      FROM information_schema.parameters AS p
      WHERE p.specific_schema = r.routine_schema AND p.specific_name = r.specific_name AND p.routine_type = r.routine_type)`,
  ],
};

const events: Listed = {
  db: "event_schema",
  kind: "'event'",
  name: "event_name",
  table: "NULL",
  from: "FROM information_schema.events WHERE event_schema IN (?)",
  print: [
    "event_definition",
    "execute_at",
    "interval_value",
    "interval_field",
    "starts",
    "ends",
    "status",
    "on_completion",
    "event_comment",
    "definer",
    "sql_mode",
    "time_zone",
  ],
};

/** The privileges of accounts on a table, or on columns of it, as far as this user can see them. */
const privileges: Listed = {
  db: "p.table_schema",
  kind: "'privileges'",
  name: "p.table_name",
  table: "p.table_name",
  from: `FROM (
      SELECT table_schema, table_name, '' AS col, grantee, privilege_type, is_grantable
      FROM information_schema.table_privileges WHERE table_schema IN (?)
      UNION ALL
      SELECT table_schema, table_name, column_name, grantee, privilege_type, is_grantable
      FROM information_schema.column_privileges WHERE table_schema IN (?)) AS p
    GROUP BY p.table_schema, p.table_name`,
  print: [
    "group_concat(concat_ws(' ', p.grantee, p.privilege_type, p.col, p.is_grantable) ORDER BY p.grantee, p.privilege_type, p.col)",
  ],
};

/** Objects of the whole server, like the following ones; the tables themselves specify in which tablespace they are. */
const tablespaces: Listed = {
  db: "NULL",
  kind: "'tablespace'",
  name: "tablespace_name",
  table: "NULL",
  // a table's own tablespace has a slash in its name
  from: `FROM information_schema.tablespaces_extensions
    WHERE tablespace_name NOT LIKE '%/%' AND tablespace_name NOT LIKE 'innodb\\\\_%' AND tablespace_name <> 'mysql'`,
  print: ["engine_attribute"],
};

/** Those that are part of the server have numbers in reserved ranges (MySQL manual, "CREATE SPATIAL REFERENCE SYSTEM"). */
const spatialReferenceSystems: Listed = {
  db: "NULL",
  kind: "'spatial reference system'",
  name: "srs_name",
  table: "NULL",
  from: `FROM information_schema.st_spatial_reference_systems
    WHERE srs_id NOT BETWEEN 0 AND 32767 AND srs_id NOT BETWEEN 60000000 AND 69999999
      AND srs_id NOT BETWEEN 2000000000 AND 2147483647`,
  print: ["srs_id", "organization", "organization_coordsys_id", "definition", "description"],
};

const libraries: Listed = {
  db: "library_schema",
  kind: "'library'",
  name: "library_name",
  table: "NULL",
  from: "FROM information_schema.libraries WHERE library_schema IN (?)",
  print: ["language", "library_definition", "library_comment"],
};

/** SHA2, because MySQL 9.7 has MD5() only as a component. */
const hashed = (parts: readonly Sql[]): Sql => `sha2(concat_ws('\\n', ${parts.join(", ")}), 256)`;

const listed =
  (withDigests: boolean) =>
  ({ db, kind, name, table, from, print }: Listed): Sql => `
    SELECT ${db} AS db, ${kind} AS kind, ${name} AS name, ${table} AS tbl, ${withDigests ? hashed(print) : "NULL"} AS digest
    ${from}`;

const asked = (kinds: readonly Listed[], withDigests: boolean): Sql =>
  kinds.map(listed(withDigests)).join("\n    UNION ALL");

/** The question for a server's version; with digests where two databases are to be told apart. */
export type Unmodelled = (version: readonly number[], withDigests: boolean) => Sql;

const shared = [triggers, routines, events, privileges];

export const mysqlUnmodelled: Unmodelled = (version, withDigests) =>
  asked(
    [
      ...shared,
      spatialReferenceSystems,
      ...(atLeast(version, 8, 0, 21) ? [tablespaces] : []),
      ...(atLeast(version, 9, 2) ? [libraries] : []),
    ],
    withDigests,
  );

export const mariadbUnmodelled: Unmodelled = (_, withDigests) => asked(shared, withDigests);
