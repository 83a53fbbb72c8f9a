/** What Snowflake does with each kind of constraint and with indexes: only CHECK and NOT NULL are enforced on its standard tables. */
import type { Dialect } from "../dialect.js";

export const support: Dialect["support"] = {
  primaryKey: { supported: true, renames: "inPlace", enforced: false },
  unique: { supported: true, renames: "inPlace", enforced: false },
  foreignKey: { supported: true, renames: "inPlace", enforced: false },
  check: { supported: true, renames: "inPlace", enforced: true },
  exclude: { supported: false, because: "Snowflake has no EXCLUDE constraints" },
  // Of standard tables, which is what a table is where it does not say that it is a hybrid one.
  index: {
    supported: false,
    because: "Snowflake has indexes on hybrid tables only",
  },
};
