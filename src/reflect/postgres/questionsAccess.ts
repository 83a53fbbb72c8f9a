/**
 * Asks for properties of tables, views, sequences and enums that are not modelled: owner, privileges, row level security, and
 * what is set on a view's columns. They are dropped with the object, and restored when it is created again. `$1` are the
 * schemas.
 */
import type { Sql } from "../../model/index.js";
import { granted } from "./questionsPrivileges.js";

const inSchemas = (namespace: Sql): Sql =>
  `${namespace} IN (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1::text[]))`;

const relations = `c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition AND ${inSchemas("c.relnamespace")}`;
const sequences = `c.relkind = 'S' AND ${inSchemas("c.relnamespace")}`;
const enums = `t.typtype = 'e' AND ${inSchemas("t.typnamespace")}`;

const relation = "c.oid::pg_catalog.regclass::text";
const type = "pg_catalog.format_type(t.oid, NULL)";
const alter =
  "CASE c.relkind WHEN 'v' THEN 'ALTER VIEW ' WHEN 'S' THEN 'ALTER SEQUENCE ' ELSE 'ALTER TABLE ' END";

/** Whoever creates the object again owns it, so the owner is only set where it is somebody else. */
const owner = (altered: Sql, role: Sql): Sql =>
  `CASE WHEN pg_catalog.pg_get_userbyid(${role}) <> current_user THEN ${altered} || ' OWNER TO ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(${role})) END`;

/**
 * The objects, and the statements for each as a whole: row level security first, because a user who is no longer the owner
 * cannot set it. A sequence that belongs to a column has the owner of its table, and is dropped with that column.
 */
const things: Sql = `
SELECT c.oid::int8::text AS oid, CASE c.relkind WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind,
       n.nspname::text AS schema, c.relname::text AS name, tn.nspname::text AS table_schema, t.relname::text AS table, a.attname::text AS column,
       pg_catalog.array_remove(ARRAY[
         CASE WHEN c.relrowsecurity THEN 'ALTER TABLE ' || ${relation} || ' ENABLE ROW LEVEL SECURITY' END,
         CASE WHEN c.relforcerowsecurity THEN 'ALTER TABLE ' || ${relation} || ' FORCE ROW LEVEL SECURITY' END,
         CASE WHEN t.oid IS NULL THEN ${owner(`${alter} || ${relation}`, "c.relowner")} END], NULL) AS statements
  FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_depend AS x ON c.relkind = 'S' AND x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.objsubid = 0
        AND x.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.refobjsubid > 0 AND x.deptype IN ('a', 'i')
  LEFT JOIN pg_catalog.pg_class AS t ON t.oid = x.refobjid LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = x.refobjid AND a.attnum = x.refobjsubid
 WHERE (${relations} OR ${sequences})
   AND (c.relrowsecurity OR c.relforcerowsecurity OR c.relacl IS NOT NULL OR pg_catalog.pg_get_userbyid(c.relowner) <> current_user
     OR EXISTS (SELECT FROM pg_catalog.pg_default_acl) OR c.relkind = 'v' AND c.oid IN (SELECT f.adrelid FROM pg_catalog.pg_attrdef AS f)
     OR c.relkind = 'v' AND c.oid IN (SELECT d.objoid FROM pg_catalog.pg_description AS d WHERE d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid > 0)
     OR c.oid IN (SELECT g.attrelid FROM pg_catalog.pg_attribute AS g WHERE g.attacl IS NOT NULL AND NOT g.attisdropped))
UNION ALL
SELECT t.oid::int8::text, 'enum', n.nspname, t.typname, NULL, NULL, NULL,
       pg_catalog.array_remove(ARRAY[${owner(`'ALTER TYPE ' || ${type}`, "t.typowner")}], NULL)
  FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
 WHERE ${enums} AND (t.typacl IS NOT NULL OR pg_catalog.pg_get_userbyid(t.typowner) <> current_user OR EXISTS (SELECT FROM pg_catalog.pg_default_acl))`;

/** What is set on a column of a view: a default, a comment. */
const ofColumns: Sql = `
SELECT c.oid::int8::text AS oid, a.attname::text AS column, 0 AS place,
       'ALTER VIEW ' || ${relation} || ' ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || ' SET DEFAULT ' || pg_catalog.pg_get_expr(f.adbin, f.adrelid) AS sql
  FROM pg_catalog.pg_attrdef AS f JOIN pg_catalog.pg_class AS c ON c.oid = f.adrelid AND c.relkind = 'v'
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
 WHERE ${inSchemas("c.relnamespace")}
UNION ALL
SELECT c.oid::int8::text, a.attname, 1,
       'COMMENT ON COLUMN ' || ${relation} || '.' || pg_catalog.quote_ident(a.attname) || ' IS ' || pg_catalog.quote_literal(d.description)
  FROM pg_catalog.pg_description AS d JOIN pg_catalog.pg_class AS c ON c.oid = d.objoid AND c.relkind = 'v'
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
 WHERE d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid > 0 AND ${inSchemas("c.relnamespace")}`;

const privileges: Sql = [
  granted(
    "relation",
    "c.oid",
    `'TABLE ' || ${relation}`,
    `pg_catalog.pg_class AS c WHERE ${relations}`,
    "c.relacl",
    "c.relowner",
    "relation",
  ),
  granted(
    "sequence",
    "c.oid",
    `'SEQUENCE ' || ${relation}`,
    `pg_catalog.pg_class AS c WHERE ${sequences}`,
    "c.relacl",
    "c.relowner",
    "sequence",
  ),
  granted(
    "type",
    "t.oid",
    `'TYPE ' || ${type}`,
    `pg_catalog.pg_type AS t WHERE ${enums}`,
    "t.typacl",
    "t.typowner",
    "type",
  ),
].join("\nUNION ALL");

/** In the order in which `accessAnswers` reads the answers. */
export const access: readonly Sql[] = [things, ofColumns, privileges];
