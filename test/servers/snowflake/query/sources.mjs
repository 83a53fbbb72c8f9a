/** FROM: tables, views, queries, table functions and their joins. */
import { compilation, compilationAt, doesNotExist, unsupported } from "../errors.mjs";
import { fullPath, inFull, lookUp, schemaOf } from "../catalogue/find.mjs";
import { isNullable, isView } from "../catalogue/model.mjs";
import { referenceColumns, tagReferences } from "../catalogue/tagReferences.mjs";
import { informationView } from "../information/views.mjs";
import { pathOf } from "../language/cursor.mjs";
import { castTo } from "../values/cast.mjs";
import { comparer } from "../values/compare.mjs";
import * as t from "../values/types.mjs";
import { compile } from "./compile.mjs";
import { beside, scopeOf } from "./scope.mjs";
import { planView } from "./views.mjs";

const tablePlan = (table) => ({
  columns: table.columns.map((column) => ({
    name: column.name,
    type: column.type,
    nullable: isNullable(table, column),
  })),
  run: () => table.rows,
});

/** The plan of a relation that a statement names. */
export const planRelation = (session, path) => {
  const information = informationView(session, path);
  if (information !== undefined) return information;
  if (path.length > 1) schemaOf(session, path);
  const relation = lookUp(session, "TABLE", path);
  if (relation === undefined)
    throw doesNotExist("Object", path.length === 1 ? path[0] : inFull(session, path));
  return isView(relation) ? planView(session, relation) : tablePlan(relation);
};

const single = (item, plan, path) => {
  if (item.columns !== undefined && item.columns.length > plan.columns.length)
    throw compilation("002025", "42601", "invalid number of column aliases");
  const columns = plan.columns.map((column, index) => ({
    ...column,
    name: item.columns?.[index] ?? column.name,
  }));
  return {
    sources: [{ path: item.alias === undefined ? path : [item.alias], columns, from: 0 }],
    width: columns.length,
    run: plan.run,
    lateral: plan.lateral ?? false,
  };
};

const constant = (node, scope) =>
  compile(node, scopeOf(scope.session, scope.text)).run({ row: [] });

const generator = (call, scope) => {
  const count = call.named.ROWCOUNT;
  if (count === undefined) throw unsupported("GENERATOR without ROWCOUNT");
  const rows = Number(castTo(constant(count, scope), t.number()).toString());
  return { columns: [], run: () => Array.from({ length: rows }, () => []) };
};

const resultScan = (call, scope) => {
  const id = constant(call.args[0], scope);
  const result = scope.session.results.get(id);
  if (result === undefined)
    throw compilation("000709", "02000", `Statement ${String(id)} not found`);
  return { columns: result.columns, run: () => result.rows };
};

/** One value for each row of what stands before it: the manual's page "Using sequences". */
const nextValues = (call, scope) => {
  const [name] = call.args;
  if (name?.e !== "column") throw unsupported("GETNEXTVAL of an expression");
  const next = compile({ ...name, e: "nextval" }, scopeOf(scope.session, scope.text));
  return {
    columns: [{ name: "NEXTVAL", type: next.type, nullable: false }],
    run: () => [[next.run({ row: [] })]],
    lateral: true,
  };
};

/** Of INFORMATION_SCHEMA: the manual's page "TAG_REFERENCES". */
const tagRows = (call, scope) => {
  const [name, domain] = call.args.map((each) => String(constant(each, scope)));
  return {
    columns: referenceColumns.map((each) => ({ name: each, type: t.text(), nullable: true })),
    run: () => tagReferences(scope.session, name, domain),
  };
};

const informationFunctions = { TAG_REFERENCES: tagRows };

const functions = { GETNEXTVAL: nextValues, GENERATOR: generator, RESULT_SCAN: resultScan };

const functionsAt = (path) => {
  if (path.length === 1) return functions;
  return path.at(-2) === "INFORMATION_SCHEMA" ? informationFunctions : {};
};

const tableFunction = (item, scope) => {
  const { call } = item;
  if (call.e === "literal" && call.type === "text")
    return planRelation(scope.session, pathOf(call.value, scope.session));
  if (call.e === "variable")
    return planRelation(scope.session, pathOf(String(constant(call, scope)), scope.session));
  if (call.e === "call" && call.name === "IDENTIFIER" && call.args.length === 1)
    return planRelation(
      scope.session,
      pathOf(String(constant(call.args[0], scope)), scope.session),
    );
  const known = call.e === "call" ? functionsAt(call.path)[call.name] : undefined;
  if (known === undefined)
    throw compilationAt("002140", "42601", item.place, `Unknown table function ${call.name ?? ""}`);
  return known(call, scope);
};

