/**
 * What few databases have is looked for before it is asked for: each kind, alone in a database, is
 * found and listed.
 */
import { reflect } from "schema-diff";
import { freshDatabase } from "../servers/urls.js";
import { execute } from "../stories/places.js";

const f = "CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1'";
const sequence = "CREATE SEQUENCE s";
const table = "CREATE TABLE t (a integer, b integer)";
const view = "CREATE VIEW v AS SELECT 1 AS a";
const wrapper = "CREATE FOREIGN DATA WRAPPER w";
const collation = "CREATE COLLATION k (provider = icu, locale = 'de')";
const anEnum = "CREATE TYPE e AS ENUM ('a')";
const role = "pg_monitor";

/** Statements, and what is listed. */
const alone: readonly (readonly [sql: string, ...listed: readonly string[]])[] = [
  [`${table}; ALTER TABLE t OWNER TO ${role}`, "owner t"],
  [`${table}; GRANT SELECT ON t TO ${role}`, "privileges t"],
  [`${table}; GRANT SELECT (a) ON t TO ${role}`, "privileges t.a"],
  [`${table}; ALTER TABLE t ENABLE ROW LEVEL SECURITY`, "row level security t"],
  [`${table}; ALTER TABLE t FORCE ROW LEVEL SECURITY`, "row level security t"],
  [`${table}; CREATE STATISTICS x ON a, b FROM t`, "statistics x"],
  [`${view}; ALTER VIEW v ALTER COLUMN a SET DEFAULT 1`, "column default v.a"],
  [`${view}; COMMENT ON COLUMN v.a IS 'x'`, "column comment v.a"],
  [`${f}; ALTER FUNCTION f OWNER TO ${role}`, "function f(integer)", "owner function f(integer)"],
  [
    `${f}; REVOKE EXECUTE ON FUNCTION f FROM PUBLIC`,
    "function f(integer)",
    "privileges function f(integer)",
  ],
  [`${sequence}; ALTER SEQUENCE s OWNER TO ${role}`, "owner sequence s"],
  [`${sequence}; GRANT USAGE ON SEQUENCE s TO ${role}`, "privileges sequence s"],
  [`${anEnum}; ALTER TYPE e OWNER TO ${role}`, "owner type e"],
  [`${anEnum}; GRANT USAGE ON TYPE e TO ${role}`, "privileges type e"],
  [`${collation}; ALTER COLLATION k OWNER TO ${role}`, "owner collation k"],
  ["CREATE TYPE c AS (a integer); CREATE TABLE t OF c", "composite type c", "type of a table t"],
  [
    "CREATE OPERATOR === (leftarg = integer, rightarg = integer, function = int4eq)",
    "operator ===(integer, integer)",
  ],
  ["CREATE OPERATOR FAMILY o USING btree", "operator family o (btree)"],
  [
    "CREATE OPERATOR CLASS o FOR TYPE integer USING hash AS FUNCTION 1 hashint4(integer)",
    "operator class o (hash)",
  ],
  ["CREATE CONVERSION n FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8", "conversion n"],
  ["CREATE TEXT SEARCH CONFIGURATION n (COPY = english)", "text search configuration n"],
  ["CREATE TEXT SEARCH DICTIONARY n (TEMPLATE = simple)", "text search dictionary n"],
  ["CREATE TEXT SEARCH TEMPLATE n (LEXIZE = dsimple_lexize)", "text search template n"],
  [
    `CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE INDEX i ON m (a)`,
    "index i",
    "materialized view m",
  ],
  [
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${role} IN SCHEMA public GRANT SELECT ON TABLES TO ${role}`,
    `default privileges ${role} tables`,
  ],
  [
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${role} GRANT SELECT ON TABLES TO PUBLIC`,
    `default privileges ${role} r`,
  ],
  [wrapper, "foreign data wrapper w"],
  [
    `${wrapper}; CREATE SERVER s FOREIGN DATA WRAPPER w`,
    "foreign data wrapper w",
    "foreign server s",
  ],
  [
    `${wrapper}; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR PUBLIC SERVER s`,
    "foreign data wrapper w",
    "foreign server s",
    "user mapping public s",
  ],
  ["CREATE PUBLICATION p", "publication p"],
  [
    "CREATE FUNCTION v() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER v ON ddl_command_start EXECUTE FUNCTION v()",
    "event trigger v",
    "function v()",
  ],
  [
    "CREATE TYPE e AS ENUM ('a'); CREATE FUNCTION c(e) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE CAST (e AS integer) WITH FUNCTION c(e)",
    "cast e AS integer",
    "function c(e)",
  ],
  ["CREATE LANGUAGE l HANDLER plpgsql_call_handler", "language l"],
  ["CREATE ACCESS METHOD m TYPE TABLE HANDLER heap_tableam_handler", "access method m"],
  ["COMMENT ON SCHEMA public IS 'mine'", "comment schema public"],
  [`GRANT USAGE ON SCHEMA public TO ${role}`, "privileges schema public"],
  [`GRANT USAGE ON LANGUAGE plpgsql TO ${role}`, "privileges language plpgsql"],
  [`GRANT CREATE ON SCHEMA pg_catalog TO ${role}`, "privileges schema pg_catalog"],
  ["REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC", "privileges table pg_catalog.pg_class"],
  [
    `GRANT SELECT (relname) ON pg_catalog.pg_class TO ${role}`,
    "privileges pg_catalog.pg_class.relname",
  ],
  [
    `GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_dir(text) TO ${role}`,
    "privileges function pg_catalog.pg_ls_dir(text)",
  ],
  [`GRANT USAGE ON TYPE pg_catalog.int4 TO ${role}`, "privileges type pg_catalog.int4"],
];

/** From PostgreSQL 18 on. */
const aloneSince18: typeof alone = [
  [
    "CREATE TABLE t (a int4range, b int4range, CONSTRAINT k PRIMARY KEY (a, b WITHOUT OVERLAPS))",
    "primary key without overlaps k",
  ],
  [
    "CREATE TABLE t (a integer CONSTRAINT n NOT NULL); COMMENT ON CONSTRAINT n ON t IS 'x'",
    "comment constraint n",
  ],
];

const listedOf = async (
  server: "postgres" | "postgresOld",
  sql: string,
): Promise<readonly string[]> => {
  const { url, drop } = await freshDatabase(server);
  try {
    await execute(url, sql);
    const { notCompared } = await reflect(url);
    return notCompared.map(({ kind, name }) => `${kind} ${name}`);
  } finally {
    await drop();
  }
};

test.each([...alone, ...aloneSince18])("%s", async (sql, ...listed) => {
  expect(await listedOf("postgres", sql)).toEqual(listed);
});

test.each(alone)("PostgreSQL 13: %s", async (sql, ...listed) => {
  expect(await listedOf("postgresOld", sql)).toEqual(listed);
});

test("nothing is listed of an empty database", async () => {
  expect(await listedOf("postgres", "SELECT 1")).toEqual([]);
  expect(await listedOf("postgresOld", "SELECT 1")).toEqual([]);
});
