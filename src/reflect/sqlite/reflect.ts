/** Reads a whole SQLite database in one read transaction. */
import { schemaOf } from "../../dialects/sqlite/readSchema.js";
import { atLeast, messageOf, SchemaDiffError, type Schema } from "../../model/index.js";
import type { ReflectOptions } from "../backend.js";
import type { Connection } from "../connection.js";
import { refuseSchemas } from "./connection.js";
import { entryOf } from "./entry.js";
import * as questions from "./questions.js";

/** Begins a transaction; a handle that is already inside one reads in that. */
const snapshot = async <T>(connection: Connection, read: () => Promise<T>): Promise<T> => {
  const begun = await connection.execute("BEGIN DEFERRED").then(
    () => true,
    (error: unknown) => {
      if (messageOf(error).includes("within a transaction")) return false;
      throw error;
    },
  );
  try {
    return await read();
  } finally {
    if (begun) await connection.execute("ROLLBACK");
  }
};

export const reflect = async (connection: Connection, options: ReflectOptions): Promise<Schema> => {
  refuseSchemas(options.schemas);
  options.progress?.("tables");
  try {
    return await snapshot(connection, async () => {
      const rows = await connection.query(questions.entries);
      const shadows = atLeast(connection.version, 3, 37)
        ? await connection.query(questions.shadows)
        : [];
      return schemaOf(
        rows.flatMap(entryOf),
        shadows.map((r) => String(r["name"])),
        connection.version,
      );
    });
  } catch (cause) {
    if (cause instanceof SchemaDiffError) throw cause;
    throw new SchemaDiffError(
      "connection",
      `${connection.description} could not be read: ${messageOf(cause)}`,
      "check that the file is a whole SQLite database (PRAGMA integrity_check), and that no other program is writing it",
      { cause },
    );
  }
};
