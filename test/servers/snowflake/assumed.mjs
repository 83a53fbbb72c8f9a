/**
 * What neither a record of an account nor Snowflake's manual says, and the server does all the same.
 * The dialect's documentation prints the list, and `npm run test:snowflake` asks it first.
 */

/** @type {readonly { readonly id: string, readonly what: string }[]} */
export const assumed = [
  {
    id: "drop-restrict-text",
    what: "The words of the error where RESTRICT keeps a key, column, table, schema or database that foreign keys refer to.",
  },
  {
    id: "drop-column-check-cascade",
    what: "DROP COLUMN … CASCADE drops a CHECK over several columns; without CASCADE the column stays.",
  },
  {
    id: "rename-column-in-check",
    what: "RENAME COLUMN changes the name in the text of the checks and virtual columns that mention it.",
  },
  {
    id: "rename-generated-constraint",
    what: "RENAME CONSTRAINT takes a name that the server made, in quotes.",
  },
  {
    id: "foreign-key-without-parent-key",
    what: "A foreign key whose parent columns are no key, or of other types, is an error; its words.",
  },
  {
    id: "second-primary-key",
    what: "A second primary key, and a second constraint of one name in a table, is an error; its words.",
  },
  {
    id: "default-normalized",
    what: "A default is shown as it was typed, but for casts (CAST(x AS T)), CURRENT_TIMESTAMP and its like (with parentheses) and sequences (in three parts). DEFAULT NULL reads NULL.",
  },
  {
    id: "default-types",
    what: "Which other pairs of types a default may have than those that were recorded.",
  },
  {
    id: "drop-clustering-column",
    what: "A column of the clustering key, and the last column of a table, cannot be dropped.",
  },
  {
    id: "view-names",
    what: "Four of the 62 names of views in INFORMATION_SCHEMA.",
  },
  {
    id: "time-zone",
    what: "The session's time zone is UTC.",
  },
  {
    id: "key-column-nullability",
    what: "A key's columns are NOT NULL while the key stands, also where nobody wrote it; GET_DDL writes NOT NULL at them. ADD PRIMARY KEY does not look at rows.",
  },
  {
    id: "like-and-clone-foreign-keys",
    what: "CREATE TABLE … LIKE and CLONE copy foreign keys too, to the same parent; the clone of a schema has them among its own tables.",
  },
  {
    id: "create-or-replace-drops",
    what: "CREATE OR REPLACE takes the foreign keys along that refer to the table, as DROP TABLE … CASCADE does, and UNDROP can bring the old table back.",
  },
  {
    id: "foreign-key-follows-rename",
    what: "Foreign keys follow their parent and child through RENAME, SWAP WITH and a move to another schema.",
  },
  {
    id: "inline-check-of-added-column",
    what: "A CHECK in ADD COLUMN is refused like one in ADD CONSTRAINT unless it says ENABLE NOVALIDATE.",
  },
  {
    id: "context-functions-in-checks",
    what: "The words of the error where a CHECK holds a subquery, an aggregate, a function of the context or one of one's own.",
  },
  {
    id: "generated-index-names",
    what: "The names of the indexes of UNIQUE and FOREIGN KEY of hybrid tables end in the columns.",
  },
  {
    id: "hybrid-builds",
    what: "The words of the error where a second index of a hybrid table is built while one is being built. Builds take some milliseconds.",
  },
  {
    id: "default-reads-columns",
    what: "A default may read columns of its row that come before its own, and none after it; the dialect leaves that to the server.",
  },
  {
    id: "structured-object-json",
    what: "How SHOW COLUMNS tells the fields of OBJECT(…), the elements of ARRAY(…) and the keys of MAP(…): the names of the JSON's keys.",
  },
  {
    id: "generated-look-of-a-name",
    what: "A constraint may be given a name that looks as if the server had made it.",
  },
  {
    id: "sequence-start",
    what: "INFORMATION_SCHEMA.SEQUENCES tells where a sequence starts.",
  },
  {
    id: "check-text",
    what: "The text of a CHECK is kept as it was typed.",
  },
  {
    id: "undrop-brings-foreign-keys",
    what: "UNDROP TABLE brings the table's own foreign keys back, and its keys under their names.",
  },
  {
    id: "unnamed-expression",
    what: "CREATE VIEW and CREATE TABLE … AS refuse an expression without an alias: users report it, no page of the manual says it.",
  },
  {
    id: "swap-temporary",
    what: "The words of the error where SWAP WITH has one temporary table and another one.",
  },
  {
    id: "view-expansion",
    what: "The words and the code of the error of a view whose query misses something that is gone.",
  },
  {
    id: "application-scope",
    what: "The words of the error of SHOW … IN APPLICATION and IN CLASS, where there is none of the name.",
  },
  {
    id: "layouts-without-rows",
    what: "The columns of SHOW STAGES, TASKS, PIPES, FILE FORMATS and ALERTS, and their order.",
  },
  {
    id: "virtual-columns",
    what: "The text of a virtual column's expression but for the names of its columns; that sums, products and functions are held to no precision; that it may read columns before its own only; and the words of the errors where a row is written to one, or one is a clustering key or reads a column with a default.",
  },
  {
    id: "create-or-alter",
    what: "The words of the errors of CREATE OR ALTER, where its page says what it cannot do.",
  },
  {
    id: "rename-without-to",
    what: "ALTER TABLE … RENAME takes a name without TO: the name of a recorded test says so.",
  },
  {
    id: "clustering-column-renamed",
    what: "The words of the error where a column of a clustering key is renamed, which the manual says cannot be.",
  },
  {
    id: "tag-values",
    what: "The words of the error of a value that a tag does not allow.",
  },
  {
    id: "dropped-sequence-of-a-default",
    what: "A row whose default calls a sequence that is gone is not written.",
  },
  {
    id: "key-lists-a-column-twice",
    what: "A key that lists a column twice is an error; its words.",
  },
  {
    id: "add-if-not-exists",
    what: "The words of the error where ADD COLUMN IF NOT EXISTS has a default, an identity or a key, which the manual says cannot be.",
  },
  {
    id: "already-exists-unseen",
    what: "The error of CREATE TABLE where the role has no right on the table of that name: users report its words and its code.",
  },
  {
    id: "error-codes",
    what: "Which code stands at an error whose text was recorded without it.",
  },
];

/** What is refused, or is not as on an account, and no test should rely on. */
export const notModelled = [
  "A key of a hybrid table that rows broke when it was added is held against no row from then on, instead of against new ones.",
  "Privileges: a role is shown the tables and views that it made or was granted anything on, and may do everything with them; ACCOUNTADMIN and SECURITYADMIN are shown all. Roles inherit nothing from another, and are made by being named.",
  "Warehouses: they are names, and every query has one.",
  "Temporary tables are seen by other sessions until theirs ends, and hide a table of the same name from them too.",
  "Time Travel but for UNDROP, and retention times: what was dropped can always be brought back.",
  "Isolation: a session sees the rows of another's open transaction.",
  "Windows, QUALIFY, FLATTEN, PIVOT, recursive WITH.",
  "Rows of streams, refresh of materialized views (they are computed when they are asked), masking of columns, procedures.",
  "Tasks, stages, pipes, file formats, dynamic, external, event and Iceberg tables, row access policies of tables: none can be made, and those that can be asked for are never there.",
  "COLLATE is kept and has no effect on comparison.",
];
