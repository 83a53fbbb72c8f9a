/** Reads a CREATE INDEX as sqlite_schema holds it. */
import type { Sql } from "../../../model/index.js";
import { cursorOf } from "./cursor.js";
import { keyParts } from "./parts.js";
import type { IndexDefinition, Range } from "./tree.js";

/** Throws `source` where the text is no CREATE INDEX. */
export const parseIndex = (sql: Sql): IndexDefinition => {
  const cursor = cursorOf(sql);
  cursor.expect("CREATE");
  const unique = cursor.accept("UNIQUE");
  cursor.expect("INDEX");
  cursor.accept("IF", "NOT", "EXISTS");
  const first = cursor.identifier();
  const name = cursor.accept(".") ? cursor.identifier() : first;
  cursor.expect("ON");
  const table = cursor.identifier();
  const { parts } = keyParts(cursor);
  let where: Range | null = null;
  if (cursor.accept("WHERE")) {
    const start = cursor.start();
    while (cursor.peek() !== undefined && !cursor.at(";")) cursor.next();
    where = { start, end: cursor.end() };
  }
  return { sql, name, table, unique, parts, where };
};
