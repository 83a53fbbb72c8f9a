/** CREATE TABLE in all its forms. */
import { invalidValue, unsupported } from "../errors.mjs";
import { looseColumn, tags } from "./columns.mjs";
import { beginsConstraint, tableConstraint } from "./constraints.mjs";
import { expression } from "./expression.mjs";

/** The columns of a clustering key as they were typed. */
export const clusteringKey = (c) => {
  c.take("LINEAR");
  c.need("(");
  const keys = c.list(() => {
    const node = expression(c);
    return { node, text: c.text.slice(node.start, node.end) };
  });
  c.need(")");
  return { keys, text: `LINEAR(${keys.map(({ text }) => text).join(", ")})` };
};

const isBoolean = ({ kind, value }) => kind === "word" && ["TRUE", "FALSE"].includes(value);
const isNumber = ({ kind, value }) => kind === "number" || value === "-" || value === "+";
const isText = ({ kind }) => kind === "string";

const days = [isNumber, (c) => c.integer()];
const flag = [isBoolean, (c) => c.boolean()];
const text = [isText, (c) => c.string()];

/** What is written after `NAME =`: the value of a property that tables have, by the name. */
const propertyValues = {
  COMMENT: text,
  DATA_RETENTION_TIME_IN_DAYS: days,
  MAX_DATA_EXTENSION_TIME_IN_DAYS: days,
  CHANGE_TRACKING: flag,
  ENABLE_SCHEMA_EVOLUTION: flag,
  DEFAULT_DDL_COLLATION: text,
  ERROR_LOGGING: [
    (token) => isBoolean(token) || (token.kind === "word" && token.value === "DEFAULT"),
    (c) => (c.take("DEFAULT") ? false : c.boolean()),
  ],
};

export const isTableProperty = (name) => propertyValues[name] !== undefined;

/** Recorded of two properties: a value of another kind is told with the name of the property. */
export const tableProperty = (c, name) => {
  const [fits, read] = propertyValues[name];
  const token = c.peek();
  if (!fits(token)) throw invalidValue(token.shown, name);
  return read(c);
};

const index = (c) => {
  const name = c.name();
  const columns = c.parenthesized(() => c.list(() => c.name()));
  const include = c.take("INCLUDE") ? c.parenthesized(() => c.list(() => c.name())) : [];
  return { name, columns, include };
};

const body = (c, node) => {
  c.need("(");
  node.columns = [];
  node.constraints = [];
  node.indexes = [];
  c.list(() => {
    if (beginsConstraint(c)) node.constraints.push(tableConstraint(c));
    else if (
      c.is("INDEX") &&
      c.peek(2).value === "(" &&
      !["(", ",", ")"].includes(c.peek(1).value)
    ) {
      c.next();
      node.indexes.push(index(c));
    } else node.columns.push(looseColumn(c));
  });
  c.need(")");
};

const options = (c, node) => {
  for (;;) {
    if (c.take("CLUSTER", "BY")) node.clusterBy = clusteringKey(c);
    else if (c.take("COPY", "GRANTS")) continue;
    else if (c.take("WITH", "TAG") || c.take("TAG")) node.tags = tags(c);
    else if (c.is("WITH", "ROW", "ACCESS", "POLICY") || c.is("ROW", "ACCESS", "POLICY"))
      throw unsupported("ROW ACCESS POLICY of a table");
    else {
      const { kind, value } = c.peek();
      if (kind !== "word" || c.peek(1).value !== "=" || !isTableProperty(value)) return;
      c.next();
      c.next();
      node.properties[value] = tableProperty(c, value);
    }
  }
};

/**
 * @param {{ replace: boolean, variety: string }} flags what stood before the word TABLE
 */
export const createTable = (c, flags) => {
  const ifNotExists = c.take("IF", "NOT", "EXISTS");
  const node = { do: "createTable", ...flags, ifNotExists, path: c.path(), properties: {} };
  if (c.take("LIKE")) {
    node.like = c.path();
    options(c, node);
    return node;
  }
  if (c.take("CLONE")) {
    node.clone = c.path();
    if (c.is("AT") || c.is("BEFORE")) throw unsupported("Time Travel");
    options(c, node);
    return node;
  }
  if (c.is("(")) body(c, node);
  options(c, node);
  if (c.take("AS")) {
    const start = c.peek();
    node.query = c.query();
    node.queryText = c.since(start);
  } else if (node.columns === undefined) c.fail();
  else if (node.columns.some(({ type }) => type === undefined)) c.fail();
  return node;
};
