/**
 * Snowflake's support of each kind of constraint and of indexes: its standard tables enforce only
 * CHECK and NOT NULL.
 */
import type { Dialect } from "../dialect.js";

export const support: Dialect["support"] = {
  primaryKey: { supported: true, renames: "inPlace", enforced: false },
  unique: { supported: true, renames: "inPlace", enforced: false },
  foreignKey: { supported: true, renames: "inPlace", enforced: false },
  check: { supported: true, renames: "inPlace", enforced: true },
  exclude: { supported: false, because: "Snowflake has no EXCLUDE constraints" },
  // For standard tables, which is what a table is unless it is declared as a hybrid one.
  index: {
    supported: false,
    because: "Snowflake has indexes on hybrid tables only",
  },
};
