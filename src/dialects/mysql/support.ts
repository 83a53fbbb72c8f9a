/** What MySQL and MariaDB do with each kind of constraint and with indexes. */
import type { Dialect } from "../dialect.js";

export const support: Dialect["support"] = {
  primaryKey: { supported: true, renames: "dropAndAdd", enforced: true },
  unique: { supported: true, renames: "inPlace", enforced: true },
  foreignKey: { supported: true, renames: "dropAndAdd", enforced: true },
  check: { supported: true, renames: "dropAndAdd", enforced: true },
  exclude: { supported: false, because: "MySQL and MariaDB have no EXCLUDE constraints" },
  index: { supported: true, renames: "inPlace", enforced: true },
};
