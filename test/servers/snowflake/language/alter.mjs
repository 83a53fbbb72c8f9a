/** ALTER of everything but tables. */
import { invalidProperty } from "../errors.mjs";
import { alterTable } from "./alterTable.mjs";
import { tagAction } from "./columns.mjs";
import { pairs } from "./create.mjs";
import { expression } from "./expression.mjs";
import { signature } from "./routines.mjs";

const properties = {
  COMMENT: (c) => c.string(),
  DATA_RETENTION_TIME_IN_DAYS: (c) => c.integer(),
  MAX_DATA_EXTENSION_TIME_IN_DAYS: (c) => c.integer(),
  DEFAULT_DDL_COLLATION: (c) => c.string(),
};

const setting = (c, kind) => {
  const found = pairs(c, properties);
  if (Object.keys(found).length === 0) {
    if (c.peek(1).value !== "=") c.fail();
    throw invalidProperty(c.peek().value, kind);
  }
  return found;
};

const unsetting = (c, kind) =>
  c.list(() => {
    const name = c.name();
    if (properties[name] === undefined) throw invalidProperty(name, kind);
    return name;
  });

const head = (c, kind) => ({
  do: "alterObject",
  kind,
  ifExists: c.take("IF", "EXISTS"),
  path: c.path(),
});

const managed = (c) => {
  const word = c.oneOf("ENABLE", "DISABLE");
  if (word === undefined) return undefined;
  c.need("MANAGED", "ACCESS");
  return word === "ENABLE";
};

/** RENAME, tags and properties: what most objects have. */
const common = (c, kind) => {
  if (c.take("RENAME", "TO")) return { renameTo: c.path() };
  const tagged = tagAction(c);
  if (tagged !== undefined) return { tagged };
  if (c.take("SET")) return { set: setting(c, kind) };
  if (c.take("UNSET")) return { unset: unsetting(c, kind) };
  return c.fail();
};

const container = (kind) => (c) => {
  const node = head(c, kind);
  if (c.take("SWAP", "WITH")) return { ...node, swapWith: c.path() };
  const access = kind === "SCHEMA" ? managed(c) : undefined;
  if (access !== undefined) return { ...node, managed: access };
  return { ...node, ...common(c, kind) };
};

const plain = (kind) => (c) => ({ ...head(c, kind), ...common(c, kind) });

/** The manual's page "ALTER TAG", as far as tags are modelled. */
const tag = (c) => {
  const node = head(c, "TAG");
  const verb = ["ADD", "DROP", "SET"].find((word) => c.take(word, "ALLOWED_VALUES"));
  if (verb !== undefined) return { ...node, allowed: { verb, values: c.list(() => c.string()) } };
  if (c.take("UNSET", "ALLOWED_VALUES")) return { ...node, allowed: { verb: "UNSET", values: [] } };
  return { ...node, ...common(c, "TAG") };
};

/** The manual's pages "ALTER MASKING POLICY" and "ALTER ROW ACCESS POLICY". */
const policy = (kind) => (c) => {
  const node = head(c, kind);
  if (!c.take("SET", "BODY", "->")) return { ...node, ...common(c, kind) };
  const start = c.peek();
  expression(c);
  return { ...node, body: c.since(start) };
};

/** The manual's pages "ALTER FUNCTION" and "ALTER PROCEDURE". */
const routine = (kind) => (c) => {
  const node = { do: "alterObject", kind, ifExists: c.take("IF", "EXISTS"), ...signature(c) };
  if (c.take("SET", "SECURE")) return { ...node, secure: true };
  if (c.take("UNSET", "SECURE")) return { ...node, secure: false };
  if (kind === "PROCEDURE" && c.oneOf("EXECUTE AS CALLER", "EXECUTE AS OWNER")) return node;
  return { ...node, ...common(c, kind) };
};

const sequence = (c) => {
  const node = head(c, "SEQUENCE");
  if (c.take("RENAME", "TO")) return { ...node, renameTo: c.path() };
  if (c.take("UNSET")) return { ...node, unset: unsetting(c, "SEQUENCE") };
  const set = c.take("SET");
  if (c.take("INCREMENT")) {
    c.take("BY");
    c.take("=");
    return { ...node, step: c.integer() };
  }
  if (!set) c.fail();
  const ordered = c.oneOf("ORDER", "NOORDER");
  // The manual's page "ALTER SEQUENCE": SET [ ORDER | NOORDER ] [ COMMENT = … ].
  if (ordered !== undefined)
    return {
      ...node,
      ordered: ordered === "ORDER",
      set: pairs(c, { COMMENT: properties.COMMENT }),
    };
  return { ...node, set: setting(c, "SEQUENCE") };
};

const view = (kind) => (c) => {
  const node = head(c, kind);
  if (c.take("SET", "SECURE")) return { ...node, secure: true };
  if (c.take("UNSET", "SECURE")) return { ...node, secure: false };
  // The manual's page "ALTER VIEW".
  if (c.take("SET", "CHANGE_TRACKING", "=")) return { ...node, changeTracking: c.boolean() };
  if (c.oneOf("ALTER", "MODIFY") === undefined) return { ...node, ...common(c, kind) };
  const action = () => {
    c.take("COLUMN");
    const name = c.name();
    if (c.take("COMMENT")) return { name, comment: c.string() };
    c.need("UNSET", "COMMENT");
    return { name, comment: undefined };
  };
  const columns = c.is("(") ? c.parenthesized(() => c.list(action)) : c.list(action);
  return { ...node, columnComments: columns };
};

const session = (c) => {
  if (c.take("UNSET")) return { do: "unsetParameters", names: c.list(() => c.name()) };
  c.need("SET");
  const settings = [];
  while (!c.atEnd()) {
    const name = c.name();
    c.need("=");
    const token = c.next();
    const negative = token.value === "-" ? c.next().value : undefined;
    if (!["word", "string", "number", "operator"].includes(token.kind)) c.fail(token);
    settings.push({ name, value: negative === undefined ? token.value : `-${negative}` });
    c.take(",");
  }
  if (settings.length === 0) c.fail();
  return { do: "setParameters", settings };
};

const kinds = [
  ["TABLE", alterTable],
  ["SESSION", session],
  ["DATABASE", container("DATABASE")],
  ["SCHEMA", container("SCHEMA")],
  ["SEQUENCE", sequence],
  ["MATERIALIZED VIEW", view("MATERIALIZED VIEW")],
  ["VIEW", view("VIEW")],
  ["FUNCTION", routine("FUNCTION")],
  ["PROCEDURE", routine("PROCEDURE")],
  ["STREAM", plain("STREAM")],
  ["TAG", tag],
  ["MASKING POLICY", policy("MASKING POLICY")],
  ["ROW ACCESS POLICY", policy("ROW ACCESS POLICY")],
];

export const alter = (c) => {
  const found = kinds.find(([kind]) => c.take(...kind.split(" ")));
  return found === undefined ? c.fail() : found[1](c);
};
