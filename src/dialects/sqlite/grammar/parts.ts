/**
 * Reads the parts that several clauses have: conflict clauses, key columns, REFERENCES, deferral.
 */
import {
  lookupTable,
  type Action,
  type ConflictAction,
  type Deferral,
  type Match,
} from "../../../model/index.js";
import { isName, nameOf, type Cursor } from "./cursor.js";
import { upper } from "../lexicon.js";
import type { Identifier, KeyPart, Range, Reference } from "./tree.js";

const conflicts: Readonly<Record<string, ConflictAction>> = lookupTable({
  ROLLBACK: "rollback",
  ABORT: null,
  FAIL: "fail",
  IGNORE: "ignore",
  REPLACE: "replace",
});

export const onConflict = (cursor: Cursor): ConflictAction => {
  if (!cursor.accept("ON", "CONFLICT")) return null;
  return conflicts[upper(cursor.next().text)] ?? null;
};

/**
 * `(a, b)` with names only; also `(a COLLATE x DESC)`, which SQLite still accepts in a foreign
 * key's lists.
 */
export const names = (cursor: Cursor): readonly Identifier[] => {
  const found: Identifier[] = [];
  cursor.expect("(");
  do {
    found.push(cursor.identifier());
    while (!cursor.at(",") && !cursor.at(")")) cursor.next();
  } while (cursor.accept(","));
  cursor.expect(")");
  return found;
};

/**
 * The column in `(a)` or `(a COLLATE x)`, which SQLite takes for the column itself: parentheses
 * have no effect. The cursor does not move.
 */
const enclosed = (
  cursor: Cursor,
): { readonly name: Identifier; readonly collation: Identifier | null } | null => {
  let depth = 0;
  while (cursor.peek(depth)?.text === "(") depth++;
  const identifierAt = (ahead: number): Identifier | null => {
    const token = cursor.peek(ahead);
    return token === undefined || !isName(token)
      ? null
      : { start: token.start, end: token.end, name: nameOf(token) };
  };
  const name = depth === 0 ? null : identifierAt(depth);
  const collates = /^collate$/i.test(cursor.peek(depth + 1)?.text ?? "");
  const end = depth + (collates ? 3 : 1);
  const closed = Array.from({ length: depth }, (_, i) => cursor.peek(end + i)?.text).every(
    (text) => text === ")",
  );
  return name !== null && closed
    ? { name, collation: collates ? identifierAt(depth + 2) : null }
    : null;
};

/** Moves past one expression, up to a comma or closing parenthesis of its own level. */
const element = (cursor: Cursor): { readonly part: KeyPart; readonly autoincrement: boolean } => {
  const start = cursor.start();
  let of: Range = { start, end: start };
  let collation: Identifier | null = null;
  let descending = false;
  let count = 0;
  const first = cursor.peek();
  const within = enclosed(cursor);
  let end = start;
  let autoincrement = false;
  while (!cursor.at(",") && !cursor.at(")")) {
    // `PRIMARY KEY (id AUTOINCREMENT)`: the keyword, a reserved one, comes after the last column,
    // inside the parentheses.
    if (count > 0 && cursor.at("AUTOINCREMENT", ")")) {
      end = cursor.end();
      cursor.next();
      autoincrement = true;
      continue;
    }
    if (cursor.at("(")) {
      cursor.group();
      count += 2;
      of = { start, end: cursor.end() };
      collation = null;
      descending = false;
      continue;
    }
    if (count > 0 && cursor.accept("COLLATE")) {
      collation = cursor.identifier();
      continue;
    }
    if (count > 0 && cursor.accept("ASC")) continue;
    if (count > 0 && cursor.accept("DESC")) {
      descending = true;
      continue;
    }
    cursor.next();
    count++;
    of = { start, end: cursor.end() };
    collation = null;
    descending = false;
  }
  const alone = count === 1 && first !== undefined && isName(first);
  // `count` is larger than one for anything composite: it grows by two for each group, and by one
  // for every other token.
  const name = alone
    ? { start: first.start, end: first.end, name: nameOf(first) }
    : count === 2
      ? (within?.name ?? null)
      : null;
  return {
    part: {
      start,
      end: autoincrement ? end : cursor.end(),
      of,
      name,
      collation: collation ?? (name === within?.name ? within.collation : null),
      descending,
    },
    autoincrement,
  };
};

