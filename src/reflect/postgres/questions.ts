/**
 * The catalogue questions of PostgreSQL, each a constant: set-based, by oid, restricted by $1, the names of the schemas.
 * Objects that belong to an extension are left out.
 */
import { atLeast, type Sql } from "../../model/index.js";

type Question = (version: readonly number[]) => Sql;

/** A column that a version added; before that version, the value that it would have. */
const since = (version: readonly number[], major: number, column: Sql, before: Sql): Sql =>
  atLeast(version, major) ? column : before;

/** A collation's name: `de-x-icu` where the search path finds it, `"app"."german"` where it does not. */
const collationName = (schema: Sql, name: Sql): Sql =>
  `CASE WHEN ${schema} IN ('pg_catalog', pg_catalog.current_schema()) THEN ${name}::text
        ELSE '"' || pg_catalog.replace(${schema}::text, '"', '""') || '"."' || pg_catalog.replace(${name}::text, '"', '""') || '"' END`;

/** The catalogue's questions are many small ones: to compile one (`jit`, on by default) takes ten times as long as to answer it. */
const uncompiled: Sql = "pg_catalog.set_config('jit', 'off', true) AS jit";

/** Prepares the transaction for reading: it compiles nothing, and its search path is the default schema alone, whose objects are printed unqualified, all others qualified. */
export const narrowPath: Sql = `
SELECT s.name AS name, pg_catalog.set_config('search_path', COALESCE(pg_catalog.quote_ident(s.name), ''), true) AS path, ${uncompiled}
  FROM (SELECT pg_catalog.current_schema()::text AS name OFFSET 0) AS s`;

/** The same for a schema of that name, whether or not it is in the session's path: $1 is its name. */
export const pinPath: Sql = `
SELECT pg_catalog.set_config('search_path', pg_catalog.quote_ident($1::text), true) AS path, ${uncompiled}`;

/** Tables, and whatever else shares their namespace; indexes and sequences have questions of their own. */
export const relations: Question = () => `
SELECT c.oid::int8::text AS oid, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind, c.relispartition AS partition,
       c.relpersistence::text AS persistence, c.relreplident::text AS replica, d.description AS comment, t.spcname::text AS tablespace,
       c.reloptions AS parameters, toast.reloptions AS toast_parameters,
       CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_by,
       CASE WHEN am.amname <> 'heap' THEN am.amname::text END AS access_method,
       h.parents AS parents
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
  LEFT JOIN pg_catalog.pg_tablespace AS t ON t.oid = c.reltablespace
  LEFT JOIN pg_catalog.pg_am AS am ON am.oid = c.relam AND c.relkind IN ('r', 'p')
  LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
  LEFT JOIN (SELECT i.inhrelid, pg_catalog.array_agg(i.inhparent::pg_catalog.regclass::text ORDER BY i.inhseqno) AS parents
               FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS ic ON ic.oid = i.inhrelid AND ic.relkind = 'r' AND NOT ic.relispartition
              GROUP BY i.inhrelid) AS h ON h.inhrelid = c.oid
 WHERE n.nspname = ANY ($1::text[]) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.deptype = 'e')`;

/** Values that most columns do not have are NULL, because cells take time. */
export const columns: Question = (version) => `
SELECT a.attrelid::int8::text AS table, a.attnum::int4 AS number, a.attname::text AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
       NULLIF(a.attnotnull, false) AS not_null, NULLIF(a.attidentity::text, '') AS identity, NULLIF(a.attgenerated::text, '') AS generated,
       CASE WHEN a.atthasdef THEN pg_catalog.pg_get_expr(f.adbin, f.adrelid) END AS expression,
       CASE WHEN a.attcollation <> t.typcollation THEN
         ${collationName("ln.nspname", "l.collname")} END AS collation,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END AS storage,
       ${since(version, 14, "NULLIF(a.attcompression::text, '')", "NULL::text")} AS compression,
       NULLIF(a.attstattarget::int4, -1) AS statistics, a.attoptions AS parameters,
       CASE WHEN a.attcollation NOT IN (0, 100) THEN a.attcollation::int8::text END AS collation_oid, NULLIF(NOT a.attislocal, false) AS inherited, d.description AS comment
  FROM pg_catalog.pg_attribute AS a
  JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef AS f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = a.attcollation AND a.attcollation <> t.typcollation
  LEFT JOIN pg_catalog.pg_namespace AS ln ON ln.oid = l.collnamespace
  LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
   AND c.relnamespace IN (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1::text[]))
 ORDER BY a.attrelid, a.attnum`;

