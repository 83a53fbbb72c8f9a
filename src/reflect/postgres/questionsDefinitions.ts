/**
 * Asks how opaque objects are created again: the server prints each of them, and the statements that restore its owner, its
 * options, its comments. `$1` to `$7` are the oids of relations, rules, triggers, policies, statistics, functions and types,
 * `$8` those of the views whose query is already known: the server takes longer to print it than for everything else. Asked
 * with the search path narrowed to the default schema, whose objects are printed unqualified.
 */
import type { Sql } from "../../model/index.js";
import { granted } from "./questionsPrivileges.js";

/** `WITH (…)` of a view. */
const parameters = `COALESCE((SELECT ' WITH (' || pg_catalog.string_agg(pg_catalog.split_part(o.option, '=', 1) || '=' || pg_catalog.quote_literal(pg_catalog.substr(o.option, pg_catalog.strpos(o.option, '=') + 1)), ', ' ORDER BY o.place) || ')'
                   FROM pg_catalog.unnest(c.reloptions) WITH ORDINALITY AS o (option, place)), '')`;

/** `s."x"` where the search path does not find it, `"x"` where it does. */
const inSchema = (schema: Sql, name: Sql): Sql =>
  `CASE WHEN ${schema} = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(${schema}) || '.' END || pg_catalog.quote_ident(${name})`;

/** The kind of a relation, in words; and the word for it in ALTER, COMMENT and DROP. */
const relationKind = `CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'composite type' END`;
const relationWord = `CASE c.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' END`;

const relation = `c.oid::pg_catalog.regclass::text`;

const functionWord = `CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END`;

/**
 * `qualified` is the name that the server prints first, which a definition in the default schema has unqualified. The query of
 * a view is placed between its `definition` and `tail`.
 */
export const objects: Sql = `
SELECT 'relation' AS node, c.oid::int8::text AS oid, ${relationKind} AS kind, n.nspname::text AS schema, c.relname::text AS name,
       NULL::text AS table_schema, NULL::text AS table, 'DROP ' || ${relationWord} || ${relation} AS drop,
       CASE WHEN c.relkind IN ('v', 'm') THEN 'CREATE ' || ${relationWord} || ${relation}
            || CASE WHEN c.relkind = 'm' AND am.amname <> 'heap' THEN ' USING ' || pg_catalog.quote_ident(am.amname) ELSE '' END || ${parameters}
            || COALESCE(' TABLESPACE ' || pg_catalog.quote_ident(s.spcname), '') || ' AS' || E'\\n' END AS definition,
       NULL::text AS qualified, NULL::text AS plain,
       CASE WHEN c.relkind IN ('v', 'm') AND NOT c.oid = ANY ($8::oid[]) THEN pg_catalog.pg_get_viewdef(c.oid) END AS query,
       CASE WHEN c.relkind = 'v' THEN '' WHEN c.relkind = 'm' AND c.relispopulated THEN E'\\n  WITH DATA' WHEN c.relkind = 'm' THEN E'\\n  WITH NO DATA' END AS tail
  FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
  LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
 WHERE c.oid = ANY ($1::oid[])
UNION ALL
SELECT 'rule', r.oid::int8::text, 'rule', n.nspname, r.rulename, n.nspname, c.relname,
       'DROP RULE ' || pg_catalog.quote_ident(r.rulename) || ' ON ' || ${relation}, pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid, true), ';'), NULL, NULL, NULL, NULL
  FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE r.oid = ANY ($2::oid[])
UNION ALL
SELECT 'trigger', t.oid::int8::text, 'trigger', n.nspname, t.tgname, n.nspname, c.relname,
       'DROP TRIGGER ' || pg_catalog.quote_ident(t.tgname) || ' ON ' || ${relation}, pg_catalog.pg_get_triggerdef(t.oid, true), NULL, NULL, NULL, NULL
  FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE t.oid = ANY ($3::oid[])
UNION ALL
SELECT 'policy', p.oid::int8::text, 'policy', n.nspname, p.polname, n.nspname, c.relname,
       'DROP POLICY ' || pg_catalog.quote_ident(p.polname) || ' ON ' || ${relation},
       'CREATE POLICY ' || pg_catalog.quote_ident(p.polname) || ' ON ' || ${relation} || CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
         || ' FOR ' || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END
         || ' TO ' || (SELECT pg_catalog.string_agg(CASE o.role WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(o.role)) END, ', ' ORDER BY o.place)
                         FROM pg_catalog.unnest(p.polroles) WITH ORDINALITY AS o (role, place))
         || COALESCE(' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', '')
         || COALESCE(' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''), NULL, NULL, NULL, NULL
  FROM pg_catalog.pg_policy AS p JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE p.oid = ANY ($4::oid[])
UNION ALL
SELECT 'statistics', s.oid::int8::text, 'statistics', n.nspname, s.stxname, cn.nspname, c.relname,
       'DROP STATISTICS ' || ${inSchema("n.nspname", "s.stxname")}, pg_catalog.pg_get_statisticsobjdef(s.oid),
       pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(s.stxname), ${inSchema("n.nspname", "s.stxname")}, NULL, NULL
  FROM pg_catalog.pg_statistic_ext AS s JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
  JOIN pg_catalog.pg_class AS c ON c.oid = s.stxrelid JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.relnamespace
 WHERE s.oid = ANY ($5::oid[])
UNION ALL
SELECT 'function', p.oid::int8::text, CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
       n.nspname, p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')', NULL, NULL,
       CASE WHEN p.prokind <> 'a' THEN 'DROP ' || ${functionWord} || p.oid::pg_catalog.regprocedure END,
       CASE WHEN p.prokind <> 'a' THEN pg_catalog.rtrim(pg_catalog.pg_get_functiondef(p.oid), E'\\n') END,
       pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname), ${inSchema("n.nspname", "p.proname")}, NULL, NULL
  FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
 WHERE p.oid = ANY ($6::oid[])
UNION ALL
SELECT 'type', t.oid::int8::text, CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'type' END, n.nspname, t.typname, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
 WHERE t.oid = ANY ($7::oid[])`;

