/** INSERT, UPDATE, DELETE, MERGE, TRUNCATE. */
import { SnowflakeError, compilation, invalidIdentifier } from "../errors.mjs";
import { columnNamed } from "../catalogue/constraints.mjs";
import { findTable, lookUp } from "../catalogue/find.mjs";
import { writable } from "../catalogue/virtual.mjs";
import { placeOf } from "../language/lexer.mjs";
import { compile } from "../query/compile.mjs";
import { planStatement } from "../query/plan.mjs";
import { scopeOf, tableSource } from "../query/scope.mjs";
import { planSource } from "../query/sources.mjs";
import { castTo } from "../values/cast.mjs";
import { whole } from "../values/decimal.mjs";
import { boolean, number } from "../values/types.mjs";
import { statementTypes, status } from "./result.mjs";
import { replaceRows, valueOfDefault, writeRow } from "./writing.mjs";

export const counted = (statementType, counts) => ({
  columns: Object.keys(counts).map((name) => ({ name, type: number(19, 0), nullable: false })),
  rows: [Object.values(counts).map(whole)],
  statementType,
});

/** A column that rows are written to; that a virtual one is refused is assumed, and so are the words. */
const target = (table, name, place) => {
  const column = columnNamed(table, name);
  if (column === undefined || column.virtual !== undefined) throw invalidIdentifier(place, name);
  return column;
};

export const targetColumns = (table, names, text, place) =>
  names.map((name) => target(table, name, place));

/** Values, each for its column; DEFAULT and what is left out gets the default. */
export const complete = (session, table, columns, row) => {
  const given = table.columns.map((column) => {
    const index = columns.indexOf(column);
    return index < 0 ? undefined : row[index];
  });
  const known = given.map((value) => value ?? null);
  for (const [index, column] of table.columns.entries())
    if (given[index] === undefined) known[index] = valueOfDefault(session, table, column, known);
  return known;
};

const valuesOf = (session, node, text) => {
  const scope = scopeOf(session, text);
  const compiled = node.rows.map((row) =>
    row.map((each) => (each.e === "default" ? undefined : compile(each, scope))),
  );
  return {
    width: compiled[0].length,
    even: compiled.every(({ length }) => length === compiled[0].length),
    run: () => compiled.map((row) => row.map((each) => each?.run({ row: [] }))),
  };
};

export const insert = (session, node, text) => {
  const table = findTable(session, node.path);
  const columns =
    node.columns === undefined
      ? writable(table)
      : targetColumns(table, node.columns, text, placeOf(text, node.place.start));
  if (new Set(columns).size !== columns.length)
    throw compilation("002025", "42S21", "duplicate column name in the list of INSERT");
  const plan = node.query === undefined ? undefined : planStatement(node.query, session, text);
  const source =
    plan === undefined
      ? valuesOf(session, node, text)
      : { width: plan.columns.length, even: true, run: () => plan.run(undefined) };
  if (source.width !== columns.length || !source.even)
    throw compilation(
      "002020",
      "21S01",
      `Insert value list does not match column list expecting ${columns.length} but got ${source.width}`,
    );
  const rows = source
    .run()
    .map((row) => writeRow(session, table, complete(session, table, columns, row)));
  replaceRows(session, table, [...(node.overwrite ? [] : table.rows), ...rows]);
  return counted(statementTypes.insert, { "number of rows inserted": rows.length });
};

const scopeOfTable = (session, text, table, alias) => {
  const path = [table.schema.database.name, table.schema.name, table.name];
  return scopeOf(session, text, {
    sources: [tableSource(table, alias === undefined ? path : [alias])],
  });
};

export const holds = (condition, context) =>
  condition === undefined || castTo(condition.run(context), boolean) === true;

/** The assignments of SET as functions from a row to the changed row. */
const assigning = (session, table, set, scope, text) => {
  const assigned = set.map(({ name, token, value }) => {
    const column = target(table, name, placeOf(text, token.start));
    return {
      index: table.columns.indexOf(column),
      column,
      of: value.e === "default" ? undefined : compile(value, scope),
    };
  });
  return (row, context) => {
    const changed = [...row];
    for (const { index, column, of } of assigned)
      changed[index] = of === undefined ? valueOfDefault(session, table, column) : of.run(context);
    return writeRow(session, table, changed);
  };
};

/** A table's columns, and after them those of what is joined to it. */
const scopeOfJoined = (session, text, table, node) => {
  const target = scopeOfTable(session, text, table, node.alias);
  if (node.using === undefined) return { scope: target, rows: [[]] };
  const source = planSource(node.using, scopeOf(session, text));
  const shifted = source.sources.map((each) => ({
    ...each,
    from: each.from + table.columns.length,
  }));
  return {
    scope: scopeOf(session, text, { sources: [...target.sources, ...shifted] }),
    rows: source.run(undefined),
  };
};

