/** What SQLite's catalogue is asked. Two questions, however many tables there are: the DDL text says the rest. */

/** In the order in which things were made. */
export const entries = `
SELECT s.type AS "type", s.name AS "name", s.tbl_name AS "table", s.sql AS "sql"
FROM main.sqlite_schema AS s
ORDER BY s.rowid`;

/** Tables that hold the data of virtual ones (SQLite 3.37 and later know). */
export const shadows = `
SELECT l.name AS "name"
FROM pragma_table_list AS l
WHERE l.schema = 'main' AND l.type = 'shadow'
ORDER BY l.name`;
