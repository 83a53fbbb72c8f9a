/** SELECT: from, where, group, having, the list and its order. */
import { compilation, unsupported } from "../errors.mjs";
import { castTo } from "../values/cast.mjs";
import { keyOf } from "../values/compare.mjs";
import * as t from "../values/types.mjs";
import { isAggregate } from "./aggregates.mjs";
import { compile } from "./compile.mjs";
import { byKeys, distinctRows } from "./ordering.mjs";
import { lookUpColumn, scopeOf, starColumns } from "./scope.mjs";
import { planSource } from "./sources.mjs";
import { walk } from "../language/text.mjs";

const hasAggregate = (node) =>
  node !== undefined &&
  walk(node).some(({ e, name, path }) => e === "call" && path.length === 1 && isAggregate(name));

/** The select list with * written out: each item is a column of the source or an expression. */
const expand = (node, scope) =>
  node.items.flatMap((item) =>
    item.star === undefined
      ? [item]
      : starColumns(scope, item).map(({ column, index }) => ({ name: column.name, index, column })),
  );

/** A name that is no column of the source may be an alias of the list. */
const aliased = (key, items, scope) => {
  if (key.e !== "column" || key.path.length > 1 || lookUpColumn(scope, key) !== undefined)
    return undefined;
  return items.find(({ name, node }) => node !== undefined && name === key.path[0])?.node;
};

/** Positions and aliases in GROUP BY stand for items of the list. */
const groupNodes = (node, items, scope) => {
  if (node.groupAll)
    return items.flatMap((item) =>
      item.node === undefined || hasAggregate(item.node) ? [] : [item.node],
    );
  return (node.group ?? []).map((key) => {
    const named = aliased(key, items, scope);
    if (named !== undefined) return named;
    if (key.e !== "literal" || key.type !== "number") return key;
    const item = items[Number(key.value.toString()) - 1];
    if (item?.node === undefined)
      throw compilation(
        "001001",
        "42601",
        `invalid column index [${key.value.toString()}] in GROUP BY clause`,
      );
    return item.node;
  });
};

const groupScope = (scope, keys, text) => {
  const compiled = keys.map((key) => compile(key, scope));
  const written = new Map(
    keys.map((key, index) => [
      text.slice(key.start, key.end).toUpperCase(),
      { ...compiled[index], run: (context) => compiled[index].run(context.group[0]) },
    ]),
  );
  const columns = new Set();
  for (const key of keys) {
    if (key.e !== "column") continue;
    const probe = [];
    const found = scope.sources.flatMap(({ columns: all, from }) =>
      all.map((column, index) => ({ column, index: from + index })),
    );
    for (const { column, index } of found) if (column.name === key.path.at(-1)) probe.push(index);
    if (probe.length === 1) columns.add(probe[0]);
    // One of several of the name: what the qualifier says was found when the key was compiled.
    else for (const index of probe) columns.add(index);
  }
  return {
    compiled,
    scope: { ...scope, inGroups: true, keys: written, grouped: (index) => columns.has(index) },
  };
};

const groupsOf = (contexts, compiled) => {
  if (compiled.length === 0) return [contexts];
  const groups = new Map();
  for (const context of contexts) {
    const key = compiled.map(({ run }) => keyOf(run(context))).join("\u0000");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(context);
  }
  return [...groups.values()];
};

const itemPlan = (item, scope) =>
  item.node === undefined
    ? { type: item.column.type, nullable: item.column.nullable, run: ({ row }) => row[item.index] }
    : compile(item.node, scope);

/** A key of ORDER BY: a place, an alias of the list, or an expression over the source. */
const orderKey = ({ key }, items, compiled, scope) => {
  if (key.e === "literal" && key.type === "number") {
    const place = Number(key.value.toString());
    if (!(place >= 1 && place <= items.length))
      throw compilation("001001", "42601", `invalid column index [${place}] in ORDER BY clause`);
    return (_context, row) => row[place - 1];
  }
  const named =
    key.e === "column" && key.path.length === 1
      ? items.findIndex(({ name }) => name === key.path[0])
      : -1;
  if (named >= 0) return (_context, row) => row[named];
  const of = compile(key, scope);
  return (context) => of.run(context);
};

/** @param {object[]} [order] the keys of ORDER BY */
export const planSelect = (node, outer, order) => {
  if (node.qualify !== undefined) throw unsupported("QUALIFY");
  const source =
    node.source === undefined ? { sources: [], run: () => [[]] } : planSource(node.source, outer);
  const scope = scopeOf(outer.session, outer.text, {
    outer: outer.outer,
    tables: outer.tables,
    sources: source.sources,
  });
  const items = expand(node, scope);
  scope.aliases = new Map(
    items.flatMap(({ name, node: of }) => (of === undefined ? [] : [[name, of]])),
  );
  const where = node.where === undefined ? undefined : compile(node.where, scope);
  const isGrouped =
    node.group !== undefined ||
    node.groupAll ||
    node.having !== undefined ||
    items.some(({ node: of }) => hasAggregate(of)) ||
    (order ?? []).some(({ key }) => hasAggregate(key));
  const grouping = isGrouped
    ? groupScope(scope, groupNodes(node, items, scope), outer.text)
    : undefined;
  const inner = grouping?.scope ?? scope;
  const compiled = items.map((item) => itemPlan(item, inner));
  const having = node.having === undefined ? undefined : compile(node.having, inner);
  const keys = (order ?? []).map((key) => orderKey(key, items, compiled, inner));
  const columns = items.map(({ name, unnamed = false }, index) => ({
    name,
    unnamed,
    type: compiled[index].type,
    nullable: compiled[index].nullable,
  }));
  const holds = (condition, context) => castTo(condition.run(context), t.boolean) === true;

  const run = (context) => {
    let contexts = source.run(context).map((row) => ({ row, outer: context }));
    if (where !== undefined) contexts = contexts.filter((each) => holds(where, each));
    if (grouping !== undefined) {
      const groups = groupsOf(contexts, grouping.compiled);
      contexts = groups.map((group) => ({ row: group[0]?.row ?? [], outer: context, group }));
      if (having !== undefined) contexts = contexts.filter((each) => holds(having, each));
    }
    let found = contexts.map((each) => {
      const row = compiled.map((item) => item.run(each));
      return { row, keys: keys.map((key) => key(each, row)) };
    });
    if (node.distinct) {
      const kept = new Set(distinctRows(found.map(({ row }) => row)));
      found = found.filter(({ row }) => kept.has(row));
    }
    if (keys.length > 0) found.sort((a, b) => byKeys(order)(a.keys, b.keys));
    const rows = found.map(({ row }) => row);
    return node.top === undefined ? rows : rows.slice(0, node.top);
  };
  return { columns, run };
};
