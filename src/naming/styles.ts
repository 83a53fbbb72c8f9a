/** Naming conventions to start with, each by the name of those who are used to it. */

/** Templates by kind, as a module can write them. */
export type Templates = Readonly<Record<string, string>>;

export interface Style {
  /** What the names look like. */
  readonly looks: string;
  readonly templates: Templates;
}

/**
 * `sqlalchemy`: the convention of SQLAlchemy's documentation, for constraints of several columns too ("Configuring
 * Constraint Naming Conventions"). `postgresql`: what PostgreSQL itself calls constraints and indexes; it leaves CHECKs
 * without a name to the server, which numbers them.
 */
export const styles = {
  sqlalchemy: {
    looks: "uq_user_name, fk_note_user_id_user",
    templates: {
      ix: "ix_%(table_name)s_%(column_0_N_name)s",
      uq: "uq_%(table_name)s_%(column_0_N_name)s",
      ck: "ck_%(table_name)s_%(constraint_name)s",
      fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
      pk: "pk_%(table_name)s",
    },
  },
  postgresql: {
    looks: "user_name_key, note_user_id_fkey",
    templates: {
      ix: "%(table_name)s_%(column_0_N_name)s_idx",
      uq: "%(table_name)s_%(column_0_N_name)s_key",
      fk: "%(table_name)s_%(column_0_N_name)s_fkey",
      pk: "%(table_name)s_pkey",
      xc: "%(table_name)s_%(column_0_N_name)s_excl",
    },
  },
} as const satisfies Readonly<Record<string, Style>>;

export type StyleName = keyof typeof styles;

export const styleNames = Object.keys(styles) as readonly StyleName[];
