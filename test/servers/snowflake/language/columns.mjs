/** Definitions of columns. */
import { inlineConstraint } from "./constraints.mjs";
import { expression } from "./expression.mjs";
import { spelledType } from "./types.mjs";
import { notColumns, reserved } from "./words.mjs";

const refused = new Set([...reserved, ...notColumns]);

/** A name that a column may get. */
export const columnName = (c) => c.name(refused);

const identity = (c) => {
  const found = { start: 1, step: 1, ordered: undefined };
  if (c.take("(")) {
    found.start = c.integer();
    c.need(",");
    found.step = c.integer();
    c.need(")");
  }
  for (;;) {
    if (c.take("START")) {
      c.oneOf("WITH", "=");
      found.start = c.integer();
    } else if (c.take("INCREMENT")) {
      c.oneOf("BY", "=");
      found.step = c.integer();
    } else if (c.is("ORDER") || c.is("NOORDER")) found.ordered = c.next().value === "ORDER";
    else return found;
  }
};

const tagValue = (c) => {
  const path = c.path();
  c.need("=");
  return { path, value: c.string() };
};

/** WITH TAG (name = 'value', …) */
export const tags = (c) => c.parenthesized(() => c.list(() => tagValue(c)));

/** After a comma there may also be the next column: COLUMN b SET TAG …, or without the word. */
const nextColumn = (c) =>
  c.peek(1).value === "COLUMN" || ["SET", "UNSET"].includes(c.peek(2).value);

const tagList = (c, read) => {
  const found = [read(c)];
  while (c.is(",") && !nextColumn(c)) {
    c.next();
    found.push(read(c));
  }
  return found;
};

/** SET TAG …, UNSET TAG …; undefined where neither stands here. */
export const tagAction = (c) => {
  if (c.take("SET", "TAG")) return { set: tagList(c, tagValue) };
  if (c.take("UNSET", "TAG")) return { unset: tagList(c, (x) => x.path()) };
  return undefined;
};

const maskingPolicy = (c) => {
  const path = c.path();
  if (c.take("USING")) c.parenthesized(() => c.list(() => c.name()));
  return path;
};

/** A default as it was written, with the tree and the text that it is part of. */
const defaultOf = (c) => {
  const node = expression(c);
  return { node, text: c.text.slice(node.start, node.end), whole: c.text };
};

/** The manual's page "Virtual Columns": [ GENERATED ALWAYS ] AS ( expr ) [ VIRTUAL ]. */
const virtual = (c) => {
  c.take("GENERATED", "ALWAYS");
  c.need("AS");
  const written = c.parenthesized(() => defaultOf(c));
  c.take("VIRTUAL");
  return written;
};

/** What follows a column's name and type, in any order. */
const parts = (c, column) => {
  for (;;) {
    if (c.take("NOT", "NULL")) column.notNull = true;
    else if (c.take("NULL")) column.notNull = false;
    else if (c.take("DEFAULT")) column.default = defaultOf(c);
    else if (c.is("AS", "(") || c.is("GENERATED", "ALWAYS")) column.virtual = virtual(c);
    else if (c.oneOf("AUTOINCREMENT", "IDENTITY") !== undefined) column.identity = identity(c);
    else if (c.take("COMMENT")) column.comment = c.string();
    else if (c.take("COLLATE")) column.type = { ...column.type, collation: c.string() };
    else if (c.take("WITH", "MASKING", "POLICY") || c.take("MASKING", "POLICY"))
      column.maskingPolicy = maskingPolicy(c);
    else if (c.take("WITH", "TAG") || c.take("TAG")) column.tags = tags(c);
    else {
      const constraint = inlineConstraint(c, column.name);
      if (constraint === undefined) return column;
      column.constraints.push(constraint);
    }
  }
};

export const columnDefinition = (c) => {
  const token = c.peek();
  const name = columnName(c);
  const { type, alias } = spelledType(c);
  return parts(c, { name, token, type, alias, notNull: false, constraints: [] });
};

/** In CREATE TABLE … AS a column needs no type. */
export const looseColumn = (c) => {
  const token = c.peek();
  const name = columnName(c);
  if (c.is(",") || c.is(")"))
    return { name, token, type: undefined, notNull: false, constraints: [] };
  const { type, alias } = spelledType(c);
  return parts(c, { name, token, type, alias, notNull: false, constraints: [] });
};
