/** CREATE TABLE. */
import { alreadyExists, compilation, unsupported } from "../errors.mjs";
import { beginBuild } from "../catalogue/builds.mjs";
import { setClusteringKey } from "../catalogue/clustering.mjs";
import { copyTable } from "../catalogue/clone.mjs";
import { columnFrom } from "../catalogue/columns.mjs";
import { addConstraint, columnNamed, noColumn } from "../catalogue/constraints.mjs";
import { findTable, schemaOf } from "../catalogue/find.mjs";
import { place, standingAt } from "../catalogue/lifecycle.mjs";
import { newColumn, newTable, primaryKeyOf } from "../catalogue/model.mjs";
import { planStatement } from "../query/plan.mjs";
import { castTo } from "../values/cast.mjs";
import { text } from "../values/types.mjs";
import { applyProperties } from "./tableProperties.mjs";
import { status } from "./result.mjs";
import { writeRow } from "./writing.mjs";

const duplicate = (names) => names.find((name, index) => names.indexOf(name) !== index);

const refuseDuplicates = (names) => {
  const twice = duplicate(names);
  if (twice !== undefined) throw compilation("002025", "42S21", `duplicate column name '${twice}'`);
};

/**
 * Columns of a query that make columns of a table or view: an expression needs an alias, as users
 * report it of accounts.
 */
export const refuseUnnamed = ({ columns }) => {
  if (columns.some(({ unnamed }) => unnamed))
    throw compilation("002022", "42601", "Missing column specification");
};

/** The columns of CREATE TABLE … AS: those of the query under the names and types that are declared. */
const queriedColumns = (session, table, node, plan) => {
  if (node.columns !== undefined && node.columns.length !== plan.columns.length)
    throw compilation(
      "002026",
      "42601",
      `Invalid column definition list: ${node.columns.length} columns declared, ${plan.columns.length} selected`,
    );
  if (node.columns === undefined) refuseUnnamed(plan);
  return plan.columns.map(({ name, type }, index) => {
    const declared = node.columns?.[index];
    const own = type.name === "NULL" ? text() : type;
    if (declared === undefined) return newColumn(name, own);
    return columnFrom(session, table, { ...declared, type: declared.type ?? own });
  });
};

export const makeIndex = (session, table, { name, columns, include }) => {
  if (table.variety !== "HYBRID") throw unsupported("indexes of standard tables");
  const of = (names) =>
    names.map((each) => {
      const column = columnNamed(table, each);
      if (column === undefined) throw noColumn(each);
      return column;
    });
  if (table.indexes.some((index) => index.name === name))
    throw compilation("002002", "42710", `Object '${name}' already exists.`);
  const index = { name, columns: of(columns), include: of(include), created: session.now() };
  if (!table.pending) beginBuild(table, index);
  table.indexes.push(index);
};

const fill = (session, node, table, whole) => {
  const inline = (node.columns ?? []).flatMap(({ constraints }) => constraints);
  // Keys come first, so that a foreign key finds them in its own table.
  const all = [...inline, ...(node.constraints ?? [])];
  const keys = all.filter(({ kind }) => kind !== "FOREIGN KEY");
  for (const constraint of keys) addConstraint(session, table, constraint, { whole });
  for (const constraint of all.filter(({ kind }) => kind === "FOREIGN KEY"))
    addConstraint(session, table, constraint, { whole });
  for (const index of node.indexes ?? []) makeIndex(session, table, index);
  if (table.variety === "HYBRID" && primaryKeyOf(table) === undefined)
    throw compilation("391480", "0A000", `Hybrid table '${table.name}' must have a primary key.`);
};

const fresh = (session, node, schema, whole) => {
  const table = newTable(node.path.at(-1), schema, session.now(), node.variety, { pending: true });
  const plan = node.query === undefined ? undefined : planStatement(node.query, session, whole);
  refuseDuplicates((node.columns ?? []).map(({ name }) => name));
  if (plan === undefined)
    for (const column of node.columns) table.columns.push(columnFrom(session, table, column));
  else table.columns = queriedColumns(session, table, node, plan);
  refuseDuplicates(table.columns.map(({ name }) => name));
  applyProperties(table, node.properties);
  if (node.clusterBy !== undefined) setClusteringKey(table, node.clusterBy, whole);
  fill(session, node, table, whole);
  if (plan !== undefined) {
    const rows = plan.run(undefined);
    table.rows = rows.map((row) =>
      writeRow(
        session,
        table,
        row.map((value, index) => castTo(value, plan.columns[index].type)),
      ),
    );
  }
  delete table.pending;
  return table;
};

const copied = (session, node, schema, whole) => {
  const source = findTable(session, node.clone ?? node.like);
  const variety = node.variety === "TABLE" && node.clone === undefined ? "TABLE" : node.variety;
  const { table } = copyTable(source, node.path.at(-1), schema, session.now(), {
    rows: node.clone !== undefined,
    variety,
  });
  applyProperties(table, node.properties);
  if (node.clusterBy !== undefined) setClusteringKey(table, node.clusterBy, whole);
  return table;
};

export const createTable = (session, node, whole) => {
  const schema = schemaOf(session, node.path);
  const name = node.path.at(-1);
  if (node.ifNotExists && schema.relations.has(name))
    return status(`${name} already exists, statement succeeded.`);
  const isCopy = node.clone !== undefined || node.like !== undefined;
  const there = standingAt(schema.relations, { name, kind: "TABLE", variety: node.variety });
  if (there !== undefined && !node.replace) throw alreadyExists(node.path.join("."));
  const table = isCopy ? copied(session, node, schema, whole) : fresh(session, node, schema, whole);
  // A temporary table goes with its session.
  table.session = session.id;
  place(session, schema, table, node);
  return status(`Table ${name} successfully created.`);
};
