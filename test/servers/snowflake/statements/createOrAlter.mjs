/** CREATE OR ALTER: what stands becomes what is declared, by what ALTER can do. The manual's page "CREATE OR ALTER <object>". */
import { unsupported } from "../errors.mjs";
import { columnNamed } from "../catalogue/constraints.mjs";
import { setClusteringKey } from "../catalogue/clustering.mjs";
import { actions, atOnce } from "./alterTables.mjs";
import { succeeded } from "./result.mjs";

/** Which words an error has here stands on no page: they are assumed. */
const cannot = (what) => unsupported(`CREATE OR ALTER: ${what}`);

const namesOf = (columns) => columns.map(({ name }) => name);

/** New columns stand at the end, and what stands keeps its order. */
const checkOrder = (table, declared) => {
  const kept = namesOf(table.columns).filter((name) => columnNamed(declared, name) !== undefined);
  const wanted = namesOf(declared.columns);
  if (kept.some((name, index) => wanted[index] !== name))
    throw cannot("another order of columns, or a new column before one that stands");
};

const sameType = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** How a column gets from one declaration to another, as actions of ALTER COLUMN. */
const columnSteps = (column, declared, node) => {
  const at = { name: column.name, token: node.token };
  if (column.virtual !== undefined) throw cannot("virtual columns");
  if ((column.identity === undefined) !== (declared.identity === undefined))
    throw cannot("AUTOINCREMENT of a column that stands");
  const steps = [];
  if (!sameType(column.type, declared.type))
    steps.push({ ...at, column: "type", type: declared.type, alias: declared.alias });
  if (column.notNull !== declared.notNull)
    steps.push({ ...at, column: declared.notNull ? "setNotNull" : "dropNotNull" });
  if (column.comment !== declared.comment)
    steps.push({ ...at, column: "comment", comment: declared.comment });
  if (column.default?.text !== declared.default?.text)
    steps.push(
      declared.default === undefined
        ? { ...at, column: "dropDefault" }
        : { ...at, column: "setDefault", node: node.default.node },
    );
  return steps;
};

/** What a constraint says, so that it is known again. */
const meaning = (constraint) =>
  JSON.stringify([
    constraint.kind,
    constraint.generated ? null : constraint.name,
    namesOf(constraint.columns),
    constraint.check,
    constraint.key?.table.name,
    constraint.key === undefined ? undefined : namesOf(constraint.key.columns),
    constraint.rely,
  ]);

const properties = {
  COMMENT: "comment",
  DATA_RETENTION_TIME_IN_DAYS: "retention",
  ENABLE_SCHEMA_EVOLUTION: "schemaEvolution",
  ERROR_LOGGING: "errorLogging",
};

/**
 * @param {object} table as it stands
 * @param {object} declared as CREATE TABLE would make it; it knows how its constraints were written
 */
const alterTo = (session, table, declared, node, whole) => {
  checkOrder(table, declared);
  const before = table.constraints.map((constraint) => ({ constraint, said: meaning(constraint) }));
  const wanted = new Map(declared.constraints.map((each) => [meaning(each), each]));
  for (const { constraint, said } of before)
    if (!wanted.delete(said) && table.constraints.includes(constraint))
      actions.dropConstraint(session, table, { name: constraint.name });
  const gone = table.columns.filter(({ name }) => columnNamed(declared, name) === undefined);
  if (gone.length > 0) actions.dropColumns(session, table, { columns: namesOf(gone) }, whole);
  const columns = node.columns.map((each) => ({ ...each, constraints: [] }));
  for (const column of table.columns) {
    const each = columns.find(({ name }) => name === column.name);
    const steps = columnSteps(column, columnNamed(declared, column.name), each);
    actions.alterColumns(session, table, { actions: steps }, whole);
  }
  const added = columns.filter(({ name }) => columnNamed(table, name) === undefined);
  actions.addColumns(session, table, { columns: added }, whole);
  for (const each of wanted.values())
    actions.addConstraint(session, table, { constraint: declared.written.get(each) }, whole);
  for (const field of Object.values(properties)) table[field] = declared[field];
  if (node.clusterBy === undefined) table.clusterBy = undefined;
  else if (node.clusterBy.text !== table.clusterBy?.text)
    setClusteringKey(table, node.clusterBy, whole);
  if (node.properties.CHANGE_TRACKING !== undefined) table.changeTracking = declared.changeTracking;
};

export const createOrAlterTable = (session, table, declared, node, whole) => {
  if (table.variety !== declared.variety) throw cannot("another kind of table");
  if (table.variety === "HYBRID") throw cannot("hybrid tables");
  atOnce(table, () => alterTo(session, table, declared, node, whole));
  table.altered = session.now();
  return succeeded();
};

/** What CREATE TABLE has and CREATE OR ALTER TABLE has not: the manual's page "CREATE TABLE". */
export const refuseVariant = (node) => {
  if (node.query !== undefined) throw cannot("AS SELECT");
  if (node.like !== undefined) throw cannot("LIKE");
  if (node.clone !== undefined) throw cannot("CLONE");
  if (node.columns.some(({ virtual }) => virtual !== undefined)) throw cannot("virtual columns");
};

/** The manual's page "CREATE VIEW": SECURE, comments and change tracking, and nothing else. */
export const createOrAlterView = (session, view, declared) => {
  const same =
    view.query === declared.query &&
    JSON.stringify(namesOf(view.columns)) === JSON.stringify(namesOf(declared.columns));
  if (!same) throw cannot("another query of a view");
  const { comment, secure, text } = declared;
  Object.assign(view, { comment, secure, text, altered: session.now() });
  for (const column of view.columns) column.comment = columnNamed(declared, column.name).comment;
  return succeeded();
};

/** What is not said is unset. */
export const alterContainer = (session, container, { comment, retention, managed }) => {
  Object.assign(container, { comment, retention, altered: session.now() });
  if (managed !== undefined) container.managed = managed;
  return succeeded();
};
