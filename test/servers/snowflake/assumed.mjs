/**
 * What neither a record of an account nor Snowflake's manual says, and the server does all the same.
 * The dialect's documentation prints the list, and a live suite asks it first.
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
    what: "RENAME COLUMN changes the name in the text of the checks and clustering keys that mention it.",
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
];
