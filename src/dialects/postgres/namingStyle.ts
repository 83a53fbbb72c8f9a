/**
 * The names that PostgreSQL itself gives to constraints and indexes, as a convention; CHECKs are
 * left to the server, since it numbers them.
 */
import type { NamingStyle } from "../dialect.js";

export const namingStyle: NamingStyle = {
  name: "postgresql",
  looks: "user_name_key, note_user_id_fkey",
  templates: {
    ix: "%(table_name)s_%(column_0_N_name)s_idx",
    uq: "%(table_name)s_%(column_0_N_name)s_key",
    fk: "%(table_name)s_%(column_0_N_name)s_fkey",
    pk: "%(table_name)s_pkey",
    xc: "%(table_name)s_%(column_0_N_name)s_excl",
  },
};