const comment = (on: Sql, catalogue: string, oid: Sql): Sql =>
  `SELECT 'COMMENT ON ' || ${on} || ' IS ' || pg_catalog.quote_literal(d.description) AS sql, 0 AS nth
     FROM pg_catalog.pg_description AS d WHERE d.objoid = ${oid} AND d.classoid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND d.objsubid = 0`;

/** Whoever creates the object again owns it, so the owner is only set where it is somebody else. */
const owner = (word: Sql, name: Sql, role: Sql): Sql =>
  `SELECT 'ALTER ' || ${word} || ${name} || ' OWNER TO ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(${role})) AS sql, 0 AS nth
    WHERE pg_catalog.pg_get_userbyid(${role}) <> current_user`;

const enabled = (what: string, state: Sql, name: Sql): Sql =>
  `SELECT 'ALTER TABLE ' || ${relation} || CASE ${state} WHEN 'D' THEN ' DISABLE ' WHEN 'R' THEN ' ENABLE REPLICA ' ELSE ' ENABLE ALWAYS ' END
          || '${what} ' || pg_catalog.quote_ident(${name}) AS sql, 0 AS nth WHERE ${state} <> 'O'`;

/**
 * The statements for one kind of object, in the order of the list, and each by its `nth`. Unsorted, because a subquery with an
 * ORDER BY of its own is run for each object, and one without becomes a join.
 */
const statements = (node: string, oid: Sql, from: Sql, all: readonly Sql[]): Sql =>
  all
    .map(
      (sql, place) =>
        `SELECT '${node}' AS node, ${oid}::int8::text AS oid, ${place} AS place, q.nth::int8::text AS nth, q.sql FROM ${from.replace(" WHERE ", ` CROSS JOIN LATERAL (${sql}) AS q WHERE `)}`,
    )
    .join("\nUNION ALL\n");

const column = `pg_catalog.quote_ident(a.attname)`;

const relationStatements = statements(
  "relation",
  "c.oid",
  "pg_catalog.pg_class AS c WHERE c.relkind IN ('v', 'm') AND c.oid = ANY ($1::oid[])",
  [
    owner(relationWord, relation, "c.relowner"),
    `SELECT 'ALTER VIEW ' || ${relation} || ' ALTER COLUMN ' || ${column} || ' SET DEFAULT ' || pg_catalog.pg_get_expr(f.adbin, f.adrelid) AS sql, a.attnum AS nth
       FROM pg_catalog.pg_attrdef AS f JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.adrelid AND a.attnum = f.adnum WHERE f.adrelid = c.oid`,
    `SELECT 'ALTER MATERIALIZED VIEW ' || ${relation} || ' ALTER COLUMN ' || ${column} || ' SET STATISTICS ' || a.attstattarget AS sql, a.attnum AS nth
       FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND c.relkind = 'm' AND a.attnum > 0 AND a.attstattarget >= 0`,
    `SELECT 'ALTER MATERIALIZED VIEW ' || ${relation} || ' ALTER COLUMN ' || ${column} || ' SET STORAGE '
            || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END AS sql, a.attnum AS nth
       FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
      WHERE a.attrelid = c.oid AND c.relkind = 'm' AND a.attnum > 0 AND a.attstorage <> t.typstorage`,
    `SELECT pg_catalog.pg_get_indexdef(i.indexrelid, 0, true) AS sql, i.indexrelid::int8 AS nth FROM pg_catalog.pg_index AS i WHERE i.indrelid = c.oid`,
    `SELECT 'ALTER MATERIALIZED VIEW ' || ${relation} || ' CLUSTER ON ' || pg_catalog.quote_ident(x.relname) AS sql, 0 AS nth
       FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisclustered`,
    `SELECT 'COMMENT ON INDEX ' || i.indexrelid::pg_catalog.regclass || ' IS ' || pg_catalog.quote_literal(d.description) AS sql, i.indexrelid::int8 AS nth
       FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_description AS d ON d.objoid = i.indexrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
      WHERE i.indrelid = c.oid`,
    comment(`${relationWord} || ${relation}`, "pg_class", "c.oid"),
    `SELECT 'COMMENT ON COLUMN ' || ${relation} || '.' || ${column} || ' IS ' || pg_catalog.quote_literal(d.description) AS sql, d.objsubid AS nth
       FROM pg_catalog.pg_description AS d JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
      WHERE d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid > 0`,
  ],
);

