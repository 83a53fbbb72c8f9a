/** Keys and checks of tables: made, refused, silently not made, dropped with what depends on them. */
import { compilation, doesNotExist, invalidIdentifier, unsupported } from "../errors.mjs";
import { columnsOf, walk } from "../language/text.mjs";
import { compile } from "../query/compile.mjs";
import { isDeterministic } from "../query/functions.mjs";
import { scopeOf, tableSource } from "../query/scope.mjs";
import { beginBuild } from "./builds.mjs";
import { breaks } from "./enforced.mjs";
import { findTable, inFull } from "./find.mjs";
import { fullName, newConstraint, objectsOf, primaryKeyOf } from "./model.mjs";
import { refuseConstraint } from "./virtual.mjs";

export const noColumn = (name) => compilation("001701", "42000", `column '${name}' does not exist`);

export const columnNamed = (table, name) => table.columns.find((column) => column.name === name);

/** Columns that a constraint lists. */
const columnsIn = (table, names) =>
  names.map((name) => {
    const column = columnNamed(table, name);
    if (column === undefined) throw invalidIdentifier({ line: 1, position: 0 }, name);
    return column;
  });

/**
 * Is the constraint left out without a word? The manual's page "CREATE | ALTER TABLE … CONSTRAINT":
 * changing the defaults results in Snowflake not creating the constraint, except RELY. Recorded for
 * the actions of foreign keys.
 */
const leftOut = ({ kind, properties: p, references }) =>
  kind === "CHECK"
    ? p.ENABLE === false
    : p.ENFORCED === true ||
      p.DEFERRABLE === true ||
      p.IMMEDIATE === true ||
      p.ENABLE === true ||
      p.VALIDATE === true ||
      (references !== undefined &&
        (references.match !== "FULL" ||
          references.onUpdate !== "NO ACTION" ||
          references.onDelete !== "NO ACTION"));

/** Of hybrid tables keys are enforced, and RESTRICT and NO ACTION are what a foreign key can do. */
const hybridLeavesOut = (node) => {
  const { references: r, properties: p } = node;
  if (p.ENFORCED === false || p.DEFERRABLE === true || p.ENABLE === false)
    throw compilation("200003", "0A000", "invalid constraint property");
  if (
    r !== undefined &&
    (r.match === "PARTIAL" ||
      ![r.onUpdate, r.onDelete].every((action) => ["NO ACTION", "RESTRICT"].includes(action)))
  )
    throw unsupported("referential actions of hybrid tables");
  return false;
};

const sameColumns = (columns, others) =>
  columns.length === others.length && columns.every((column, index) => column === others[index]);

const referencedKey = (session, node, columns, owner) => {
  const { path, columns: names } = node.references;
  // A table that is being made is not yet in its schema.
  const self = owner.pending && inFull(session, path) === fullName(owner);
  const parent = self ? owner : findTable(session, path);
  const key =
    names === undefined
      ? primaryKeyOf(parent)
      : parent.constraints.find(
          (each) =>
            (each.kind === "PRIMARY KEY" || each.kind === "UNIQUE") &&
            sameColumns(each.columns, columnsIn(parent, names)),
        );
  if (key === undefined)
    throw compilation(
      "002250",
      "42601",
      `There is no primary or unique key on table '${parent.name}' for the columns of the foreign key.`,
    );
  if (key.columns.length !== columns.length)
    throw compilation(
      "002255",
      "42601",
      "number of columns in foreign key does not match number of columns in referenced key",
    );
  const misfit = key.columns.findIndex(
    (column, index) => column.type.name !== columns[index].type.name,
  );
  if (misfit >= 0)
    throw compilation(
      "002257",
      "42601",
      `data type of column '${columns[misfit].name}' does not match that of the referenced column '${key.columns[misfit].name}'`,
    );
  return key;
};

/** What a check may not hold, on the manual's page "CREATE | ALTER TABLE … CONSTRAINT". */
const forbidden = ({ e, name, path }) =>
  ["subquery", "exists", "inQuery", "nextval", "variable", "bind"].includes(e) ||
  (e === "call" && !(path.length === 1 && isDeterministic(name)));

const checkOf = (session, table, node) => {
  const wrong = walk(node.check.node).find(forbidden);
  if (wrong !== undefined)
    throw compilation(
      "002270",
      "0A000",
      `Invalid expression in CHECK constraint: [${node.check.text}]`,
    );
  const scope = scopeOf(session, node.check.whole ?? node.check.text, {
    sources: [tableSource(table)],
  });
  compile(node.check.node, scope);
  return { text: node.check.text, columns: columnsIn(table, columnsOf(node.check.node)) };
};

/**
 * Adds a constraint to a table, or leaves it out where Snowflake does; gives back what was made.
 * @param {import("../language/constraints.mjs").ConstraintNode} node
 */
