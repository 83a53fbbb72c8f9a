/** Explains what SQLite says where a connection cannot be migrated at all. */
import { messageOf, SchemaDiffError } from "../../model/index.js";
import type { Connection } from "../connection.js";

interface ConnectionError {
  readonly said: RegExp;
  /** Also from within a script? Its own BEGIN is the script's; that nothing can be written is not. */
  readonly inScript: boolean;
  readonly message: string;
  readonly todo: string;
}

const connectionErrors: readonly ConnectionError[] = [
  {
    said: /cannot start a transaction within a transaction/,
    inScript: false,
    message: "the given handle is inside a transaction",
    todo: "commit or roll it back before the migration: every script runs in a transaction of its own",
  },
  {
    said: /attempt to write a readonly database|SQLITE_READONLY/,
    inScript: true,
    message:
      "the database cannot be written to: its file or the handle is read-only, or PRAGMA query_only is on",
    todo: "open it for writing",
  },
];

/** A SchemaDiffError `connection`; what says something else comes back as it is. */
export const explained = (
  thrown: unknown,
  connection: Connection,
  where: "script" | "around",
): unknown => {
  if (thrown instanceof SchemaDiffError) return thrown;
  const found = connectionErrors.find(
    ({ said, inScript }) => (inScript || where === "around") && said.test(messageOf(thrown)),
  );
  return found === undefined
    ? thrown
    : new SchemaDiffError("connection", `${connection.description}: ${found.message}`, found.todo, {
        cause: thrown,
      });
};
