/** A row of SQLite's catalogue as the reader of its texts takes it. */
import { lookupTable } from "../../model/index.js";
import type { Entry } from "../../dialects/sqlite/readSchema.js";
import type { Row } from "../connection.js";

const kinds: Readonly<Record<string, Entry["type"]>> = lookupTable({
  table: "table",
  index: "index",
  view: "view",
  trigger: "trigger",
});

/** None where the row is of a kind that is not known. */
export const entryOf = (row: Row): readonly Entry[] => {
  const type = kinds[String(row["type"])];
  if (type === undefined) return [];
  return [
    {
      type,
      name: String(row["name"]),
      table: String(row["table"]),
      sql: row["sql"] === null ? null : String(row["sql"]),
    },
  ];
};