/**
 * The constraints of the schemas, including kinds that are not read, because their names are taken; a flag that few have is
 * NULL. From PostgreSQL 18 on nearly every column has a NOT NULL, of which `notNulls` asks for less.
 */
export const constraints: Question = (version) => `
SELECT c.conrelid::int8::text AS table, c.contype::text AS type, c.conname::text AS name, n.nspname::text AS schema,
       NULLIF(c.condeferrable, false) AS deferrable, NULLIF(c.condeferred, false) AS deferred, NULLIF(NOT c.convalidated, false) AS not_valid,
       ${since(version, 18, "NULLIF(NOT c.conenforced, false)", "NULL::bool")} AS not_enforced, ${since(version, 18, "NULLIF(c.conperiod, false)", "NULL::bool")} AS temporal,
       NULLIF(c.connoinherit, false) AS no_inherit, NULLIF(NOT c.conislocal, false) AS inherited, NULLIF(c.conindid, 0)::int8::text AS index,
       pg_catalog.array_to_string(c.conkey, ' ') AS columns,
       NULLIF(c.confrelid, 0)::int8::text AS target, tn.nspname::text AS target_schema, t.relname::text AS target_name,
       pg_catalog.array_to_string(c.confkey, ' ') AS target_columns,
       CASE WHEN c.contype = 'f' AND (tn.nspname <> ALL ($1::text[]) OR t.relispartition) THEN
         (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.place)
            FROM pg_catalog.unnest(c.confkey) WITH ORDINALITY AS k (number, place)
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.number) END AS target_names,
       NULLIF(c.confupdtype::text, ' ') AS on_update, NULLIF(c.confdeltype::text, ' ') AS on_delete, NULLIF(c.confmatchtype::text, ' ') AS match,
       ${since(version, 15, "pg_catalog.array_to_string(c.confdelsetcols, ' ')", "NULL::text")} AS on_delete_columns,
       CASE WHEN c.contype = 'c' THEN pg_catalog.pg_get_expr(c.conbin, c.conrelid) END AS expression,
       CASE WHEN c.contype = 'x' THEN
         (SELECT pg_catalog.array_agg(
                   CASE WHEN pg_catalog.pg_operator_is_visible(o.oid) THEN o.oprname::text
                        ELSE 'OPERATOR(' || pg_catalog.quote_ident(opn.nspname) || '.' || o.oprname || ')' END ORDER BY k.place)
            FROM pg_catalog.unnest(c.conexclop) WITH ORDINALITY AS k (operator, place)
            JOIN pg_catalog.pg_operator AS o ON o.oid = k.operator
            JOIN pg_catalog.pg_namespace AS opn ON opn.oid = o.oprnamespace) END AS operators,
       d.description AS comment
  FROM pg_catalog.pg_constraint AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.connamespace
  LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.confrelid AND c.contype = 'f'
  LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
 WHERE c.contype <> 'n' AND n.nspname = ANY ($1::text[])`;

/** The NOT NULL constraints that were declared for the column, or for the domain, itself; a domain's has no column. */
export const notNulls: Sql = `
SELECT NULLIF(c.conrelid, 0)::int8::text AS table, c.conkey[1]::int4 AS number, c.conname::text AS name, n.nspname::text AS schema,
       NULLIF(NOT c.convalidated, false) AS not_valid, NULLIF(c.connoinherit, false) AS no_inherit
  FROM pg_catalog.pg_constraint AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.connamespace
 WHERE c.contype = 'n' AND c.conislocal AND n.nspname = ANY ($1::text[])`;

/** Every index of the tables, including those of keys: only pg_index has what they INCLUDE and how they treat NULLs. */
export const indexes: Question = (version) => `
SELECT i.indexrelid::int8::text AS oid, i.indrelid::int8::text AS table, n.nspname::text AS schema, c.relname::text AS name, NULLIF(m.amname::text, 'btree') AS method, NULLIF(i.indisunique, false) AS unique,
       ${since(version, 15, "NULLIF(i.indnullsnotdistinct, false)", "NULL::bool")} AS nulls_not_distinct, i.indnkeyatts::int4 AS keys,
       i.indkey::text AS columns, i.indoption::text AS options, i.indclass::text AS classes, i.indcollation::text AS collations,
       NULLIF(i.indisclustered, false) AS clustered, NULLIF(i.indisreplident, false) AS replica_identity, p.statistics AS statistics, c.reloptions AS parameters, t.spcname::text AS tablespace, d.description AS comment,
       CASE WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END AS predicate,
       CASE WHEN i.indexprs IS NOT NULL THEN
         (SELECT pg_catalog.array_agg(CASE WHEN k.number = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, k.place::int4, false) END ORDER BY k.place)
            FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)) END AS expressions,
       CASE WHEN i.indexprs IS NOT NULL THEN
         (SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = i.indexrelid) END AS element_names,
       p.parameters AS class_parameters
  FROM pg_catalog.pg_index AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
  LEFT JOIN (SELECT a.attrelid, pg_catalog.array_agg(a.attnum::text || ' ' || pg_catalog.array_to_string(a.attoptions, ', ')) FILTER (WHERE a.attoptions IS NOT NULL) AS parameters,
                    pg_catalog.string_agg(a.attnum::text || '=' || a.attstattarget::text, ' ' ORDER BY a.attnum) FILTER (WHERE a.attstattarget >= 0) AS statistics
               FROM pg_catalog.pg_attribute AS a WHERE a.attnum > 0 AND (a.attoptions IS NOT NULL OR a.attstattarget >= 0) GROUP BY a.attrelid) AS p ON p.attrelid = i.indexrelid
  LEFT JOIN pg_catalog.pg_tablespace AS t ON t.oid = c.reltablespace
  LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
 WHERE n.nspname = ANY ($1::text[])`;