const ofTable = (catalogue: string, key: string, oids: string): Sql =>
  `pg_catalog.${catalogue} AS x JOIN pg_catalog.pg_class AS c ON c.oid = x.${key} WHERE x.oid = ANY (${oids}::oid[])`;

const named = (word: string, name: Sql): Sql =>
  `'${word} ' || pg_catalog.quote_ident(${name}) || ' ON ' || ${relation}`;

const statisticsName = inSchema("n.nspname", "x.stxname");

/** -1 in a server before 17, and NULL in later ones, means the default. */
export const details: Sql = [
  relationStatements,
  statements("rule", "x.oid", ofTable("pg_rewrite", "ev_class", "$2"), [
    enabled("RULE", "x.ev_enabled", "x.rulename"),
    comment(named("RULE", "x.rulename"), "pg_rewrite", "x.oid"),
  ]),
  statements("trigger", "x.oid", ofTable("pg_trigger", "tgrelid", "$3"), [
    enabled("TRIGGER", "x.tgenabled", "x.tgname"),
    comment(named("TRIGGER", "x.tgname"), "pg_trigger", "x.oid"),
  ]),
  statements("policy", "x.oid", ofTable("pg_policy", "polrelid", "$4"), [
    comment(named("POLICY", "x.polname"), "pg_policy", "x.oid"),
  ]),
  statements(
    "statistics",
    "x.oid",
    "pg_catalog.pg_statistic_ext AS x JOIN pg_catalog.pg_namespace AS n ON n.oid = x.stxnamespace WHERE x.oid = ANY ($5::oid[])",
    [
      owner("'STATISTICS '", statisticsName, "x.stxowner"),
      `SELECT 'ALTER STATISTICS ' || ${statisticsName} || ' SET STATISTICS ' || x.stxstattarget AS sql, 0 AS nth WHERE x.stxstattarget >= 0`,
      comment(`'STATISTICS ' || ${statisticsName}`, "pg_statistic_ext", "x.oid"),
    ],
  ),
  statements(
    "function",
    "p.oid",
    "pg_catalog.pg_proc AS p WHERE p.prokind <> 'a' AND p.oid = ANY ($6::oid[])",
    [
      owner(functionWord, "p.oid::pg_catalog.regprocedure", "p.proowner"),
      comment(`${functionWord} || p.oid::pg_catalog.regprocedure`, "pg_proc", "p.oid"),
    ],
  ),
].join("\nUNION ALL\n");

export const privileges: Sql = [
  granted(
    "relation",
    "c.oid",
    `'TABLE ' || ${relation}`,
    "pg_catalog.pg_class AS c WHERE c.relkind IN ('v', 'm') AND c.oid = ANY ($1::oid[])",
    "c.relacl",
    "c.relowner",
    "relation",
  ),
  granted(
    "function",
    "p.oid",
    `${functionWord} || p.oid::pg_catalog.regprocedure`,
    "pg_catalog.pg_proc AS p WHERE p.prokind <> 'a' AND p.oid = ANY ($6::oid[])",
    "p.proacl",
    "p.proowner",
    "function",
  ),
].join("\nUNION ALL");

/** Objects of other catalogues (operators, casts, publications …) by the server's names for them: they are not created again. `$1` are the catalogues, `$2` the oids. */
export const others: Sql = `
SELECT o.class || ' ' || o.oid::int8::text AS key, i.type AS kind, i.schema, i.identity AS name
  FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::oid[])) AS o (class, oid)
  CROSS JOIN pg_catalog.pg_identify_object(o.class::pg_catalog.regclass, o.oid, 0) AS i`;
