/** The facts of Snowflake. */
import type { Facts } from "../dialect.js";

export const facts: Facts = {
  // https://docs.snowflake.com/en/sql-reference/identifiers-syntax
  identifierLimit: { length: 255, unit: "characters" },
  foldsTo: "upper",
  caseInsensitiveNames: false,
  columnNamesIgnoreCase: false,
  // Each DDL statement is a transaction of its own
  // (https://docs.snowflake.com/en/sql-reference/transactions).
  transactionalDdl: false,
  namelessConstraints: false,
  // CREATE TABLE … LIKE copies names, so that one schema may contain a name many times.
  nameScope: {
    primaryKey: "table",
    unique: "table",
    foreignKey: "table",
    check: "table",
    exclude: "none",
    index: "table",
  },
  namespaces: "schemas",
  newSchemaIsCurrent: true,
  uniqueIsIndex: false,
  foreignKeysUnchecked: false,
  foreignKeyNeedsIndex: false,
  foreignKeyTargetsWholeKey: true,
  foreignKeyIndexAscends: false,
  readersRefuseKeyActions: false,
  checkNamedAsIndex: false,
  alterColumnNeedsWhole: false,
  autoIncrementNeedsKey: false,
  enumValueNeedsCommit: false,
  commentMadeWithConstraint: true,
  // A type that no longer fits the expression is refused
  // (https://docs.snowflake.com/en/sql-reference/virtual-columns).
  generatedHoldsType: true,
  virtualToPlainAnew: true,
  defaultReadsLater: "any",
  tablesAreTypes: false,
  indexesByTableKind: true,
  altersByRebuild: false,
  tableOptions: {
    kind: "`transient`, `temporary` or `hybrid`, where the table is not a permanent standard one",
    clusterBy: "the clustering key, word for word: `created_on, region`",
  },
  columnOptions: {
    order: "`true` where an identity column hands out its numbers in order (ORDER)",
  },
  indexOptions: {},
  listOptions: ["clusterBy"],
  optionsOverColumns: ["clusterBy"],
  optionAlias: {},
};
