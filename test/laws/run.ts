/** Statements one by one on one connection, as whoever has a plan's statements runs them. */
import { querySnowflake } from "../servers/snowflakeDatabases.js";
import Database from "../sqlite/database.mjs";

const failed = (statement: string, error: unknown): Error =>
  new Error(`${error instanceof Error ? error.message : String(error)}\n  in: ${statement}`, {
    cause: error,
  });

const onSqlite = (file: string, statements: readonly string[]): void => {
  const database = new Database(file);
  try {
    for (const statement of statements) {
      try {
        database.exec(statement);
      } catch (error) {
        throw failed(statement, error);
      }
    }
  } finally {
    database.close();
  }
};

const each = async (
  statements: readonly string[],
  run: (statement: string) => Promise<unknown>,
): Promise<void> => {
  for (const statement of statements)
    await run(statement).catch((error: unknown) => {
      throw failed(statement, error);
    });
};

export const runAll = async (url: string, statements: readonly string[]): Promise<void> => {
  if (url.startsWith("sqlite:")) {
    onSqlite(url.slice("sqlite:".length), statements);
    return;
  }
  if (url.startsWith("snowflake")) {
    await each(statements, (statement) => querySnowflake(url, statement));
    return;
  }
  if (url.startsWith("postgres")) {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // In one transaction, as a migration runs: what was not committed yet cannot always be used.
    await each(["BEGIN", ...statements, "COMMIT"], (statement) => client.query(statement)).finally(
      () => client.end(),
    );
    return;
  }
  const { createConnection } = await import("mysql2/promise");
  const connection = await createConnection(url.replace(/^mariadb:/, "mysql:"));
  await each(statements, (statement) => connection.query(statement)).finally(() =>
    connection.end(),
  );
};
