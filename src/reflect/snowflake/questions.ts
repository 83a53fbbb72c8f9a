/** The catalogue questions of Snowflake, a constant number of statements per schema. Names in them are stored ones, in quotes. */
import type { Sql } from "../../model/index.js";

export const quoted = (stored: string): Sql => `"${stored.replaceAll('"', '""')}"`;

const inSchema =
  (what: Sql) =>
  (database: string, schema: string): Sql =>
    `SHOW ${what} IN SCHEMA ${quoted(database)}.${quoted(schema)}`;

const inTable =
  (what: Sql) =>
  (database: string, schema: string, table: string): Sql =>
    `SHOW ${what} IN TABLE ${quoted(database)}.${quoted(schema)}.${quoted(table)}`;

/** Questions about keys by SHOW, since no view has the columns of keys. */
export const shows = {
  tables: inSchema("TABLES"),
  views: inSchema("VIEWS"),
  sequences: inSchema("SEQUENCES"),
  indexes: inSchema("INDEXES"),
};

/** Objects of a schema besides tables, views and sequences, which are not compared: the kind, and the question that lists them. */
export const others: readonly (readonly [kind: string, question: ReturnType<typeof inSchema>])[] = [
  ["function", inSchema("USER FUNCTIONS")],
  ["procedure", inSchema("PROCEDURES")],
  ["stream", inSchema("STREAMS")],
  ["task", inSchema("TASKS")],
  ["tag", inSchema("TAGS")],
  ["masking policy", inSchema("MASKING POLICIES")],
  ["row access policy", inSchema("ROW ACCESS POLICIES")],
];

export const keys = {
  primaryKeys: { whole: inSchema("PRIMARY KEYS"), single: inTable("PRIMARY KEYS") },
  uniqueKeys: { whole: inSchema("UNIQUE KEYS"), single: inTable("UNIQUE KEYS") },
  importedKeys: { whole: inSchema("IMPORTED KEYS"), single: inTable("IMPORTED KEYS") },
};

/** Foreign keys of all schemas. */
export const keysOfDatabase = (database: string): Sql =>
  `SHOW IMPORTED KEYS IN DATABASE ${quoted(database)}`;

export const schemas = (database: string): Sql => `SHOW SCHEMAS IN DATABASE ${quoted(database)}`;

/** Schemas that hold tables. */
export const tableSchemas = (database: string): Sql =>
  `SELECT DISTINCT TABLE_SCHEMA AS name FROM ${quoted(database)}.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND TABLE_TYPE NOT LIKE '%VIEW%' ORDER BY 1`;

const view =
  (name: Sql, where: Sql) =>
  (database: string): Sql =>
    `SELECT * FROM ${quoted(database)}.INFORMATION_SCHEMA.${name} WHERE ${where} = ?`;

/** With all their columns, so that accounts answer too that lack one of them. */
export const views = {
  columns: (database: string): Sql =>
    `${view("COLUMNS", "TABLE_SCHEMA")(database)} ORDER BY TABLE_NAME, ORDINAL_POSITION`,
  checks: view("CHECK_CONSTRAINTS", "CONSTRAINT_SCHEMA"),
  sequences: view("SEQUENCES", "SEQUENCE_SCHEMA"),
};

/** Full types, where the view of columns has only the type's first word. */
export const describe = (database: string, schema: string, table: string): Sql =>
  `DESCRIBE TABLE ${quoted(database)}.${quoted(schema)}.${quoted(table)}`;

/** Does the session have the role that holds MANAGE GRANTS, whose holders see every object (https://docs.snowflake.com/en/user-guide/security-access-control-privileges)? */
export const seesAll: Sql = "SELECT IS_ROLE_IN_SESSION('SECURITYADMIN') AS sees_all";

/** The number of rows that SHOW returns at most (https://docs.snowflake.com/en/sql-reference/sql/show). */
export const most = 10_000;
