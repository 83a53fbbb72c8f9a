/** Reads a CREATE TABLE as sqlite_schema holds it (or as somebody wrote it) into its clauses. */
import type { Sql } from "../../../model/index.js";
import { column } from "./column.js";
import { cursorOf, type Cursor } from "./cursor.js";
import { upper } from "../lexicon.js";
import { keyParts, names, onConflict, reference } from "./parts.js";
import type { ColumnDefinition, Identifier, TableClause, TableDefinition } from "./tree.js";

const constraintWords = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

const atConstraint = (cursor: Cursor): boolean => constraintWords.some((word) => cursor.at(word));

const constraint = (cursor: Cursor): TableClause => {
  const start = cursor.start();
  let name: Identifier | null = null;
  while (cursor.accept("CONSTRAINT")) name = cursor.identifier();
  if (cursor.accept("PRIMARY", "KEY")) {
    const key = keyParts(cursor);
    return {
      is: "primaryKey",
      name,
      ...key,
      onConflict: onConflict(cursor),
      start,
      end: cursor.end(),
    };
  }
  if (cursor.accept("UNIQUE")) {
    const { parts, list } = keyParts(cursor);
    return {
      is: "unique",
      name,
      parts,
      list,
      onConflict: onConflict(cursor),
      start,
      end: cursor.end(),
    };
  }
  if (cursor.accept("CHECK")) {
    const expression = cursor.group();
    onConflict(cursor);
    return { is: "check", name, expression, start, end: cursor.end() };
  }
  if (cursor.accept("FOREIGN", "KEY")) {
    const from = cursor.start();
    const columns = names(cursor);
    const list = { start: from, end: cursor.end() };
    return {
      is: "foreignKey",
      name,
      columns,
      list,
      reference: reference(cursor),
      start,
      end: cursor.end(),
    };
  }
  return name === null
    ? cursor.fail("a constraint")
    : { is: "nothing", name, start, end: cursor.end() };
};

const head = (cursor: Cursor): Identifier => {
  cursor.expect("CREATE");
  if (!cursor.accept("TEMP")) cursor.accept("TEMPORARY");
  cursor.expect("TABLE");
  cursor.accept("IF", "NOT", "EXISTS");
  const first = cursor.identifier();
  return cursor.accept(".") ? cursor.identifier() : first;
};

/** Throws `source` where the text is no CREATE TABLE with a column list. */
export const parseTable = (sql: Sql): TableDefinition => {
  const cursor = cursorOf(sql);
  const name = head(cursor);
  const start = cursor.start();
  cursor.expect("(");
  const columns: ColumnDefinition[] = [];
  const constraints: TableClause[] = [];
  do {
    if (!atConstraint(cursor)) {
      columns.push(column(cursor));
      continue;
    }
    // SQLite lets the comma between two table constraints be left out.
    do constraints.push(constraint(cursor));
    while (atConstraint(cursor));
  } while (cursor.accept(","));
  cursor.expect(")");
  const body = { start, end: cursor.end() };
  let strict = false;
  let withoutRowid = false;
  while (cursor.peek() !== undefined && !cursor.at(";")) {
    if (cursor.accept("WITHOUT"))
      withoutRowid = upper(cursor.identifier().name) === "ROWID" || withoutRowid;
    else if (cursor.accept("STRICT")) strict = true;
    else if (!cursor.accept(",")) cursor.fail("STRICT or WITHOUT ROWID");
  }
  return { sql, name, body, columns, constraints, strict, withoutRowid };
};
