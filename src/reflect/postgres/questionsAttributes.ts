/** What the model does not know of objects that it does know: who owns them, who may use them, and how they are guarded. */
import type { Sql } from "../../model/index.js";
import { none, type Listed } from "./unmodelledRow.js";

/** The privileges of a list, one a line, whoever granted them. */
const acl = (list: Sql): Sql => `
  (SELECT pg_catalog.string_agg(x.said, E'\\n' ORDER BY x.said) FROM (
     SELECT DISTINCT pg_catalog.concat_ws(' ', CASE e.grantee WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(e.grantee)::text END, e.privilege_type, e.is_grantable) AS said
       FROM pg_catalog.aclexplode(${list}) AS e) AS x)`;

/** Where an object is kept, and the letter that `acldefault` knows it by. */
interface Owned {
  /** How its kind is called in front of its name, unless it is a table. */
  readonly label: Sql;
  readonly name: Sql;
  readonly table: Sql;
  readonly from: Sql;
  readonly schema: Sql;
  readonly oid: Sql;
  readonly catalogue: string;
  readonly owner: Sql;
  readonly acl: Sql;
  readonly letter: Sql;
  readonly where: Sql;
}

const owned: readonly Owned[] = [
  {
    label:
      "CASE c.relkind WHEN 'S' THEN 'sequence ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' ELSE '' END",
    name: "c.relname::text",
    table: "CASE WHEN c.relkind IN ('r', 'p') THEN c.relname::text END",
    from: "pg_catalog.pg_class AS c",
    schema: "c.relnamespace",
    oid: "c.oid",
    catalogue: "pg_class",
    owner: "c.relowner",
    acl: "c.relacl",
    letter: "CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END",
    // What belongs to a column goes with its table.
    where: `c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS own
      WHERE own.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND own.objid = c.oid AND c.relkind = 'S' AND own.deptype = 'i')`,
  },
  {
    label:
      "CASE p.prokind WHEN 'p' THEN 'procedure ' WHEN 'a' THEN 'aggregate ' ELSE 'function ' END",
    name: "p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'",
    table: none,
    from: "pg_catalog.pg_proc AS p",
    schema: "p.pronamespace",
    oid: "p.oid",
    catalogue: "pg_proc",
    owner: "p.proowner",
    acl: "p.proacl",
    letter: "'f'",
    where: "true",
  },
  {
    label: "'type '",
    name: "t.typname::text",
    table: none,
    from: "pg_catalog.pg_type AS t",
    schema: "t.typnamespace",
    oid: "t.oid",
    catalogue: "pg_type",
    owner: "t.typowner",
    acl: "t.typacl",
    letter: "'T'",
    where:
      "t.typtype IN ('d', 'e', 'r') OR (t.typtype = 'c' AND EXISTS (SELECT FROM pg_catalog.pg_class AS own WHERE own.oid = t.typrelid AND own.relkind = 'c'))",
  },
  {
    label: "'schema '",
    name: "s.nspname::text",
    table: none,
    from: "pg_catalog.pg_namespace AS s",
    schema: "s.oid",
    oid: "s.oid",
    catalogue: "pg_namespace",
    owner: "s.nspowner",
    acl: "s.nspacl",
    letter: "'n'",
    // A new database has `public`, with an owner and privileges of its version's own.
    where: "s.nspname <> 'public'",
  },
];

/** Is the role another than who owns the database? */
export const ofOthers = (role: Sql): Sql =>
  `${role} <> (SELECT d.datdba FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())`;

const ofOwned = (kind: string, of: Owned, where: Sql, print: Sql): Listed => ({
  kind: `'${kind}'`,
  name: `${of.label} || ${of.name}`,
  table: of.table,
  from: of.from,
  schema: of.schema,
  oid: of.oid,
  catalogue: of.catalogue,
  where: `(${of.where}) AND ${where}`,
  print,
  remark: none,
});

/** Where they are others than a new object has. */
const privileges = (of: Owned): Listed =>
  ofOwned(
    "privileges",
    of,
    `${of.acl} IS NOT NULL AND ${acl(of.acl)} IS DISTINCT FROM ${acl(`pg_catalog.acldefault((${of.letter})::"char", ${of.owner})`)}`,
    acl(of.acl),
  );

const owner = (of: Owned): Listed =>
  ofOwned("owner", of, ofOthers(of.owner), `pg_catalog.pg_get_userbyid(${of.owner})::text`);

const ofTable = (kind: string, where: Sql, print: Sql): Listed => ({
  kind: `'${kind}'`,
  name: "c.relname::text",
  table: "c.relname::text",
  from: "pg_catalog.pg_class AS c",
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  where: `c.relkind IN ('r', 'p') AND ${where}`,
  print,
  remark: none,
});

const columnPrivileges: Listed = {
  kind: "'privileges'",
  name: "c.relname || '.' || a.attname",
  table: "c.relname::text",
  from: "pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid",
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  where: "a.attacl IS NOT NULL AND NOT a.attisdropped AND a.attnum > 0",
  print: acl("a.attacl"),
  remark: none,
};

const defaultPrivileges: Listed = {
  kind: "'default privileges'",
  name: "pg_catalog.pg_get_userbyid(d.defaclrole) || ' ' || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' ELSE d.defaclobjtype::text END",
  table: none,
  from: "pg_catalog.pg_default_acl AS d",
  schema: "d.defaclnamespace",
  oid: "d.oid",
  catalogue: "pg_default_acl",
  where: "true",
  print: acl("d.defaclacl"),
};

export const unmodelledAttributes: readonly Listed[] = [
  ...owned.map(privileges),
  columnPrivileges,
  ...owned.map(owner),
  ofTable(
    "row level security",
    "(c.relrowsecurity OR c.relforcerowsecurity)",
    "pg_catalog.concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity)",
  ),
  ofTable("type of a table", "c.reloftype <> 0", "pg_catalog.format_type(c.reloftype, NULL)"),
  defaultPrivileges,
];
