/** Objects come, go, and come back. */
import { alreadyExists, compilation, doesNotExist } from "../errors.mjs";
import { findSchema, inFull } from "./find.mjs";
import { allTables, foreignKeysInto, removeConstraint } from "./constraints.mjs";
import { nameSpaces, objectsOf, takeOut } from "./model.mjs";

/** The manual's page "DROP TABLE": RESTRICT does not drop what foreign keys refer to. */
const refuse = (what, [first]) =>
  compilation(
    "002267",
    "2BP01",
    `Cannot drop the ${what} because of dependencies: foreign key '${first.name}' of table '${first.table.name}' refers to it.`,
  );

const takeAlong = (session, tables, behaviour, what) => {
  const foreign = foreignKeysInto(session, tables);
  if (behaviour === "RESTRICT" && foreign.length > 0) throw refuse(what, foreign);
  for (const each of foreign) removeConstraint(each);
  return foreign;
};

const keep = (session, dropped, entry) => {
  const { name } = entry.object;
  dropped.set(name, [...(dropped.get(name) ?? []), { ...entry, at: session.now() }]);
};

export const dropObject = (session, object, behaviour) => {
  const { schema } = object;
  const foreignKeys =
    object.kind === "TABLE" ? takeAlong(session, [object], behaviour, "table") : [];
  takeOut(schema[nameSpaces[object.kind]], object);
  // The manual's page "Limitations and unsupported features for hybrid tables": no UNDROP.
  if (object.kind === "TABLE" && object.variety !== "HYBRID")
    keep(session, schema.dropped, { object, foreignKeys });
};

const tablesIn = (schema) => objectsOf(schema.relations).filter(({ kind }) => kind === "TABLE");

/** They do not come back with their schema. */
const leaveHybrids = (schema) => {
  for (const table of tablesIn(schema))
    if (table.variety === "HYBRID") takeOut(schema.relations, table);
};

export const dropSchema = (session, schema, behaviour) => {
  const foreignKeys = takeAlong(session, tablesIn(schema), behaviour, "schema");
  schema.database.schemas.delete(schema.name);
  leaveHybrids(schema);
  keep(session, schema.database.dropped, { object: schema, foreignKeys });
};

export const dropDatabase = (session, database, behaviour) => {
  const tables = [...database.schemas.values()].flatMap(tablesIn);
  const foreignKeys = takeAlong(session, tables, behaviour, "database");
  session.account.databases.delete(database.name);
  for (const schema of database.schemas.values()) leaveHybrids(schema);
  keep(session, session.account.dropped, { object: database, foreignKeys });
};

/** The manual's page "Dropping constraints": what a drop took along comes back with UNDROP. */
const restore = (session, foreignKeys) => {
  const standing = new Set(allTables(session.account));
  for (const each of foreignKeys)
    if (standing.has(each.table) && !each.table.constraints.includes(each))
      each.table.constraints.push(each);
};

const last = (dropped, name, kind, shown) => {
  const entries = dropped.get(name) ?? [];
  const entry = entries.at(-1);
  if (entry === undefined) throw doesNotExist(kind, shown);
  return entry;
};

const undropInto = (session, map, dropped, name, kind, shown) => {
  const entry = last(dropped, name, kind, shown);
  if (map.has(name)) throw alreadyExists(name);
  dropped.set(name, dropped.get(name).slice(0, -1));
  map.set(name, entry.object);
  restore(session, entry.foreignKeys);
};

export const undrop = {
  TABLE: (session, path) => {
    const schema = findSchema(session, path.slice(0, -1));
    undropInto(
      session,
      schema.relations,
      schema.dropped,
      path.at(-1),
      "Table",
      inFull(session, path),
    );
  },
  SCHEMA: (session, path) => {
    const database = session.account.databases.get(path.length === 2 ? path[0] : session.database);
    if (database === undefined)
      throw doesNotExist("Database", path.length === 2 ? path[0] : session.database);
    undropInto(
      session,
      database.schemas,
      database.dropped,
      path.at(-1),
      "Schema",
      `${database.name}.${path.at(-1)}`,
    );
  },
  DATABASE: (session, [name]) => {
    const { databases, dropped } = session.account;
    undropInto(session, databases, dropped, name, "Database", name);
  },
};

const isTemporary = (object) => object?.variety === "TEMPORARY";

/**
 * What stands where a new object would: a temporary table and another table of its name do not
 * meet (the manual's page "Working with temporary and transient tables").
 */
export const standingAt = (space, { name, kind, variety }) => {
  const there = space.get(name);
  if (kind !== "TABLE" || there?.kind !== "TABLE") return there;
  if (variety === "TEMPORARY") return isTemporary(there) ? there : undefined;
  return isTemporary(there) ? there.hides : there;
};

/** Puts a new object in its place; what was there is replaced or refused. */
export const place = (session, schema, object, { path, replace }) => {
  object.madeBy = session.role;
  const space = schema[nameSpaces[object.kind]];
  const there = standingAt(space, object);
  if (there !== undefined) {
    if (!replace) throw alreadyExists(path.join("."));
    if (there.kind !== object.kind)
      throw compilation(
        "002203",
        "42601",
        `Object found is of type '${there.kind}', not specified type '${object.kind}'.`,
      );
    dropObject(session, there, "CASCADE");
  }
  const other = space.get(object.name);
  if (other !== undefined && isTemporary(other)) {
    other.hides = object;
    return;
  }
  object.hides = other;
  space.set(object.name, object);
};