export const addConstraint = (session, table, node, { whole, late = false } = {}) => {
  const hybrid = table.variety === "HYBRID";
  if (node.name !== undefined && table.constraints.some(({ name }) => name === node.name))
    throw compilation("002002", "42710", `Constraint '${node.name}' already exists.`);
  if (node.kind === "PRIMARY KEY" && primaryKeyOf(table) !== undefined)
    throw compilation("002253", "42601", `Table '${table.name}' already has a primary key.`);
  if (node.kind === "CHECK") {
    if (hybrid) throw unsupported("CHECK constraints of hybrid tables");
    if (late && !(node.properties.ENABLE === true && node.properties.VALIDATE === false))
      throw compilation(
        "002264",
        "0A000",
        "ALTER TABLE ADD CHECK is not supported with ENABLE VALIDATE (you may specify ENABLE NOVALIDATE instead).",
      );
    const virtual = columnsOf(node.check.node)
      .map((name) => columnNamed(table, name))
      .find((column) => column?.virtual !== undefined);
    if (virtual !== undefined) throw refuseConstraint("CHECK", virtual);
    const { text, columns } = checkOf(session, table, { ...node, check: { ...node.check, whole } });
    if (leftOut(node)) return undefined;
    const check = newConstraint("CHECK", node.name, table, session.now(), {
      check: text,
      columns,
      enforced: true,
      inline: node.inline ?? false,
    });
    table.constraints.push(check);
    return check;
  }
  const columns = columnsIn(table, node.columns);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined)
    throw compilation("002025", "42S21", `duplicate column name '${twice.name}'`);
  if (hybrid && late && node.kind === "PRIMARY KEY")
    throw unsupported("ADD PRIMARY KEY of hybrid tables");
  const key =
    node.kind === "FOREIGN KEY" ? referencedKey(session, node, columns, table) : undefined;
  if (hybrid ? hybridLeavesOut(node) : leftOut(node)) {
    if (session.parameter("UNSUPPORTED_DDL_ACTION").toUpperCase() === "FAIL")
      throw unsupported("constraint property");
    return undefined;
  }
  const made = newConstraint(node.kind, node.name, table, session.now(), {
    columns,
    key,
    rely: node.properties.RELY ?? false,
    comment: node.comment,
    enforced: hybrid,
    onUpdate: node.references?.onUpdate,
    onDelete: node.references?.onDelete,
    inline: node.inline ?? false,
  });
  if (hybrid && late) {
    beginBuild(table, made);
    made.brokenAtFirst = breaks(made);
  }
  table.constraints.push(made);
  return made;
};

export const allTables = (account) =>
  [...account.databases.values()].flatMap(({ schemas }) =>
    [...schemas.values()].flatMap(({ relations }) =>
      objectsOf(relations).filter(({ kind }) => kind === "TABLE"),
    ),
  );

const foreignKeysAmong = (session, keys) =>
  allTables(session.account).flatMap(({ constraints }) =>
    constraints.filter(({ key }) => key !== undefined && keys.has(key)),
  );

/** The foreign keys, of all tables, that refer to a key. */
export const foreignKeysTo = (session, key) => foreignKeysAmong(session, new Set([key]));

/** The foreign keys of other tables that refer to a key of one of these. */
export const foreignKeysInto = (session, tables) => {
  const own = new Set(tables);
  const keys = new Set(tables.flatMap(({ constraints }) => constraints));
  return foreignKeysAmong(session, keys).filter(({ table }) => !own.has(table));
};

export const removeConstraint = (constraint) => {
  const { table } = constraint;
  table.constraints = table.constraints.filter((each) => each !== constraint);
};

/** A key takes the foreign keys along that refer to it; RESTRICT refuses. */
export const dropConstraint = (session, constraint, behaviour) => {
  const dependents = foreignKeysTo(session, constraint);
  if (behaviour === "RESTRICT" && dependents.length > 0)
    throw compilation(
      "002265",
      "2BP01",
      `Cannot drop constraint '${constraint.name}' because foreign key '${dependents[0].name}' of table '${dependents[0].table.name}' refers to it.`,
    );
  for (const each of dependents) removeConstraint(each);
  removeConstraint(constraint);
};

const byColumns = (table, { kind, columns }) =>
  table.constraints.find(
    (each) =>
      each.kind === kind &&
      (columns === undefined || sameColumns(each.columns, columnsIn(table, columns))),
  );

/** By name, or by what it is. `alter`: ALTER CONSTRAINT speaks of an object. */
export const constraintOf = (table, node, { alter = false } = {}) => {
  const found =
    node.name === undefined
      ? byColumns(table, node)
      : table.constraints.find(({ name }) => name === node.name);
  if (found !== undefined) return found;
  const name =
    node.name ?? `${node.kind}${node.columns === undefined ? "" : ` (${node.columns.join(", ")})`}`;
  if (alter) throw doesNotExist("Object", name);
  throw compilation("002262", "02000", `constraint '${name}' does not exist`);
};

/**
 * What DROP COLUMN does to the constraints of the table; the manual's page "Dropping constraints".
 * RESTRICT only succeeds where no constraint is defined on a column or refers to it.
 */
export const dropConstraintsOf = (session, table, dropped, behaviour) => {
  const name = (constraint) => dropped.find((column) => constraint.columns.includes(column)).name;
  for (const constraint of [...table.constraints]) {
    if (!constraint.columns.some((column) => dropped.includes(column))) continue;
    const several =
      constraint.kind === "CHECK" &&
      !constraint.columns.every((column) => dropped.includes(column));
    if (behaviour === "RESTRICT" || (several && behaviour !== "CASCADE"))
      throw compilation(
        "002266",
        "2BP01",
        `Cannot drop column '${name(constraint)}' because constraint '${constraint.name}' is defined on it.`,
      );
    dropConstraint(session, constraint);
  }
};