/** For a row of the table, the joined rows for which WHERE holds. */
const matching = (session, table, node, text) => {
  const { scope, rows } = scopeOfJoined(session, text, table, node);
  const where = node.where === undefined ? undefined : compile(node.where, scope);
  const contextsOf = (row) =>
    rows.map((other) => ({ row: [...row, ...other] })).filter((each) => holds(where, each));
  return { scope, contextsOf };
};

/** The manual's page "UPDATE": of several joined rows any one is taken. */
export const update = (session, node, text) => {
  const table = findTable(session, node.path);
  const { scope, contextsOf } = matching(session, table, node, text);
  const change = assigning(session, table, node.set, scope, text);
  const counts = { changed: 0, several: 0 };
  const rows = table.rows.map((row) => {
    const contexts = contextsOf(row);
    if (contexts.length === 0) return row;
    counts.changed += 1;
    if (contexts.length > 1) counts.several += 1;
    return change(row, contexts[0]);
  });
  replaceRows(session, table, rows);
  return counted(statementTypes.update, {
    "number of rows updated": counts.changed,
    "number of multi-joined rows updated": counts.several,
  });
};

export const remove = (session, node, text) => {
  const table = findTable(session, node.path);
  const { contextsOf } = matching(session, table, node, text);
  const rows = table.rows.filter((row) => contextsOf(row).length === 0);
  const count = table.rows.length - rows.length;
  replaceRows(session, table, rows);
  return counted(statementTypes.delete, { "number of rows deleted": count });
};

const mergeClause = (session, table, clause, scope, text) => {
  const condition = clause.condition === undefined ? undefined : compile(clause.condition, scope);
  if (clause.remove) return { condition, apply: () => undefined };
  if (clause.matched) {
    const change = assigning(session, table, clause.set, scope, text);
    return { condition, apply: (row, context) => change(row, context) };
  }
  const columns =
    clause.columns === undefined
      ? writable(table)
      : targetColumns(table, clause.columns, text, { line: 1, position: 0 });
  if (columns.length !== clause.values.length)
    throw compilation(
      "002020",
      "21S01",
      `Insert value list does not match column list expecting ${columns.length} but got ${clause.values.length}`,
    );
  const values = clause.values.map((each) =>
    each.e === "default" ? undefined : compile(each, scope),
  );
  return {
    condition,
    apply: (_row, context) =>
      writeRow(
        session,
        table,
        complete(
          session,
          table,
          columns,
          values.map((each) => each?.run(context)),
        ),
      ),
  };
};

export const merge = (session, node, text) => {
  const table = findTable(session, node.path);
  const target = scopeOfTable(session, text, table, node.alias);
  const source = planSource(node.using, scopeOf(session, text));
  const width = table.columns.length;
  const scope = scopeOf(session, text, {
    sources: [
      ...target.sources,
      ...source.sources.map((each) => ({ ...each, from: each.from + width })),
    ],
  });
  const on = compile(node.on, scope);
  const clauses = node.clauses.map((clause) => ({
    matched: clause.matched,
    remove: clause.remove,
    ...mergeClause(session, table, clause, scope, text),
  }));
  const rows = source.run(undefined);
  const used = new Map();
  const counts = { inserted: 0, updated: 0, deleted: 0 };
  const none = table.columns.map(() => null);
  const kept = table.rows.flatMap((row) => {
    const found = rows.filter((other) => holds(on, { row: [...row, ...other] }));
    for (const other of found) used.set(other, true);
    if (found.length === 0) return [row];
    const applicable = found.flatMap((other) => {
      const context = { row: [...row, ...other] };
      const clause = clauses.find((each) => each.matched && holds(each.condition, context));
      return clause === undefined ? [] : [{ clause, context }];
    });
    if (applicable.length > 1)
      throw new SnowflakeError("100090", "42P18", `Duplicate row detected during DML action`);
    if (applicable.length === 0) return [row];
    const [{ clause, context }] = applicable;
    counts[clause.remove ? "deleted" : "updated"] += 1;
    return clause.remove ? [] : [clause.apply(row, context)];
  });
  const added = rows.flatMap((other) => {
    if (used.has(other)) return [];
    const context = { row: [...none, ...other] };
    const clause = clauses.find((each) => !each.matched && holds(each.condition, context));
    if (clause === undefined) return [];
    counts.inserted += 1;
    return [clause.apply(none, context)];
  });
  replaceRows(session, table, [...kept, ...added]);
  return counted(statementTypes.merge, {
    "number of rows inserted": counts.inserted,
    "number of rows updated": counts.updated,
    "number of rows deleted": counts.deleted,
  });
};

export const truncate = (session, node) => {
  if (node.ifExists && lookUp(session, "TABLE", node.path) === undefined)
    return status("Statement executed successfully.");
  replaceRows(session, findTable(session, node.path), []);
  return status("Statement executed successfully.");
};
