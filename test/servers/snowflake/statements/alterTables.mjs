/** ALTER TABLE. */
import {
  SnowflakeError,
  alreadyExists,
  compilation,
  doesNotExist,
  invalidIdentifier,
  unsupported,
} from "../errors.mjs";
import { setClusteringKey } from "../catalogue/clustering.mjs";
import { columnFrom } from "../catalogue/columns.mjs";
import {
  addConstraint,
  columnNamed,
  constraintOf,
  dropConstraint,
  dropConstraintsOf,
  noColumn,
} from "../catalogue/constraints.mjs";
import { find, findTable, lookUp, schemaOf } from "../catalogue/find.mjs";
import { isView, takeOut } from "../catalogue/model.mjs";
import { renameColumnIn } from "../catalogue/renaming.mjs";
import { changeTags } from "../catalogue/tags.mjs";
import { refuseConstraint, refuseDrop, refuseType, withVirtual } from "../catalogue/virtual.mjs";
import { placeOf } from "../language/lexer.mjs";
import { isSemiStructured } from "../values/types.mjs";
import { succeeded } from "./result.mjs";
import { changeType } from "./retyping.mjs";
import { applyProperties, unsetProperties } from "./tableProperties.mjs";
import { valueOfDefault, writeRow } from "./writing.mjs";

const hybridOnly = (table, what) => {
  if (table.variety === "HYBRID") throw unsupported(`${what} of hybrid tables`);
};

/** Rows that stand get the default of a column that is added. */
const fillColumn = (session, table, column) => {
  table.rows = table.rows.map((row) =>
    withVirtual(session, table, [...row, valueOfDefault(session, table, column)]),
  );
  if (column.notNull && table.rows.some((row) => row.at(-1) === null))
    throw new SnowflakeError(
      "002305",
      "22000",
      `SQL compilation error:\nNon-nullable column '${column.name}' cannot be added to non-empty table '${table.name}' unless it has a non-null default value.`,
    );
};

/** The manual's page "ALTER TABLE": what IF NOT EXISTS does not go with. */
const refuseConditional = ({ default: given, identity, constraints }) => {
  if (
    given !== undefined ||
    identity !== undefined ||
    constraints.some(({ kind }) => kind !== "CHECK")
  )
    throw unsupported("ADD COLUMN IF NOT EXISTS with a default, an identity or a key");
};

const addColumns = (session, table, { columns, ifNotExists }, whole) => {
  if (ifNotExists) columns.forEach(refuseConditional);
  for (const node of columns) {
    if (columnNamed(table, node.name) !== undefined) {
      if (ifNotExists) continue;
      throw compilation("001430", "42601", `column '${node.name}' already exists`);
    }
    // In the words that users report of accounts.
    if (node.identity !== undefined && table.rows.length > 0)
      throw compilation(
        "002307",
        "0A000",
        `Cannot add column '${node.name}' with non-constant default to non-empty table '${table.name}'.`,
      );
    const column = columnFrom(session, table, node, { later: true });
    table.columns.push(column);
    fillColumn(session, table, column);
    for (const constraint of node.constraints)
      addConstraint(session, table, constraint, { whole, late: true });
  }
};

const dropColumns = (session, table, { columns, ifExists, behaviour }) => {
  const dropped = columns.flatMap((name) => {
    const column = columnNamed(table, name);
    if (column === undefined && !ifExists) throw noColumn(name);
    return column === undefined ? [] : [column];
  });
  if (dropped.length === table.columns.length)
    throw compilation("002308", "0A000", `Cannot drop all columns of table '${table.name}'.`);
  if (
    table.clusterBy !== undefined &&
    dropped.some(({ name }) =>
      table.clusterBy.text
        .toUpperCase()
        .match(/[\w$]+/g)
        .includes(name),
    )
  )
    throw compilation(
      "002309",
      "2BP01",
      `Cannot drop column '${dropped[0].name}' because it is part of the clustering key.`,
    );
  for (const index of table.indexes) {
    const held = [...index.columns, ...index.include].find((column) => dropped.includes(column));
    // The manual's page "CREATE INDEX" has the words.
    if (held !== undefined)
      throw compilation(
        "002310",
        "2BP01",
        `Column '${held.name}' cannot be dropped because it is used by index '${index.name}'.`,
      );
  }
  refuseDrop(table, dropped);
  dropConstraintsOf(session, table, dropped, behaviour);
  const kept = table.columns.map((column) => !dropped.includes(column));
  table.rows = table.rows.map((row) => row.filter((_value, index) => kept[index]));
  table.columns = table.columns.filter((_column, index) => kept[index]);
};

