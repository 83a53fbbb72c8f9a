/** What a database holds outside of its schemas, and the model does not know. */
import { atLeast, type Sql } from "../../model/index.js";
import { digestOf, none, notOfExtension, ofUsers } from "./unmodelledRow.js";

interface OfDatabase {
  readonly kind: string;
  readonly name: Sql;
  readonly from: Sql;
  readonly oid: Sql;
  readonly catalogue: string;
  readonly where: Sql;
  readonly print: Sql;
  /** It is an extension, and none that belongs to one. */
  readonly isExtension?: true;
}

const kinds: readonly OfDatabase[] = [
  {
    kind: "extension",
    name: "e.extname::text",
    from: "pg_catalog.pg_extension AS e",
    oid: "e.oid",
    catalogue: "pg_extension",
    where: "e.extname <> 'plpgsql'",
    print: "e.extversion || ' ' || e.extnamespace::pg_catalog.regnamespace",
    isExtension: true,
  },
  {
    kind: "cast",
    name: "pg_catalog.format_type(k.castsource, NULL) || ' AS ' || pg_catalog.format_type(k.casttarget, NULL)",
    from: "pg_catalog.pg_cast AS k",
    oid: "k.oid",
    catalogue: "pg_cast",
    where: ofUsers("k.oid"),
    print:
      "pg_catalog.concat_ws(' ', k.castfunc::pg_catalog.regprocedure, k.castcontext, k.castmethod)",
  },
  {
    kind: "language",
    name: "l.lanname::text",
    from: "pg_catalog.pg_language AS l",
    oid: "l.oid",
    catalogue: "pg_language",
    where: ofUsers("l.oid"),
    print: "pg_catalog.concat_ws(' ', l.lanpltrusted, l.lanplcallfoid::pg_catalog.regproc)",
  },
  {
    kind: "transform",
    name: "pg_catalog.format_type(f.trftype, NULL) || ' ' || l.lanname",
    from: "pg_catalog.pg_transform AS f JOIN pg_catalog.pg_language AS l ON l.oid = f.trflang",
    oid: "f.oid",
    catalogue: "pg_transform",
    where: "true",
    print: "pg_catalog.concat_ws(' ', f.trffromsql, f.trftosql)",
  },
  {
    kind: "access method",
    name: "m.amname::text",
    from: "pg_catalog.pg_am AS m",
    oid: "m.oid",
    catalogue: "pg_am",
    where: ofUsers("m.oid"),
    print: "pg_catalog.concat_ws(' ', m.amhandler, m.amtype)",
  },
  {
    kind: "event trigger",
    name: "v.evtname::text",
    from: "pg_catalog.pg_event_trigger AS v",
    oid: "v.oid",
    catalogue: "pg_event_trigger",
    where: "true",
    print:
      "pg_catalog.concat_ws(' ', v.evtevent, v.evtfoid::pg_catalog.regprocedure, v.evtenabled, v.evttags::text)",
  },
  {
    kind: "foreign data wrapper",
    name: "w.fdwname::text",
    from: "pg_catalog.pg_foreign_data_wrapper AS w",
    oid: "w.oid",
    catalogue: "pg_foreign_data_wrapper",
    where: "true",
    print:
      "pg_catalog.concat_ws(' ', NULLIF(w.fdwhandler, 0)::pg_catalog.regproc, NULLIF(w.fdwvalidator, 0)::pg_catalog.regproc, w.fdwoptions::text)",
  },
  {
    kind: "foreign server",
    name: "s.srvname::text",
    from: "pg_catalog.pg_foreign_server AS s",
    oid: "s.oid",
    catalogue: "pg_foreign_server",
    where: "true",
    print: "pg_catalog.concat_ws(' ', s.srvtype, s.srvversion, s.srvoptions::text)",
  },
  {
    // Its options hold passwords, and are nobody's to print.
    kind: "user mapping",
    name: "u.usename || ' ' || u.srvname",
    from: "pg_catalog.pg_user_mappings AS u",
    oid: "u.umid",
    catalogue: "pg_user_mapping",
    where: "true",
    print: none,
  },
  {
    kind: "publication",
    name: "p.pubname::text",
    from: "pg_catalog.pg_publication AS p",
    oid: "p.oid",
    catalogue: "pg_publication",
    where: "true",
    print: `pg_catalog.concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate,
      (SELECT pg_catalog.string_agg(pg_catalog.concat_ws('.', t.schemaname, t.tablename), ', ' ORDER BY t.schemaname, t.tablename) FROM pg_catalog.pg_publication_tables AS t WHERE t.pubname = p.pubname))`,
  },
  {
    // How it connects may only be read by a superuser, and holds a password.
    kind: "subscription",
    name: "b.subname::text",
    from: "pg_catalog.pg_subscription AS b",
    oid: "b.oid",
    catalogue: "pg_subscription",
    where:
      "b.subdbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())",
    print: "pg_catalog.concat_ws(' ', b.subenabled, b.subslotname, b.subpublications::text)",
  },
  {
    kind: "default privileges",
    name: "pg_catalog.pg_get_userbyid(d.defaclrole) || ' ' || d.defaclobjtype::text",
    from: "pg_catalog.pg_default_acl AS d",
    oid: "d.oid",
    catalogue: "pg_default_acl",
    where: "d.defaclnamespace = 0",
    print: "d.defaclacl::text",
  },
  {
    kind: "security label",
    name: "pg_catalog.concat_ws(' ', l.provider, i.type, i.identity)",
    from: "pg_catalog.pg_seclabel AS l CROSS JOIN LATERAL pg_catalog.pg_identify_object(l.classoid, l.objoid, l.objsubid) AS i",
    oid: "l.objoid",
    catalogue: "pg_class",
    where: "true",
    print: "l.label",
  },
];

/** Before PostgreSQL 14 only a superuser may read a subscription's oid, by which its comment is found; no extension owns one. */
const readable = (kind: OfDatabase, version: readonly number[]): OfDatabase =>
  kind.catalogue === "pg_subscription" && !atLeast(version, 14)
    ? { ...kind, oid: "NULL::pg_catalog.oid" }
    : kind;

/** Questions whose rows have no schema. */
export const unmodelledOfDatabase = (
  withDigests: boolean,
  version: readonly number[],
): readonly Sql[] =>
  kinds
    .map((one) => readable(one, version))
    .map(
      ({ kind, name, from, oid, catalogue, where, print, isExtension }) => `
SELECT '${kind}' AS kind, NULL::text AS schema, ${name} AS name, NULL::text AS table,
       ${digestOf(`pg_catalog.concat_ws(E'\\n', ${print}, pg_catalog.obj_description(${oid}, '${catalogue}'))`, withDigests)} AS digest
  FROM ${from}
 WHERE ${where}${isExtension === true ? "" : ` AND ${notOfExtension(catalogue, oid)}`}`,
    );
