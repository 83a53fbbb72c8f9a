/** Naming conventions to choose from, each called after those who use it. */

import { allDialects } from "../dialects/index.js";
import type { NamingStyle } from "../dialects/dialect.js";

/** Templates by kind, as they can be written into a module. */
export type Templates = NamingStyle["templates"];

/**
 * `sqlalchemy`: the convention of SQLAlchemy's documentation ("Configuring Constraint Naming
 * Conventions"), for constraints of several columns too. The others are the names that a dialect's
 * own server gives.
 */
const sqlalchemy: NamingStyle = {
  name: "sqlalchemy",
  looks: "uq_user_name, fk_note_user_id_user",
  templates: {
    ix: "ix_%(table_name)s_%(column_0_N_name)s",
    uq: "uq_%(table_name)s_%(column_0_N_name)s",
    ck: "ck_%(table_name)s_%(constraint_name)s",
    fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    pk: "pk_%(table_name)s",
  },
};

export const styles: readonly NamingStyle[] = [
  sqlalchemy,
  ...allDialects().flatMap(({ namingStyle }) => namingStyle ?? []),
];
