/** SHOW: the rows of a kind in a scope, filtered and cut. */
import { SnowflakeError, compilation } from "../errors.mjs";
import { findTable } from "../catalogue/find.mjs";
import { isView, owner } from "../catalogue/model.mjs";
import { shownSchema } from "../catalogue/visible.mjs";
import { foreignKeysTo } from "../catalogue/constraints.mjs";
import { listing } from "../statements/result.mjs";
import { likePattern } from "../values/compare.mjs";
import { momentOfDate } from "../values/time.mjs";
import { parameterRows } from "../wire/parameters.mjs";
import { layouts } from "./layouts.mjs";
import * as r from "./rows.mjs";
import { allDatabases, relationNamed, schemasIn, schemasOfScope } from "./scope.mjs";

const isTable = ({ kind }) => kind === "TABLE";

/** Rows of objects of a space of names, in the order of schema and name. */
const ofSchemas = (space, row, wanted) => (session, node) =>
  schemasOfScope(session, node.kind, node.scope).flatMap((schema) =>
    r.inOrder(schema, space, wanted).map(row),
  );

const withOwnViews = (row, wanted) => (session, node) =>
  schemasOfScope(session, node.kind, node.scope).flatMap((schema) =>
    schema.information ? r.ownViews(schema) : r.inOrder(schema, "relations", wanted).map(row),
  );

const none = (session, node) => {
  schemasOfScope(session, node.kind, node.scope);
  return [];
};

const fullPath = (path) =>
  compilation(
    "090106",
    "22000",
    `Must specify the full search path starting from database for ${path.join(".")}`,
  );

const columns = (session, node) => {
  const { scope } = node;
  if (scope?.path !== undefined) {
    // Recorded: with the words VIEW and SCHEMA the name has to begin with the database.
    if (scope.kind === "VIEW" && scope.path.length < 3) throw fullPath(scope.path);
    if (scope.kind === "SCHEMA" && scope.path.length < 2) throw fullPath(scope.path);
    if (!["SCHEMA", "DATABASE"].includes(scope.kind)) {
      const own = r.ownColumnsOf(session, scope.path);
      return own ?? r.columnRows(relationNamed(session, scope.path));
    }
  }
  const wide = scope?.kind === "TABLE" || scope?.kind === "VIEW" ? undefined : scope;
  return schemasOfScope(session, "COLUMNS", wide)
    .map(shownSchema(session))
    .flatMap((schema) =>
      schema.information
        ? r.ownColumns(schema)
        : r.inOrder(schema, "relations").flatMap(r.columnRows),
    );
};

/** The tables that a SHOW … KEYS is about; a bare name is a table. */
const tablesOf = (session, node) => {
  const { scope } = node;
  if (scope?.path !== undefined && (scope.kind === "TABLE" || scope.kind === undefined))
    return [findTable(session, scope.path)];
  const wide = scope?.kind === "TABLE" ? undefined : scope;
  return schemasOfScope(session, node.kind, wide)
    .map(shownSchema(session))
    .flatMap((schema) => r.inOrder(schema, "relations", isTable));
};

const keys = (kind) => (session, node) => tablesOf(session, node).flatMap(r.keyRows(kind));

const foreignKeys = (session, node) =>
  tablesOf(session, node).flatMap(({ constraints }) =>
    constraints.filter(({ kind }) => kind === "FOREIGN KEY").flatMap(r.foreignKeyRows),
  );

const exportedKeys = (session, node) =>
  tablesOf(session, node).flatMap(({ constraints }) =>
    constraints.flatMap((key) => foreignKeysTo(session, key)).flatMap(r.foreignKeyRows),
  );

/** What can still be brought back, after what stands: the manual's page "SHOW TABLES" calls it HISTORY. */
const withDropped = (standing, home, row, history) =>
  history
    ? [
        ...standing,
        ...[...home.dropped.values()]
          .flat()
          .map(({ object, at }) => ({ ...row(object), dropped_on: momentOfDate(at) })),
      ]
    : standing;

const tables = (session, node) =>
  schemasOfScope(session, node.kind, node.scope)
    .map(shownSchema(session))
    .flatMap((schema) =>
      withDropped(
        r.inOrder(schema, "relations", isTable).map(r.tableRow),
        schema,
        r.tableRow,
        node.history && !schema.information,
      ),
    );

const databases = (session, node) => {
  const row = r.databaseRow(session);
  const found = withDropped(allDatabases(session).map(row), session.account, row, node.history);
  // The manual's page "SHOW DATABASES": kind is always NULL with TERSE.
  return node.terse ? found.map((each) => ({ ...each, kind: null })) : found;
};

const schemas = (session, node) => {
  const { scope } = node;
  const databases =
    scope?.kind === "ACCOUNT" || (scope === undefined && session.database === undefined)
      ? allDatabases(session)
      : [session.account.databases.get(scope?.path?.[0] ?? session.database)];
  if (databases.includes(undefined))
    throw compilation(
      "002043",
      "02000",
      "Object does not exist, or operation cannot be performed.",
    );
  return databases.flatMap((database) =>
    withDropped(
      [...schemasIn(database), r.informationSchema(database)]
        .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
        .map(r.schemaRow(session)),
      database,
      r.schemaRow(session),
      node.history,
    ),
  );
};

const hybridRows = ofSchemas("relations", r.tableRow, (table) => table.variety === "HYBRID");

