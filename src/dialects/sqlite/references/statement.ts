/**
 * Parses the statements in which SQLite keeps names: CREATE VIEW, and CREATE TRIGGER with the
 * statements that it may contain.
 */
import type { Identifier } from "../grammar/index.js";
import { names } from "../grammar/parts.js";
import { expression, tableName, type Listener, type TableName } from "./expression.js";
import { columnsOf, type Columns, type Scope, type Source } from "./scope.js";
import { from, listener, open, select, type Reader } from "./select.js";

/** A name where only a column of this table is possible. */
export interface Direct {
  readonly table: string;
  readonly column: Identifier;
}

export interface Writing extends Reader {
  readonly direct: Direct[];
}

const say = ({ direct }: Writing, table: string, columns: readonly Identifier[]): void => {
  direct.push(...columns.map((column) => ({ table, column })));
};

interface Target {
  readonly table: string;
  readonly source: Source;
  readonly scope: Scope;
  readonly heard: Listener;
}

/** The target of a write is a table of the schema, even if WITH defines one of that name. */
const target = (writing: Writing, outer: Scope): Target => {
  const { cursor, known } = writing;
  const own: TableName = { ...tableName(cursor), qualified: true };
  const table = own.table.name;
  const scope = open(writing, outer);
  scope.tables.push(own);
  const alias = cursor.accept("AS") ? cursor.identifier().name : null;
  const source = {
    name: alias ?? table,
    columns: columnsOf(known, table),
    table: alias === null ? own : null,
    qualifiedOnly: false,
  };
  scope.sources.push(source);
  if (cursor.accept("INDEXED", "BY")) cursor.identifier();
  else cursor.accept("NOT", "INDEXED");
  return { table, source, scope, heard: listener(writing, scope) };
};

const assignments = (writing: Writing, table: string, heard: Listener): void => {
  const { cursor } = writing;
  cursor.expect("SET");
  do {
    say(writing, table, cursor.at("(") ? names(cursor) : [cursor.identifier()]);
    cursor.expect("=");
    expression(cursor, heard);
  } while (cursor.accept(","));
};

const upserts = (writing: Writing, { table, source }: Target, outer: Scope): void => {
  const { cursor } = writing;
  while (cursor.accept("ON", "CONFLICT")) {
    const scope = open(writing, outer);
    scope.sources.push(source, {
      ...source,
      name: "excluded",
      table: null,
      qualifiedOnly: true,
      excluded: true,
    });
    const heard = listener(writing, scope);
    if (cursor.accept("(")) {
      do {
        expression(cursor, heard);
        if (!cursor.accept("ASC")) cursor.accept("DESC");
      } while (cursor.accept(","));
      cursor.expect(")");
      if (cursor.accept("WHERE")) expression(cursor, heard);
    }
    cursor.expect("DO");
    if (cursor.accept("NOTHING")) continue;
    cursor.expect("UPDATE");
    assignments(writing, table, heard);
    if (cursor.accept("WHERE")) expression(cursor, heard);
  }
};

const insert = (writing: Writing, outer: Scope): void => {
  const { cursor } = writing;
  if (cursor.accept("OR")) cursor.next();
  cursor.expect("INTO");
  const into = target(writing, outer);
  if (cursor.at("(")) say(writing, into.table, names(cursor));
  if (!cursor.accept("DEFAULT", "VALUES")) select(writing, outer);
  upserts(writing, into, outer);
};

const update = (writing: Writing, outer: Scope): void => {
  const { cursor } = writing;
  if (cursor.accept("OR")) cursor.next();
  const { table, scope, heard } = target(writing, outer);
  assignments(writing, table, heard);
  if (cursor.accept("FROM")) from(writing, scope);
  if (cursor.accept("WHERE")) expression(cursor, heard);
};

const remove = (writing: Writing, outer: Scope): void => {
  const { cursor } = writing;
  cursor.expect("FROM");
  const { heard } = target(writing, outer);
  if (cursor.accept("WHERE")) expression(cursor, heard);
};

const step = (writing: Writing, outer: Scope): void => {
  const { cursor } = writing;
  if (cursor.accept("INSERT") || cursor.accept("REPLACE")) insert(writing, outer);
  else if (cursor.accept("UPDATE")) update(writing, outer);
  else if (cursor.accept("DELETE")) remove(writing, outer);
  else select(writing, outer);
  cursor.expect(";");
};

const event = (writing: Writing): readonly Identifier[] => {
  const { cursor } = writing;
  const timed = cursor.accept("BEFORE") || cursor.accept("AFTER") || cursor.accept("INSTEAD", "OF");
  if (!timed && !["DELETE", "INSERT", "UPDATE"].some((word) => cursor.at(word)))
    cursor.fail("what fires it");
  if (cursor.accept("DELETE") || cursor.accept("INSERT")) return [];
  cursor.expect("UPDATE");
  if (!cursor.accept("OF")) return [];
  const columns = [cursor.identifier()];
  while (cursor.accept(",")) columns.push(cursor.identifier());
  return columns;
};

const trigger = (writing: Writing): void => {
  const { cursor, known } = writing;
  const columns = event(writing);
  cursor.expect("ON");
  const on = tableName(cursor);
  const { name: table } = on.table;
  say(writing, table, columns);
  const scope = open(writing, null);
  scope.tables.push(on);
  for (const name of ["new", "old"])
    scope.sources.push({
      name,
      columns: columnsOf(known, table),
      table: null,
      qualifiedOnly: true,
    });
  cursor.accept("FOR", "EACH", "ROW");
  if (cursor.accept("WHEN")) expression(cursor, listener(writing, scope));
  cursor.expect("BEGIN");
  while (!cursor.at("END")) step(writing, scope);
};

/**
 * Moves past a CREATE VIEW or CREATE TRIGGER; returns the view's columns. Throws `source` where it
 * cannot be parsed.
 */
export const statement = (writing: Writing): Columns => {
  const { cursor } = writing;
  cursor.expect("CREATE");
  if (!cursor.accept("TEMP")) cursor.accept("TEMPORARY");
  const view = cursor.accept("VIEW");
  if (!view) cursor.expect("TRIGGER");
  cursor.accept("IF", "NOT", "EXISTS");
  tableName(cursor);
  if (!view) {
    trigger(writing);
    return () => null;
  }
  const given = cursor.at("(") ? names(cursor) : null;
  cursor.expect("AS");
  const columns = select(writing, null);
  return given === null ? columns : () => given.map(({ name }) => ({ name, of: null }));
};
