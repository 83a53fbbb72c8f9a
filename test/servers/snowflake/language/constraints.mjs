/** Constraints, at a column and at a table; the manual's page "CREATE | ALTER TABLE … CONSTRAINT" has the grammar. */
import { expression } from "./expression.mjs";

/**
 * @typedef {object} ConstraintNode
 * @property {"PRIMARY KEY"|"UNIQUE"|"FOREIGN KEY"|"CHECK"} kind
 * @property {string} [name]
 * @property {string[]} [columns]
 * @property {{ path: string[], columns?: string[], match: string, onUpdate: string, onDelete: string }} [references]
 * @property {{ node: object, text: string }} [check]
 * @property {Record<string, boolean>} properties what was written, e.g. `{ RELY: true }`
 * @property {string} [comment]
 */

const words = {
  ENFORCED: ["ENFORCED", true],
  "NOT ENFORCED": ["ENFORCED", false],
  DEFERRABLE: ["DEFERRABLE", true],
  "NOT DEFERRABLE": ["DEFERRABLE", false],
  "INITIALLY DEFERRED": ["IMMEDIATE", false],
  "INITIALLY IMMEDIATE": ["IMMEDIATE", true],
  ENABLE: ["ENABLE", true],
  DISABLE: ["ENABLE", false],
  VALIDATE: ["VALIDATE", true],
  NOVALIDATE: ["VALIDATE", false],
  RELY: ["RELY", true],
  NORELY: ["RELY", false],
};

/** @param {readonly string[]} [allowed] */
export const properties = (c, allowed = Object.keys(words)) => {
  const found = {};
  for (;;) {
    const written = c.oneOf(...allowed);
    if (written === undefined) return found;
    const [name, value] = words[written];
    found[name] = value;
  }
};

const actions = ["CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"];

const action = (c) => c.oneOf(...actions) ?? c.fail();

const columnList = (c) => c.parenthesized(() => c.list(() => c.name()));

const references = (c) => {
  c.need("REFERENCES");
  const path = c.path();
  const found = { path, match: "FULL", onUpdate: "NO ACTION", onDelete: "NO ACTION" };
  if (c.is("(")) found.columns = columnList(c);
  const written = {};
  for (;;) {
    if (c.take("MATCH")) found.match = c.oneOf("FULL", "SIMPLE", "PARTIAL") ?? c.fail();
    else if (c.take("ON", "UPDATE")) found.onUpdate = action(c);
    else if (c.take("ON", "DELETE")) found.onDelete = action(c);
    else {
      const more = properties(c);
      if (Object.keys(more).length === 0) return { references: found, properties: written };
      Object.assign(written, more);
    }
  }
};

const check = (c) => {
  c.need("CHECK");
  c.need("(");
  const node = expression(c);
  const text = c.text.slice(node.start, node.end);
  c.need(")");
  return { kind: "CHECK", check: { node, text }, properties: properties(c) };
};

const comment = (c) => (c.take("COMMENT") ? { comment: c.string() } : {});

const named = (c) => (c.take("CONSTRAINT") ? { name: c.name() } : {});

/** At a column; undefined where none begins here. */
export const inlineConstraint = (c, column) => {
  const name = named(c);
  const kind = c.oneOf("PRIMARY KEY", "UNIQUE");
  if (kind !== undefined)
    return { kind, ...name, columns: [column], properties: properties(c), inline: true };
  if (c.is("FOREIGN", "KEY") || c.is("REFERENCES")) {
    c.take("FOREIGN", "KEY");
    return { kind: "FOREIGN KEY", ...name, columns: [column], ...references(c), inline: true };
  }
  if (c.is("CHECK")) return { ...check(c), ...name, inline: true };
  if (name.name !== undefined) c.fail();
  return undefined;
};

export const beginsConstraint = (c) =>
  c.is("CONSTRAINT") ||
  c.is("PRIMARY", "KEY") ||
  c.is("UNIQUE") ||
  c.is("FOREIGN", "KEY") ||
  c.is("CHECK");

/** At a table. */
export const tableConstraint = (c) => {
  const name = named(c);
  const kind = c.oneOf("PRIMARY KEY", "UNIQUE");
  if (kind !== undefined) {
    const columns = columnList(c);
    return { kind, ...name, columns, properties: properties(c), ...comment(c) };
  }
  if (c.take("FOREIGN", "KEY")) {
    const columns = columnList(c);
    return { kind: "FOREIGN KEY", ...name, columns, ...references(c), ...comment(c) };
  }
  if (c.is("CHECK")) return { ...check(c), ...name };
  return c.fail();
};
