/** ALTER of everything but tables. */
import { invalidProperty, unsupported } from "../errors.mjs";
import { alterTable } from "./alterTable.mjs";
import { pairs } from "./create.mjs";

const properties = {
  COMMENT: (c) => c.string(),
  DATA_RETENTION_TIME_IN_DAYS: (c) => c.integer(),
  MAX_DATA_EXTENSION_TIME_IN_DAYS: (c) => c.integer(),
  DEFAULT_DDL_COLLATION: (c) => c.string(),
};

const setting = (c, kind) => {
  if (c.is("TAG")) throw unsupported(`tags of ${kind}`);
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

const head = (c) => ({ ifExists: c.take("IF", "EXISTS"), path: c.path() });

const container = (kind) => (c) => {
  const node = { do: "alterObject", kind, ...head(c) };
  if (c.take("RENAME", "TO")) return { ...node, renameTo: c.path() };
  if (c.take("SWAP", "WITH")) return { ...node, swapWith: c.path() };
  if (c.take("SET")) return { ...node, set: setting(c, kind) };
  if (c.take("UNSET")) return { ...node, unset: unsetting(c, kind) };
  if (kind === "SCHEMA" && c.oneOf("ENABLE", "DISABLE")) throw unsupported("MANAGED ACCESS");
  return c.fail();
};

const sequence = (c) => {
  const node = { do: "alterObject", kind: "SEQUENCE", ...head(c) };
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
  const node = { do: "alterObject", kind, ...head(c) };
  if (c.take("RENAME", "TO")) return { ...node, renameTo: c.path() };
  if (c.take("SET", "SECURE")) return { ...node, secure: true };
  if (c.take("UNSET", "SECURE")) return { ...node, secure: false };
  if (c.take("SET")) return { ...node, set: setting(c, kind) };
  if (c.take("UNSET")) return { ...node, unset: unsetting(c, kind) };
  if (c.oneOf("ALTER", "MODIFY") === undefined) c.fail();
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
];

export const alter = (c) => {
  const found = kinds.find(([kind]) => c.take(...kind.split(" ")));
  return found === undefined ? c.fail() : found[1](c);
};
