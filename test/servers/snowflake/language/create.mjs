/** CREATE of everything; tables have a file of their own. */
import { unsupported } from "../errors.mjs";
import { columnName, tags } from "./columns.mjs";
import { createTable } from "./createTable.mjs";
import { expression } from "./expression.mjs";
import { routine } from "./routines.mjs";
import { dataType } from "./types.mjs";

/** `NAME = value` pairs in any order; what is not in the table ends them. */
export const pairs = (c, table) => {
  const found = {};
  for (;;) {
    const { kind, value } = c.peek();
    const read = kind === "word" && c.peek(1).value === "=" ? table[value] : undefined;
    if (read === undefined) return found;
    c.next();
    c.next();
    found[value] = read(c);
  }
};

const containerProperties = {
  COMMENT: (c) => c.string(),
  DATA_RETENTION_TIME_IN_DAYS: (c) => c.integer(),
  MAX_DATA_EXTENSION_TIME_IN_DAYS: (c) => c.integer(),
  DEFAULT_DDL_COLLATION: (c) => c.string(),
};

const head = (c, flags) => {
  const ifNotExists = c.take("IF", "NOT", "EXISTS");
  return { ...flags, ifNotExists, path: c.path() };
};

const container = (kind) => (c, flags) => {
  const node = { do: kind === "DATABASE" ? "createDatabase" : "createSchema", ...head(c, flags) };
  if (c.take("CLONE")) node.clone = c.path();
  node.managed = c.take("WITH", "MANAGED", "ACCESS");
  node.properties = pairs(c, containerProperties);
  if (c.take("WITH", "TAG") || c.take("TAG")) node.tags = tags(c);
  return node;
};

const comment = { COMMENT: (c) => c.string() };

const viewColumns = (c) =>
  c.parenthesized(() =>
    c.list(() => {
      const column = { name: columnName(c) };
      if (c.take("WITH", "MASKING", "POLICY") || c.take("MASKING", "POLICY"))
        column.maskingPolicy = c.path();
      if (c.take("COMMENT")) column.comment = c.string();
      return column;
    }),
  );

const view = (kind) => (c, flags) => {
  const node = { do: "createView", kind, ...head(c, flags) };
  if (c.is("(")) node.columns = viewColumns(c);
  node.properties = {};
  for (;;) {
    if (c.take("COPY", "GRANTS")) continue;
    if (c.take("WITH", "TAG") || c.take("TAG")) node.tags = tags(c);
    else if (c.take("CHANGE_TRACKING")) {
      c.need("=");
      node.changeTracking = c.boolean();
    } else if (c.take("COMMENT")) {
      c.need("=");
      node.properties.COMMENT = c.string();
    } else break;
  }
  c.need("AS");
  const start = c.peek();
  c.query();
  return { ...node, query: c.since(start) };
};

const sequence = (c, flags) => {
  const node = { do: "createSequence", ...head(c, flags), start: 1, step: 1, ordered: undefined };
  if (c.take("CLONE")) return { ...node, clone: c.path() };
  c.take("WITH");
  for (;;) {
    if (c.take("START")) {
      c.take("WITH");
      c.take("=");
      node.start = c.integer();
    } else if (c.take("INCREMENT")) {
      c.take("BY");
      c.take("=");
      node.step = c.integer();
    } else if (c.is("ORDER") || c.is("NOORDER")) node.ordered = c.next().value === "ORDER";
    else break;
    c.take(",");
  }
  return { ...node, properties: pairs(c, comment) };
};

const stream = (c, flags) => {
  const node = { do: "createStream", ...head(c, flags) };
  c.need("ON");
  node.on = c.oneOf("TABLE", "VIEW") ?? c.fail();
  node.of = c.path();
  return {
    ...node,
    properties: pairs(c, {
      ...comment,
      APPEND_ONLY: (x) => x.boolean(),
      SHOW_INITIAL_ROWS: (x) => x.boolean(),
    }),
  };
};

