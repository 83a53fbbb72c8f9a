/**
 * Finds the names in one expression. A word is a name only where an operand is expected: after an
 * operand it is an operator, an alias or the end, as in SQLite's own parser
 * (https://sqlite.org/lang_expr.html, %fallback in its parse.y).
 */
import { isName, type Cursor } from "../grammar/cursor.js";
import type { Identifier } from "../grammar/index.js";
import { upper } from "../lexicon.js";

/** `column`, `table.column`, `schema.table.column`. */
export interface Name {
  readonly qualifiers: readonly Identifier[];
  readonly column: Identifier;
}

/** `table`, `main.table`. */
export interface TableName {
  readonly table: Identifier;
  /** With a schema it cannot be a table of WITH. */
  readonly qualified: boolean;
}

export interface Listener {
  readonly name: (name: Name) => void;
  readonly table: (name: TableName) => void;
  /** The cursor is at the SELECT, VALUES or WITH of a query in parentheses. */
  readonly select: () => void;
}

/**
 * The words that SQLite's parser never accepts as names; any other it does where no keyword is
 * possible.
 */
const reserved = new Set(
  (
    "ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CHECK COLLATE COMMIT CONSTRAINT CREATE DEFAULT DEFERRABLE DELETE DISTINCT DROP ELSE ESCAPE EXCEPT EXISTS " +
    "FOREIGN FROM GROUP HAVING IN INDEX INSERT INTERSECT INTO IS ISNULL JOIN LIMIT NOT NOTHING NOTNULL NULL ON OR ORDER PRIMARY REFERENCES RETURNING SELECT SET TABLE " +
    "THEN TO TRANSACTION UNION UNIQUE UPDATE USING VALUES WHEN WHERE"
  ).split(" "),
);

