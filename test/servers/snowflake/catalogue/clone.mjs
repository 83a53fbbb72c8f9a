/** Copies of tables and of all that is in a schema: CREATE … LIKE and CLONE. */
import { newSchema, newTable } from "./model.mjs";

/**
 * A table with the same columns and constraints; names of constraints are copied too, also those
 * that the server made (the manual's page on TABLE_CONSTRAINTS shows such a pair).
 */
export const copyTable = (source, name, schema, now, { rows, variety = source.variety }) => {
  const columns = new Map(
    source.columns.map((column) => [
      column,
      { ...column, identity: column.identity === undefined ? undefined : { ...column.identity } },
    ]),
  );
  const table = newTable(name, schema, now, variety, {
    columns: [...columns.values()],
    comment: source.comment,
    clusterBy: source.clusterBy,
    changeTracking: source.changeTracking,
    schemaEvolution: source.schemaEvolution,
    retention: source.retention,
    rows: rows ? source.rows : [],
  });
  const own = new Map();
  for (const constraint of source.constraints) {
    const copy = {
      ...constraint,
      table,
      created: now,
      altered: now,
      columns: constraint.columns.map((column) => columns.get(column)),
    };
    own.set(constraint, copy);
    table.constraints.push(copy);
  }
  for (const copy of table.constraints) if (own.has(copy.key)) copy.key = own.get(copy.key);
  table.indexes = source.indexes.map((index) => ({
    ...index,
    columns: index.columns.map((column) => columns.get(column)),
    include: index.include.map((column) => columns.get(column)),
  }));
  return { table, own };
};

const copyObject = (object, schema, now) =>
  object.kind === "TABLE"
    ? copyTable(object, object.name, schema, now, { rows: true })
    : { table: { ...object, schema, created: now }, own: new Map() };

/** A schema with copies of its objects; foreign keys among them refer to the copies. */
export const copySchema = (source, name, database, now) => {
  const schema = newSchema(name, database, now, { comment: source.comment });
  const keys = new Map();
  for (const object of source.relations.values()) {
    const { table, own } = copyObject(object, schema, now);
    schema.relations.set(object.name, table);
    for (const [from, to] of own) keys.set(from, to);
  }
  for (const table of schema.relations.values())
    for (const constraint of table.constraints ?? [])
      if (keys.has(constraint.key)) constraint.key = keys.get(constraint.key);
  for (const space of [
    "sequences",
    "functions",
    "procedures",
    "streams",
    "tags",
    "maskingPolicies",
    "rowAccessPolicies",
  ])
    for (const [key, object] of source[space]) schema[space].set(key, { ...object, schema });
  return schema;
};
