/** ALTER TABLE: one node for each action. */
import { invalidProperty, unsupported } from "../errors.mjs";
import { columnDefinition, columnName, tagAction } from "./columns.mjs";
import { beginsConstraint, properties, tableConstraint } from "./constraints.mjs";
import { clusteringKey, isTableProperty, tableProperty } from "./createTable.mjs";
import { expression } from "./expression.mjs";
import { isType, spelledType } from "./types.mjs";

const behaviour = (c) => c.oneOf("CASCADE", "RESTRICT");

/** The manual's page "ALTER TABLE": metadata here; ON says which searches, and is not known. */
const searchOptimization = (c, on) => {
  c.need("SEARCH", "OPTIMIZATION");
  if (c.is("ON")) throw unsupported("SEARCH OPTIMIZATION ON");
  return { alter: "searchOptimization", on };
};

const add = (c) => {
  if (beginsConstraint(c)) return { alter: "addConstraint", constraint: tableConstraint(c) };
  if (c.is("SEARCH", "OPTIMIZATION")) return searchOptimization(c, true);
  if (c.is("ROW", "ACCESS")) throw unsupported("this ADD of ALTER TABLE");
  c.take("COLUMN");
  const ifNotExists = c.take("IF", "NOT", "EXISTS");
  const columns = c.list(() => {
    // The word may stand before each of them.
    if (c.is("COLUMN")) c.next();
    return columnDefinition(c);
  });
  return { alter: "addColumns", ifNotExists, columns };
};

const columnNames = (c) => c.parenthesized(() => c.list(() => c.name()));

/** PRIMARY KEY, UNIQUE (…) or FOREIGN KEY (…): a constraint by what it is. */
const byKind = (c) => {
  if (c.take("PRIMARY", "KEY")) return { kind: "PRIMARY KEY" };
  const kind = c.oneOf("UNIQUE", "FOREIGN KEY");
  return kind === undefined ? undefined : { kind, columns: columnNames(c) };
};

const drop = (c) => {
  if (c.take("CLUSTERING", "KEY")) return { alter: "dropClustering" };
  if (c.take("CONSTRAINT"))
    return { alter: "dropConstraint", name: c.name(), behaviour: behaviour(c) };
  const key =
    c.is("PRIMARY", "KEY") || c.is("UNIQUE") || c.is("FOREIGN", "KEY") ? byKind(c) : undefined;
  if (key !== undefined) return { alter: "dropConstraint", ...key, behaviour: behaviour(c) };
  if (c.is("SEARCH", "OPTIMIZATION")) return searchOptimization(c, false);
  if (c.is("ROW", "ACCESS") || c.is("ALL", "ROW")) throw unsupported("this DROP of ALTER TABLE");
  c.take("COLUMN");
  const ifExists = c.take("IF", "EXISTS");
  return {
    alter: "dropColumns",
    ifExists,
    columns: c.list(() => c.name()),
    behaviour: behaviour(c),
  };
};

const rename = (c) => {
  if (c.take("TO")) return { alter: "renameTable", to: c.path() };
  const what = c.oneOf("COLUMN", "CONSTRAINT");
  // Assumed: the name of a recorded test says that TO may be left out.
  if (what === undefined) return { alter: "renameTable", to: c.path() };
  const from = c.name();
  c.need("TO");
  return {
    alter: what === "COLUMN" ? "renameColumn" : "renameConstraint",
    from,
    to: what === "COLUMN" ? columnName(c) : c.name(),
  };
};

const policyName = (c) => {
  const path = c.path();
  if (c.take("USING")) c.parenthesized(() => c.list(() => c.name()));
  return path;
};

