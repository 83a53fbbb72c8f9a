/** Lists properties of modelled objects that are not modelled: their owner, their privileges, and their row level security. */
import type { Sql } from "../../model/index.js";
import {
  acl,
  none,
  ofOthers,
  ofUsers,
  questionsOf,
  type Listed,
  type Sought,
} from "./unmodelledRow.js";

/** The user who asks. */
const asker: Sql = "(SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user)";

/** Where an object is stored, and its letter for `acldefault`. */
interface Owned {
  /** The word for its kind in front of its name, unless it is a table. */
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
  /** Objects of the catalogue are modelled, so that `access` reads who may use them. */
  readonly isModelled?: true;
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
    isModelled: true,
    where: "c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')",
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
    isModelled: true,
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
    // A new database has `public`, whose owner and privileges depend on the version.
    where: "s.nspname <> 'public'",
  },
];

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

/** Privileges, where they differ from those of a new object. */
const privileges = (of: Owned): Listed =>
  ofOwned(
    "privileges",
    of,
    `${of.acl} IS NOT NULL AND ${acl(of.acl)} IS DISTINCT FROM ${acl(`pg_catalog.acldefault((${of.letter})::"char", ${of.owner})`)}`,
    acl(of.acl),
  );

/** The owner, where it is not the database's. The sequence of an identity column has the owner of its table. */
const owner = (of: Owned): Listed =>
  ofOwned(
    "owner",
    of,
    `${ofOthers(of.owner)} AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS own
       WHERE own.classid = 'pg_catalog.${of.catalogue}'::pg_catalog.regclass AND own.objid = ${of.oid} AND own.deptype = 'i')`,
    `pg_catalog.pg_get_userbyid(${of.owner})::text`,
  );

/** Collations are modelled, except for their owner. */
const ownerOfCollation: Listed = {
  kind: "'owner'",
  name: "'collation ' || l.collname",
  table: none,
  from: "pg_catalog.pg_collation AS l",
  schema: "l.collnamespace",
  oid: "l.oid",
  catalogue: "pg_collation",
  where: ofOthers("l.collowner"),
  print: "pg_catalog.pg_get_userbyid(l.collowner)::text",
  remark: none,
};

/** The privileges as initdb or an extension set them. */
const initialAcl = (oid: Sql, catalogue: string): Sql => `
  (SELECT v.initprivs FROM pg_catalog.pg_init_privs AS v WHERE v.objoid = ${oid} AND v.classoid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND v.objsubid = 0)`;

/** About the schema `public`: every database has it, with a comment and privileges that depend on the version. */
const ofPublic = (kind: string, where: Sql, print: Sql): Listed => ({
  kind: `'${kind}'`,
  name: "'schema ' || s.nspname",
  table: none,
  from: "pg_catalog.pg_namespace AS s",
  schema: "s.oid",
  oid: "s.oid",
  catalogue: "pg_namespace",
  where: `s.nspname = 'public' AND ${where}`,
  print,
  remark: none,
});

const commentOfPublic = "pg_catalog.obj_description(s.oid, 'pg_namespace')";

/** The privileges on what an extension made, where they are no longer as it set them. */
const privilegesOfMember = (of: Owned): Listed => ({
  ...ofOwned(
    "privileges",
    of,
    `${of.acl} IS NOT NULL AND ${acl(of.acl)} IS DISTINCT FROM ${acl(`COALESCE(${initialAcl(of.oid, of.catalogue)}, pg_catalog.acldefault((${of.letter})::"char", ${of.owner}))`)}`,
    acl(of.acl),
  ),
  ofExtension: true,
});

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