const factors = {
  table: (item, scope) => {
    const named = item.path.length === 1 ? scope.tables.get(item.path[0]) : undefined;
    const { session } = scope;
    const path = fullPath(session, item.path);
    return single(
      item,
      named ?? planRelation(session, item.path),
      named === undefined ? path : item.path,
    );
  },
  query: (item, scope) =>
    single(item, scope.session.planQuery(asQuery(item.query), beside(scope)), []),
  /** The manual's page "Flow operators": a result of the chain, counted back from here. */
  piped: (item, scope) => {
    const result = scope.session.piped.at(-item.back);
    if (result === undefined)
      throw compilationAt("001003", "42000", item.place, `unexpected '$${item.back}'.`);
    return single(item, { columns: result.columns, run: () => result.rows }, []);
  },
  function: (item, scope) => single(item, tableFunction(item, scope), []),
  join: (item, scope) => join(item, scope),
};

const asQuery = (node) => (node.q === "ordered" ? node : { q: "ordered", tables: [], body: node });

const nullableSide = (sources) =>
  sources.map((source) => ({
    ...source,
    columns: source.columns.map((column) => ({ ...column, nullable: true })),
  }));

const shift = (sources, by) => sources.map((source) => ({ ...source, from: source.from + by }));

const visible = (sources) =>
  sources.flatMap(({ columns, from }) =>
    columns.flatMap((column, index) => (column.hidden ? [] : [{ column, index: from + index }])),
  );

/** The pairs of columns that USING or NATURAL makes one. */
const sharedColumns = (item, left, right) => {
  const [ours, theirs] = [visible(left.sources), visible(right.sources)];
  const names =
    item.using ??
    (item.natural
      ? ours
          .map(({ column }) => column.name)
          .filter((name) => theirs.some(({ column }) => column.name === name))
      : []);
  return names.map((name) => {
    const pair = [ours, theirs].map((side) => side.find(({ column }) => column.name === name));
    if (pair.includes(undefined))
      throw compilation("000904", "42000", `invalid identifier '${name}'`);
    return {
      name,
      left: pair[0],
      right: pair[1],
      compare: comparer(pair[0].column.type, pair[1].column.type),
    };
  });
};

const join = (item, scope) => {
  const left = planSource(item.left, scope);
  const right = planSource(item.right, scope);
  const shared = sharedColumns(item, left, right);
  const hide = (sources) =>
    sources.map((source) => ({
      ...source,
      columns: source.columns.map((column) =>
        shared.some(({ right: of }) => of.column === column) ? { ...column, hidden: true } : column,
      ),
    }));
  const outerLeft = item.kind === "RIGHT" || item.kind === "FULL";
  const outerRight = item.kind === "LEFT" || item.kind === "FULL";
  const hidden = hide(right.sources);
  const sources = [
    ...(outerLeft ? nullableSide(left.sources) : left.sources),
    ...shift(outerRight ? nullableSide(hidden) : hidden, left.width),
  ];
  const on =
    item.on === undefined
      ? undefined
      : compile(
          item.on,
          scopeOf(scope.session, scope.text, { sources, outer: scope.outer, tables: scope.tables }),
        );
  const matches = (row, context) =>
    shared.every(
      ({ left: a, right: b, compare }) => compare(row[a.index], row[left.width + b.index]) === 0,
    ) &&
    (on === undefined || castTo(on.run({ row, outer: context }), t.boolean) === true);
  const empty = (width) => Array.from({ length: width }, () => null);
  const run = (context) => {
    let rights = right.run(context);
    const met = new Set();
    const rows = left.run(context).flatMap((one, at) => {
      if (right.lateral && at > 0) rights = right.run(context);
      const found = rights.flatMap((other, index) => {
        const row = [...one, ...other];
        if (!matches(row, context)) return [];
        met.add(index);
        return [row];
      });
      return found.length === 0 && outerRight ? [[...one, ...empty(right.width)]] : found;
    });
    if (!outerLeft) return rows;
    return [
      ...rows,
      ...rights.flatMap((other, index) => {
        if (met.has(index)) return [];
        const row = [...empty(left.width), ...other];
        for (const { left: a, right: b } of shared) row[a.index] = other[b.index];
        return [row];
      }),
    ];
  };
  return { sources, width: left.width + right.width, run };
};

/** @param {import("./scope.mjs").Scope} scope of the query, whose sources are not yet known */
export const planSource = (item, scope) => factors[item.from](item, scope);
