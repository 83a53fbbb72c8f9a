/** Reads the statements in which SQLite keeps names: CREATE VIEW, and CREATE TRIGGER with what a trigger may do. */
import type { Identifier } from "../grammar/index.js";
import { names } from "../grammar/parts.js";
import { expression, type Listener } from "./expression.js";
import { columnsOf, type Columns, type Scope } from "./scope.js";
import { from, listener, open, select, type Reader } from "./select.js";

/** A column that is said where nothing but a column of this table can stand. */
export interface Direct {
  readonly table: string;
  readonly column: Identifier;
}

export interface Writing extends Reader {
  readonly direct: Direct[];
}

const qualified = ({ cursor }: Reader): string => {
  const first = cursor.identifier();
  return cursor.accept(".") ? cursor.identifier().name : first.name;
};

const say = ({ direct }: Writing, table: string, columns: readonly Identifier[]): void => {
  direct.push(...columns.map((column) => ({ table, column })));
};

const target = (writing: Writing, outer: Scope): { readonly table: string; readonly scope: Scope; readonly heard: Listener } => {
  const { cursor, known } = writing;
  const table = qualified(writing);
  const scope = open(writing, outer);
  const name = cursor.accept("AS") ? cursor.identifier().name : table;
  scope.sources.push({ name, columns: columnsOf(known, table), qualifiedOnly: false });
  if (cursor.accept("INDEXED", "BY")) cursor.identifier();
  else cursor.accept("NOT", "INDEXED");
  return { table, scope, heard: listener(writing, scope) };
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

const upserts = (writing: Writing, table: string, outer: Scope): void => {
  const { cursor, known } = writing;
  while (cursor.accept("ON", "CONFLICT")) {
    const scope = open(writing, outer);
    const columns = columnsOf(known, table);
    scope.sources.push({ name: table, columns, qualifiedOnly: false }, { name: "excluded", columns, qualifiedOnly: true });
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
  const { table } = target(writing, outer);
  if (cursor.at("(")) say(writing, table, names(cursor));
  if (!cursor.accept("DEFAULT", "VALUES")) select(writing, outer);
  upserts(writing, table, outer);
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
  if (!timed && !["DELETE", "INSERT", "UPDATE"].some((word) => cursor.at(word))) cursor.fail("what fires it");
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
  const table = qualified(writing);
  say(writing, table, columns);
  const scope = open(writing, null);
  for (const name of ["new", "old"]) scope.sources.push({ name, columns: columnsOf(known, table), qualifiedOnly: true });
  cursor.accept("FOR", "EACH", "ROW");
  if (cursor.accept("WHEN")) expression(cursor, listener(writing, scope));
  cursor.expect("BEGIN");
  while (!cursor.at("END")) step(writing, scope);
};

/** Passes a CREATE VIEW or CREATE TRIGGER; what it returns are the view's columns. Throws `source` where it is not understood. */
export const statement = (writing: Writing): Columns => {
  const { cursor } = writing;
  cursor.expect("CREATE");
  if (!cursor.accept("TEMP")) cursor.accept("TEMPORARY");
  const view = cursor.accept("VIEW");
  if (!view) cursor.expect("TRIGGER");
  cursor.accept("IF", "NOT", "EXISTS");
  qualified(writing);
  if (!view) {
    trigger(writing);
    return () => null;
  }
  const given = cursor.at("(") ? names(cursor) : null;
  cursor.expect("AS");
  const columns = select(writing, null);
  return given === null ? columns : () => given.map(({ name }) => ({ name, of: null }));
};
