/** CREATE TABLE. */
import { alreadyExists, alreadyExistsUnseen, compilation, unsupported } from "../errors.mjs";
import { beginBuild } from "../catalogue/builds.mjs";
import { setClusteringKey } from "../catalogue/clustering.mjs";
import { copyTable } from "../catalogue/clone.mjs";
import { columnFrom } from "../catalogue/columns.mjs";
import { addConstraint, columnNamed, noColumn } from "../catalogue/constraints.mjs";
import { findTable, schemaOf } from "../catalogue/find.mjs";
import { place, standingAt } from "../catalogue/lifecycle.mjs";
import { newColumn, newTable, primaryKeyOf } from "../catalogue/model.mjs";
import { setTags } from "../catalogue/tags.mjs";
import { isShown } from "../catalogue/visible.mjs";
import { writable } from "../catalogue/virtual.mjs";
import { planStatement } from "../query/plan.mjs";
import { castTo } from "../values/cast.mjs";
import { text } from "../values/types.mjs";
import { createOrAlterTable, refuseVariant } from "./createOrAlter.mjs";
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
const addQueried = (session, table, node, plan) => {
  const own = plan.columns.map(({ name, type }) => ({
    name,
    type: type.name === "NULL" ? text() : type,
  }));
  if (node.columns === undefined) {
    refuseUnnamed(plan);
    table.columns = own.map(({ name, type }) => newColumn(name, type));
    return;
  }
  // The manual's page "Virtual Columns": the query has no columns for them.
  const given = node.columns.filter(({ virtual }) => virtual === undefined);
  if (given.length !== own.length)
    throw compilation(
      "002026",
      "42601",
      `Invalid column definition list: ${given.length} columns declared, ${own.length} selected`,
    );
  for (const declared of node.columns) {
    const type = declared.type ?? own[given.indexOf(declared)].type;
    table.columns.push(columnFrom(session, table, { ...declared, type }));
  }
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
  const isForeign = ({ kind }) => kind === "FOREIGN KEY";
  table.written = new Map();
  for (const each of [...all.filter((one) => !isForeign(one)), ...all.filter(isForeign)])
    table.written.set(addConstraint(session, table, each, { whole }), each);
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
  else addQueried(session, table, node, plan);
  refuseDuplicates(table.columns.map(({ name }) => name));
  applyProperties(table, node.properties);
  setTags(session, table, node.tags);
  if (node.clusterBy !== undefined) setClusteringKey(table, node.clusterBy, whole);
  fill(session, node, table, whole);
  if (plan !== undefined) {
    const rows = plan.run(undefined);
    const given = writable(table);
    const valueIn = (row, index) =>
      index < 0 ? null : castTo(row[index], plan.columns[index].type);
    table.rows = rows.map((row) =>
      writeRow(
        session,
        table,
        table.columns.map((column) => valueIn(row, given.indexOf(column))),
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
  if (node.alter) refuseVariant(node);
  const isCopy = node.clone !== undefined || node.like !== undefined;
  const there = standingAt(schema.relations, { name, kind: "TABLE", variety: node.variety });
  if (there !== undefined && !isShown(session, there))
    throw alreadyExistsUnseen(node.path.join("."));
  if (there !== undefined && !node.replace && !node.alter) throw alreadyExists(node.path.join("."));
  const table = isCopy ? copied(session, node, schema, whole) : fresh(session, node, schema, whole);
  const { written } = table;
  delete table.written;
  if (there?.kind === "TABLE" && node.alter)
    return createOrAlterTable(session, there, { ...table, written }, node, whole);
  // A temporary table goes with its session.
  table.session = session.id;
  place(session, schema, table, node);
  return status(`Table ${name} successfully created.`);
};
