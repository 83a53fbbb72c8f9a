/** SHOW and DESCRIBE. */
import { signature } from "./routines.mjs";

/** Kinds of SHOW, the longer ones first. */
const kinds = [
  "PRIMARY KEYS",
  "UNIQUE KEYS",
  "IMPORTED KEYS",
  "EXPORTED KEYS",
  "HYBRID TABLES",
  "DYNAMIC TABLES",
  "ICEBERG TABLES",
  "EXTERNAL TABLES",
  "EVENT TABLES",
  "TABLES",
  "MATERIALIZED VIEWS",
  "VIEWS",
  "OBJECTS",
  "COLUMNS",
  "SCHEMAS",
  "DATABASES",
  "SEQUENCES",
  "INDEXES",
  "USER FUNCTIONS",
  "FUNCTIONS",
  "USER PROCEDURES",
  "PROCEDURES",
  "STREAMS",
  "TAGS",
  "MASKING POLICIES",
  "ROW ACCESS POLICIES",
  "PARAMETERS",
  "VARIABLES",
  "WAREHOUSES",
  "ROLES",
];

const scopes = ["ACCOUNT", "DATABASE", "SCHEMA", "TABLE", "VIEW", "SESSION"];

const scope = (c) => {
  if (!c.take("IN") && !c.take("FOR")) return undefined;
  const kind = scopes.find((word) => c.is(word) && c.peek(1).value !== "." && c.take(word));
  if (kind === "ACCOUNT" || kind === "SESSION") return { kind };
  const named =
    ["word", "quoted"].includes(c.peek().kind) &&
    !["LIKE", "STARTS", "LIMIT"].includes(c.peek().value);
  if (kind !== undefined && !named) return { kind };
  return { kind, path: c.path() };
};

export const show = (c) => {
  const terse = c.take("TERSE");
  const kind = kinds.find((each) => c.take(...each.split(" ")));
  if (kind === undefined) c.fail();
  const node = { do: "show", kind, terse, history: c.take("HISTORY") };
  // Keys have no name to look for or to go on after: IN is all that their pages of the manual have.
  if (kind.endsWith(" KEYS")) return { ...node, scope: scope(c) };
  if (c.take("LIKE")) node.like = c.string();
  node.scope = scope(c);
  if (node.like === undefined && c.take("LIKE")) node.like = c.string();
  if (c.take("STARTS")) {
    c.need("WITH");
    node.startsWith = c.string();
  }
  if (c.take("LIMIT")) {
    node.limit = c.integer();
    if (c.take("FROM")) node.from = c.string();
  }
  if (c.take("WITH", "PRIVILEGES")) c.list(() => c.name());
  return node;
};

export const describe = (c) => {
  const routine = c.oneOf("FUNCTION", "PROCEDURE");
  if (routine !== undefined) return { do: "describeRoutine", kind: routine, ...signature(c) };
  const kind = [
    "TABLE",
    "VIEW",
    "MATERIALIZED VIEW",
    "SEQUENCE",
    "STREAM",
    "SCHEMA",
    "DATABASE",
    "MASKING POLICY",
    "ROW ACCESS POLICY",
    "RESULT",
  ].find((each) => c.take(...each.split(" ")));
  if (kind === "RESULT")
    return { do: "describeResult", id: c.take("LAST_QUERY_ID", "(", ")") ? undefined : c.string() };
  const path = c.path();
  if ((kind === "TABLE" || kind === undefined) && c.take("TYPE")) {
    c.need("=");
    if (c.oneOf("COLUMNS", "STAGE") !== "COLUMNS") c.fail();
  }
  return { do: "describe", kind: kind ?? "TABLE", path };
};
