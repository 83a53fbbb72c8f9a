/** Reads one column of a CREATE TABLE: its name, its type, and its clauses. */
import type { Cursor } from "./cursor.js";
import { isName } from "./cursor.js";
import { upper } from "../lexicon.js";
import { atDeferral, deferral, onConflict, reference } from "./parts.js";
import type { ColumnClause, ColumnDefinition, Identifier, Range } from "./tree.js";

/**
 * Words that end a type: reserved ones, which no type can contain unquoted (`fallback ID` in
 * SQLite's parse.y).
 */
const clauseWords = new Set([
  "CONSTRAINT",
  "PRIMARY",
  "NOT",
  "NULL",
  "UNIQUE",
  "CHECK",
  "DEFAULT",
  "COLLATE",
  "REFERENCES",
  "AS",
  "DEFERRABLE",
  "FOREIGN",
  "ON",
]);

const typeGoesOn = (cursor: Cursor): boolean => {
  const token = cursor.peek();
  if (!isName(token) || token === undefined || cursor.at("GENERATED", "ALWAYS")) return false;
  return token.kind !== "word" || !clauseWords.has(upper(token.text));
};

const typeOf = (cursor: Cursor): Range | null => {
  if (!typeGoesOn(cursor)) return null;
  const start = cursor.start();
  while (typeGoesOn(cursor)) cursor.next();
  if (cursor.at("(")) cursor.group();
  return { start, end: cursor.end() };
};

/**
 * DEFAULT's value: (expression), a signed number, or one token (a literal, a keyword, a bare name
 * that is taken as text).
 */
const defaultValue = (cursor: Cursor): Range => {
  if (cursor.at("(")) return cursor.group();
  const start = cursor.start();
  if (cursor.at("+") || cursor.at("-")) cursor.next();
  cursor.next();
  return { start, end: cursor.end() };
};

type Unnamed = ColumnClause extends infer C
  ? C extends ColumnClause
    ? Omit<C, "start" | "end" | "name">
    : never
  : never;

const generated = (cursor: Cursor): Unnamed => {
  const expression = cursor.group();
  const stored = cursor.accept("STORED");
  if (!stored) cursor.accept("VIRTUAL");
  return { is: "generated", expression, stored };
};

/** The words that begin each clause, and the reader of the rest of it. */
const readers: readonly (readonly [readonly string[], (cursor: Cursor) => Unnamed])[] = [
  [
    ["PRIMARY", "KEY"],
    (cursor) => {
      const descending = cursor.accept("DESC");
      if (!descending) cursor.accept("ASC");
      const conflict = onConflict(cursor);
      return {
        is: "primaryKey",
        descending,
        onConflict: conflict,
        autoincrement: cursor.accept("AUTOINCREMENT"),
      };
    },
  ],
  [["NOT", "NULL"], (cursor) => ({ is: "notNull", onConflict: onConflict(cursor) })],
  [
    ["NULL"],
    (cursor) => {
      onConflict(cursor);
      return { is: "null" };
    },
  ],
  [["UNIQUE"], (cursor) => ({ is: "unique", onConflict: onConflict(cursor) })],
  [["CHECK"], (cursor) => ({ is: "check", expression: cursor.group() })],
  [["DEFAULT"], (cursor) => ({ is: "default", value: defaultValue(cursor) })],
  [["COLLATE"], (cursor) => ({ is: "collate", collation: cursor.identifier() })],
  [["GENERATED", "ALWAYS", "AS"], generated],
  [["AS"], generated],
  // Without an expression SQLite removes the words from the type, and they mean nothing.
  [["GENERATED", "ALWAYS"], () => ({ is: "nothing" })],
];

const clause = (cursor: Cursor): ColumnClause | null => {
  if (cursor.at(",") || cursor.at(")")) return null;
  const start = cursor.start();
  let name: Identifier | null = null;
  while (cursor.accept("CONSTRAINT")) name = cursor.identifier();
  const done = (clause: Unnamed): ColumnClause => ({ ...clause, start, end: cursor.end(), name });
  for (const [words, read] of readers) if (cursor.accept(...words)) return done(read(cursor));
  if (cursor.at("REFERENCES")) return done({ is: "references", reference: reference(cursor) });
  if (atDeferral(cursor)) return done({ is: "deferral", deferral: deferral(cursor) });
  return name === null ? null : done({ is: "nothing" });
};

export const column = (cursor: Cursor): ColumnDefinition => {
  const name = cursor.identifier();
  const type = typeOf(cursor);
  const clauses: ColumnClause[] = [];
  for (let read = clause(cursor); read !== null; read = clause(cursor)) clauses.push(read);
  return { start: name.start, end: cursor.end(), name, type, clauses };
};
