/** What is so on PostgreSQL 13 to 18: limits, scopes of names, and the keys of `options`. */
import type { Facts } from "../dialect.js";

/** NAMEDATALEN - 1 of every stock build; longer names are cut by the server with a notice. */
export const identifierBytes = 63;

export const facts: Facts = {
  identifierLimit: { length: identifierBytes, unit: "bytes" },
  foldsTo: "lower",
  caseInsensitiveNames: false,
  columnNamesIgnoreCase: false,
  transactionalDdl: true,
  namelessConstraints: false,
  // A key's index is a relation, and relations share one name space per schema.
  nameScope: {
    primaryKey: "schema",
    unique: "schema",
    exclude: "schema",
    index: "schema",
    foreignKey: "table",
    check: "table",
  },
  namespaces: "schemas",
  uniqueIsIndex: false,
  foreignKeysUnchecked: false,
  foreignKeyNeedsIndex: false,
  foreignKeyTargetsWholeKey: true,
  foreignKeyIndexAscends: false,
  checkNamedAsIndex: false,
  alterColumnNeedsWhole: false,
  autoIncrementNeedsKey: false,
  enumValueNeedsCommit: true,
  generatedHoldsType: true,
  // DROP EXPRESSION is for stored ones: there is no value that could stay.
  virtualToPlainAnew: true,
  defaultReadsBehind: "any",
  tablesAreTypes: true,
  partitionKeyIsFixed: true,
  altersByRebuild: false,
  tableOptions: {
    partitionBy: "the key of a partitioned table as the server prints it: `RANGE (created_at)`",
    inherits: "the parents of INHERITS, quoted and comma separated",
    unlogged: "`true` for an UNLOGGED table",
    tablespace: "the tablespace, where it is not the database's",
    accessMethod: "the table access method, where it is not heap",
    replicaIdentity: '`FULL`, `NOTHING` or `USING INDEX "name"`; absent is the default',
    fillfactor: "storage parameter: how full pages are packed, in percent",
    "…": "any other storage parameter of WITH (…) under its own name: `autovacuum_enabled`, `toast_tuple_target` …",
  },
  columnOptions: {
    storage: "`PLAIN`, `EXTERNAL`, `EXTENDED` or `MAIN`, where it is not the type's own",
    compression: "`pglz` or `lz4`, where it was set",
    statistics: "the statistics target, where it was set",
    inherited:
      "`true` where the column comes from a parent table alone: the parent makes, drops and alters it",
  },
  indexOptions: {
    tablespace: "the tablespace, where it is not the database's",
    fillfactor: "storage parameter: how full pages are packed, in percent",
    "…": "any other storage parameter of WITH (…) under its own name: `fastupdate`, `pages_per_range`, `deduplicate_items` …",
  },
  listOptions: ["inherits"],
  optionAlias: {},
};
