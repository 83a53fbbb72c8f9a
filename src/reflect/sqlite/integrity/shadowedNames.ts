/** Finds what would keep a statement from reaching the main database of a SQLite handle, before the statement runs. */
import { SchemaDiffError, type Operation } from "../../../model/index.js";
import type { Connection } from "../../connection.js";

/**
 * Temporary objects that hide one of the main database: an unqualified name means the temporary object
 * (https://sqlite.org/lang_naming.html). SQLite's own tables are always qualified: a temporary sqlite_sequence cannot even be dropped.
 */
const hiding = `
  SELECT t.type AS type, t.name AS name FROM temp.sqlite_master AS t
  WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite^_%' ESCAPE '^'
    AND EXISTS (SELECT 1 FROM main.sqlite_master AS m WHERE m.type IN ('table', 'view') AND m.name = t.name COLLATE NOCASE)
  ORDER BY t.name LIMIT 1`;

const hidingIndex = `
  SELECT t.type AS type, t.name AS name FROM temp.sqlite_master AS t JOIN main.sqlite_master AS m ON m.type = t.type AND m.name = t.name COLLATE NOCASE
  WHERE t.type = 'index' AND t.name = ? COLLATE NOCASE`;

/** The indexes that an operation drops or renames by name. */
const droppedIndexes = (operation: Operation): readonly string[] => {
  if (operation.do === "batch") return operation.operations.flatMap(droppedIndexes);
  return operation.do === "dropIndex" || operation.do === "renameIndex" ? [operation.name] : [];
};

/** Throws `batch` where an operation would affect a temporary table or index; an author's own SQL is left alone. */
export const refuseShadowedNames = async (
  connection: Connection,
  operation: Operation,
): Promise<void> => {
  if (operation.do === "execute") return;
  const rows = [...(await connection.query(hiding))];
  for (const name of droppedIndexes(operation))
    rows.push(...(await connection.query(hidingIndex, [name])));
  const [row] = rows;
  if (row === undefined) return;
  const [kind, name] = [String(row["type"]), String(row["name"])];
  throw new SchemaDiffError(
    "batch",
    `the temporary ${kind} ${name} hides ${name} of the database`,
    `drop the temporary ${kind} first`,
  );
};
