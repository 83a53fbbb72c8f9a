/**
 * What hangs on what by pg_depend, across all schemas: of objects that are not modelled, and of what is modelled where it
 * calls functions. What came with the server (oids below 16384) and what belongs inside another object (`i`, `e`) is left out.
 */
import type { Sql } from "../../model/index.js";

/**
 * A row an edge. The source: `node` is what kind of thing it is and `oid` which one; a view stands for its rule, its
 * column defaults and its indexes. The target: a relation (a partition stands as the table it is part of) with a column or
 * without, an enum, a domain, a function or a constraint; a row type stands for its relation, an array for its element.
 */
export const edges: Sql = `
SELECT DISTINCT s.node, s.oid::int8::text AS oid, s.auto,
       CASE WHEN t.relation IS NOT NULL THEN 'relation' ELSE t.node END AS on_node,
       COALESCE(t.relation, t.oid)::int8::text AS on_oid, COALESCE(rc.relkind::text, '') AS on_kind,
       tn.nspname::text AS on_schema, COALESCE(rc.relname, t.name)::text AS on_name, t.table_name::text AS on_table, a.attname::text AS on_column,
       s.of_schema, s.of_table, s.of_name
  FROM (SELECT d.*, d.deptype = 'a' AS auto,
               CASE WHEN d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass THEN CASE WHEN r.rulename = '_RETURN' THEN 'relation' ELSE 'rule' END
                    WHEN d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass THEN CASE WHEN dc.relkind = 'v' THEN 'relation' ELSE 'column' END
                    WHEN d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass THEN CASE WHEN c.relkind <> 'i' OR ic.relkind = 'm' THEN 'relation' ELSE 'index' END
                    WHEN d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass THEN CASE WHEN k.contypid <> 0 THEN 'type' ELSE 'constraint' END
                    WHEN d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass THEN 'trigger'
                    WHEN d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass THEN 'policy'
                    WHEN d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass THEN 'statistics'
                    WHEN d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass THEN 'function'
                    WHEN d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass THEN 'type'
                    ELSE d.classid::pg_catalog.regclass::text END AS node,
               CASE WHEN d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.rulename = '_RETURN' THEN r.ev_class
                    WHEN dc.relkind = 'v' THEN dc.oid WHEN ic.relkind = 'm' THEN ic.oid
                    WHEN k.contypid <> 0 THEN k.contypid ELSE d.objid END AS oid,
               mn.nspname::text AS of_schema, m.relname::text AS of_table,
               COALESCE(k.conname, da.attname, CASE WHEN c.relkind = 'i' THEN c.relname END)::text AS of_name
          FROM (SELECT x.classid, x.objid, x.refclassid, x.refobjid, x.refobjsubid, x.deptype
                  FROM pg_catalog.pg_depend AS x
                 WHERE x.objid >= 16384 AND x.refobjid >= 16384 AND x.deptype IN ('n', 'a')
                   AND x.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass,
                                        'pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass)
                   AND (x.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                     OR x.classid NOT IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass)
                     OR x.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass)
                   AND (x.deptype = 'n' OR x.classid IN ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass,
                          'pg_catalog.pg_trigger'::pg_catalog.regclass, 'pg_catalog.pg_policy'::pg_catalog.regclass, 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass))
                OFFSET 0) AS d
          LEFT JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
          LEFT JOIN pg_catalog.pg_attrdef AS f ON f.oid = d.objid AND d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
          LEFT JOIN pg_catalog.pg_class AS dc ON dc.oid = f.adrelid
          LEFT JOIN pg_catalog.pg_attribute AS da ON da.attrelid = f.adrelid AND da.attnum = f.adnum
          LEFT JOIN pg_catalog.pg_class AS c ON c.oid = d.objid AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid AND c.relkind = 'i'
          LEFT JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indrelid
          LEFT JOIN pg_catalog.pg_constraint AS k ON k.oid = d.objid AND d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
          LEFT JOIN pg_catalog.pg_trigger AS g ON g.oid = d.objid AND d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
          LEFT JOIN pg_catalog.pg_class AS m ON m.oid = COALESCE(f.adrelid, i.indrelid, NULLIF(k.conrelid, 0))
          LEFT JOIN pg_catalog.pg_namespace AS mn ON mn.oid = m.relnamespace
         WHERE (c.oid IS NULL OR c.relkind IN ('v', 'm', 'f', 'c', 'i')) AND (g.oid IS NULL OR NOT g.tgisinternal AND g.tgparentid = 0)
           AND (f.oid IS NULL OR dc.relkind = 'v' OR d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass)
           AND (k.oid IS NULL OR k.contypid <> 0 OR d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass)
           AND (c.oid IS NULL OR c.relkind <> 'i' OR d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass)) AS s
  JOIN LATERAL (
       SELECT 'relation' AS node, p.oid, COALESCE(CASE WHEN p.relispartition THEN pg_catalog.pg_partition_root(p.oid)::oid END, p.oid) AS relation,
              NULL::name AS name, NULL::oid AS schema, NULL::name AS table_name, s.refobjsubid AS number, p.oid AS column_of
         FROM pg_catalog.pg_class AS p WHERE s.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.oid = s.refobjid
       UNION ALL
       SELECT CASE e.typtype WHEN 'e' THEN 'enum' ELSE 'type' END, e.oid, NULLIF(e.typrelid, 0), e.typname, e.typnamespace, NULL, 0, NULL
         FROM pg_catalog.pg_type AS y JOIN pg_catalog.pg_type AS e ON e.oid = CASE WHEN y.typelem <> 0 AND y.typlen = -1 THEN y.typelem ELSE y.oid END
        WHERE s.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND y.oid = s.refobjid
       UNION ALL
       SELECT 'function', s.refobjid, NULL, NULL, NULL, NULL, 0, NULL WHERE s.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
       UNION ALL
       SELECT 'constraint', q.oid, NULL, q.conname, q.connamespace, qc.relname, 0, NULL
         FROM pg_catalog.pg_constraint AS q JOIN pg_catalog.pg_class AS qc ON qc.oid = q.conrelid
        WHERE s.refclassid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND q.oid = s.refobjid) AS t ON true
  LEFT JOIN pg_catalog.pg_class AS rc ON rc.oid = t.relation
  LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.column_of AND a.attnum = t.number AND t.number > 0
  LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = COALESCE(rc.relnamespace, t.schema)
 WHERE (t.relation IS NULL OR s.node <> 'relation' OR s.oid <> t.relation) AND (rc.oid IS NULL OR rc.relpersistence <> 't')`;

/** In the place of `hangs`, where nobody wants to know. */
export const nothingHangs: Sql = "SELECT false AS hangs";

/** Does anything hang on anything? Cheap, so that a database where nothing does is not asked for more. */
export const hangs: Sql = `
SELECT EXISTS (
  SELECT FROM pg_catalog.pg_depend AS d
   WHERE d.objid >= 16384 AND d.refobjid >= 16384
     AND d.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass)
     AND (d.deptype = 'n' AND d.classid NOT IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass,
                                                'pg_catalog.pg_constraint'::pg_catalog.regclass)
       OR d.deptype = 'a' AND d.classid IN ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass,
                                            'pg_catalog.pg_policy'::pg_catalog.regclass, 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass)
       OR d.deptype = 'n' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = d.objid AND c.relkind IN ('c', 'f')))) AS hangs`;
