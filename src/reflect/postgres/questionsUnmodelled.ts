/** Lists what a database holds and is not modelled, by kind and name, with a hash of the server's print. */
import type { Sql } from "../../model/index.js";
import { indexPrint, relationPrint } from "./printedRelations.js";
import { listed, none, ownerBeside, type Listed } from "./unmodelledRow.js";

const relations: Listed = {
  kind: `CASE WHEN c.relispartition THEN 'partition' WHEN c.relkind = 'v' THEN 'view' WHEN c.relkind = 'm' THEN 'materialized view'
        WHEN c.relkind = 'f' THEN 'foreign table' ELSE 'composite type' END`,
  name: "c.relname::text",
  table:
    "CASE WHEN c.relispartition THEN (SELECT p.relname::text FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid) END",
  from: "pg_catalog.pg_class AS c",
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  isNeeded: true,
  where: "(c.relkind IN ('v', 'm', 'f', 'c') OR (c.relispartition AND c.relkind IN ('r', 'p')))",
  print: relationPrint,
};

const functions: Listed = {
  kind: "CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END",
  name: "p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'",
  table: none,
  from: "pg_catalog.pg_proc AS p",
  schema: "p.pronamespace",
  oid: "p.oid",
  catalogue: "pg_proc",
  isNeeded: true,
  // The constructors of range types belong to the type.
  where:
    "NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS y WHERE y.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND y.objid = p.oid AND y.deptype = 'i')",
  print: `CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid)
            ELSE (SELECT pg_catalog.concat_ws(' ', g.aggkind, p.proparallel, g.aggtransfn, g.aggfinalfn, g.aggfinalextra, g.aggfinalmodify, g.aggcombinefn, g.aggserialfn,
                         g.aggdeserialfn, g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn, g.aggmfinalextra, g.aggmfinalmodify, g.aggsortop::pg_catalog.regoperator,
                         pg_catalog.format_type(g.aggtranstype, NULL), g.aggtransspace, pg_catalog.format_type(NULLIF(g.aggmtranstype, 0), NULL), g.aggmtransspace,
                         g.agginitval, '/', g.aggminitval, '/', pg_catalog.pg_get_function_result(p.oid)) FROM pg_catalog.pg_aggregate AS g WHERE g.aggfnoid = p.oid) END`,
};

const triggers: Listed = {
  kind: "'trigger'",
  name: "t.tgname::text",
  table: "c.relname::text",
  from: "pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid",
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  where: "NOT t.tgisinternal",
  print: "pg_catalog.pg_get_triggerdef(t.oid) || t.tgenabled::text",
  remark: "pg_catalog.obj_description(t.oid, 'pg_trigger')",
};

const policies: Listed = {
  kind: "'policy'",
  name: "p.polname::text",
  table: "c.relname::text",
  from: "pg_catalog.pg_policy AS p JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid",
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  where: "true",
  print: `pg_catalog.concat_ws(' ', p.polcmd, p.polpermissive, (SELECT pg_catalog.string_agg(COALESCE(r.rolname, 'public'), ', ' ORDER BY r.rolname)
              FROM pg_catalog.unnest(p.polroles) AS u (oid) LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = u.oid),
            pg_catalog.pg_get_expr(p.polqual, p.polrelid), '/', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))`,
  remark: "pg_catalog.obj_description(p.oid, 'pg_policy')",
};

const rules: Listed = {
  kind: "'rule'",
  name: "r.rulename::text",
  table: "c.relname::text",
  from: "pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class",
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  where: "r.rulename <> '_RETURN'",
  print: "pg_catalog.pg_get_ruledef(r.oid) || r.ev_enabled::text",
  remark: "pg_catalog.obj_description(r.oid, 'pg_rewrite')",
};

const types: Listed = {
  kind: "CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'type' END",
  name: "t.typname::text",
  table: none,
  from: "pg_catalog.pg_type AS t",
  schema: "t.typnamespace",
  oid: "t.oid",
  catalogue: "pg_type",
  isNeeded: true,
  where: "(t.typtype IN ('d', 'r') OR (t.typtype = 'b' AND t.typelem = 0 AND t.typinput <> 0))",
  print: `pg_catalog.concat_ws(' ', CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END, t.typnotnull, t.typdefault,
            CASE WHEN t.typtype = 'b' THEN pg_catalog.concat_ws(' ', t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze,
                   t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory, t.typispreferred, t.typdelim) END,
            (SELECT l.collname FROM pg_catalog.pg_collation AS l WHERE l.oid = t.typcollation),
            (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', k.conname, pg_catalog.pg_get_constraintdef(k.oid), pg_catalog.obj_description(k.oid, 'pg_constraint')),
                      ', ' ORDER BY k.conname)
               FROM pg_catalog.pg_constraint AS k WHERE k.contypid = t.oid),
            (SELECT pg_catalog.concat_ws(' ', pg_catalog.format_type(g.rngsubtype, NULL), g.rngcanonical, g.rngsubdiff, NULLIF(g.rngcollation, 0)::pg_catalog.regcollation,
                      (SELECT o.opcname FROM pg_catalog.pg_opclass AS o WHERE o.oid = g.rngsubopc),
                      pg_catalog.format_type((pg_catalog.to_jsonb(g) ->> 'rngmultitypid')::oid, NULL))
               FROM pg_catalog.pg_range AS g WHERE g.rngtypid = t.oid))`,
};

