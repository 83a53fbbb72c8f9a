/** Synthetic schemas of any size: tables with a key, a foreign key, a unique, a named CHECK, a default and two indexes each. */

/** DDL of `count` tables, as statements; the same for the same count. `text` is the dialect's type for text. */
export const syntheticDdl = (count) =>
  Array.from({ length: count }, (_, i) => {
    const name = `table_${String(i).padStart(5, "0")}`;
    const other = `table_${String(Math.floor(i / 2)).padStart(5, "0")}`;
    return [
      `CREATE TABLE ${name} (
  id integer NOT NULL,
  code varchar(20) NOT NULL,
  title varchar(200) DEFAULT 'untitled',
  amount numeric(10, 2) DEFAULT 0 NOT NULL,
  parent_id integer,
  created timestamp DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT pk_${name} PRIMARY KEY (id),
  CONSTRAINT uq_${name}_code UNIQUE (code),
  CONSTRAINT ck_${name}_amount CHECK (amount >= 0),
  CONSTRAINT fk_${name}_parent_id FOREIGN KEY (parent_id) REFERENCES ${other} (id) ON DELETE CASCADE
)`,
      `CREATE INDEX ix_${name}_parent_id ON ${name} (parent_id)`,
      `CREATE INDEX ix_${name}_title ON ${name} (lower(title))`,
    ];
  }).flat();

/** The same schema, moved on: every hundredth table has one more column, another action on its foreign key and one index less. */
export const movedOn = (schema) => ({
  ...schema,
  tables: schema.tables.map((table, i) =>
    i % 100 !== 0
      ? table
      : {
          ...table,
          columns: [...table.columns, { ...table.columns[1], name: "added", nullable: true }],
          constraints: table.constraints.map((c) =>
            c.kind === "foreignKey" ? { ...c, onDelete: "setNull" } : c,
          ),
          indexes: table.indexes.slice(1),
        },
  ),
});
