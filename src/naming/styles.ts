/** Naming conventions to start with, each by the name of those who are used to it. */

import { allDialects } from "../dialects/index.js";
import type { NamingStyle } from "../dialects/dialect.js";

/** Templates by kind, as a module can write them. */
export type Templates = NamingStyle["templates"];

/**
 * `sqlalchemy`: the convention of SQLAlchemy's documentation, for constraints of several columns too ("Configuring
 * Constraint Naming Conventions"). The others are what a dialect's own server calls things.
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
