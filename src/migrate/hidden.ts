/** What would keep statements from reaching the main database of a SQLite handle, or from writing to it: looked at before they run. */
import { messageOf, SchemaDiffError, type Operation } from "../model/index.js";
import type { Connection } from "../reflect/index.js";

/**
 * An unqualified name means the temporary object, where there is one (https://sqlite.org/lang_naming.html). SQLite's own
 * tables are never meant without saying which: a temporary sqlite_sequence cannot even be dropped.
 */
const hiding = `
  SELECT t.type AS type, t.name AS name FROM temp.sqlite_master AS t
  WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite^_%' ESCAPE '^'
    AND EXISTS (SELECT 1 FROM main.sqlite_master AS m WHERE m.type IN ('table', 'view') AND m.name = t.name COLLATE NOCASE)
  ORDER BY t.name LIMIT 1`;

const hidingIndex = `
  SELECT t.type AS type, t.name AS name FROM temp.sqlite_master AS t JOIN main.sqlite_master AS m ON m.type = t.type AND m.name = t.name COLLATE NOCASE
  WHERE t.type = 'index' AND t.name = ? COLLATE NOCASE`;

/** The indexes that an operation drops by their names. */
const droppedIndexes = (operation: Operation): readonly string[] => {
  if (operation.do === "batch") return operation.operations.flatMap(droppedIndexes);
  return operation.do === "dropIndex" || operation.do === "renameIndex" ? [operation.name] : [];
};

/** Throws `batch` where an operation would mean a temporary table or index; an author's own SQL means what it says. */
export const refuseHidden = async (connection: Connection, operation: Operation): Promise<void> => {
  if (connection.dialect !== "sqlite" || operation.do === "execute") return;
  const rows = [...await connection.query(hiding)];
  for (const name of droppedIndexes(operation)) rows.push(...await connection.query(hidingIndex, [name]));
  const [row] = rows;
  if (row === undefined) return;
  const [kind, name] = [String(row["type"]), String(row["name"])];
  throw new SchemaDiffError("batch", `the temporary ${kind} ${name} hides ${name} of the database`, `drop the temporary ${kind} first`);
};

const readOnly = /attempt to write a readonly database|SQLITE_READONLY/;

export const isReadOnly = (thrown: unknown): boolean => readOnly.test(messageOf(thrown));

/** What SQLite says where it may not write, or cannot begin. */
const obstacles: readonly { readonly said: RegExp; readonly message: string; readonly todo: string }[] = [
  { said: /cannot start a transaction within a transaction/, message: "the given handle is inside a transaction", todo: "commit or roll it back before the migration: every script runs in a transaction of its own" },
  { said: readOnly, message: "the database cannot be written to: its file or the handle is read-only, or PRAGMA query_only is on", todo: "open it for writing" },
];

/** The error in our words, where it says that the database cannot be migrated at all; else as it is. */
export const explained = (thrown: unknown, connection: Connection): unknown => {
  if (connection.dialect !== "sqlite" || thrown instanceof SchemaDiffError) return thrown;
  const found = obstacles.find(({ said }) => said.test(messageOf(thrown)));
  return found === undefined ? thrown : new SchemaDiffError("connection", `${connection.description}: ${found.message}`, found.todo, { cause: thrown });
};
