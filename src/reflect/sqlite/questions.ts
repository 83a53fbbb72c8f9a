/** The catalogue questions of SQLite: two, however many tables there are; everything else is read from the DDL text. */

/** All entries, in the order of their creation. */
export const entries = `
SELECT s.type AS "type", s.name AS "name", s.tbl_name AS "table", s.sql AS "sql"
FROM main.sqlite_schema AS s
ORDER BY s.rowid`;

/** Tables that hold the data of virtual ones (known to SQLite 3.37 and later). */
export const shadows = `
SELECT l.name AS "name"
FROM pragma_table_list AS l
WHERE l.schema = 'main' AND l.type = 'shadow'
ORDER BY l.name`;