/** The parts of a key or an index; moves past the parentheses. */
export const keyParts = (
  cursor: Cursor,
): {
  readonly parts: readonly KeyPart[];
  readonly autoincrement: boolean;
  readonly list: Range;
} => {
  const start = cursor.start();
  const parts: KeyPart[] = [];
  cursor.expect("(");
  let autoincrement = false;
  do {
    const read = element(cursor);
    parts.push(read.part);
    autoincrement = read.autoincrement;
  } while (cursor.accept(","));
  cursor.expect(")");
  return { parts, autoincrement, list: { start, end: cursor.end() } };
};

const action = (cursor: Cursor): Action => {
  if (cursor.accept("SET", "NULL")) return "setNull";
  if (cursor.accept("SET", "DEFAULT")) return "setDefault";
  if (cursor.accept("CASCADE")) return "cascade";
  if (cursor.accept("RESTRICT")) return "restrict";
  cursor.expect("NO", "ACTION");
  return "noAction";
};

const matches: Readonly<Record<string, Match>> = lookupTable({ FULL: "full", PARTIAL: "partial" });

export const atDeferral = (cursor: Cursor): boolean =>
  cursor.at("DEFERRABLE") || cursor.at("NOT", "DEFERRABLE");

/** Only DEFERRABLE INITIALLY DEFERRED defers (https://sqlite.org/foreignkeys.html#fk_deferred). */
export const deferral = (cursor: Cursor): Deferral => {
  const not = cursor.accept("NOT");
  cursor.expect("DEFERRABLE");
  const deferred = cursor.accept("INITIALLY", "DEFERRED");
  if (!deferred) cursor.accept("INITIALLY", "IMMEDIATE");
  return not ? "notDeferrable" : deferred ? "initiallyDeferred" : "initiallyImmediate";
};

export const reference = (cursor: Cursor): Reference => {
  const start = cursor.start();
  cursor.expect("REFERENCES");
  const table = cursor.identifier();
  const columns = cursor.at("(") ? names(cursor) : null;
  const clauses: { onDelete: Action; onUpdate: Action; match: Match; deferral: Deferral } = {
    onDelete: "noAction",
    onUpdate: "noAction",
    match: "simple",
    deferral: "notDeferrable",
  };
  const tail: Reference["tail"][number][] = [];
  for (;;) {
    const from = cursor.start();
    if (cursor.accept("ON", "DELETE")) {
      clauses.onDelete = action(cursor);
      tail.push({ is: "onDelete", start: from, end: cursor.end() });
      continue;
    }
    if (cursor.accept("ON", "UPDATE")) {
      clauses.onUpdate = action(cursor);
      tail.push({ is: "onUpdate", start: from, end: cursor.end() });
      continue;
    }
    // ON INSERT is in SQLite's grammar and has no effect.
    if (cursor.accept("ON", "INSERT")) {
      action(cursor);
      continue;
    }
    if (cursor.accept("MATCH")) {
      clauses.match = matches[upper(cursor.identifier().name)] ?? "simple";
      tail.push({ is: "match", start: from, end: cursor.end() });
      continue;
    }
    break;
  }
  if (atDeferral(cursor)) {
    const from = cursor.start();
    clauses.deferral = deferral(cursor);
    tail.push({ is: "deferral", start: from, end: cursor.end() });
  }
  return { start, end: cursor.end(), table, columns, ...clauses, tail };
};
