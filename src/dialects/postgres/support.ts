/**
 * PostgreSQL's support of each kind of constraint and of indexes: all of them, renamed in place.
 */
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
