/** The version table: one row a head. */
import type { Dialect } from "../dialects/index.js";
import {
  byText,
  messageOf,
  revisionLength,
  SchemaDiffError,
  statement,
  versionColumn,
  type Sql,
  type Statement,
} from "../model/index.js";
import type { Connection, MigrationSession } from "../reflect/index.js";

export interface Versions {
  /** The revisions that the database is at; none where there is no table yet. Never writes. */
  readonly read: (connection: Connection) => Promise<readonly string[]>;
  readonly exists: (connection: Connection) => Promise<boolean>;
  readonly create: Statement;
  readonly drop: Sql;
  /** The statements that make the rows `before` the rows `after`. */
  readonly move: (before: readonly string[], after: readonly string[]) => readonly Statement[];
}

export const versionsIn = (
  table: string,
  { lexicon }: Dialect,
  { versionTableExists }: MigrationSession,
): Versions => {
  const quoted = lexicon.quote(table);
  const exists = async (connection: Connection): Promise<boolean> =>
    (await connection.query(versionTableExists, [table])).length > 0;
  const unreadable = (thrown: unknown): unknown => {
    const said = messageOf(thrown).toLowerCase();
    // What is said of neither is about the connection.
    if (
      thrown instanceof SchemaDiffError ||
      ![versionColumn, table].some((name) => said.includes(name.toLowerCase()))
    )
      return thrown;
    return new SchemaDiffError(
      "sql",
      `the version table ${table} cannot be read: ${messageOf(thrown)}`,
      `it has one column, ${versionColumn}, which this user reads and writes: where the table is another program's, name another one by versionTable; where it is broken, drop it and mark where the database is with \`schema-diff stamp\``,
      { cause: thrown },
    );
  };
  return {
    exists,
    read: async (connection) => {
      if (!(await exists(connection))) return [];
      const rows = await connection
        .query(`SELECT ${versionColumn} FROM ${quoted} ORDER BY ${versionColumn}`)
        .catch((thrown: unknown) => {
          throw unreadable(thrown);
        });
      return rows.map((row) => String(row[versionColumn])).sort(byText);
    },
    create: statement(
      `CREATE TABLE ${quoted} (${versionColumn} varchar(${revisionLength}) NOT NULL, CONSTRAINT ${lexicon.quote(`${table}_pk`)} PRIMARY KEY (${versionColumn}))`,
      { changes: "schema" },
    ),
    drop: `DROP TABLE ${quoted}`,
    move: (before, after) =>
      [
        ...before
          .filter((r) => !after.includes(r))
          .map((r) => `DELETE FROM ${quoted} WHERE ${versionColumn} = ${lexicon.literal(r)}`),
        ...after
          .filter((r) => !before.includes(r))
          .map((r) => `INSERT INTO ${quoted} (${versionColumn}) VALUES (${lexicon.literal(r)})`),
      ].map((sql) => statement(sql, { changes: "rows" })),
  };
};

/** Throws `revision` for text that no version row can hold. */
export const checkRevision = (revision: string): string => {
  if (revision !== "" && revision.length <= revisionLength && !/[\s\0]/.test(revision))
    return revision;
  throw new SchemaDiffError(
    "revision",
    `${JSON.stringify(revision)} cannot be a revision`,
    `a revision is text without blanks of at most ${revisionLength} characters`,
  );
};
