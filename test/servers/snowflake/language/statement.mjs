/** A statement: what it begins with says how it is read; at its end nothing may be left. */
import { Cursor } from "./cursor.mjs";
import { alter } from "./alter.mjs";
import { create } from "./create.mjs";
import { expression } from "./expression.mjs";
import { signature } from "./routines.mjs";
import { insert, merge, remove, truncate, update } from "./rows.mjs";
import { describe, show } from "./show.mjs";

/** Kinds that DROP, UNDROP and COMMENT know, the longer ones first. */
const objects = [
  "MATERIALIZED VIEW",
  "MASKING POLICY",
  "ROW ACCESS POLICY",
  "TABLE",
  "VIEW",
  "SEQUENCE",
  "SCHEMA",
  "DATABASE",
  "STREAM",
  "TAG",
  "FUNCTION",
  "PROCEDURE",
  "INDEX",
  "FILE FORMAT",
  "STAGE",
  "TASK",
  "PIPE",
  "ALERT",
];

const kindOf = (c, allowed = objects) =>
  allowed.find((each) => c.take(...each.split(" "))) ?? c.fail();

const routines = ["FUNCTION", "PROCEDURE"];

const drop = (c) => {
  const kind = kindOf(c);
  const ifExists = c.take("IF", "EXISTS");
  if (routines.includes(kind)) return { do: "dropRoutine", kind, ifExists, ...signature(c) };
  if (kind === "INDEX") return { do: "dropIndex", ifExists, path: dotted(c) };
  return { do: "drop", kind, ifExists, path: c.path(), behaviour: c.oneOf("CASCADE", "RESTRICT") };
};

/** A name with one part more than objects have: of an index or a column. */
const dotted = (c) => {
  const path = c.path();
  if (c.take(".")) path.push(c.name(new Set()));
  return path;
};

const undrop = (c) => ({
  do: "undrop",
  kind: kindOf(c, ["TABLE", "SCHEMA", "DATABASE"]),
  path: c.path(),
});

const comment = (c) => {
  const ifExists = c.take("IF", "EXISTS");
  c.need("ON");
  const kind = c.take("COLUMN") ? "COLUMN" : kindOf(c);
  const named = routines.includes(kind)
    ? signature(c)
    : { path: kind === "COLUMN" ? dotted(c) : c.path() };
  c.need("IS");
  return { do: "comment", kind, ifExists, ...named, comment: c.string() };
};

const use = (c) => {
  const kind = c.oneOf("DATABASE", "SCHEMA", "WAREHOUSE", "ROLE", "SECONDARY ROLES");
  if (kind === "SECONDARY ROLES") {
    if (c.oneOf("ALL", "NONE") === undefined) c.fail();
    return { do: "use", kind };
  }
  return { do: "use", kind, path: c.path() };
};

const set = (c) => {
  const names = c.is("(") ? c.parenthesized(() => c.list(() => c.name())) : [c.name()];
  c.need("=");
  const value = expression(c);
  const values = names.length === 1 ? [value] : (value.items ?? c.fail());
  if (values.length !== names.length) c.fail();
  return { do: "setVariables", names, values };
};

const unset = (c) => ({
  do: "unsetVariables",
  names: c.is("(") ? c.parenthesized(() => c.list(() => c.name())) : [c.name()],
});

const begin = (c) => {
  c.oneOf("TRANSACTION", "WORK");
  if (c.take("NAME")) c.name();
  return { do: "begin" };
};

const start = (c) => {
  c.need("TRANSACTION");
  if (c.take("NAME")) c.name();
  return { do: "begin" };
};

const end = (kind) => (c) => {
  c.take("WORK");
  return { do: kind };
};

/** The rights are read and not kept apart: any of them shows a table. */
const grant = (c) => {
  while (!c.take("ON")) {
    if (c.peek().kind === "end") c.fail();
    c.next();
  }
  const all = c.take("ALL", "TABLES", "IN", "SCHEMA");
  const kind = all ? "SCHEMA" : c.oneOf("TABLE", "VIEW", "SCHEMA", "DATABASE", "WAREHOUSE");
  if (kind === undefined) c.fail();
  const path = c.path();
  c.need("TO");
  c.take("ROLE");
  return { do: "grant", all, kind, path, role: c.name() };
};

const execute = (c) => {
  c.need("IMMEDIATE");
  return { do: "executeImmediate", text: expression(c) };
};

const call = (c) => ({ do: "call", call: expression(c) });

const statements = {
  CREATE: create,
  ALTER: alter,
  DROP: drop,
  UNDROP: undrop,
  COMMENT: comment,
  SHOW: show,
  DESCRIBE: describe,
  DESC: describe,
  USE: use,
  SET: set,
  UNSET: unset,
  INSERT: insert,
  UPDATE: update,
  DELETE: remove,
  MERGE: merge,
  TRUNCATE: truncate,
  BEGIN: begin,
  START: start,
  COMMIT: end("commit"),
  ROLLBACK: end("rollback"),
  EXECUTE: execute,
  GRANT: grant,
  CALL: call,
};

const one = (c) => {
  if (c.startsQuery()) return { do: "query", query: c.query() };
  const { kind, value } = c.peek();
  const read = kind === "word" ? statements[value] : undefined;
  if (read === undefined) c.fail();
  c.next();
  return read(c);
};

/** The statement of a text; a semicolon may end it. */
export const statement = (text, options) => {
  const c = new Cursor(text, options);
  const node = one(c);
  c.take(";");
  if (c.peek().kind !== "end") c.fail();
  return node;
};

/** The statements of a chain: the manual's page "Flow operators". */
export const chain = (text) => pieces(text, "->>");

/** Where the statements of a text begin and end; empty ones do not count. */
export const split = (text) => pieces(text, ";");

const pieces = (text, sign) => {
  const c = new Cursor(text);
  const found = [];
  let start;
  for (const token of c.tokens) {
    const ends = token.kind === "end" || (token.kind === "operator" && token.value === sign);
    if (!ends) start ??= token.start;
    else if (start !== undefined) {
      found.push(text.slice(start, token.start));
      start = undefined;
    }
  }
  return found;
};
