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
  "FILE FORMATS",
  "STAGES",
  "TASKS",
  "PIPES",
  "ALERTS",
  "PARAMETERS",
  "VARIABLES",
  "WAREHOUSES",
  "ROLES",
];

const scopes = ["ACCOUNT", "DATABASE", "SCHEMA", "TABLE", "VIEW", "SESSION"];

/** The manual's pages "SHOW TABLES", "SHOW FUNCTIONS" and their like; a schema may be called so too. */
const ofApplication = (c, kind) => {
  const isName = ({ kind: of }) => of === "word" || of === "quoted";
  if (c.is("APPLICATION", "PACKAGE") && isName(c.peek(2))) c.take("APPLICATION", "PACKAGE");
  else if (c.is("APPLICATION") && isName(c.peek(1)) && !ends.includes(c.peek(1).value)) c.next();
  else if (
    c.is("CLASS") &&
    isName(c.peek(1)) &&
    !ends.includes(c.peek(1).value) &&
    ["FUNCTIONS", "PROCEDURES"].includes(kind)
  ) {
    c.next();
    return { kind: "CLASS", path: c.path() };
  } else return undefined;
  return { kind: "APPLICATION", path: c.path() };
};

const ends = ["LIKE", "STARTS", "LIMIT", "ROOT"];

const scope = (c, of) => {
  if (!c.take("IN") && !c.take("FOR")) return undefined;
  const application = of.endsWith(" KEYS") ? undefined : ofApplication(c, of);
  if (application !== undefined) return application;
  const kind = scopes.find((word) => c.is(word) && c.peek(1).value !== "." && c.take(word));
  if (kind === "ACCOUNT" || kind === "SESSION") return { kind };
  const named = ["word", "quoted"].includes(c.peek().kind) && !ends.includes(c.peek().value);
  if (kind !== undefined && !named) return { kind };
  return { kind, path: c.path() };
};

export const show = (c) => {
  const terse = c.take("TERSE");
  const kind = kinds.find((each) => c.take(...each.split(" ")));
  if (kind === undefined) c.fail();
  const node = { do: "show", kind, terse, history: c.take("HISTORY") };
  // Keys have no name to look for or to go on after: IN is all that their pages of the manual have.
  if (kind.endsWith(" KEYS")) return { ...node, scope: scope(c, kind) };
  if (c.take("LIKE")) node.like = c.string();
  node.scope = scope(c, kind);
  if (node.like === undefined && c.take("LIKE")) node.like = c.string();
  if (c.take("STARTS")) {
    c.need("WITH");
    node.startsWith = c.string();
  }
  if (kind === "TASKS") c.take("ROOT", "ONLY");
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
    "FILE FORMAT",
    "STAGE",
    "TASK",
    "PIPE",
    "ALERT",
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