const renameColumn = (_session, table, { from, to }) => {
  const column = columnNamed(table, from);
  if (column === undefined) throw doesNotExist("Object", from);
  if (from !== to && columnNamed(table, to) !== undefined)
    throw alreadyExists(`${table.name}.${to}`);
  renameColumnIn(table, column, to);
};

const renameConstraint = (session, table, { from, to }) => {
  const constraint = constraintOf(table, { name: from });
  if (from !== to && table.constraints.some(({ name }) => name === to))
    throw compilation("002002", "42710", `Constraint '${to}' already exists.`);
  Object.assign(constraint, { name: to, generated: false, altered: session.now() });
};

const alterConstraint = (session, table, node) => {
  const constraint = constraintOf(table, node, { alter: true });
  if (node.properties.RELY !== undefined) constraint.rely = node.properties.RELY;
  constraint.altered = session.now();
};

const columnActions = {
  dropDefault: (_session, _table, column) => {
    // The manual's page "ALTER TABLE … ALTER COLUMN": not of a column that ADD COLUMN brought with it.
    if (column.addedLater && column.default !== undefined)
      throw unsupported("Alter Column Drop Default");
    column.default = undefined;
  },
  dropNotNull: (_session, _table, column) => {
    column.notNull = false;
  },
  setNotNull: (_session, table, column) => {
    if (column.virtual !== undefined) throw refuseConstraint("NOT NULL", column);
    const index = table.columns.indexOf(column);
    if (table.rows.some((row) => row[index] === null))
      throw new SnowflakeError(
        "100073",
        "22000",
        `Column '${column.name}' contains null values. Not null constraint cannot be added.`,
      );
    // Recorded nowhere: the manual's page "ALTER TABLE … ALTER COLUMN" has it.
    if (isSemiStructured(column.type) && table.rows.length > 0)
      throw unsupported("NOT NULL of a semi-structured column of a table with rows");
    column.notNull = true;
  },
  /** Only a column that has a sequence may get another one. */
  setDefault: (session, _table, column, { node }) => {
    if (node.e !== "nextval" || column.default?.sequence === undefined)
      throw unsupported("Alter Column Set Default");
    const sequence = find(session, "SEQUENCE", node.path);
    column.default = {
      text: `${sequence.schema.database.name}.${sequence.schema.name}.${sequence.name}.NEXTVAL`,
      literal: false,
      sequence,
    };
  },
  comment: (_session, _table, column, { comment }) => {
    column.comment = comment;
  },
  type: (session, table, column, { type, alias }) => {
    hybridOnly(table, "a change of type");
    refuseType(session, table, column, type);
    changeType(session, table, column, type);
    column.alias = alias;
  },
  setPolicy: (session, _table, column, { policy, force }) => {
    const found = find(session, "MASKING POLICY", policy, "Masking policy");
    if (column.maskingPolicy !== undefined && !force)
      throw compilation(
        "003001",
        "42601",
        `Specified column already attached to another masking policy. A column cannot be attached to multiple masking policies. Please drop the current association in order to attach a new masking policy.`,
      );
    column.maskingPolicy = found;
  },
  unsetPolicy: (_session, _table, column) => {
    column.maskingPolicy = undefined;
  },
  tag: (session, _table, column, action) => changeTags(session, column, action),
};

