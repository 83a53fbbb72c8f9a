/** INSERT into several tables from one query: the manual's page "INSERT (multi-table)". */
import { compilation } from "../errors.mjs";
import { findTable } from "../catalogue/find.mjs";
import { writable } from "../catalogue/virtual.mjs";
import { placeOf } from "../language/lexer.mjs";
import { compile } from "../query/compile.mjs";
import { planStatement } from "../query/plan.mjs";
import { scopeOf } from "../query/scope.mjs";
import { statementTypes } from "./result.mjs";
import { complete, counted, holds, targetColumns } from "./rows.mjs";
import { replaceRows, writeRow } from "./writing.mjs";

/** How a row of the query goes into one table. */
const writer = (session, node, scope, width, text) => {
  const table = findTable(session, node.path);
  const columns =
    node.columns === undefined
      ? writable(table)
      : targetColumns(table, node.columns, text, placeOf(text, node.place.start));
  const given = node.values?.length ?? width;
  if (given !== columns.length)
    throw compilation(
      "002020",
      "21S01",
      `Insert value list does not match column list expecting ${columns.length} but got ${given}`,
    );
  const values = node.values?.map((each) =>
    each.e === "default" ? undefined : compile(each, scope),
  );
  const valuesOf = (row) => values?.map((each) => each?.run({ row })) ?? row;
  return {
    table,
    write: (row) => writeRow(session, table, complete(session, table, columns, valuesOf(row))),
  };
};

const written = (writers, row, added) => {
  for (const { table, write } of writers)
    added.set(table, [...(added.get(table) ?? []), write(row)]);
};

export const insertMany = (session, node, text) => {
  const plan = planStatement(node.query, session, text);
  const scope = scopeOf(session, text, {
    sources: [{ path: [], from: 0, columns: plan.columns }],
  });
  const writersOf = (list) =>
    list.map((each) => writer(session, each, scope, plan.columns.length, text));
  const branches = node.branches.map(({ when, into }) => ({
    when: when === undefined ? undefined : compile(when, scope),
    writers: writersOf(into),
  }));
  const otherwise = writersOf(node.otherwise ?? []);
  const added = new Map();
  for (const { table } of [...branches.flatMap(({ writers }) => writers), ...otherwise])
    added.set(table, []);
  for (const row of plan.run(undefined)) {
    const taken = branches.filter(({ when }) => holds(when, { row }));
    const chosen = node.first ? taken.slice(0, 1) : taken;
    for (const { writers } of chosen) written(writers, row, added);
    if (taken.length === 0) written(otherwise, row, added);
  }
  for (const [table, rows] of added)
    replaceRows(session, table, [...(node.overwrite ? [] : table.rows), ...rows]);
  return counted(
    statementTypes.insert,
    Object.fromEntries(
      [...added].map(([table, rows]) => [
        `number of rows inserted into ${table.name}`,
        rows.length,
      ]),
    ),
  );
};
