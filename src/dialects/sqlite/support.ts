/** What SQLite does with each kind of constraint and with indexes: a name changes only in a rebuild, all but EXCLUDE is known. */
import type { Dialect, Support } from "../dialect.js";

const rebuilt: Support = { supported: true, renames: "dropAndAdd", enforced: true };

export const support: Dialect["support"] = {
  primaryKey: rebuilt,
  unique: rebuilt,
  foreignKey: rebuilt,
  check: rebuilt,
  index: rebuilt,
  exclude: { supported: false, because: "SQLite has no EXCLUDE constraints" },
};