const alterColumns = (session, table, { actions }, whole) => {
  for (const action of actions) {
    const column = columnNamed(table, action.name);
    if (column === undefined)
      throw invalidIdentifier(placeOf(whole, action.token.start), action.name);
    columnActions[action.column](session, table, column, action);
  }
};

const move = (session, table, { to }) => {
  const schema = schemaOf(session, to);
  const name = to.at(-1);
  const there = schema.relations.get(name);
  if (there === table) return;
  if (there !== undefined) throw alreadyExists(to.join("."));
  takeOut(table.schema.relations, table);
  Object.assign(table, { schema, name });
  schema.relations.set(name, table);
};

const swap = (session, table, { with: path }) => {
  const other = findTable(session, path);
  // The manual's page "ALTER TABLE"; the words are assumed.
  if ((table.variety === "TEMPORARY") !== (other.variety === "TEMPORARY"))
    throw unsupported("SWAP WITH of a temporary table and another one");
  const [one, two] = [table, other].map(({ schema, name }) => ({ schema, name }));
  Object.assign(table, two);
  Object.assign(other, one);
  for (const each of [table, other]) each.schema.relations.set(each.name, each);
};

const needsKey = ({ clusterBy, name }) => {
  if (clusterBy === undefined)
    throw compilation("002311", "0A000", `Table '${name}' is not clustered`);
};

const recluster = (_session, table, { on }) => {
  needsKey(table);
  table.reclusters = on;
};

/** By name, what ALTER TABLE does. */
export const actions = {
  addColumns,
  dropColumns,
  renameColumn,
  renameConstraint,
  renameTable: move,
  alterColumns,
  alterConstraint,
  addConstraint: (session, table, { constraint }, whole) =>
    addConstraint(session, table, constraint, { whole, late: true }),
  dropConstraint: (session, table, node) => {
    const constraint = constraintOf(table, node);
    if (constraint.kind === "PRIMARY KEY") hybridOnly(table, "DROP PRIMARY KEY");
    dropConstraint(session, constraint, node.behaviour);
  },
  set: (_session, table, { properties }) => {
    for (const { name, value } of properties) applyProperties(table, { [name]: value });
  },
  unset: (_session, table, { names }) => unsetProperties(table, names),
  swap,
  cluster: (session, table, { key }, whole) => {
    hybridOnly(table, "CLUSTER BY");
    setClusteringKey(table, key, whole);
  },
  dropClustering: (_session, table) => {
    table.clusterBy = undefined;
  },
  recluster,
  // Nothing here is stored in an order.
  reclusterOnce: (_session, table) => needsKey(table),
  tag: (session, table, action) => changeTags(session, table, action),
  searchOptimization: (_session, table, { on }) => {
    table.searchOptimization = on;
  },
};

/** An ALTER that fails half-way leaves the table as it was. */
export const atOnce = (table, run) => {
  const before = {
    ...table,
    columns: table.columns.map((column) => ({ column, was: { ...column } })),
  };
  const constraints = table.constraints.map((constraint) => ({
    constraint,
    was: { ...constraint },
  }));
  try {
    run();
  } catch (error) {
    Object.assign(table, before, {
      columns: before.columns.map(({ column, was }) => Object.assign(column, was)),
      constraints: constraints.map(({ constraint, was }) => Object.assign(constraint, was)),
    });
    throw error;
  }
};

export const alterTable = (session, node, whole) => {
  const found = lookUp(session, "TABLE", node.path);
  if (found === undefined && node.ifExists) return succeeded();
  // ALTER TABLE … RENAME TO is taken of views too.
  const table =
    found !== undefined && isView(found) && node.action.alter === "renameTable"
      ? found
      : findTable(session, node.path);
  if (isView(table)) move(session, table, node.action);
  else atOnce(table, () => actions[node.action.alter](session, table, node.action, whole));
  table.altered = session.now();
  return succeeded();
};
