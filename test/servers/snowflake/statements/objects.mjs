/** DROP, UNDROP, ALTER and COMMENT of objects. */
import { SnowflakeError, alreadyExists, compilation, doesNotExist } from "../errors.mjs";
import { columnNamed, noColumn } from "../catalogue/constraints.mjs";
import {
  find,
  findDatabase,
  findSchema,
  findTable,
  inFull,
  lookUp,
  schemaOf,
} from "../catalogue/find.mjs";
import {
  dropDatabase,
  dropObject,
  dropSchema,
  undrop as undropped,
} from "../catalogue/lifecycle.mjs";
import { isView, nameSpaces } from "../catalogue/model.mjs";
import { lookUpRoutine, routineKey } from "../catalogue/routines.mjs";
import { changeTags } from "../catalogue/tags.mjs";
import { isInformationSchema } from "../information/views.mjs";
import { status, succeeded } from "./result.mjs";

const missing = (error) => error instanceof SnowflakeError && error.code === "002003";

/** What read() finds; undefined where it is missing and IF EXISTS stands there. */
const ifThere = (ifExists, read) => {
  try {
    return read();
  } catch (error) {
    if (ifExists && missing(error)) return undefined;
    throw error;
  }
};

const gone = (name) => status(`${name} successfully dropped.`);
const wasNone = (name) => status(`Drop statement executed successfully (${name} already dropped).`);

const isDroppable = (kind, object) => object.kind === kind;

const dropFromSchema = (session, kind, node) => {
  if (isInformationSchema(session, node.path.slice(0, -1)))
    throw new SnowflakeError(
      "003001",
      "42501",
      "SQL access control error:\nInsufficient privileges to operate on schema 'INFORMATION_SCHEMA'.",
    );
  const object = ifThere(node.ifExists, () => find(session, kind, node.path));
  if (object === undefined) return wasNone(node.path.at(-1));
  if (!isDroppable(kind, object)) throw doesNotExist(kind, inFull(session, node.path));
  dropObject(session, object, node.behaviour);
  return gone(object.name);
};

const dropContainer = {
  DATABASE: (session, node) => {
    const database = ifThere(node.ifExists, () => findDatabase(session, node.path[0]));
    if (database === undefined) return wasNone(node.path[0]);
    dropDatabase(session, database, node.behaviour);
    if (session.database === database.name)
      Object.assign(session, { database: undefined, schema: undefined });
    return gone(database.name);
  },
  SCHEMA: (session, node) => {
    if (node.path.at(-1) === "INFORMATION_SCHEMA")
      throw new SnowflakeError(
        "003001",
        "42501",
        "SQL access control error:\nInsufficient privileges to operate on schema 'INFORMATION_SCHEMA'.",
      );
    const schema = ifThere(node.ifExists, () => findSchema(session, node.path));
    if (schema === undefined) return wasNone(node.path.at(-1));
    dropSchema(session, schema, node.behaviour);
    if (session.database === schema.database.name && session.schema === schema.name)
      session.schema = undefined;
    return gone(schema.name);
  },
};

const drop = (session, node) =>
  (dropContainer[node.kind] ?? ((s, n) => dropFromSchema(s, n.kind, n)))(session, node);

const noRoutine = (session, node) =>
  doesNotExist(node.kind === "FUNCTION" ? "Function" : "Procedure", inFull(session, node.path));

const routineFor = (session, node) => {
  const found = lookUpRoutine(session, node.kind, node);
  if (found === undefined && !node.ifExists) throw noRoutine(session, node);
  return found;
};

const dropRoutine = (session, node) => {
  const routine = routineFor(session, node);
  if (routine === undefined) return wasNone(node.path.at(-1));
  routine.schema[nameSpaces[node.kind]].delete(routineKey(routine));
  return gone(routine.name);
};

const dropIndex = (session, node) => {
  const table = ifThere(node.ifExists, () => findTable(session, node.path.slice(0, -1)));
  const name = node.path.at(-1);
  const there = table?.indexes.some((index) => index.name === name);
  if (!there) {
    if (node.ifExists) return wasNone(name);
    throw doesNotExist("Index", name);
  }
  table.indexes = table.indexes.filter((index) => index.name !== name);
  return gone(name);
};

const undrop = (session, node) => {
  undropped[node.kind](session, node.path);
  const word = node.kind.slice(0, 1) + node.kind.slice(1).toLowerCase();
  return status(`${word} ${node.path.at(-1)} successfully restored.`);
};

const commentable = {
  DATABASE: (session, { path }) => findDatabase(session, path[0]),
  SCHEMA: (session, { path }) => findSchema(session, path),
  FUNCTION: routineFor,
  PROCEDURE: routineFor,
  COLUMN: (session, { path }) => {
    const relation = lookUp(session, "TABLE", path.slice(0, -1));
    if (relation === undefined) throw doesNotExist("Table", inFull(session, path.slice(0, -1)));
    const column = columnNamed(relation, path.at(-1));
    if (column === undefined) throw noColumn(path.at(-1));
    return column;
  },
};

