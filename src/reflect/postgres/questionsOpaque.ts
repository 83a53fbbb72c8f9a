/**
 * Asks which objects depend on which by pg_depend, across all schemas: of objects that are not modelled, and of modelled ones
 * that call functions. Objects of the server (oids below 16384) and parts of other objects (`i`, `e`) are left out.
 */
import type { Sql } from "../../model/index.js";

/**
 * One row per pair. The source: `node` is its kind and `oid` its oid; a view also counts for its rule, its column defaults and
 * its indexes. The target: a relation (a partition counts as the table that it is part of) with the columns that are used,
 * an enum, a domain, a function, a constraint or a collation; a row type counts as its relation, an array as its element.
 * The catalogue is read once, each kind of source joins only what it needs, and names are joined last: joined row by row, the
 * same question took twice as long.
 */
export const edges: Sql = `
WITH d AS MATERIALIZED (
       SELECT x.classid, x.objid, x.refclassid, x.refobjid, x.deptype = 'a' AS auto, pg_catalog.array_agg(x.refobjsubid) AS numbers
         FROM pg_catalog.pg_depend AS x
        WHERE x.objid >= 16384 AND x.refobjid >= 16384 AND x.deptype IN ('n', 'a')
          AND x.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass,
                               'pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass,
                               'pg_catalog.pg_collation'::pg_catalog.regclass)
          AND (x.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
            OR x.classid NOT IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass)
            OR x.refclassid IN ('pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_collation'::pg_catalog.regclass))
          AND (x.deptype = 'n' OR x.classid IN ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass,
                 'pg_catalog.pg_trigger'::pg_catalog.regclass, 'pg_catalog.pg_policy'::pg_catalog.regclass, 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass))
        GROUP BY x.classid, x.objid, x.refclassid, x.refobjid, x.deptype),
     s (node, oid, auto, refclassid, refobjid, numbers, of_relation, of_name) AS MATERIALIZED (
       SELECT CASE WHEN r.rulename = '_RETURN' THEN 'relation' ELSE 'rule' END, CASE WHEN r.rulename = '_RETURN' THEN r.ev_class ELSE r.oid END,
              d.auto, d.refclassid, d.refobjid, d.numbers, NULL::oid, NULL::name
         FROM d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
       UNION ALL
       SELECT CASE WHEN c.relkind = 'v' THEN 'relation' ELSE 'column' END, CASE WHEN c.relkind = 'v' THEN c.oid ELSE f.oid END,
              d.auto, d.refclassid, d.refobjid, d.numbers, c.oid, a.attname
         FROM d JOIN pg_catalog.pg_attrdef AS f ON f.oid = d.objid JOIN pg_catalog.pg_class AS c ON c.oid = f.adrelid
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
        WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND (c.relkind = 'v' OR d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass)
       UNION ALL
       SELECT CASE WHEN c.relkind = 'i' AND t.relkind <> 'm' THEN 'index' ELSE 'relation' END, CASE WHEN t.relkind = 'm' THEN t.oid ELSE c.oid END,
              d.auto, d.refclassid, d.refobjid, d.numbers, i.indrelid, CASE WHEN c.relkind = 'i' THEN c.relname END
         FROM d JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
         LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid AND c.relkind = 'i' LEFT JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND (c.relkind IN ('v', 'm', 'f', 'c') OR c.relkind = 'i' AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass)
       UNION ALL
       SELECT CASE WHEN k.contypid <> 0 THEN 'type' ELSE 'constraint' END, CASE WHEN k.contypid <> 0 THEN k.contypid ELSE k.oid END,
              d.auto, d.refclassid, d.refobjid, d.numbers, NULLIF(k.conrelid, 0), k.conname
         FROM d JOIN pg_catalog.pg_constraint AS k ON k.oid = d.objid
        WHERE d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND (k.contypid <> 0 OR d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass)
       UNION ALL
       SELECT 'trigger', g.oid, d.auto, d.refclassid, d.refobjid, d.numbers, NULL, NULL
         FROM d JOIN pg_catalog.pg_trigger AS g ON g.oid = d.objid
        WHERE d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND NOT g.tgisinternal AND g.tgparentid = 0
       UNION ALL
       SELECT CASE d.classid WHEN 'pg_catalog.pg_policy'::pg_catalog.regclass THEN 'policy'
                             WHEN 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass THEN 'statistics'
                             WHEN 'pg_catalog.pg_proc'::pg_catalog.regclass THEN 'function'
                             WHEN 'pg_catalog.pg_type'::pg_catalog.regclass THEN 'type' ELSE d.classid::pg_catalog.regclass::text END, d.objid,
              d.auto, d.refclassid, d.refobjid, d.numbers, NULL, NULL
         FROM d
        WHERE d.classid NOT IN ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass, 'pg_catalog.pg_class'::pg_catalog.regclass,
                                'pg_catalog.pg_constraint'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass)),
     t (node, oid, auto, of_relation, of_name, relation, on_node, on_oid, name, schema, table_name, columns) AS (
       SELECT s.node, s.oid, s.auto, s.of_relation, s.of_name, COALESCE(CASE WHEN p.relispartition THEN pg_catalog.pg_partition_root(p.oid)::oid END, p.oid),
              'relation', NULL::oid, NULL::name, NULL::oid, NULL::name,
              (SELECT pg_catalog.array_agg(a.attname::text) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = p.oid AND a.attnum > 0 AND a.attnum = ANY (s.numbers))
         FROM s JOIN pg_catalog.pg_class AS p ON p.oid = s.refobjid WHERE s.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
       UNION ALL
       SELECT s.node, s.oid, s.auto, s.of_relation, s.of_name, NULLIF(e.typrelid, 0),
              CASE WHEN e.typrelid <> 0 THEN 'relation' WHEN e.typtype = 'e' THEN 'enum' ELSE 'type' END, e.oid, e.typname, e.typnamespace, NULL, NULL
         FROM s JOIN pg_catalog.pg_type AS y ON y.oid = s.refobjid
         JOIN pg_catalog.pg_type AS e ON e.oid = CASE WHEN y.typelem <> 0 AND y.typlen = -1 THEN y.typelem ELSE y.oid END
        WHERE s.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass
       UNION ALL
       SELECT s.node, s.oid, s.auto, s.of_relation, s.of_name, NULL, 'function', s.refobjid, NULL, NULL, NULL, NULL
         FROM s WHERE s.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
       UNION ALL
       SELECT s.node, s.oid, s.auto, s.of_relation, s.of_name, NULL, 'constraint', q.oid, q.conname, q.connamespace, c.relname, NULL
         FROM s JOIN pg_catalog.pg_constraint AS q ON q.oid = s.refobjid JOIN pg_catalog.pg_class AS c ON c.oid = q.conrelid
        WHERE s.refclassid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
       UNION ALL
       SELECT s.node, s.oid, s.auto, s.of_relation, s.of_name, NULL, 'collation', l.oid, l.collname, l.collnamespace, NULL, NULL
         FROM s JOIN pg_catalog.pg_collation AS l ON l.oid = s.refobjid WHERE s.refclassid = 'pg_catalog.pg_collation'::pg_catalog.regclass)
SELECT t.node, t.oid::int8::text AS oid, t.auto, t.on_node, COALESCE(t.relation, t.on_oid)::int8::text AS on_oid, COALESCE(r.relkind::text, '') AS on_kind,
       n.nspname::text AS on_schema, COALESCE(r.relname, t.name)::text AS on_name, t.table_name::text AS on_table, t.columns AS on_columns,
       m.nspname::text AS of_schema, o.relname::text AS of_table, t.of_name::text AS of_name
  FROM t LEFT JOIN pg_catalog.pg_class AS r ON r.oid = t.relation
  LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = COALESCE(r.relnamespace, t.schema)
  LEFT JOIN pg_catalog.pg_class AS o ON o.oid = t.of_relation LEFT JOIN pg_catalog.pg_namespace AS m ON m.oid = o.relnamespace
 WHERE (t.relation IS NULL OR t.node <> 'relation' OR t.oid <> t.relation) AND (r.oid IS NULL OR r.relpersistence <> 't')`;

/** In place of `hangs`, where the answer is not needed. */
export const nothingHangs: Sql = "SELECT false AS hangs";

/** Does any object depend on another? A cheap question, so that a database without dependencies is not asked for more. */
export const hangs: Sql = `
SELECT EXISTS (
  SELECT FROM pg_catalog.pg_depend AS d
   WHERE d.objid >= 16384 AND d.refobjid >= 16384
     AND d.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_collation'::pg_catalog.regclass)
     AND (d.deptype = 'n' AND d.classid NOT IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass,
                                                'pg_catalog.pg_constraint'::pg_catalog.regclass)
       OR d.deptype = 'a' AND d.classid IN ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass,
                                            'pg_catalog.pg_policy'::pg_catalog.regclass, 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass)
       OR d.deptype = 'n' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = d.objid AND c.relkind IN ('c', 'f')))) AS hangs`;
