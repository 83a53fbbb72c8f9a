/** From the name in a statement to the object; what is missing is told as Snowflake does. */
import { SnowflakeError, compilation, doesNotExist } from "../errors.mjs";
import { nameSpaces } from "./model.mjs";
import { isShown } from "./visible.mjs";

const noCurrent = (what) =>
  new SnowflakeError(
    "090105",
    "22000",
    `Cannot perform operation. This session does not have a current ${what}. Call 'USE ${what.toUpperCase()}', or use a qualified name.`,
  );

export const findDatabase = (session, name) => {
  const database = session.account.databases.get(name);
  if (database === undefined) throw doesNotExist("Database", name);
  return database;
};

export const currentDatabase = (session) => {
  if (session.database === undefined) throw noCurrent("database");
  return findDatabase(session, session.database);
};

/** @param {string[]} path one or two names; none is the current schema */
export const findSchema = (session, path) => {
  if (path.length > 2)
    throw compilation("001003", "42000", `invalid name of a schema: ${path.join(".")}`);
  const database = path.length === 2 ? findDatabase(session, path[0]) : currentDatabase(session);
  if (path.length === 0 && session.schema === undefined) throw noCurrent("schema");
  const name = path.at(-1) ?? session.schema;
  const schema = database.schemas.get(name);
  if (schema === undefined) throw doesNotExist("Schema", `${database.name}.${name}`);
  return schema;
};

/** The schema that a name of one to three parts is in. */
export const schemaOf = (session, path) => findSchema(session, path.slice(0, -1));

/** A name of one to three parts with all its parts, as far as the session has them. */
export const fullPath = ({ database, schema }, path) =>
  [...[database, schema].slice(0, 3 - path.length), ...path].filter((part) => part !== undefined);

/** The name in full, as messages have it: also where its schema is missing. */
export const inFull = (session, path) => fullPath(session, path).join(".");

const spell = (kind) => kind.slice(0, 1) + kind.slice(1).toLowerCase();

const seen = (session, kind, schema, name) => {
  const object = schema[nameSpaces[kind]].get(name);
  const hidden = nameSpaces[kind] === "relations" && object !== undefined;
  return hidden && !isShown(session, object) ? undefined : object;
};

/**
 * @param {string} kind as in nameSpaces
 * @returns {object|undefined}
 */
export const lookUp = (session, kind, path) => {
  let schema;
  try {
    schema = schemaOf(session, path);
  } catch (error) {
    if (error.code === "002003") return undefined;
    throw error;
  }
  return seen(session, kind, schema, path.at(-1));
};

/** The object, which has to be of that kind. */
export const find = (session, kind, path, spelled = spell(kind)) => {
  const schema = schemaOf(session, path);
  const object = seen(session, kind, schema, path.at(-1));
  if (object === undefined) throw doesNotExist(spelled, inFull(session, path));
  if (object.kind !== kind)
    throw compilation(
      "002203",
      "42601",
      `Object found is of type '${object.kind}', not specified type '${kind}'.`,
    );
  return object;
};

export const findTable = (session, path) => find(session, "TABLE", path);
