/** Prints all that can differ between two relations of one name that are not modelled: partitions, foreign tables, materialized views, composite types. */
import type { Sql } from "../../model/index.js";

/**
 * A view's columns follow from its query, but not what is set on them. The order of columns is part of a row type; that of a
 * partition may differ from its table's. A column that a version does not have yet is read by name from the row.
 */
const columns: Sql = `
  (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attname, CASE WHEN c.relkind NOT IN ('v', 'm') THEN pg_catalog.format_type(a.atttypid, a.atttypmod) END,
            CASE WHEN a.attcollation <> y.typcollation THEN a.attcollation::pg_catalog.regcollation END, CASE WHEN a.attnotnull THEN 'NOT NULL' END,
            NULLIF(a.attidentity::text, ''), NULLIF(a.attgenerated::text, ''), pg_catalog.pg_get_expr(d.adbin, d.adrelid),
            NULLIF(a.attstorage, y.typstorage), NULLIF(pg_catalog.to_jsonb(a) ->> 'attcompression', ''), NULLIF(pg_catalog.to_jsonb(a) ->> 'attstattarget', '-1'),
            a.attoptions::text, a.attfdwoptions::text, pg_catalog.col_description(c.oid, a.attnum)),
          E'\\n' ORDER BY CASE WHEN c.relispartition THEN a.attname::text END, a.attnum)
     FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid
     LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)`;

const constraints: Sql = `
  (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', k.conname, pg_catalog.pg_get_constraintdef(k.oid), pg_catalog.obj_description(k.oid, 'pg_constraint')),
            E'\\n' ORDER BY k.conname)
     FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype <> 't')`;

/** What is set on an index besides its definition: `i` in pg_index, `x` in pg_class. */
export const indexPrint: Sql = `pg_catalog.concat_ws(' ', pg_catalog.pg_get_indexdef(i.indexrelid), CASE WHEN i.indisclustered THEN 'CLUSTER' END,
            CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
            (SELECT pg_catalog.string_agg(a.attnum || ' ' || (pg_catalog.to_jsonb(a) ->> 'attstattarget'), ', ' ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = x.oid AND NULLIF(pg_catalog.to_jsonb(a) ->> 'attstattarget', '-1') IS NOT NULL))`;

/** The indexes that belong to one of the partitioned table; others are listed under their own names. */
const attachedIndexes: Sql = `
  (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', ${indexPrint}, pg_catalog.obj_description(x.oid, 'pg_class')), E'\\n' ORDER BY x.relname)
     FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
     JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = i.indexrelid WHERE i.indrelid = c.oid)`;

/** `c` is the relation in pg_class. */
export const relationPrint: Sql = `pg_catalog.concat_ws(E'\\n', CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
            ${columns}, ${constraints}, CASE WHEN c.relispartition THEN ${attachedIndexes} END,
            pg_catalog.pg_get_expr(c.relpartbound, c.oid), CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, c.reloptions::text,
            NULLIF(c.relpersistence, 'p'), CASE WHEN c.relkind = 'r' THEN NULLIF(c.relreplident, 'd') END,
            (SELECT m.amname FROM pg_catalog.pg_am AS m WHERE m.oid = c.relam), (SELECT s.spcname FROM pg_catalog.pg_tablespace AS s WHERE s.oid = c.reltablespace),
            (SELECT s.srvname || COALESCE(f.ftoptions::text, '') FROM pg_catalog.pg_foreign_table AS f
               JOIN pg_catalog.pg_foreign_server AS s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid))`;
