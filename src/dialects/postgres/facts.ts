/** The facts of PostgreSQL 13 to 18: limits, scopes of names, and the keys of `options`. */
import { atLeast } from "../../model/index.js";
import type { Facts } from "../dialect.js";
import { indexSettings } from "./indexOptions.js";
import { columnParameters, indexParameters, tableParameters } from "./storageParameters.js";

/** NAMEDATALEN - 1 of every standard build; the server cuts longer names with a notice. */
export const identifierBytes = 63;

export const facts: Facts = {
  identifierLimit: { length: identifierBytes, unit: "bytes" },
  foldsTo: "lower",
  caseInsensitiveNames: false,
  columnNamesIgnoreCase: false,
  transactionalDdl: true,
  namelessConstraints: false,
  // A key's index is a relation, and relations share one namespace per schema.
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
  readersRefuseKeyActions: false,
  checkNamedAsIndex: false,
  alterColumnNeedsWhole: false,
  autoIncrementNeedsKey: false,
  enumValueNeedsCommit: true,
  generatedHoldsType: true,
  // In 13 the column itself depends on the types and functions of the expression
  // (StoreAttrDefault), and DROP EXPRESSION removes only its dependencies on columns
  // (ATExecDropExpression, src/backend/commands/tablecmds.c).
  computedKeepsReads: (version) => !atLeast(version, 14),
  inheritance: {
    // ATSimpleRecursion, src/backend/commands/tablecmds.c.
    carriedOptions: ["statistics", "storage"],
    // MergeAttributes in the same file.
    handedDownOptions: ["storage", "compression"],
    // From 18 on a NOT NULL is a constraint, which a child either inherits or has itself
    // (ATExecDropNotNull).
    carriesNotNull: (version) => !atLeast(version, 18),
  },
  // DROP EXPRESSION works for stored columns only: a virtual one has no values to keep.
  virtualToPlainAnew: true,
  defaultReadsLater: "any",
  tablesAreTypes: true,
  partitionKeyIsFixed: true,
  altersByRebuild: false,
  tableOptions: {
    partitionBy: "the key of a partitioned table as the server prints it: `RANGE (created_at)`",
    inherits: "the parents of INHERITS, quoted and comma separated",
    unlogged: "`true` for an UNLOGGED table",
    tablespace: "the tablespace, where it is not the database's",
    accessMethod: "the table access method, where it is not heap",
    replicaIdentity:
      "`FULL` or `NOTHING`; absent is the primary key, or the index that says replicaIdentity",
    ...tableParameters,
  },
  columnOptions: {
    storage: "`PLAIN`, `EXTERNAL`, `EXTENDED` or `MAIN`, where it is not the type's own",
    compression: "`pglz` or `lz4`, where it was set",
    statistics: "the statistics target, where it was set",
    ...columnParameters,
    sequence: "the name of an identity's sequence, where it is not the server's own for it",
    sequenceComment: "the comment on an identity's sequence",
    sequenceUnlogged: "of an identity's sequence, where it is not as its table is: `true`, `false`",
    notNull: "the name of NOT NULL, where it is not the server's own for it (PostgreSQL 18)",
    notNullInherit: "`false`: NOT NULL NO INHERIT (PostgreSQL 18)",
    notNullValid:
      "`false`: NOT NULL NOT VALID, the rows that are there are not checked (PostgreSQL 18)",
    inherited:
      "`true` where the column comes from a parent table alone: the parent makes, drops and alters it",
  },
  indexOptions: {
    ...indexSettings,
    ...indexParameters,
  },
  sequenceOptions: { unlogged: "`true` for an UNLOGGED sequence (PostgreSQL 15)" },
  optionsOf: {
    identity: ["sequence", "sequenceComment", "sequenceUnlogged"],
    nullable: ["notNull", "notNullInherit", "notNullValid"],
  },
  usualOptions: {
    accessMethod: ["heap"],
    clustered: ["false"],
    compression: ["default"],
    notNullInherit: ["true"],
    notNullValid: ["true"],
    replicaIdentity: ["DEFAULT", "false"],
    statistics: ["-1"],
    tablespace: ["pg_default"],
    unlogged: ["false"],
  },
  // An option whose change needs a new index, such as pages_per_range, is not among them.
  indexOptionsInPlace: [
    ...Object.keys(indexSettings),
    "autosummarize",
    "buffering",
    "deduplicate_items",
    "fastupdate",
    "fillfactor",
    "gin_pending_list_limit",
    "vacuum_cleanup_index_scale_factor",
  ],
  exclusiveOptions: { clustered: "dropped", replicaIdentity: "kept" },
  accessMethods: {
    table: ["heap"],
    index: ["btree", "hash", "gist", "gin", "spgist", "brin"],
  },
  listOptions: ["inherits"],
  optionAlias: {},
};