const comment = (session, node) => {
  const read = commentable[node.kind] ?? (() => find(session, node.kind, node.path));
  const noTable = (error) =>
    missing(error) || (error instanceof SnowflakeError && error.code === "001701");
  let object;
  try {
    object = read(session, node);
  } catch (error) {
    if (!node.ifExists || !noTable(error)) throw error;
  }
  if (object !== undefined) object.comment = node.comment;
  return succeeded();
};

const objectOf = (session, node) => {
  if (node.kind === "DATABASE") return findDatabase(session, node.path[0]);
  if (node.kind === "SCHEMA") return findSchema(session, node.path);
  if (node.types !== undefined) return routineFor(session, node);
  return find(session, node.kind, node.path);
};

/** The map that an object stands in, and the place of its new name. */
const homeOf = (session, object, to) => {
  if (object.kind === "DATABASE")
    return { from: session.account.databases, to: session.account.databases };
  if (object.kind === "SCHEMA") {
    const database = to.length === 2 ? findDatabase(session, to[0]) : object.database;
    return { from: object.database.schemas, to: database.schemas, owner: { database } };
  }
  const schema = to.length === 1 ? object.schema : schemaOf(session, to);
  const space = nameSpaces[object.kind];
  return { from: object.schema[space], to: schema[space], owner: { schema } };
};

/** Routines of one name are told apart by the types of their arguments. */
const keyOf = (object, name) =>
  ["FUNCTION", "PROCEDURE"].includes(object.kind) ? routineKey({ ...object, name }) : name;

const rename = (session, object, to) => {
  const home = homeOf(session, object, to);
  const name = to.at(-1);
  const key = keyOf(object, name);
  if (home.to.has(key) && home.to.get(key) !== object) throw alreadyExists(to.join("."));
  const current =
    object.kind === "SCHEMA"
      ? session.schema === object.name && session.database === object.database.name
      : session.database === object.name;
  home.from.delete(keyOf(object, object.name));
  Object.assign(object, { name }, home.owner ?? {});
  home.to.set(key, object);
  if (!current) return;
  if (object.kind === "DATABASE") session.database = name;
  if (object.kind === "SCHEMA")
    Object.assign(session, { database: object.database.name, schema: name });
};

const swap = (session, object, path) => {
  const other =
    object.kind === "DATABASE" ? findDatabase(session, path[0]) : findSchema(session, path);
  const names = [object.name, other.name];
  const map = object.kind === "DATABASE" ? session.account.databases : object.database.schemas;
  if (object.kind === "SCHEMA" && other.database !== object.database)
    throw compilation("002312", "0A000", "Schemas of two databases cannot be swapped.");
  [object.name, other.name] = [names[1], names[0]];
  map.set(object.name, object);
  map.set(other.name, other);
};

const setters = {
  COMMENT: (object, value) => {
    object.comment = value;
  },
  DATA_RETENTION_TIME_IN_DAYS: (object, value) => {
    object.retention = value;
  },
};

/** Values that tags may have; none is not the same as an empty list. */
const changeAllowed = (tag, { verb, values }) => {
  const others = (tag.allowed ?? []).filter((value) => !values.includes(value));
  if (verb === "UNSET") tag.allowed = undefined;
  else if (verb === "SET") tag.allowed = values;
  else tag.allowed = verb === "ADD" ? [...others, ...values] : others;
};

const alterObject = (session, node) => {
  const object = ifThere(node.ifExists, () => objectOf(session, node));
  if (object === undefined) return succeeded();
  if (node.renameTo !== undefined) rename(session, object, node.renameTo);
  if (node.swapWith !== undefined) swap(session, object, node.swapWith);
  for (const [name, value] of Object.entries(node.set ?? {})) setters[name]?.(object, value);
  for (const name of node.unset ?? []) setters[name]?.(object, undefined);
  if (node.tagged !== undefined) changeTags(session, object, node.tagged);
  if (node.allowed !== undefined) changeAllowed(object, node.allowed);
  for (const field of ["secure", "managed", "body", "changeTracking"])
    if (node[field] !== undefined) object[field] = node[field];
  if (node.step !== undefined) object.increment = node.step;
  if (node.ordered !== undefined) {
    // The manual's page "ALTER SEQUENCE": ORDER cannot be had back.
    if (node.ordered && !object.ordered)
      throw compilation("002313", "0A000", "A NOORDER sequence cannot be set to ORDER.");
    object.ordered = node.ordered;
  }
  for (const { name, comment: text } of node.columnComments ?? []) {
    const column = isView(object) ? columnNamed(object, name) : undefined;
    if (column === undefined) throw noColumn(name);
    column.comment = text;
  }
  object.altered = session.now();
  return succeeded();
};

export const objectStatements = { drop, dropRoutine, dropIndex, undrop, comment, alterObject };
