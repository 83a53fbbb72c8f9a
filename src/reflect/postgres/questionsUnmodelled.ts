/** What the schemas hold and the model does not know, by kind and name. */
import type { Sql } from "../../model/index.js";

/** Objects of one catalogue: `$1` are the schemas, `class` finds what belongs to an extension. */
const objects = (
  kind: Sql,
  name: Sql,
  table: Sql,
  from: Sql,
  namespace: Sql,
  oid: Sql,
  catalogue: string,
  where: Sql,
): Sql => `
SELECT ${kind} AS kind, n.nspname::text AS schema, ${name} AS name, ${table} AS table
  FROM ${from}
  JOIN pg_catalog.pg_namespace AS n ON n.oid = ${namespace}
 WHERE n.nspname = ANY ($1::text[]) AND ${where}
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND x.objid = ${oid} AND x.deptype = 'e')`;

const none = "NULL::text";

const relations = objects(
  `CASE WHEN c.relispartition THEN 'partition' WHEN c.relkind = 'v' THEN 'view' WHEN c.relkind = 'm' THEN 'materialized view'
        WHEN c.relkind = 'f' THEN 'foreign table' ELSE 'composite type' END`,
  "c.relname::text",
  "CASE WHEN c.relispartition THEN (SELECT p.relname::text FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid) END",
  "pg_catalog.pg_class AS c",
  "c.relnamespace",
  "c.oid",
  "pg_class",
  "(c.relkind IN ('v', 'm', 'f', 'c') OR (c.relispartition AND c.relkind IN ('r', 'p')))",
);

const functions = objects(
  "CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END",
  "p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'",
  none,
  "pg_catalog.pg_proc AS p",
  "p.pronamespace",
  "p.oid",
  "pg_proc",
  // The constructors of range types come with the type.
  "NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS y WHERE y.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND y.objid = p.oid AND y.deptype = 'i')",
);

const triggers = objects(
  "'trigger'",
  "t.tgname::text",
  "c.relname::text",
  "pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid",
  "c.relnamespace",
  "c.oid",
  "pg_class",
  "NOT t.tgisinternal",
);

const policies = objects(
  "'policy'",
  "p.polname::text",
  "c.relname::text",
  "pg_catalog.pg_policy AS p JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid",
  "c.relnamespace",
  "c.oid",
  "pg_class",
  "true",
);

const rules = objects(
  "'rule'",
  "r.rulename::text",
  "c.relname::text",
  "pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class",
  "c.relnamespace",
  "c.oid",
  "pg_class",
  "r.rulename <> '_RETURN'",
);

const types = objects(
  "CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'type' END",
  "t.typname::text",
  none,
  "pg_catalog.pg_type AS t",
  "t.typnamespace",
  "t.oid",
  "pg_type",
  "(t.typtype IN ('d', 'r') OR (t.typtype = 'b' AND t.typelem = 0 AND t.typinput <> 0))",
);

const statistics = objects(
  "'statistics'",
  "s.stxname::text",
  "c.relname::text",
  "pg_catalog.pg_statistic_ext AS s JOIN pg_catalog.pg_class AS c ON c.oid = s.stxrelid",
  "s.stxnamespace",
  "s.oid",
  "pg_statistic_ext",
  "true",
);

const collations = objects(
  "'collation'",
  "l.collname::text",
  none,
  "pg_catalog.pg_collation AS l",
  "l.collnamespace",
  "l.oid",
  "pg_collation",
  "true",
);

const operators = objects(
  "'operator'",
  "o.oprname::text",
  none,
  "pg_catalog.pg_operator AS o",
  "o.oprnamespace",
  "o.oid",
  "pg_operator",
  "true",
);

const extensions = `
SELECT 'extension' AS kind, n.nspname::text AS schema, e.extname::text AS name, NULL::text AS table
  FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
 WHERE n.nspname = ANY ($1::text[])`;

export const unmodelled: Sql = [
  relations,
  functions,
  triggers,
  policies,
  rules,
  types,
  statistics,
  collations,
  operators,
  extensions,
].join("\nUNION ALL");