/** What is set on the columns of a view, whose query is modelled. */
const ofOutputColumn = (kind: string, print: Sql): Listed => ({
  kind: `'${kind}'`,
  name: "c.relname || '.' || a.attname",
  table: none,
  from: `pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
         LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum`,
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  where: `c.relkind = 'v' AND a.attnum > 0 AND ${print} IS NOT NULL`,
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

/** Where the objects of users are. */
const ofUsersIn = ({ from, oid }: Pick<Owned, "from" | "oid">) => ({ from, among: ofUsers(oid) });

const soughtOwned = (of: Owned): readonly Sought[] => {
  const granted: Sought = {
    ...ofUsersIn(of),
    where: `${of.acl} IS NOT NULL`,
    questions: questionsOf(privileges(of), privilegesOfMember(of)),
  };
  const owned: Sought = {
    ...ofUsersIn(of),
    where: ofOthers(of.owner),
    questions: questionsOf(owner(of)),
  };
  if (of.isModelled !== true) return [granted, owned];
  return [
    { ...granted, isAccess: true },
    owned,
    // An owner who is the database's is not listed.
    { ...ofUsersIn(of), where: `${of.owner} <> ${asker}`, questions: [], isAccess: true },
  ];
};

const tables = ofUsersIn({ from: "pg_catalog.pg_class AS c", oid: "c.oid" });

export const unmodelledAttributes: readonly Sought[] = [
  ...owned.flatMap(soughtOwned),
  {
    from: "pg_catalog.pg_attribute AS a",
    where: `${ofUsers("a.attrelid")} AND a.attacl IS NOT NULL`,
    questions: questionsOf(columnPrivileges),
    isAccess: true,
  },
  {
    from: "pg_catalog.pg_collation AS l",
    where: `${ofUsers("l.oid")} AND ${ofOthers("l.collowner")}`,
    questions: questionsOf(ownerOfCollation),
  },
  {
    from: `pg_catalog.pg_namespace AS s LEFT JOIN pg_catalog.pg_init_privs AS v ON v.objoid = s.oid AND v.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass`,
    where: `s.nspname = 'public' AND (s.nspacl IS DISTINCT FROM v.initprivs OR ${commentOfPublic} IS DISTINCT FROM 'standard public schema')`,
    questions: questionsOf(
      ofPublic(
        "privileges",
        `s.nspacl IS NOT NULL AND ${acl("s.nspacl")} IS DISTINCT FROM ${acl(`COALESCE(${initialAcl("s.oid", "pg_namespace")}, pg_catalog.acldefault('n', s.nspowner))`)}`,
        acl("s.nspacl"),
      ),
      ofPublic(
        "comment",
        `${commentOfPublic} IS DISTINCT FROM 'standard public schema'`,
        `COALESCE(${commentOfPublic}, '')`,
      ),
    ),
  },
  {
    ...tables,
    where: "c.relrowsecurity OR c.relforcerowsecurity",
    questions: questionsOf(
      ofTable(
        "row level security",
        "(c.relrowsecurity OR c.relforcerowsecurity)",
        "pg_catalog.concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity)",
      ),
    ),
    isAccess: true,
  },
  {
    ...tables,
    where: "c.reloftype <> 0",
    questions: questionsOf(
      ofTable("type of a table", "c.reloftype <> 0", "pg_catalog.format_type(c.reloftype, NULL)"),
    ),
  },
  {
    from: "pg_catalog.pg_default_acl",
    where: "true",
    questions: questionsOf(defaultPrivileges),
    isAccess: true,
  },
  {
    ...tables,
    where: `c.relkind = 'v'
       AND (EXISTS (SELECT FROM pg_catalog.pg_attrdef AS d WHERE d.adrelid = c.oid)
         OR EXISTS (SELECT FROM pg_catalog.pg_description AS r WHERE r.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND r.objoid = c.oid AND r.objsubid > 0))`,
    questions: questionsOf(
      ofOutputColumn("column default", "pg_catalog.pg_get_expr(d.adbin, d.adrelid)"),
      ofOutputColumn("column comment", "pg_catalog.col_description(c.oid, a.attnum)"),
    ),
    isAccess: true,
  },
];
