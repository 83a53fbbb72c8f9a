/** Loads DDL text into a database of its own, passes it on, and removes it. */
import { randomBytes } from "node:crypto";
import { SchemaDiffError, type Sql } from "../../model/index.js";
import type { Connection } from "../connection.js";
import { open } from "./connection.js";
import { brokenText } from "../brokenText.js";

/** The line of a character position; the server counts positions from 1. */
const lineAt = (ddl: Sql, position: number): number =>
  Array.from(ddl)
    .slice(0, position - 1)
    .filter((c) => c === "\n").length + 1;

const broken = (ddl: Sql, thrown: unknown): SchemaDiffError => {
  const position: unknown =
    typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, "position") : undefined;
  return brokenText(typeof position === "string" ? lineAt(ddl, Number(position)) : null, thrown);
};

const load = async (connection: Connection, ddl: Sql): Promise<void> => {
  try {
    await connection.execute(ddl);
  } catch (thrown) {
    throw broken(ddl, thrown);
  }
};

const within = async <T>(url: string, use: (connection: Connection) => Promise<T>): Promise<T> => {
  const connection = await open(url);
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
};

export const scratch = async <T>(
  ddl: Sql,
  at: string | null,
  use: (connection: Connection) => Promise<T>,
): Promise<T> => {
  if (at === null) {
    throw new SchemaDiffError(
      "source",
      "SQL text for PostgreSQL has to be loaded into a scratch database",
      "give a development server with --dev-url postgres://…",
    );
  }
  // The name only has to be unused; nothing that is printed depends on it.
  const name = `schema_diff_scratch_${randomBytes(8).toString("hex")}`;
  const url = new URL(at);
  url.pathname = `/${name}`;
  return within(at, async (server) => {
    await server.execute(`CREATE DATABASE "${name}" TEMPLATE template0`);
    try {
      await within(url.href, (connection) => load(connection, ddl));
      // In a new session, so that settings made by the text, such as a search path, are gone.
      return await within(url.href, use);
    } finally {
      await server.execute(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    }
  });
};
