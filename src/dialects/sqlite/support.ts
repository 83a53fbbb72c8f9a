/**
 * SQLite's support of each kind of constraint and of indexes: a rebuild edits the name of a
 * constraint in its text, an index is dropped and created.
 */
import type { Dialect, Support } from "../dialect.js";

const rebuilt: Support = { supported: true, renames: "inPlace", enforced: true };

export const support: Dialect["support"] = {
  primaryKey: rebuilt,
  unique: rebuilt,
  foreignKey: rebuilt,
  check: rebuilt,
  index: { supported: true, renames: "dropAndAdd", enforced: true },
  exclude: { supported: false, because: "SQLite has no EXCLUDE constraints" },
};