const tag = (c, flags) => {
  const node = { do: "createTag", ...head(c, flags) };
  if (c.take("ALLOWED_VALUES")) node.allowed = c.list(() => c.string());
  return { ...node, properties: pairs(c, comment) };
};

const policy = (kind) => (c, flags) => {
  const node = { do: "createPolicy", kind, ...head(c, flags) };
  c.need("AS");
  node.args = c.parenthesized(() => c.list(() => ({ name: c.name(), type: dataType(c) })));
  c.need("RETURNS");
  node.returns = dataType(c);
  c.need("->");
  const start = c.peek();
  expression(c);
  return { ...node, body: c.since(start), properties: pairs(c, comment) };
};

const index = (c, flags) => {
  const ifNotExists = c.take("IF", "NOT", "EXISTS");
  const name = c.name();
  c.need("ON");
  const path = c.path();
  const columns = c.parenthesized(() => c.list(() => c.name()));
  const include = c.take("INCLUDE") ? c.parenthesized(() => c.list(() => c.name())) : [];
  return { do: "createIndex", ...flags, ifNotExists, name, path, columns, include };
};

const kinds = [
  ["DATABASE", container("DATABASE")],
  ["SCHEMA", container("SCHEMA")],
  ["TABLE", createTable],
  ["MATERIALIZED VIEW", view("MATERIALIZED VIEW")],
  ["VIEW", view("VIEW")],
  ["SEQUENCE", sequence],
  ["FUNCTION", routine("FUNCTION")],
  ["PROCEDURE", routine("PROCEDURE")],
  ["STREAM", stream],
  ["TAG", tag],
  ["MASKING POLICY", policy("MASKING POLICY")],
  ["ROW ACCESS POLICY", policy("ROW ACCESS POLICY")],
  ["INDEX", index],
];

/** What may stand before the kind, and of what. */
const varieties = {
  TABLE: { "": "TABLE", TRANSIENT: "TRANSIENT", TEMPORARY: "TEMPORARY", HYBRID: "HYBRID" },
  VIEW: { "": "", SECURE: "SECURE", TEMPORARY: "TEMPORARY", "SECURE TEMPORARY": "SECURE" },
  "MATERIALIZED VIEW": { "": "", SECURE: "SECURE" },
  DATABASE: { "": "", TRANSIENT: "TRANSIENT" },
  SCHEMA: { "": "", TRANSIENT: "TRANSIENT" },
  FUNCTION: { "": "", SECURE: "SECURE", TEMPORARY: "TEMPORARY" },
  PROCEDURE: { "": "", SECURE: "SECURE", TEMPORARY: "TEMPORARY" },
};

/** Kinds of CREATE OR ALTER; there are others on the manual's page. */
const alterable = ["TABLE", "VIEW", "SCHEMA", "DATABASE"];

const flagsOf = (c) => {
  const words = [];
  for (;;) {
    if (c.is("LOCAL") || c.is("GLOBAL")) {
      c.next();
      if (!(c.is("TEMP") || c.is("TEMPORARY"))) c.fail();
    }
    const word = c.oneOf("SECURE", "TRANSIENT", "TEMPORARY", "TEMP", "VOLATILE", "HYBRID");
    if (word === undefined) return words.join(" ");
    words.push(["TEMP", "VOLATILE"].includes(word) ? "TEMPORARY" : word);
  }
};

export const create = (c) => {
  const replace = c.take("OR", "REPLACE");
  const alter = c.take("OR", "ALTER");
  const before = c.peek();
  const flags = flagsOf(c);
  const found = kinds.find(([kind]) => c.take(...kind.split(" ")));
  if (found === undefined) c.fail();
  const variety = (varieties[found[0]] ?? { "": "" })[flags];
  if (variety === undefined) c.fail(before);
  if (alter && !alterable.includes(found[0])) throw unsupported(`CREATE OR ALTER ${found[0]}`);
  const node = found[1](c, { replace, alter, variety });
  if ((node.replace || alter) && node.ifNotExists) c.fail();
  return node;
};