export const statistics: Listed = {
  kind: "'statistics'",
  name: "s.stxname::text",
  table: "c.relname::text",
  from: "pg_catalog.pg_statistic_ext AS s JOIN pg_catalog.pg_class AS c ON c.oid = s.stxrelid",
  schema: "s.stxnamespace",
  oid: "s.oid",
  catalogue: "pg_statistic_ext",
  where: "true",
  print: `pg_catalog.concat_ws(' ', pg_catalog.pg_get_statisticsobjdef(s.oid), NULLIF(pg_catalog.to_jsonb(s) ->> 'stxstattarget', '-1'), ${ownerBeside("s.stxowner")})`,
};

const collations: Listed = {
  kind: "'collation'",
  name: "l.collname::text",
  table: none,
  from: "pg_catalog.pg_collation AS l",
  schema: "l.collnamespace",
  oid: "l.oid",
  catalogue: "pg_collation",
  isNeeded: true,
  where: "true",
  // Modelled: only its name and its owner are read here.
  print: ownerBeside("l.collowner"),
};

export const operators: Listed = {
  kind: "'operator'",
  name: "o.oprname || '(' || pg_catalog.concat_ws(', ', NULLIF(o.oprleft, 0)::pg_catalog.regtype, NULLIF(o.oprright, 0)::pg_catalog.regtype) || ')'",
  table: none,
  from: "pg_catalog.pg_operator AS o",
  schema: "o.oprnamespace",
  oid: "o.oid",
  catalogue: "pg_operator",
  isNeeded: true,
  where: "true",
  print: `pg_catalog.concat_ws(' ', o.oprcode, o.oprcom::pg_catalog.regoperator, o.oprnegate::pg_catalog.regoperator, o.oprrest, o.oprjoin, o.oprcanmerge, o.oprcanhash,
            ${ownerBeside("o.oprowner")})`,
};

/** The operators and functions of an operator family, which operator classes belong to. */
const members = (family: Sql): Sql => `
  (SELECT pg_catalog.string_agg(m.said, ', ' ORDER BY m.said) FROM (
     SELECT pg_catalog.concat_ws(' ', x.amopstrategy, x.amopopr::pg_catalog.regoperator) AS said FROM pg_catalog.pg_amop AS x WHERE x.amopfamily = ${family}
     UNION ALL SELECT pg_catalog.concat_ws(' ', x.amprocnum, x.amproc::pg_catalog.regprocedure) FROM pg_catalog.pg_amproc AS x WHERE x.amprocfamily = ${family}) AS m)`;

export const operatorClasses: Listed = {
  kind: "'operator class'",
  name: "k.opcname || ' (' || m.amname || ')'",
  table: none,
  from: "pg_catalog.pg_opclass AS k JOIN pg_catalog.pg_am AS m ON m.oid = k.opcmethod",
  schema: "k.opcnamespace",
  oid: "k.oid",
  catalogue: "pg_opclass",
  isNeeded: true,
  where: "true",
  print: `pg_catalog.concat_ws(' ', pg_catalog.format_type(k.opcintype, NULL), k.opcdefault, NULLIF(k.opckeytype, 0)::pg_catalog.regtype, ${members("k.opcfamily")},
            (SELECT f.opfname FROM pg_catalog.pg_opfamily AS f WHERE f.oid = k.opcfamily), ${ownerBeside("k.opcowner")})`,
};

export const operatorFamilies: Listed = {
  kind: "'operator family'",
  name: "k.opfname || ' (' || m.amname || ')'",
  table: none,
  from: "pg_catalog.pg_opfamily AS k JOIN pg_catalog.pg_am AS m ON m.oid = k.opfmethod",
  schema: "k.opfnamespace",
  oid: "k.oid",
  catalogue: "pg_opfamily",
  isNeeded: true,
  // A family that CREATE OPERATOR CLASS made has the class's name, and is listed with it.
  where:
    "NOT EXISTS (SELECT FROM pg_catalog.pg_opclass AS own WHERE own.opcfamily = k.oid AND own.opcname = k.opfname)",
  print: `pg_catalog.concat_ws(' ', ${members("k.oid")}, ${ownerBeside("k.opfowner")})`,
};

