/** The facts of every MySQL and MariaDB: limits, scopes of names, and the keys of `options`. */
import type { Facts } from "../dialect.js";

export const facts: Facts = {
  identifierLimit: { length: 64, unit: "characters" },
  foldsTo: "asWritten",
  // names of columns, indexes and constraints ignore case; those of tables do not on most servers:
  // two may differ by case alone
  caseInsensitiveNames: false,
  columnNamesIgnoreCase: true,
  transactionalDdl: false,
  namelessConstraints: false,
  nameScope: {
    primaryKey: "none",
    unique: "table",
    foreignKey: "schema",
    check: "schema",
    exclude: "none",
    index: "table",
  },
  namespaces: "databases",
  uniqueIsIndex: true,
  keysInOrder: true,
  foreignKeysUnchecked: false,
  foreignKeyNeedsIndex: true,
  // restrict_fk_on_non_standard_key, ON since 8.4: "Missing unique key for constraint"
  foreignKeyTargetsWholeKey: true,
  foreignKeyIndexAscends: true,
  readersRefuseKeyActions: true,
  checkNamedAsIndex: false,
  alterColumnNeedsWhole: true,
  autoIncrementNeedsKey: true,
  oneCharsetMethods: ["fulltext"],
  // MySQL's error 3618.
  optionsHeldByMethod: { spatial: ["srid"] },
  enumValueNeedsCommit: false,
  generatedHoldsType: false,
  virtualToPlainAnew: false,
  defaultReadsLater: "literal",
  tablesAreTypes: false,
  placesColumns: true,
  altersByRebuild: false,
  tableOptions: {
    engine: "storage engine, where it is not InnoDB",
    charset: "default character set; a collation says it too",
    collation: "default collation, where it is not the database's",
    rowFormat: "ROW_FORMAT, upper case",
    keyBlockSize: "KEY_BLOCK_SIZE",
    createOptions: "other options, as information_schema prints them",
    tablespace: "TABLESPACE, where one is written; MySQL",
    autoextendSize: "AUTOEXTEND_SIZE in bytes; MySQL",
    systemVersioned: "yes: MariaDB's WITH SYSTEM VERSIONING; no: without, where it was",
    primaryKeyUsing: "btree or hash: the primary key's USING, where it is written",
    primaryKeyParts:
      "the primary key's elements, where they are prefixes or descend: `name`(10), `id` DESC",
    partitionBy: "the PARTITION BY clause, word for word",
  },
  columnOptions: {
    charset: "character set; a collation says it too",
    collationWritten:
      "yes: MySQL remembers that the character set and collation were written, though they are the table's",
    invisible: "yes: left out of SELECT *",
    compressed: "yes: MariaDB's COMPRESSED",
    columnFormat: "COLUMN_FORMAT, upper case; MySQL",
    storage: "STORAGE, upper case; MySQL",
    versioned: "no: MariaDB's WITHOUT SYSTEM VERSIONING",
    srid: "the spatial reference system of a geometry",
  },
  indexOptions: {
    invisible: "yes: the optimizer leaves it alone (INVISIBLE, in MariaDB IGNORED)",
    using: "btree or hash: written out, though the index is what it is without it",
    parser: "the parser plugin of a fulltext index",
    keyBlockSize: "KEY_BLOCK_SIZE, where it is not the table's; of keys too",
  },
  readApart: {
    tableOptions: ["tablespace", "autoextendSize", "primaryKeyUsing"],
    columnOptions: ["collationWritten", "columnFormat", "storage"],
    indexOptions: ["using", "keyBlockSize"],
  },
  optionsUnderTable: ["versioned"],
  usualOptions: { engine: ["InnoDB"], systemVersioned: ["no"] },
  listOptions: ["primaryKeyParts"],
  optionAlias: { charset: "collation" },
};
