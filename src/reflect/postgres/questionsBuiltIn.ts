/** Lists changed privileges on objects that are part of the server or an extension and are in none of the user's schemas. */
import type { Sql } from "../../model/index.js";
import { acl, digestOf, type Sought } from "./unmodelledRow.js";

interface BuiltIn {
  readonly name: Sql;
  readonly from: Sql;
  readonly oid: Sql;
  readonly catalogue: string;
  /** The number of a column. */
  readonly part?: Sql;
  readonly acl: Sql;
  /** The privileges of an object without a list of its own. */
  readonly byDefault: Sql;
}

const ofRole = (letter: string, owner: Sql): Sql => `pg_catalog.acldefault('${letter}', ${owner})`;

/** An object of pg_catalog: initdb records what it grants there. What it grants in information_schema it does not record, and pg_dump leaves it out. */
const inCatalog = (catalogue: string, alias: string, namespace: Sql): Sql =>
  `pg_catalog.${catalogue} AS ${alias} JOIN pg_catalog.pg_namespace AS n ON n.oid = ${namespace} AND n.nspname = 'pg_catalog'`;

const builtIns: readonly BuiltIn[] = [
  {
    name: "'language ' || l.lanname",
    from: "pg_catalog.pg_language AS l",
    oid: "l.oid",
    catalogue: "pg_language",
    acl: "l.lanacl",
    byDefault: ofRole("l", "l.lanowner"),
  },
  {
    name: "'foreign data wrapper ' || w.fdwname",
    from: "pg_catalog.pg_foreign_data_wrapper AS w",
    oid: "w.oid",
    catalogue: "pg_foreign_data_wrapper",
    acl: "w.fdwacl",
    byDefault: ofRole("F", "w.fdwowner"),
  },
  {
    name: "'schema ' || n.nspname",
    from: "pg_catalog.pg_namespace AS n",
    oid: "n.oid",
    catalogue: "pg_namespace",
    acl: "CASE WHEN n.nspname = 'pg_catalog' THEN n.nspacl END",
    byDefault: ofRole("n", "n.nspowner"),
  },
  {
    name: "CASE c.relkind WHEN 'v' THEN 'view ' ELSE 'table ' END || n.nspname || '.' || c.relname",
    from: inCatalog("pg_class", "c", "c.relnamespace"),
    oid: "c.oid",
    catalogue: "pg_class",
    acl: "c.relacl",
    byDefault: ofRole("r", "c.relowner"),
  },
  {
    name: "n.nspname || '.' || c.relname || '.' || a.attname",
    from: `${inCatalog("pg_class", "c", "c.relnamespace")} JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid`,
    oid: "a.attrelid",
    catalogue: "pg_class",
    part: "a.attnum",
    acl: "a.attacl",
    byDefault: ofRole("c", "c.relowner"),
  },
  {
    name: "CASE p.prokind WHEN 'p' THEN 'procedure ' WHEN 'a' THEN 'aggregate ' ELSE 'function ' END || n.nspname || '.' || p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'",
    from: inCatalog("pg_proc", "p", "p.pronamespace"),
    oid: "p.oid",
    catalogue: "pg_proc",
    acl: "p.proacl",
    byDefault: ofRole("f", "p.proowner"),
  },
  {
    name: "'type ' || n.nspname || '.' || t.typname",
    from: inCatalog("pg_type", "t", "t.typnamespace"),
    oid: "t.oid",
    catalogue: "pg_type",
    acl: "t.typacl",
    byDefault: ofRole("T", "t.typowner"),
  },
];

/** The objects that are not listed with a schema: those of an extension in a user's schema are listed with that schema. */
const elsewhere = ({ oid, catalogue, from }: BuiltIn): Sql =>
  from.includes("pg_namespace")
    ? `${oid} < 16384`
    : `(${oid} < 16384 OR EXISTS (SELECT FROM pg_catalog.pg_depend AS e
         WHERE e.classid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND e.objid = ${oid} AND e.deptype = 'e'))`;

/** Compares the lists as they are stored first: printed, they take longer, and two lists that differ may still say the same. */
const isChanged = (of: BuiltIn): Sql => {
  const initial = `(SELECT v.initprivs FROM pg_catalog.pg_init_privs AS v
      WHERE v.objoid = ${of.oid} AND v.classoid = 'pg_catalog.${of.catalogue}'::pg_catalog.regclass AND v.objsubid = ${of.part ?? "0"})`;
  return `
  ${of.acl} IS NOT NULL AND ${elsewhere(of)} AND ${of.acl} IS DISTINCT FROM ${initial}
    AND ${acl(of.acl)} IS DISTINCT FROM ${acl(`COALESCE(${initial}, ${of.byDefault})`)}`;
};

const questionOf =
  (of: BuiltIn) =>
  (withDigests: boolean): Sql => `
SELECT 'privileges' AS kind, NULL::text AS schema, ${of.name} AS name, NULL::text AS table, NULL::text AS thing, ${digestOf(acl(of.acl), withDigests)} AS digest
  FROM ${of.from}
 WHERE ${isChanged(of)}`;

export const builtInPrivileges: readonly Sought[] = builtIns.map((of) => ({
  from: of.from,
  where: isChanged(of),
  questions: [questionOf(of)],
}));
