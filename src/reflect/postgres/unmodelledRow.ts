/** How a kind that the model does not know is asked for: the place of its name, and what the server prints of it. */
import type { Sql } from "../../model/index.js";

/** Expressions over the tables of `from`. */
export interface Listed {
  readonly kind: Sql;
  readonly name: Sql;
  readonly table: Sql;
  readonly from: Sql;
  /** The oid of its schema. */
  readonly schema: Sql;
  /** What an extension would own, and the catalogue that holds it. */
  readonly oid: Sql;
  readonly catalogue: string;
  readonly where: Sql;
  /** All that can differ while the name is the same. */
  readonly print: Sql;
  /** It is about what extensions own, and nothing else is. */
  readonly ofExtension?: true;
  /** What is modelled may need it. */
  readonly isNeeded?: true;
  /** Its comment, where that is not the comment of `oid`. */
  readonly remark?: Sql;
}

export const none: Sql = "NULL::text";

/** What the question about who needs it calls it. */
export const thingOf = (catalogue: string, oid: Sql): Sql => `'${catalogue} ' || ${oid}`;

/** A hash of what is printed, none where it is not asked for. */
export const digestOf = (print: Sql, isAsked: boolean): Sql =>
  isAsked ? `pg_catalog.md5(COALESCE(${print}, ''))` : none;

/** What belongs to an extension is its own business. */
export const notOfExtension = (catalogue: string, oid: Sql): Sql => `
   NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS ext
                WHERE ext.classid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND ext.objid = ${oid} AND ext.deptype = 'e')`;

/** `$1` are the schemas. */
export const listed = (
  {
    kind,
    name,
    table,
    from,
    schema,
    oid,
    catalogue,
    where,
    print,
    remark,
    ofExtension,
    isNeeded,
  }: Listed,
  withDigests: boolean,
): Sql => `
SELECT ${kind} AS kind, n.nspname::text AS schema, ${name} AS name, ${table} AS table, ${isNeeded === true ? thingOf(catalogue, oid) : none} AS thing,
       ${digestOf(`pg_catalog.concat_ws(E'\\n', ${print}, ${remark ?? `pg_catalog.obj_description(${oid}, '${catalogue}')`})`, withDigests)} AS digest
  FROM ${from}
  JOIN pg_catalog.pg_namespace AS n ON n.oid = ${schema}
 WHERE n.nspname = ANY ($1::text[]) AND ${where} AND ${ofExtension === true ? "NOT" : ""} ${notOfExtension(catalogue, oid)}`;

/** Object identifiers from here on were not given by initdb: access/transam.h, FirstNormalObjectId. */
export const ofUsers = (oid: Sql): Sql => `${oid} >= 16384`;

/** The privileges of a list, one a line, whoever granted them. */
export const acl = (list: Sql): Sql => `
  (SELECT pg_catalog.string_agg(x.said, E'\\n' ORDER BY x.said) FROM (
     SELECT DISTINCT pg_catalog.concat_ws(' ', CASE e.grantee WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(e.grantee)::text END, e.privilege_type, e.is_grantable) AS said
       FROM pg_catalog.aclexplode(${list}) AS e) AS x)`;

/** Is the role another than who owns the database? */
export const ofOthers = (role: Sql): Sql =>
  `${role} <> (SELECT d.datdba FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())`;

/** Its name where it is another: of what is told with all that it says. */
export const ownerBeside = (role: Sql): Sql =>
  `CASE WHEN ${ofOthers(role)} THEN pg_catalog.pg_get_userbyid(${role})::text END`;
