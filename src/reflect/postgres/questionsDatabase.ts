/** Lists what a database holds outside of its schemas and is not modelled. */
import { atLeast, type Sql } from "../../model/index.js";
import {
  acl,
  digestOf,
  notOfExtension,
  none,
  ofUsers,
  ownerBeside,
  thingOf,
  type Sought,
} from "./unmodelledRow.js";

interface OfDatabase {
  readonly kind: string;
  readonly name: Sql;
  readonly from: Sql;
  readonly oid: Sql;
  readonly catalogue: string;
  readonly where: Sql;
  readonly print: Sql;
  /** Is it an extension itself? Then no other one owns it. */
  readonly isExtension?: true;
}

/** Its owner, where that is not the database's, and its privileges. */
const beside = (role: Sql, list: Sql): Sql => `${ownerBeside(role)}, ${acl(list)}`;

/** What a publication has of each table: since PostgreSQL 15 some columns and rows, and all tables of a schema. */
const published = (version: readonly number[]): Sql => `
  (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', r.prrelid::pg_catalog.regclass${
    atLeast(version, 15)
      ? `, pg_catalog.pg_get_expr(r.prqual, r.prrelid),
            (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY a.attname) FROM pg_catalog.pg_attribute AS a
              WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::pg_catalog.int2[]))`
      : ""
  }), ', ' ORDER BY r.prrelid::pg_catalog.regclass::text) FROM pg_catalog.pg_publication_rel AS r WHERE r.prpubid = p.oid)${
    atLeast(version, 15)
      ? `,
  (SELECT pg_catalog.string_agg(n.nspname, ', ' ORDER BY n.nspname) FROM pg_catalog.pg_publication_namespace AS r
     JOIN pg_catalog.pg_namespace AS n ON n.oid = r.pnnspid WHERE r.pnpubid = p.oid)`
      : ""
  }`;

const publication = (version: readonly number[]): OfDatabase => ({
  kind: "publication",
  name: "p.pubname::text",
  from: "pg_catalog.pg_publication AS p",
  oid: "p.oid",
  catalogue: "pg_publication",
  where: "true",
  // The row itself has the settings that a version offers for all of its tables.
  print: `pg_catalog.concat_ws(' ', pg_catalog.to_jsonb(p) - 'oid' - 'pubowner', ${ownerBeside("p.pubowner")}, ${published(version)})`,
});

/** Before PostgreSQL 14, only a superuser may read the oid, which its comment is found by, and the setting for commits; no extension owns a subscription. */
const subscription = (version: readonly number[]): OfDatabase => ({
  // Only a superuser may read how it connects, which contains a password.
  kind: "subscription",
  name: "b.subname::text",
  from: "pg_catalog.pg_subscription AS b",
  oid: atLeast(version, 14) ? "b.oid" : "NULL::pg_catalog.oid",
  catalogue: "pg_subscription",
  where:
    "b.subdbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())",
  print: `pg_catalog.concat_ws(' ', ${[
    ...["subenabled", "subslotname", "subpublications::text"],
    ...(atLeast(version, 14) ? ["subsynccommit", "subbinary", "substream"] : []),
    ...(atLeast(version, 15) ? ["subtwophasestate", "subdisableonerr"] : []),
    ...(atLeast(version, 16) ? ["subpasswordrequired", "subrunasowner", "suborigin"] : []),
    ...(atLeast(version, 17) ? ["subfailover"] : []),
  ]
    .map((column) => `b.${column}`)
    .join(", ")}, ${ownerBeside("b.subowner")})`,
});

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
    print: `pg_catalog.concat_ws(' ', l.lanpltrusted, l.lanplcallfoid::pg_catalog.regproc, NULLIF(l.laninline, 0)::pg_catalog.regproc,
      NULLIF(l.lanvalidator, 0)::pg_catalog.regproc, ${beside("l.lanowner", "l.lanacl")})`,
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
    print: `pg_catalog.concat_ws(' ', v.evtevent, v.evtfoid::pg_catalog.regprocedure, v.evtenabled, v.evttags::text, ${ownerBeside("v.evtowner")})`,
  },
  {
    kind: "foreign data wrapper",
    name: "w.fdwname::text",
    from: "pg_catalog.pg_foreign_data_wrapper AS w",
    oid: "w.oid",
    catalogue: "pg_foreign_data_wrapper",
    where: "true",
    print: `pg_catalog.concat_ws(' ', NULLIF(w.fdwhandler, 0)::pg_catalog.regproc, NULLIF(w.fdwvalidator, 0)::pg_catalog.regproc, w.fdwoptions::text,
      ${beside("w.fdwowner", "w.fdwacl")})`,
  },
  {
    kind: "foreign server",
    name: "s.srvname::text",
    from: "pg_catalog.pg_foreign_server AS s",
    oid: "s.oid",
    catalogue: "pg_foreign_server",
    where: "true",
    print: `pg_catalog.concat_ws(' ', s.srvtype, s.srvversion, s.srvoptions::text,
      (SELECT w.fdwname FROM pg_catalog.pg_foreign_data_wrapper AS w WHERE w.oid = s.srvfdw), ${beside("s.srvowner", "s.srvacl")})`,
  },
  {
    // Its options contain passwords: of an option that may be one, only the name is printed.
    kind: "user mapping",
    name: "u.usename || ' ' || u.srvname",
    from: "pg_catalog.pg_user_mappings AS u",
    oid: "u.umid",
    catalogue: "pg_user_mapping",
    where: "true",
    print: `(SELECT pg_catalog.string_agg(CASE WHEN o.said ~* '^[^=]*(pass|pwd|secret|token|key|cred)' THEN pg_catalog.split_part(o.said, '=', 1) ELSE o.said END, ', ' ORDER BY o.said)
               FROM pg_catalog.unnest(u.umoptions) AS o (said))`,
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
    // Of a function, a trigger, an index, a materialized view: it is dropped with the extension.
    kind: "dependence on an extension",
    name: "pg_catalog.concat_ws(' ', i.type, i.identity, e.extname)",
    from: `pg_catalog.pg_depend AS x JOIN pg_catalog.pg_extension AS e ON e.oid = x.refobjid
           CROSS JOIN LATERAL pg_catalog.pg_identify_object(x.classid, x.objid, x.objsubid) AS i`,
    oid: "x.objid",
    catalogue: "pg_class",
    where: `x.deptype = 'x' AND x.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND ${ofUsers("x.objid")}`,
    print: "NULL::text",
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

/** The question for these objects, whose rows have no schema. */
const questionOf =
  ({ kind, name, from, oid, catalogue, where, print, isExtension }: OfDatabase) =>
  (withDigests: boolean): Sql => `
SELECT '${kind}' AS kind, NULL::text AS schema, ${name} AS name, NULL::text AS table,
       ${isExtension === true ? thingOf(catalogue, oid) : none} AS thing,
       ${digestOf(`pg_catalog.concat_ws(E'\\n', ${print}, pg_catalog.obj_description(${oid}, '${catalogue}'))`, withDigests)} AS digest
  FROM ${from}
 WHERE ${where}${isExtension === true ? "" : ` AND ${notOfExtension(catalogue, oid)}`}`;

export const ofDatabase = (version: readonly number[]): readonly Sought[] =>
  [...kinds, publication(version), subscription(version)].map((kind) => ({
    from: kind.from,
    where: kind.where,
    questions: [questionOf(kind)],
  }));
