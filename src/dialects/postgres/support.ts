/** What PostgreSQL does with each kind of constraint and with indexes: all of it, renamed in place. */
import type { Dialect, Support } from "../dialect.js";

const full: Support = { supported: true, renames: "inPlace", enforced: true };

export const support: Dialect["support"] = {
  primaryKey: full,
  unique: full,
  foreignKey: full,
  check: full,
  exclude: full,
  index: full,
};
