/** Converts a row of SQLite's catalogue for the reader of its texts. */
import { lookupTable } from "../../model/index.js";
import type { Entry } from "../../dialects/sqlite/readSchema.js";
import type { Row } from "../connection.js";

const kinds: Readonly<Record<string, Entry["type"]>> = lookupTable({
  table: "table",
  index: "index",
  view: "view",
  trigger: "trigger",
});

/** The entry; none where the row's kind is unknown. */
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
