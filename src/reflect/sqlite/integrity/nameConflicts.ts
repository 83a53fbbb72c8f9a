/**
 * Finds what keeps a new table or index out of a SQLite database. It asks the catalogue for these names only: otherwise a
 * script with many tables would read the whole schema before every one of them.
 */
import {
  nameText,
  SchemaDiffError,
  type Index,
  type Operation,
  type TableRef,
} from "../../../model/index.js";
import type { Connection } from "../../connection.js";
import { foldAToZ } from "../../../sql/index.js";

/** Tables, views and indexes share one namespace; triggers have their own. */
const holder =
  "SELECT type, name, tbl_name AS owner FROM main.sqlite_master WHERE type <> 'trigger' AND name = ? COLLATE NOCASE";

const columns = "SELECT name FROM pragma_table_xinfo(?, 'main')";

const refuse = (message: string, todo: string): never => {
  throw new SchemaDiffError("batch", message, todo);
};

const refuseTaken = async (connection: Connection, what: string, name: string): Promise<void> => {
  if (/^sqlite_/i.test(name))
    refuse(
      `${what} cannot be called "${name}": SQLite keeps names that begin with sqlite_ for itself`,
      "give it another name",
    );
  const [row] = await connection.query(holder, [name]);
  if (row === undefined) return;
  const there =
    row["type"] === "index"
      ? `an index of table ${String(row["owner"])}`
      : `the ${String(row["type"])} ${String(row["name"])}`;
  refuse(
    `${what} cannot be called "${name}": that is the name of ${there}`,
    "give it another name, or drop or rename that one first",
  );
};

const refuseIndex = async (
  connection: Connection,
  { name: table }: TableRef,
  { name, elements }: Index,
): Promise<void> => {
  const [row] = await connection.query(holder, [table]);
  if (row === undefined) refuse(`there is no table ${table} to put an index on`, "check the name");
  if (row?.["type"] !== "table")
    refuse(
      `${table} is ${row?.["type"] === "index" ? "an index" : "a view"}, and an index stands on a table`,
      "check the name",
    );
  const there = (await connection.query(columns, [table])).map((c) => foldAToZ(String(c["name"])));
  const missing = elements.flatMap(({ of }) =>
    "column" in of && ![...there, "rowid", "_rowid_", "oid"].includes(foldAToZ(of.column))
      ? [of.column]
      : [],
  )[0];
  if (missing !== undefined)
    refuse(`table ${table}: there is no column "${missing}"`, "check the name");
  await refuseTaken(connection, `an index of table ${table}`, nameText(name) ?? "");
};

/** @throws SchemaDiffError `batch` */
export const refuseNameConflicts = async (
  connection: Connection,
  operation: Operation,
): Promise<void> => {
  if (operation.do === "createTable")
    await refuseTaken(connection, "a new table", operation.table.name);
  if (operation.do === "createIndex")
    await refuseIndex(connection, operation.table, operation.index);
};
