/** How a kind that is not modelled is read from the catalogue: where its name is, and what the server prints of it. */
import type { Sql } from "../../model/index.js";

/** Expressions over the tables of `from`. */
export interface Listed {
  readonly kind: Sql;
  readonly name: Sql;
  readonly table: Sql;
  readonly from: Sql;
  /** The oid of its schema. */
  readonly schema: Sql;
  /** The oid of the object that an extension would own, and the catalogue that holds it. */
  readonly oid: Sql;
  readonly catalogue: string;
  readonly where: Sql;
  /** Everything that can differ while the name is the same. */
  readonly print: Sql;
  /** True for the kinds that list objects of extensions; no other kind does. */
  readonly ofExtension?: true;
  /** What is modelled may need it. */
  readonly isNeeded?: true;
  /** Its comment, where that is not the comment of `oid`. */
  readonly remark?: Sql;
}

export const none: Sql = "NULL::text";

/** The key of an object in the question about what needs it: its catalogue and oid. */
export const thingOf = (catalogue: string, oid: Sql): Sql => `'${catalogue} ' || ${oid}`;

/** A hash of what is printed; NULL where it is not asked for. */
export const digestOf = (print: Sql, isAsked: boolean): Sql =>
  isAsked ? `pg_catalog.md5(COALESCE(${print}, ''))` : none;

/** Leaves out objects that belong to an extension. */
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

/** @param withDigests makes the server print each object */
export type UnmodelledQuestion = (withDigests: boolean) => Sql;

/**
 * A sign that there may be something that few databases have, and the questions that list it: the server would take longer to
 * plan them all than to answer them.
 */
export interface Sought {
  /** A catalogue, and which of its rows; what has the same is looked for in one read. */
  readonly from: Sql;
  readonly among?: Sql;
  /** A condition on one of the rows. */
  readonly where: Sql;
  readonly questions: readonly UnmodelledQuestion[];
  /** Set where `access` finds something, too. */
  readonly isAccess?: true;
}

export const questionsOf = (...kinds: readonly Listed[]): readonly UnmodelledQuestion[] =>
  kinds.map((kind) => (withDigests) => listed(kind, withDigests));

/** Only objects of users: oids from here on were not assigned by initdb (access/transam.h, FirstNormalObjectId). */
export const ofUsers = (oid: Sql): Sql => `${oid} >= 16384`;

/** The privileges of a list, one per line, whoever granted them. */
export const acl = (list: Sql): Sql => `
  (SELECT pg_catalog.string_agg(x.said, E'\\n' ORDER BY x.said) FROM (
     SELECT DISTINCT pg_catalog.concat_ws(' ', CASE e.grantee WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(e.grantee)::text END, e.privilege_type, e.is_grantable) AS said
       FROM pg_catalog.aclexplode(${list}) AS e) AS x)`;

/** Is the role not the owner of the database? */
export const ofOthers = (role: Sql): Sql =>
  `${role} <> (SELECT d.datdba FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())`;

/** The owner's name, if it is not the database's owner; for objects that are printed with all their properties. */
export const ownerBeside = (role: Sql): Sql =>
  `CASE WHEN ${ofOthers(role)} THEN pg_catalog.pg_get_userbyid(${role})::text END`;