const columnAction = (c) => {
  if (c.take("DROP", "DEFAULT")) return { column: "dropDefault" };
  if (c.take("DROP", "NOT", "NULL")) return { column: "dropNotNull" };
  if (c.take("SET", "NOT", "NULL") || c.take("NOT", "NULL")) return { column: "setNotNull" };
  if (c.take("SET", "DEFAULT")) return { column: "setDefault", node: expression(c) };
  if (c.take("SET", "MASKING", "POLICY"))
    return { column: "setPolicy", policy: policyName(c), force: c.take("FORCE") };
  if (c.take("UNSET", "MASKING", "POLICY")) return { column: "unsetPolicy" };
  if (c.take("COMMENT")) return { column: "comment", comment: c.string() };
  if (c.take("UNSET", "COMMENT")) return { column: "comment", comment: undefined };
  const tagged = tagAction(c);
  if (tagged !== undefined) return { column: "tag", ...tagged };
  const said = c.take("SET", "DATA", "TYPE") || c.take("TYPE");
  if (!said && !isType(c)) c.fail();
  const { type, alias } = spelledType(c);
  const collated = c.take("COLLATE") ? { ...type, collation: c.string() } : type;
  return { column: "type", type: collated, alias };
};

const oneColumn = (c) => {
  c.take("COLUMN");
  const token = c.peek();
  const name = c.name();
  return { name, token, ...columnAction(c) };
};

const alter = (c) => {
  const inside = c.is("(");
  if (inside) c.next();
  if (c.is("CONSTRAINT") || c.is("PRIMARY", "KEY") || c.is("UNIQUE") || c.is("FOREIGN", "KEY")) {
    const which = c.take("CONSTRAINT") ? { name: c.name() } : byKind(c);
    // VALIDATE and NOVALIDATE are in the manual's grammar, and were recorded as syntax errors.
    const written = properties(c, ["ENFORCED", "NOT ENFORCED", "RELY", "NORELY"]);
    if (Object.keys(written).length === 0) c.fail();
    if (inside) c.need(")");
    return { alter: "alterConstraint", ...which, properties: written };
  }
  const actions = c.list(() => oneColumn(c));
  if (inside) c.need(")");
  return { alter: "alterColumns", actions };
};

const set = (c) => {
  const found = [];
  do {
    const token = c.peek();
    const name = c.name();
    c.need("=");
    if (!isTableProperty(name)) throw invalidProperty(name, "TABLE");
    found.push({ name, token, value: tableProperty(c, name) });
    c.take(",");
  } while (!c.atEnd());
  return { alter: "set", properties: found };
};

const unset = (c) => ({
  alter: "unset",
  names: c.list(() => {
    const name = c.name();
    if (!isTableProperty(name)) throw invalidProperty(name, "TABLE");
    return name;
  }),
});

/** The manual's page "ALTER TABLE" calls it deprecated. */
const recluster = (c) => {
  if (c.take("MAX_SIZE", "=")) c.integer();
  if (c.take("WHERE")) expression(c);
  return { alter: "reclusterOnce" };
};

const verbs = {
  ADD: add,
  DROP: drop,
  RENAME: rename,
  ALTER: alter,
  MODIFY: alter,
  SET: set,
  UNSET: unset,
  SWAP: (c) => (c.need("WITH"), { alter: "swap", with: c.path() }),
  CLUSTER: (c) => (c.need("BY"), { alter: "cluster", key: clusteringKey(c) }),
  RECLUSTER: recluster,
  SUSPEND: (c) => (c.need("RECLUSTER"), { alter: "recluster", on: false }),
  RESUME: (c) => (c.need("RECLUSTER"), { alter: "recluster", on: true }),
};

export const alterTable = (c) => {
  const ifExists = c.take("IF", "EXISTS");
  const path = c.path();
  const tagged = tagAction(c);
  if (tagged !== undefined)
    return { do: "alterTable", ifExists, path, action: { alter: "tag", ...tagged } };
  const token = c.peek();
  const verb = token.kind === "word" ? verbs[token.value] : undefined;
  if (verb === undefined) c.fail();
  c.next();
  return { do: "alterTable", ifExists, path, action: verb(c) };
};
