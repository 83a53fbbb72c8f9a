/** The catalogue questions of MySQL: a constant number of them, each restricted to the asked databases, whose names `?` takes. */
import type { Sql } from "../../model/index.js";
import { mysqlUnmodelled, type Unmodelled } from "./questionsUnmodelled.js";
import { readers } from "./readers.js";

/** The questions for one server; MariaDB's are a spread of MySQL's. */
export interface Questions {
  readonly databases: Sql;
  readonly tables: Sql;
  readonly columns: Sql;
  readonly indexes: Sql;
  readonly foreignKeys: Sql;
  readonly actions: Sql;
  readonly checks: Sql;
  /** The tables with a constraint that the user can see. */
  readonly constraints: Sql;
  readonly unmodelled: Unmodelled;
  /** The spatial reference systems of columns, where the view of columns does not have them; only asked where there is a geometry column. */
  readonly geometries?: Sql;
  /** Only asked where there are views or triggers. */
  readonly readers: Sql;
  /** Only asked where there are views, and another database is to be told apart. */
}

export const mysqlQuestions: Questions = {
  databases: `
    SELECT schema_name AS name, default_collation_name AS collation
    FROM information_schema.schemata
    WHERE schema_name IN (?)`,
  tables: `
    SELECT table_schema AS db, table_name AS name, table_type AS type, engine AS engine, table_collation AS collation,
           create_options AS options, table_comment AS comment
    FROM information_schema.tables
    WHERE table_schema IN (?)`,
  columns: `
    SELECT table_schema AS db, table_name AS tbl, column_name AS name, ordinal_position AS position, column_default AS value,
           is_nullable AS nullable, column_type AS type, collation_name AS collation, extra AS extra, column_comment AS comment,
           generation_expression AS generation, srs_id AS srid
    FROM information_schema.columns
    WHERE table_schema IN (?)
    ORDER BY table_schema, table_name, ordinal_position`,
  indexes: `
    SELECT table_schema AS db, table_name AS tbl, index_name AS name, seq_in_index AS position, non_unique AS duplicates,
           column_name AS col, collation AS direction, sub_part AS prefix, index_type AS method, index_comment AS comment,
           is_visible AS visible, expression AS expression
    FROM information_schema.statistics
    WHERE table_schema IN (?)
    ORDER BY table_schema, table_name, index_name, seq_in_index`,
  foreignKeys: `
    SELECT constraint_schema AS db, table_name AS tbl, constraint_name AS name, ordinal_position AS position, column_name AS col,
           referenced_table_schema AS target_db, referenced_table_name AS target, referenced_column_name AS target_col
    FROM information_schema.key_column_usage
    WHERE table_schema IN (?) AND referenced_table_name IS NOT NULL
    ORDER BY constraint_schema, table_name, constraint_name, ordinal_position`,
  actions: `
    SELECT constraint_schema AS db, table_name AS tbl, constraint_name AS name, update_rule AS on_update, delete_rule AS on_delete
    FROM information_schema.referential_constraints
    WHERE constraint_schema IN (?)`,
  // The name of a CHECK is unique in its database here, so that database and name identify it. Merged into one join, the two
  // views are searched once a CHECK: 1,000 took 16 seconds, and take 50 ms one by one (the manual, "Optimizer Hints", NO_MERGE).
  checks: `
    SELECT /*+ NO_MERGE(t) NO_MERGE(c) */ t.db AS db, t.tbl AS tbl, t.name AS name, t.enforced AS enforced, 'Table' AS level, c.clause AS clause
    FROM (SELECT table_schema AS db, table_name AS tbl, constraint_name AS name, enforced AS enforced
          FROM information_schema.table_constraints
          WHERE table_schema IN (?) AND constraint_type = 'CHECK') AS t
    JOIN (SELECT constraint_schema AS db, constraint_name AS name, check_clause AS clause
          FROM information_schema.check_constraints
          WHERE constraint_schema IN (?)) AS c
      ON c.db = t.db AND c.name = t.name`,
  // here every table counts as one whose constraints are visible: what MySQL shows does not depend on rights
  constraints: `
    SELECT table_schema AS db, table_name AS tbl FROM information_schema.tables WHERE table_schema IN (?)`,
  unmodelled: mysqlUnmodelled,
  readers,
};

/** The default collation of each character set. */
export const defaultCollations: Sql = `
  SELECT character_set_name AS charset, default_collate_name AS collation
  FROM information_schema.character_sets`;

export const session: Sql = `
  SELECT version() AS version, database() AS db, current_user() AS who, connection_id() AS id,
         @@SESSION.sql_mode AS mode, @@SESSION.sql_quote_show_create AS quotes`;
