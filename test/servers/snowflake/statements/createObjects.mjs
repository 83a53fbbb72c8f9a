/** CREATE of databases, schemas, views, sequences and the rest. */
import { alreadyExists, compilation } from "../errors.mjs";
import { copySchema } from "../catalogue/clone.mjs";
import {
  currentDatabase,
  find,
  findDatabase,
  findSchema,
  findTable,
  schemaOf,
} from "../catalogue/find.mjs";
import { dropDatabase, dropSchema, place } from "../catalogue/lifecycle.mjs";
import { nameSpaces, newColumn, newDatabase, newSchema } from "../catalogue/model.mjs";
import { routineKey } from "../catalogue/routines.mjs";
import { setTags } from "../catalogue/tags.mjs";
import { planText } from "../query/views.mjs";
import { text } from "../values/types.mjs";
import { makeIndex, refuseUnnamed } from "./createTables.mjs";
import { alterContainer, createOrAlterView } from "./createOrAlter.mjs";
import { status } from "./result.mjs";

const title = (kind) => kind.slice(0, 1) + kind.slice(1).toLowerCase();
const created = (kind, name) => status(`${title(kind)} ${name} successfully created.`);
const keptAsItIs = (name) => status(`${name} already exists, statement succeeded.`);

const common = ({ properties }) => ({
  comment: properties.COMMENT,
  ...(properties.DATA_RETENTION_TIME_IN_DAYS === undefined
    ? {}
    : { retention: properties.DATA_RETENTION_TIME_IN_DAYS }),
});

const createDatabase = (session, node) => {
  const [name] = node.path;
  const { databases } = session.account;
  if (databases.has(name) && !node.replace) {
    if (node.alter) return alterContainer(session, databases.get(name), common(node));
    if (node.ifNotExists) return keptAsItIs(name);
    throw alreadyExists(name);
  }
  const source = node.clone === undefined ? undefined : findDatabase(session, node.clone[0]);
  if (databases.has(name)) dropDatabase(session, databases.get(name), "CASCADE");
  const database = newDatabase(name, session.now(), {
    ...common(node),
    transient: node.variety === "TRANSIENT",
  });
  if (source === undefined)
    database.schemas.set("PUBLIC", newSchema("PUBLIC", database, session.now()));
  else
    for (const schema of source.schemas.values())
      database.schemas.set(schema.name, copySchema(schema, schema.name, database, session.now()));
  databases.set(name, database);
  setTags(session, database, node.tags);
  // Who makes a database stands in it.
  Object.assign(session, { database: name, schema: "PUBLIC" });
  return created("DATABASE", name);
};

const createSchema = (session, node) => {
  const database =
    node.path.length === 2 ? findDatabase(session, node.path[0]) : currentDatabase(session);
  const name = node.path.at(-1);
  if (name === "INFORMATION_SCHEMA") throw alreadyExists(name);
  if (database.schemas.has(name) && !node.replace) {
    if (node.alter)
      return alterContainer(session, database.schemas.get(name), {
        ...common(node),
        managed: node.managed,
      });
    if (node.ifNotExists) return keptAsItIs(name);
    throw alreadyExists(node.path.join("."));
  }
  const source = node.clone === undefined ? undefined : findSchema(session, node.clone);
  if (database.schemas.has(name)) dropSchema(session, database.schemas.get(name), "CASCADE");
  const schema =
    source === undefined
      ? newSchema(name, database, session.now(), {
          ...common(node),
          transient: node.variety === "TRANSIENT" || database.transient,
          managed: node.managed,
        })
      : copySchema(source, name, database, session.now());
  database.schemas.set(name, schema);
  setTags(session, schema, node.tags);
  Object.assign(session, { database: database.name, schema: name });
  return created("SCHEMA", name);
};

