/** MariaDB's catalogue questions, where its views have other columns than MySQL's. */
import { mysqlQuestions, type Questions } from "../mysql/questions.js";
import { mariadbUnmodelled } from "../mysql/questionsUnmodelled.js";

export const mariadbQuestions: Questions = {
  ...mysqlQuestions,
  columns: mysqlQuestions.columns.replace("srs_id AS srid", "NULL AS srid"),
  indexes: mysqlQuestions.indexes.replace(
    "is_visible AS visible, expression AS expression",
    "if(ignored = 'YES', 'NO', 'YES') AS visible, NULL AS expression",
  ),
  unmodelled: mariadbUnmodelled,
  geometries: `
    SELECT g_table_schema AS db, g_table_name AS tbl, g_geometry_column AS name, srid AS srid
    FROM information_schema.geometry_columns WHERE g_table_schema IN (?) AND srid <> 0`,
  constraints: `
    SELECT DISTINCT table_schema AS db, table_name AS tbl FROM information_schema.table_constraints
    WHERE table_schema IN (?)`,
  // the name of a CHECK is unique only in its table, and the view has the table's name
  checks: `
    SELECT constraint_schema AS db, table_name AS tbl, constraint_name AS name, 'YES' AS enforced, level AS level, check_clause AS clause
    FROM information_schema.check_constraints
    WHERE constraint_schema IN (?)`,
};
