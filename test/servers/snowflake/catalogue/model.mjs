/** What an account holds: databases, schemas, tables and the rest, as plain mutable values. */
import { randomUUID } from "node:crypto";

/** Kinds of objects that share one set of names in a schema. */
export const nameSpaces = {
  TABLE: "relations",
  VIEW: "relations",
  "MATERIALIZED VIEW": "relations",
  SEQUENCE: "sequences",
  FUNCTION: "functions",
  PROCEDURE: "procedures",
  STREAM: "streams",
  TAG: "tags",
  "MASKING POLICY": "maskingPolicies",
  "ROW ACCESS POLICY": "rowAccessPolicies",
  // There is no way to make any of these, so their spaces stay empty.
  "FILE FORMAT": "fileFormats",
  STAGE: "stages",
  TASK: "tasks",
  PIPE: "pipes",
  ALERT: "alerts",
};

export const owner = "ACCOUNTADMIN";

const spaces = () =>
  Object.fromEntries([...new Set(Object.values(nameSpaces))].map((space) => [space, new Map()]));

export const newDatabase = (name, now, more = {}) => ({
  kind: "DATABASE",
  name,
  created: now,
  altered: now,
  comment: undefined,
  retention: 1,
  transient: false,
  schemas: new Map(),
  /** What UNDROP brings back: by name, the last dropped last. */
  dropped: new Map(),
  ...more,
});

export const newSchema = (name, database, now, more = {}) => ({
  kind: "SCHEMA",
  name,
  database,
  created: now,
  altered: now,
  comment: undefined,
  retention: undefined,
  transient: database.transient,
  managed: false,
  ...spaces(),
  dropped: new Map(),
  ...more,
});

/** @param {"TABLE"|"TRANSIENT"|"TEMPORARY"|"HYBRID"} variety */
export const newTable = (name, schema, now, variety, more = {}) => ({
  kind: "TABLE",
  name,
  schema,
  created: now,
  altered: now,
  variety,
  columns: [],
  constraints: [],
  indexes: [],
  rows: [],
  comment: undefined,
  clusterBy: undefined,
  reclusters: true,
  retention: undefined,
  changeTracking: false,
  schemaEvolution: false,
  errorLogging: false,
  searchOptimization: false,
  ...more,
});

export const newColumn = (name, type, more = {}) => ({
  name,
  type,
  notNull: false,
  default: undefined,
  identity: undefined,
  /** The expression of a virtual column, as it was typed. */
  virtual: undefined,
  comment: undefined,
  maskingPolicy: undefined,
  /** The words of its type as they were written. */
  alias: undefined,
  addedLater: false,
  ...more,
});

export const newConstraint = (kind, name, table, now, more = {}) => ({
  kind,
  name: name ?? `SYS_CONSTRAINT_${randomUUID()}`,
  generated: name === undefined,
  table,
  created: now,
  altered: now,
  columns: [],
  rely: false,
  enforced: false,
  comment: undefined,
  ...more,
});

/**
 * The objects of a space of names. Two may have one name: the manual's page "Working with temporary
 * and transient tables" has a temporary table hide another one of its name.
 */
export const objectsOf = (space) =>
  [...space.values()].flatMap((each) => (each.hides === undefined ? [each] : [each.hides, each]));

/** Out of its space of names; what it hid is seen again. */
export const takeOut = (space, object) => {
  const seen = space.get(object.name);
  if (seen !== object) {
    if (seen?.hides === object) seen.hides = undefined;
    return;
  }
  space.delete(object.name);
  if (object.hides !== undefined) space.set(object.name, object.hides);
  object.hides = undefined;
};

export const isView = ({ kind }) => kind === "VIEW" || kind === "MATERIALIZED VIEW";

export const primaryKeyOf = (table) => table.constraints.find(({ kind }) => kind === "PRIMARY KEY");

/** A key's columns are NOT NULL without saying so. */
export const isNullable = (table, column) =>
  !column.notNull && !(primaryKeyOf(table)?.columns.includes(column) ?? false);

/** How a name is written where it may need quotes. */
export const quoted = (name) =>
  /^[A-Z_][A-Z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

export const fullName = (object) =>
  [object.schema.database.name, object.schema.name, object.name].join(".");

export const newAccount = () => ({ databases: new Map(), dropped: new Map() });