/** Puts an object that needs nothing but its name, unless IF NOT EXISTS finds one. */
const put = (session, node, kind, make) => {
  const schema = schemaOf(session, node.path);
  const name = node.path.at(-1);
  if (node.ifNotExists && schema[nameSpaces[kind]].has(name)) return keptAsItIs(name);
  const object = {
    kind,
    name,
    schema,
    created: session.now(),
    altered: session.now(),
    comment: node.properties?.COMMENT,
    ...make(schema),
  };
  setTags(session, object, node.tags);
  const there = schema[nameSpaces[kind]].get(name);
  if (node.alter && there?.kind === kind) return createOrAlterView(session, there, object);
  place(session, schema, object, node);
  return created(kind, name);
};

const createView = (session, node, whole) =>
  put(session, node, node.kind, (schema) => {
    const plan = planText(session, node.query, {
      database: { name: session.database },
      name: session.schema,
    });
    if (node.columns !== undefined && node.columns.length !== plan.columns.length)
      throw compilation(
        "002025",
        "42601",
        `Invalid view definition list: ${node.columns.length} columns named, ${plan.columns.length} selected`,
      );
    if (node.columns === undefined) refuseUnnamed(plan);
    const columns = plan.columns.map(({ name, type, nullable }, index) =>
      newColumn(node.columns?.[index].name ?? name, type.name === "NULL" ? text() : type, {
        notNull: !nullable,
        comment: node.columns?.[index].comment,
      }),
    );
    const twice = columns.find(
      ({ name }, index) => columns.findIndex((other) => other.name === name) !== index,
    );
    if (twice !== undefined)
      throw compilation("002025", "42S21", `duplicate column name '${twice.name}'`);
    return {
      schema,
      columns,
      query: node.query,
      text: whole.trim().replace(/;$/, ""),
      secure: node.variety === "SECURE",
      changeTracking: node.changeTracking ?? false,
    };
  });

const createSequence = (session, node) => {
  if (node.clone !== undefined) {
    // The manual's page "CREATE <object> … CLONE".
    const { start, increment, next, ordered, comment } = find(session, "SEQUENCE", node.clone);
    return put(session, node, "SEQUENCE", () => ({ start, increment, next, ordered, comment }));
  }
  if (node.step === 0)
    throw compilation("002267", "22023", "invalid value [0] for parameter 'INCREMENT'");
  // The recorded account starts sequences unordered.
  return put(session, node, "SEQUENCE", () => ({
    start: node.start,
    increment: node.step,
    next: BigInt(node.start),
    ordered: node.ordered ?? session.parameter("NOORDER_SEQUENCE_AS_DEFAULT") === "false",
  }));
};

const createStream = (session, node) =>
  put(session, node, "STREAM", () => {
    const of = node.on === "TABLE" ? findTable(session, node.of) : find(session, "VIEW", node.of);
    // A stream needs the changes of what it is on.
    of.changeTracking = true;
    return { of };
  });

const createRoutine = (session, node) => {
  const schema = schemaOf(session, node.path);
  const name = node.path.at(-1);
  const routine = {
    kind: node.kind,
    name,
    schema,
    created: session.now(),
    altered: session.now(),
    comment: node.comment,
    args: node.args,
    returns: node.returns,
    table: node.table,
    language: node.language,
    body: node.body,
    secure: node.variety === "SECURE",
  };
  const space = schema[nameSpaces[node.kind]];
  const key = routineKey(routine);
  if (space.has(key) && !node.replace) {
    if (node.ifNotExists) return keptAsItIs(name);
    throw alreadyExists(name);
  }
  space.set(key, routine);
  return created(node.kind, name);
};

export const createObjects = {
  createDatabase,
  createSchema,
  createView,
  createSequence,
  createStream,
  createRoutine,
  createTag: (session, node) => put(session, node, "TAG", () => ({ allowed: node.allowed })),
  createPolicy: (session, node) =>
    put(session, node, node.kind, () => ({
      args: node.args,
      returns: node.returns,
      body: node.body,
    })),
  createIndex: (session, node) => {
    const table = findTable(session, node.path);
    const there = table.indexes.findIndex(({ name }) => name === node.name);
    if (there >= 0 && node.ifNotExists) return keptAsItIs(node.name);
    if (there >= 0 && node.replace) table.indexes.splice(there, 1);
    makeIndex(session, table, node);
    return status(`Statement executed successfully.`);
  },
};
