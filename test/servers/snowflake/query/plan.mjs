/** Queries become functions that give rows; WITH, ORDER BY, LIMIT and set operations. */
import { compilation } from "../errors.mjs";
import { castTo } from "../values/cast.mjs";
import { rescale } from "../values/decimal.mjs";
import * as t from "../values/types.mjs";
import { compile } from "./compile.mjs";
import { byKeys, distinctRows, keyOfRow } from "./ordering.mjs";
import { beside, scopeOf } from "./scope.mjs";
import { planSelect } from "./select.mjs";

/**
 * @typedef {object} Plan
 * @property {import("./scope.mjs").Column[]} columns
 * @property {(outer?: object) => unknown[][]} run
 */

const values = (node, scope) => {
  const rows = node.rows.map((row) =>
    row.map((each) => compile(each, { ...scope, sources: [], outer: undefined })),
  );
  const width = rows[0].length;
  if (rows.some((row) => row.length !== width))
    throw compilation("002080", "42601", "Rows of VALUES must have the same number of columns");
  const columns = rows[0].map((_first, index) => ({
    name: `COLUMN${index + 1}`,
    type: rows.map((row) => row[index].type).reduce(t.common),
    nullable: true,
  }));
  return {
    columns,
    run: () =>
      rows.map((row) => row.map(({ run }, index) => castTo(run({ row: [] }), columns[index].type))),
  };
};

const combine = {
  UNION: (left, right, all) => (all ? [...left, ...right] : distinctRows([...left, ...right])),
  INTERSECT: (left, right) => {
    const keys = new Set(right.map(keyOfRow));
    return distinctRows(left.filter((row) => keys.has(keyOfRow(row))));
  },
  EXCEPT: (left, right) => {
    const keys = new Set(right.map(keyOfRow));
    return distinctRows(left.filter((row) => !keys.has(keyOfRow(row))));
  },
};

const set = (node, scope) => {
  const [left, right] = [planBody(node.left, scope), planBody(node.right, scope)];
  if (left.columns.length !== right.columns.length)
    throw compilation(
      "001789",
      "42601",
      `invalid number of result columns for set operator input branches, expected ${left.columns.length}, got ${right.columns.length} in branch {2}`,
    );
  const columns = left.columns.map(({ name, unnamed = false, type }, index) => ({
    name,
    unnamed,
    type: t.common(type, right.columns[index].type),
    nullable: true,
  }));
  const cast = (rows) =>
    rows.map((row) => row.map((value, index) => castTo(value, columns[index].type)));
  return {
    columns,
    run: (outer) => combine[node.operator](cast(left.run(outer)), cast(right.run(outer)), node.all),
  };
};

const planBody = (node, scope) => {
  if (node.q === "ordered") return planQuery(node, beside(scope));
  if (node.q === "values") return values(node, scope);
  if (node.q === "set") return set(node, scope);
  return planSelect(node, scope);
};

/** ORDER BY of a whole result: by place, by name of a column, or by an expression over both. */
const orderOver = (node, plan, scope) => {
  const visible = scopeOf(scope.session, scope.text, {
    tables: scope.tables,
    outer: scope.outer,
    sources: [{ path: [], columns: plan.columns, from: 0 }],
  });
  return node.order.map(({ key }) => {
    if (key.e === "literal" && key.type === "number") {
      const place = Number(key.value.toString());
      if (!(place >= 1 && place <= plan.columns.length))
        throw compilation("001001", "42601", `invalid column index [${place}] in ORDER BY clause`);
      return ({ row }) => row[place - 1];
    }
    return compile(key, visible).run;
  });
};

const limited = (node, scope) => {
  const number = (each) =>
    each === undefined ? undefined : compile(each, { ...scope, sources: [] });
  const [limit, offset] = [number(node.limit), number(node.offset)];
  const count = (of) =>
    of === undefined
      ? undefined
      : Number(rescale(castTo(of.run({ row: [] }), t.number()), 0).toString());
  return (rows) => {
    const from = count(offset) ?? 0;
    return limit === undefined && offset === undefined
      ? rows
      : rows.slice(from, limit === undefined ? undefined : from + count(limit));
  };
};

/**
 * @param {object} node
 * @param {import("./scope.mjs").Scope} outer the scope of the expression that the query stands in
 * @returns {Plan}
 */
export const planQuery = (node, outer) => {
  const scope = scopeOf(outer.session, outer.text, { outer, tables: new Map(outer.tables) });
  for (const { name, columns, query } of node.tables) {
    const plan = planQuery(query, beside(scope));
    if (columns !== undefined && columns.length !== plan.columns.length)
      throw compilation("002025", "42601", `invalid number of columns of '${name}'`);
    scope.tables.set(name, {
      columns: plan.columns.map((column, index) => ({
        ...column,
        name: columns?.[index] ?? column.name,
      })),
      run: plan.run,
    });
  }
  const cut = limited(node, scope);
  if (node.body.q === "select") {
    const plan = planSelect(node.body, scope, node.order);
    return { columns: plan.columns, run: (context) => cut(plan.run(context)) };
  }
  const plan = planBody(node.body, scope);
  if (node.order === undefined)
    return { columns: plan.columns, run: (context) => cut(plan.run(context)) };
  const keys = orderOver(node, plan, scope);
  return {
    columns: plan.columns,
    run: (context) => {
      const rows = plan
        .run(context)
        .map((row) => ({ row, keys: keys.map((key) => key({ row, outer: context })) }));
      rows.sort((a, b) => byKeys(node.order)(a.keys, b.keys));
      return cut(rows.map(({ row }) => row));
    },
  };
};

/** A whole query as a statement. */
export const planStatement = (node, session, text) => planQuery(node, scopeOf(session, text));
