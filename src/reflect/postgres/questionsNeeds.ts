/** Asks which modelled objects depend on objects that are not modelled: functions, domains, operator classes, extensions. */
import type { Sql } from "../../model/index.js";

/**
 * One row for each dependency. `thing` is the object that is needed, by its catalogue and oid as in the other questions, or
 * the extension that it belongs to. A column depends on the element type of its array type, and on the relation of its row
 * type. An index of a constraint is listed as the constraint.
 */
export const needs: Sql = `
WITH d AS MATERIALIZED (
       SELECT DISTINCT x.classid, x.objid, CASE WHEN x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass THEN x.objsubid ELSE 0 END AS number,
              x.refclassid, x.refobjid
         FROM pg_catalog.pg_depend AS x
        WHERE x.objid >= 16384 AND x.refobjid >= 16384 AND x.deptype IN ('n', 'a')
          AND x.classid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass,
                            'pg_catalog.pg_constraint'::pg_catalog.regclass, 'pg_catalog.pg_rewrite'::pg_catalog.regclass)
          AND (x.refclassid <> 'pg_catalog.pg_class'::pg_catalog.regclass OR x.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass)),
     s (kind, relation, name, refclassid, refobjid) AS (
       SELECT 'column', a.attrelid, a.attname, d.refclassid, d.refobjid
         FROM d JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.objid AND a.attnum = d.number
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.number > 0
       UNION ALL
       SELECT CASE WHEN k.oid IS NULL THEN 'index' ELSE 'constraint' END, i.indrelid, COALESCE(k.conname, c.relname), d.refclassid, d.refobjid
         FROM d JOIN pg_catalog.pg_index AS i ON i.indexrelid = d.objid JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
         LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = d.objid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.number = 0
       UNION ALL
       SELECT 'column', f.adrelid, a.attname, d.refclassid, d.refobjid
         FROM d JOIN pg_catalog.pg_attrdef AS f ON f.oid = d.objid
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.adrelid AND a.attnum = f.adnum WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
       UNION ALL
       SELECT 'constraint', k.conrelid, k.conname, d.refclassid, d.refobjid
         FROM d JOIN pg_catalog.pg_constraint AS k ON k.oid = d.objid AND k.conrelid <> 0 WHERE d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
       UNION ALL
       SELECT 'view', r.ev_class, NULL, d.refclassid, d.refobjid
         FROM d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND r.rulename = '_RETURN' WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass),
     t AS (
       SELECT s.kind, s.relation, s.name, CASE WHEN e.typrelid <> 0 THEN 'pg_catalog.pg_class'::pg_catalog.regclass ELSE s.refclassid END AS refclassid,
              CASE WHEN e.typrelid <> 0 THEN e.typrelid ELSE COALESCE(e.oid, s.refobjid) END AS refobjid
         FROM s LEFT JOIN pg_catalog.pg_type AS y ON s.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND y.oid = s.refobjid
         LEFT JOIN pg_catalog.pg_type AS e ON e.oid = CASE WHEN y.typelem <> 0 AND y.typlen = -1 THEN y.typelem ELSE y.oid END)
SELECT DISTINCT COALESCE('pg_extension ' || x.refobjid, (SELECT c.relname FROM pg_catalog.pg_class AS c WHERE c.oid = t.refclassid) || ' ' || t.refobjid) AS thing,
       t.kind, n.nspname::text AS schema, CASE WHEN t.kind <> 'view' THEN r.relname::text END AS table, COALESCE(t.name, r.relname)::text AS name
  FROM t JOIN pg_catalog.pg_class AS r ON r.oid = t.relation JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
  LEFT JOIN pg_catalog.pg_depend AS x ON x.classid = t.refclassid AND x.objid = t.refobjid AND x.deptype = 'e'
 WHERE n.nspname = ANY ($1::text[]) AND t.relation <> t.refobjid AND (r.relkind IN ('r', 'p') AND NOT r.relispartition OR r.relkind = 'v' AND t.kind = 'view')`;
