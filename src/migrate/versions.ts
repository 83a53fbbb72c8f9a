/** The version table, which has one row per head. */
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
import { isThere } from "./ownTable.js";
import type { Connection, MigrationSession } from "../reflect/index.js";

export interface Versions {
  /** The current revisions of the database; none where the table does not exist yet. Never writes. */
  readonly read: (connection: Connection) => Promise<readonly string[]>;
  readonly exists: (connection: Connection) => Promise<boolean>;
  readonly create: Statement;
  /** Creates the table if it does not exist; returns the statements that ran. */
  readonly make: (connection: Connection) => Promise<readonly Sql[]>;
  readonly drop: Sql;
  /** The statements that change the rows `before` into the rows `after`. */
  readonly move: (before: readonly string[], after: readonly string[]) => readonly Statement[];
}

export const versionsIn = (
  table: string,
  { lexicon }: Dialect,
  session: MigrationSession,
): Versions => {
  const quoted = lexicon.quote(table);
  const exists = (connection: Connection): Promise<boolean> =>
    isThere(connection, session, table, "version table");
  const create = statement(
    `CREATE TABLE ${quoted} (${versionColumn} varchar(${revisionLength}) NOT NULL, CONSTRAINT ${lexicon.quote(`${table}_pk`)} PRIMARY KEY (${versionColumn}))`,
    { changes: "schema" },
  );
  const notMade = (thrown: unknown, connection: Connection): unknown => {
    const known = session.explain(thrown, connection, "script");
    if (known instanceof SchemaDiffError && known.code !== "permission") return known;
    const [code, todo] =
      known instanceof SchemaDiffError
        ? ([known.code, known.todo] as const)
        : ([
            "sql",
            /exist|already/i.test(messageOf(thrown))
              ? "rename what has that name, or name another version table by versionTable in the config"
              : "see that this user can make tables where the URL leads",
          ] as const);
    return new SchemaDiffError(
      code,
      `the version table ${table} cannot be made: ${messageOf(known)}`,
      todo,
      { cause: thrown },
    );
  };
  const unreadable = (thrown: unknown): unknown => {
    const said = messageOf(thrown).toLowerCase();
    // An error that names neither the table nor its column concerns the connection.
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
    create,
    make: async (connection) => {
      if (await exists(connection)) return [];
      await connection.execute(create.sql).catch((thrown: unknown) => {
        throw notMade(thrown, connection);
      });
      return [create.sql];
    },
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

/** Throws `revision` for a text that no version row can hold. */
export const checkRevision = (revision: string): string => {
  if (revision !== "" && revision.length <= revisionLength && !/[\s\0]/.test(revision))
    return revision;
  throw new SchemaDiffError(
    "revision",
    `${JSON.stringify(revision)} cannot be a revision`,
    `a revision is text without blanks of at most ${revisionLength} characters`,
  );
};