const literals = ["NULL", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"];
const prefixes = ["NOT", "-", "+", "~"];
const infixes = ["AND", "OR", "LIKE", "GLOB", "REGEXP", "MATCH", "ESCAPE", "BETWEEN"];
const closers = ["(", ")", ",", ";", "."];

/** Can the next token be a name? */
export const atName = (cursor: Cursor, ahead = 0): boolean => {
  const token = cursor.peek(ahead);
  return (
    token !== undefined &&
    isName(token) &&
    !(token.kind === "word" && reserved.has(upper(token.text)))
  );
};

const some = (cursor: Cursor, words: readonly string[]): boolean =>
  words.some((word) => cursor.accept(word));

/** Does a query begin here? WITH may also be a column's name. */
const atWith = (cursor: Cursor): boolean => {
  const ahead = cursor.at("WITH", "RECURSIVE") && atName(cursor, 2) ? 2 : 1;
  return (
    cursor.at("WITH") &&
    atName(cursor, ahead) &&
    /^(?:as|\()$/i.test(cursor.peek(ahead + 1)?.text ?? "")
  );
};

export const atSelect = (cursor: Cursor): boolean =>
  cursor.at("SELECT") || cursor.at("VALUES") || atWith(cursor);

export const tableName = (cursor: Cursor): TableName => {
  const first = cursor.identifier();
  return cursor.accept(".")
    ? { table: cursor.identifier(), qualified: true }
    : { table: first, qualified: false };
};

/** Moves past expressions with commas between them. */
export const list = (cursor: Cursor, heard: Listener): void => {
  do expression(cursor, heard);
  while (cursor.accept(","));
};

export const ordering = (cursor: Cursor): void => {
  some(cursor, ["ASC", "DESC"]);
  if (cursor.accept("NULLS")) cursor.next();
};

const orderBy = (cursor: Cursor, heard: Listener): void => {
  if (!cursor.accept("ORDER", "BY")) return;
  do {
    expression(cursor, heard);
    ordering(cursor);
  } while (cursor.accept(","));
};

/** Moves past a query or expressions in parentheses. */
const parenthesised = (cursor: Cursor, heard: Listener): void => {
  cursor.expect("(");
  if (atSelect(cursor)) heard.select();
  else if (!cursor.at(")")) list(cursor, heard);
  cursor.expect(")");
};

const caseOf = (cursor: Cursor, heard: Listener): void => {
  if (!cursor.at("WHEN")) expression(cursor, heard);
  while (cursor.accept("WHEN")) {
    expression(cursor, heard);
    cursor.expect("THEN");
    expression(cursor, heard);
  }
  if (cursor.accept("ELSE")) expression(cursor, heard);
  cursor.expect("END");
};

/** A type is any sequence of words, with numbers in parentheses. */
const cast = (cursor: Cursor, heard: Listener): void => {
  expression(cursor, heard);
  cursor.expect("AS");
  while (!cursor.at(")")) {
    if (cursor.at("(")) cursor.group();
    else cursor.next();
  }
  cursor.expect(")");
};

const bound = (cursor: Cursor, heard: Listener): void => {
  if (!cursor.accept("UNBOUNDED") && !cursor.accept("CURRENT")) expression(cursor, heard);
  cursor.next();
};

/** Moves past the contents of a window's parentheses. */
export const windowOf = (cursor: Cursor, heard: Listener): void => {
  const frames = ["ROWS", "RANGE", "GROUPS"];
  cursor.expect("(");
  if (atName(cursor) && !["PARTITION", ...frames].some((word) => cursor.at(word)))
    cursor.identifier();
  if (cursor.accept("PARTITION", "BY")) list(cursor, heard);
  orderBy(cursor, heard);
  if (some(cursor, frames)) {
    const between = cursor.accept("BETWEEN");
    bound(cursor, heard);
    if (between) {
      cursor.expect("AND");
      bound(cursor, heard);
    }
    while (!cursor.at(")")) cursor.next();
  }
  cursor.expect(")");
};

/** Moves past a function's arguments, after its name, and the clauses that belong to the call. */
const call = (cursor: Cursor, heard: Listener): void => {
  cursor.expect("(");
  if (!cursor.accept("*") && !cursor.at(")")) {
    some(cursor, ["DISTINCT", "ALL"]);
    list(cursor, heard);
    orderBy(cursor, heard);
  }
  cursor.expect(")");
  if (cursor.accept("WITHIN", "GROUP", "(")) {
    orderBy(cursor, heard);
    cursor.expect(")");
  }
  if (cursor.accept("FILTER", "(", "WHERE")) {
    expression(cursor, heard);
    cursor.expect(")");
  }
  if (cursor.at("OVER", "(")) {
    cursor.next();
    windowOf(cursor, heard);
  } else if (cursor.at("OVER") && atName(cursor, 1)) {
    cursor.next();
    cursor.identifier();
  }
};

const raise = (cursor: Cursor, heard: Listener): void => {
  cursor.next();
  if (cursor.accept(",")) expression(cursor, heard);
  cursor.expect(")");
};

const name = (cursor: Cursor, heard: Listener): void => {
  const parts = [cursor.identifier()];
  if (cursor.at("(")) {
    call(cursor, heard);
    return;
  }
  while (cursor.accept(".")) parts.push(cursor.identifier());
  const column = parts.pop();
  if (column !== undefined) heard.name({ qualifiers: parts, column });
};

const operand = (cursor: Cursor, heard: Listener): void => {
  while (some(cursor, prefixes));
  if (cursor.at("(")) {
    parenthesised(cursor, heard);
    return;
  }
  if (cursor.accept("CASE")) {
    caseOf(cursor, heard);
    return;
  }
  if (cursor.accept("CAST", "(")) {
    cast(cursor, heard);
    return;
  }
  if (cursor.accept("EXISTS")) {
    parenthesised(cursor, heard);
    return;
  }
  if (cursor.accept("RAISE", "(")) {
    raise(cursor, heard);
    return;
  }
  const token = cursor.peek();
  const text = token?.kind === "string" && cursor.peek(1)?.text !== ".";
  if (text || token?.kind === "number" || literals.some((word) => cursor.at(word))) cursor.next();
  else if (atName(cursor)) name(cursor, heard);
  else cursor.fail("an operand");
};

/** The right side of IN: a list, a query, a table. */
const within = (cursor: Cursor, heard: Listener): void => {
  if (cursor.at("(")) {
    parenthesised(cursor, heard);
    return;
  }
  const name = tableName(cursor);
  if (cursor.at("(")) parenthesised(cursor, heard);
  else heard.table(name);
};

/** Moves past operators; must another operand follow? */
const operator = (cursor: Cursor, heard: Listener): boolean => {
  for (;;) {
    if (some(cursor, ["ISNULL", "NOTNULL"]) || cursor.accept("NOT", "NULL")) continue;
    if (cursor.accept("COLLATE")) {
      cursor.identifier();
      continue;
    }
    if (cursor.accept("IN") || cursor.accept("NOT", "IN")) {
      within(cursor, heard);
      continue;
    }
    if (cursor.accept("IS")) {
      cursor.accept("NOT");
      cursor.accept("DISTINCT", "FROM");
      return true;
    }
    if (cursor.accept("NOT")) return some(cursor, infixes) || cursor.fail("an operator");
    if (some(cursor, infixes)) return true;
    const token = cursor.peek();
    if (token?.kind !== "symbol" || closers.includes(token.text)) return false;
    cursor.next();
    return true;
  }
};

/**
 * Moves past one expression: up to a comma, a closing parenthesis, or a word that is no operator.
 */
export function expression(cursor: Cursor, heard: Listener): void {
  do operand(cursor, heard);
  while (operator(cursor, heard));
}