export const conversions: Listed = {
  kind: "'conversion'",
  name: "v.conname::text",
  table: none,
  from: "pg_catalog.pg_conversion AS v",
  schema: "v.connamespace",
  oid: "v.oid",
  catalogue: "pg_conversion",
  where: "true",
  print: `pg_catalog.concat_ws(' ', v.conforencoding, v.contoencoding, v.conproc, v.condefault, ${ownerBeside("v.conowner")})`,
};

const textSearch = (kind: string, catalogue: string, prefix: string, print: Sql): Listed => ({
  kind: `'text search ${kind}'`,
  name: `s.${prefix}name::text`,
  table: none,
  from: `pg_catalog.${catalogue} AS s`,
  schema: `s.${prefix}namespace`,
  oid: "s.oid",
  catalogue,
  isNeeded: true,
  where: "true",
  print,
});

export const textSearches: readonly Listed[] = [
  textSearch(
    "configuration",
    "pg_ts_config",
    "cfg",
    `pg_catalog.concat_ws(' ', (SELECT r.prsname FROM pg_catalog.pg_ts_parser AS r WHERE r.oid = s.cfgparser), ${ownerBeside("s.cfgowner")},
       (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::pg_catalog.regdictionary), ', ' ORDER BY m.maptokentype, m.mapseqno)
          FROM pg_catalog.pg_ts_config_map AS m WHERE m.mapcfg = s.oid))`,
  ),
  textSearch(
    "dictionary",
    "pg_ts_dict",
    "dict",
    `pg_catalog.concat_ws(' ', (SELECT l.tmplname FROM pg_catalog.pg_ts_template AS l WHERE l.oid = s.dicttemplate), s.dictinitoption, ${ownerBeside("s.dictowner")})`,
  ),
  textSearch(
    "parser",
    "pg_ts_parser",
    "prs",
    "pg_catalog.concat_ws(' ', s.prsstart, s.prstoken, s.prsend, s.prsheadline, s.prslextype)",
  ),
  textSearch(
    "template",
    "pg_ts_template",
    "tmpl",
    "pg_catalog.concat_ws(' ', s.tmplinit, s.tmpllexize)",
  ),
];

/** Indexes of partitions and materialized views; those of tables are compared. An index of a partitioned table has one on each partition. */
export const indexes: Listed = {
  kind: "'index'",
  name: "x.relname::text",
  table: "c.relname::text",
  from: "pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid",
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  where:
    "(c.relkind = 'm' OR c.relispartition) AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = i.indexrelid)",
  print: indexPrint,
  remark: "pg_catalog.obj_description(x.oid, 'pg_class')",
};

/** From PostgreSQL 18 on: WITHOUT OVERLAPS and PERIOD. */
export const temporal: Listed = {
  kind: "CASE k.contype WHEN 'f' THEN 'foreign key with a period' WHEN 'p' THEN 'primary key without overlaps' ELSE 'unique without overlaps' END",
  name: "k.conname::text",
  table: "c.relname::text",
  from: "pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid",
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  where:
    "k.contype IN ('p', 'u', 'f') AND k.conparentid = 0 AND NOT c.relispartition AND k.conperiod",
  print: "pg_catalog.pg_get_constraintdef(k.oid)",
  remark: "pg_catalog.obj_description(k.oid, 'pg_constraint')",
};

/** PostgreSQL 18 keeps NOT NULL as a constraint, which may have a comment. */
export const notNullComments: Listed = {
  kind: "'comment'",
  name: "'constraint ' || k.conname",
  table: "c.relname::text",
  from: `pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
         JOIN pg_catalog.pg_description AS d ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass`,
  schema: "c.relnamespace",
  oid: "c.oid",
  catalogue: "pg_class",
  where: "k.contype = 'n'",
  print: "d.description",
  remark: none,
};

/** Kinds that many databases have, and those of SQL objects, which are asked for once it is known that there are any. */
const common: readonly Listed[] = [
  relations,
  functions,
  triggers,
  policies,
  rules,
  types,
  collations,
];

const asked = (kinds: readonly Listed[], withDigests: boolean): readonly Sql[] =>
  kinds.map((one) => listed(one, withDigests));

/** @param withDigests makes the server print each of them */
export const unmodelled = (withDigests: boolean): Sql =>
  asked(common, withDigests).join("\nUNION ALL");