/** The names of what indexes refer to by oid: operator classes, and the collations that some index uses. */
export const words: Sql = `
SELECT 'class' AS kind, o.oid::int8::text AS oid, o.opcdefault AS plain,
       CASE WHEN n.nspname = 'pg_catalog' OR n.nspname = pg_catalog.current_schema() THEN pg_catalog.quote_ident(o.opcname)
            ELSE pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(o.opcname) END AS name
  FROM pg_catalog.pg_opclass AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.opcnamespace
UNION ALL
SELECT 'collation', l.oid::int8::text, false,
       ${collationName("n.nspname", "l.collname")}
  FROM pg_catalog.pg_collation AS l JOIN pg_catalog.pg_namespace AS n ON n.oid = l.collnamespace
 WHERE l.oid IN (SELECT pg_catalog.unnest(i.indcollation::oid[]) FROM pg_catalog.pg_index AS i)`;

export const enums: Sql = `
SELECT n.nspname::text AS schema, t.typname::text AS name, d.description AS comment,
       (SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid) AS labels
  FROM pg_catalog.pg_type AS t
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass
 WHERE t.typtype = 'e' AND n.nspname = ANY ($1::text[])
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND x.objid = t.oid AND x.deptype = 'e')`;

/** Sequences with the column that they belong to: `a` for serial and OWNED BY, `i` for identity. */
export const sequences: Question = (version) => `
SELECT s.seqrelid::int8::text AS oid, n.nspname::text AS schema, c.relname::text AS name, pg_catalog.format_type(s.seqtypid, NULL) AS type,
       s.seqrelid::pg_catalog.regclass::text AS printed, ${since(version, 15, "c.relpersistence::text", "NULL::text")} AS persistence,
       s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS min, s.seqmax::text AS max, s.seqcache::text AS cache,
       s.seqcycle AS cycle, x.deptype::text AS dependence, x.refobjid::int8::text AS table, x.refobjsubid::int4 AS number,
       tn.nspname::text AS table_schema, t.relname::text AS table_name, a.attname::text AS column, d.description AS comment
  FROM pg_catalog.pg_sequence AS s
  JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_depend AS x ON x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = s.seqrelid AND x.objsubid = 0
        AND x.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.refobjsubid > 0 AND x.deptype IN ('a', 'i')
  LEFT JOIN pg_catalog.pg_class AS t ON t.oid = x.refobjid
  LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = x.refobjid AND a.attnum = x.refobjsubid
  LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
 WHERE n.nspname = ANY ($1::text[])
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                    WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')`;

/** The schemas with tables, without partitions, which belong to their table. */
export const schemasWithTables: Sql = `
SELECT DISTINCT n.nspname::text AS name
  FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.deptype = 'e')
 ORDER BY 1`;

/** CHECKs over several columns, which DROP COLUMN drops too, even without CASCADE. */
export const checksOver: Sql = `
SELECT c.conname::text AS name
  FROM pg_catalog.pg_constraint AS c
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
 WHERE c.contype = 'c' AND c.conrelid = pg_catalog.to_regclass($1) AND a.attname = $2 AND pg_catalog.cardinality(c.conkey) > 1
 ORDER BY 1`;

export const currentSchema: Sql = "SELECT pg_catalog.current_schema()::text AS name";

export const namespaces: Sql = `
SELECT n.nspname::text AS name, d.description AS comment
  FROM pg_catalog.pg_namespace AS n
  LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
 WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND x.objid = n.oid AND x.deptype = 'e')`;
