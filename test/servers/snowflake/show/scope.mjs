/** IN of SHOW: the schemas that it means. */
import { compilation, doesNotExist, nameless } from "../errors.mjs";
import {
  currentDatabase,
  find,
  findDatabase,
  findSchema,
  inFull,
  lookUp,
} from "../catalogue/find.mjs";

const byName = (a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));

export const sortByName = (objects) => [...objects].sort(byName);

export const allDatabases = (session) => sortByName(session.account.databases.values());

export const schemasIn = (database) => sortByName(database.schemas.values());

const missing = (error) => error.code === "002003";

/** Kinds for which a missing schema has a sentence without its name. */
const named = new Set([
  "SEQUENCES",
  "MATERIALIZED VIEWS",
  "FUNCTIONS",
  "USER FUNCTIONS",
  "PROCEDURES",
  "USER PROCEDURES",
  "TAGS",
  "COLUMNS",
  "STREAMS",
  "MASKING POLICIES",
  "ROW ACCESS POLICIES",
  "INDEXES",
  "FILE FORMATS",
  "STAGES",
  "TASKS",
  "PIPES",
  "ALERTS",
]);

export const schemaNamed = (session, kind, path) => {
  if (path.at(-1) === "INFORMATION_SCHEMA") {
    const database = path.length === 2 ? findDatabase(session, path[0]) : currentDatabase(session);
    return { database, name: "INFORMATION_SCHEMA", information: true };
  }
  try {
    return findSchema(session, path);
  } catch (error) {
    if (!missing(error) || named.has(kind)) throw error;
    throw nameless();
  }
};

/** The schemas of the current place: that of the session, its database, or the account. */
export const here = (session) => {
  if (session.database === undefined) return allDatabases(session).flatMap(schemasIn);
  if (session.schema === "INFORMATION_SCHEMA")
    return [{ database: currentDatabase(session), name: session.schema, information: true }];
  return session.schema === undefined
    ? schemasIn(currentDatabase(session))
    : [findSchema(session, [])];
};

/** A name without a word before it is a schema, or a database where it has one part and no schema is called so. */
const bare = (session, kind, path) => {
  if (
    path.length === 1 &&
    session.database !== undefined &&
    currentDatabase(session).schemas.has(path[0])
  )
    return [findSchema(session, path)];
  if (path.length === 1 && session.account.databases.has(path[0]))
    return schemasIn(findDatabase(session, path[0]));
  return [schemaNamed(session, kind, path)];
};

/** These count the views of INFORMATION_SCHEMA where a whole database is asked. */
const withInformation = new Set(["VIEWS", "OBJECTS", "COLUMNS"]);

const allSchemas = (kind, database) => [
  ...schemasIn(database),
  ...(withInformation.has(kind)
    ? [{ database, name: "INFORMATION_SCHEMA", information: true }]
    : []),
];

const noneOf = (word) => (_session, _kind, path) => {
  throw doesNotExist(word, path.join("."));
};

const scopes = {
  APPLICATION: noneOf("Application"),
  CLASS: noneOf("Class"),
  ACCOUNT: (session, kind) =>
    allDatabases(session).flatMap((database) => allSchemas(kind, database)),
  DATABASE: (session, kind, path) =>
    allSchemas(
      kind,
      path === undefined ? currentDatabase(session) : findDatabase(session, path[0]),
    ),
  SCHEMA: (session, kind, path) =>
    path === undefined ? here(session) : [schemaNamed(session, kind, path)],
};

export const schemasOfScope = (session, kind, scope) => {
  if (scope === undefined) return here(session);
  if (scope.kind === undefined) return bare(session, kind, scope.path);
  const read = scopes[scope.kind];
  if (read === undefined)
    throw compilation("001003", "42000", `syntax error: SHOW ${kind} IN ${scope.kind}`);
  return read(session, kind, scope.path);
};

/** One table or view that SHOW … IN TABLE names. */
export const relationNamed = (session, path) => {
  try {
    return find(session, "TABLE", path);
  } catch (error) {
    if (error.code !== "002203" && !missing(error)) throw error;
    const view = error.code === "002203" ? lookUp(session, "VIEW", path) : undefined;
    if (view !== undefined) return view;
    throw doesNotExist("Table", inFull(session, path));
  }
};