const rows = {
  TABLES: tables,
  "HYBRID TABLES": hybridRows,
  "DYNAMIC TABLES": none,
  "ICEBERG TABLES": none,
  "EXTERNAL TABLES": none,
  "EVENT TABLES": none,
  OBJECTS: withOwnViews(r.objectRow),
  VIEWS: withOwnViews(r.viewRow, isView),
  "MATERIALIZED VIEWS": ofSchemas(
    "relations",
    r.viewRow,
    ({ kind }) => kind === "MATERIALIZED VIEW",
  ),
  SEQUENCES: ofSchemas("sequences", r.sequenceRow),
  STREAMS: ofSchemas("streams", r.streamRow),
  TAGS: ofSchemas("tags", r.tagRow),
  "MASKING POLICIES": ofSchemas("maskingPolicies", r.policyRow),
  "ROW ACCESS POLICIES": ofSchemas("rowAccessPolicies", r.policyRow),
  "USER FUNCTIONS": ofSchemas("functions", r.routineRow),
  FUNCTIONS: ofSchemas("functions", r.routineRow),
  "USER PROCEDURES": ofSchemas("procedures", r.routineRow),
  PROCEDURES: ofSchemas("procedures", r.routineRow),
  SCHEMAS: schemas,
  DATABASES: databases,
  COLUMNS: columns,
  "PRIMARY KEYS": keys("PRIMARY KEY"),
  "UNIQUE KEYS": keys("UNIQUE"),
  "IMPORTED KEYS": foreignKeys,
  "EXPORTED KEYS": exportedKeys,
  INDEXES: (session, node) =>
    tablesOf(session, node)
      .filter(({ variety }) => variety === "HYBRID")
      .flatMap(r.indexRows),
  "FILE FORMATS": none,
  STAGES: none,
  TASKS: none,
  PIPES: none,
  ALERTS: none,
  PARAMETERS: (session) => parameterRows(session),
  VARIABLES: (session) =>
    [...session.variables].map(([name, { value, type }]) => ({
      session_id: session.id,
      name,
      value: value === null ? null : String(value),
      type: type.name,
      comment: "",
    })),
  WAREHOUSES: (session) =>
    session.warehouse === undefined
      ? []
      : [
          {
            name: session.warehouse,
            state: "STARTED",
            type: "STANDARD",
            size: "X-Small",
            is_default: "Y",
            is_current: "Y",
            owner,
            comment: "",
          },
        ],
  ROLES: (session) => [
    {
      created_on: momentOfDate(session.now()),
      name: session.role,
      is_default: "Y",
      is_current: "Y",
      is_inherited: "N",
      owner: "",
      comment: "",
    },
  ],
};

const layoutOf = {
  "UNIQUE KEYS": "PRIMARY KEYS",
  "EXPORTED KEYS": "IMPORTED KEYS",
  "USER FUNCTIONS": "FUNCTIONS",
  PROCEDURES: "FUNCTIONS",
  "USER PROCEDURES": "FUNCTIONS",
  "MATERIALIZED VIEWS": "VIEWS",
  "ROW ACCESS POLICIES": "MASKING POLICIES",
  "DYNAMIC TABLES": "TABLES",
  "ICEBERG TABLES": "TABLES",
  "EXTERNAL TABLES": "TABLES",
  "EVENT TABLES": "TABLES",
};

const layout = ({ kind, terse, history }) => {
  const name = layoutOf[kind] ?? kind;
  if (history && !terse && droppedOn.includes(name)) return [...layouts[name], dropped];
  const short = name === "OBJECTS" || name === "HYBRID TABLES" ? "TERSE TABLES" : `TERSE ${name}`;
  return (terse ? layouts[short] : undefined) ?? layouts[name];
};

const droppedOn = ["TABLES", "SCHEMAS", "DATABASES"];
const [[, moment]] = layouts.TABLES;
const dropped = ["dropped_on", moment];

const nameColumn = { COLUMNS: "column_name", PARAMETERS: "key" };

/**
 * More rows are an error, where LIMIT does not ask for fewer: the manual's page "SHOW HYBRID
 * TABLES" and its like. SHOW COLUMNS leaves out what is above, as its page says.
 */
const most = 10_000;

export const show = (session, node) => {
  if (node.limit > most)
    throw compilation(
      "001013",
      "22023",
      `Invalid value '${node.limit}' for LIMIT: it must not be greater than ${most}.`,
    );
  if (node.limit !== undefined && node.limit <= 0)
    throw compilation(
      "001013",
      "22023",
      `Invalid value '${node.limit}' for LIMIT: it must be greater than 0.`,
    );
  const name = nameColumn[node.kind] ?? "name";
  const pattern =
    node.like === undefined
      ? undefined
      : likePattern(node.like, { ignoreCase: true, escape: "\\" });
  let found = rows[node.kind](session, node);
  if (pattern !== undefined) found = found.filter((row) => pattern.test(row[name] ?? ""));
  if (node.startsWith !== undefined)
    found = found.filter((row) => (row[name] ?? "").startsWith(node.startsWith));
  if (node.from !== undefined)
    found = found.filter(
      (row) => Buffer.compare(Buffer.from(row[name] ?? ""), Buffer.from(node.from)) > 0,
    );
  if (node.limit !== undefined) found = found.slice(0, node.limit);
  if (node.kind === "COLUMNS") found = found.slice(0, most);
  if (found.length > most)
    throw new SnowflakeError(
      "090201",
      "22000",
      `SHOW ${node.kind} returned more than the maximum of ${most} results`,
    );
  return listing(layout(node), found);
};
