/** Queries: SELECT, VALUES, WITH, set operations, joins. */
import { expression, orderKeys } from "./expression.mjs";
import { endsClause, notInFrom, reserved } from "./words.mjs";

const alias = (c) => {
  if (c.take("AS")) return c.name();
  const token = c.peek();
  if (token.kind === "quoted" || (token.kind === "word" && !endsClause.has(token.value)))
    return c.name();
  return undefined;
};

/** The name that a result's column gets where none is written: its text in upper case. */
const selectItem = (c) => {
  const first = c.peek();
  const node = expression(c);
  if (node.e === "star") {
    const exclude = c.take("EXCLUDE")
      ? c.is("(")
        ? c.parenthesized(() => c.list(() => c.name()))
        : [c.name()]
      : [];
    return { star: node.path, exclude, start: node.start };
  }
  const written = c.text.slice(first.start, node.end);
  // An alias may be any word that does not end the clause.
  const named = alias(c);
  const own = node.e === "column" ? node.path.at(-1) : written.toUpperCase();
  return { node, name: named ?? own, unnamed: named === undefined && node.e !== "column" };
};

const tableAlias = (c) => {
  const token = c.peek();
  const explicit = c.take("AS");
  if (
    !explicit &&
    !(token.kind === "quoted" || (token.kind === "word" && !endsClause.has(token.value)))
  )
    return {};
  const name = c.name(new Set([...reserved, ...notInFrom]));
  const columns = c.is("(") ? c.parenthesized(() => c.list(() => c.name())) : undefined;
  return { alias: name, ...(columns === undefined ? {} : { columns }) };
};

const valuesRows = (c) => c.list(() => c.parenthesized(() => c.list(() => valueOrDefault(c))));

/** DEFAULT may stand for a value in INSERT. */
export const valueOrDefault = (c) => {
  if (c.is("DEFAULT") && [",", ")"].includes(c.peek(1).value)) {
    const { start, end } = c.next();
    return { e: "default", start, end };
  }
  return expression(c);
};

const tableFactor = (c) => {
  c.take("LATERAL");
  const place = c.peek();
  if (c.is("(")) {
    if (c.startsQuery()) {
      const inside = c.parenthesized(() => query(c));
      return { from: "query", query: inside, ...tableAlias(c) };
    }
    if (c.peek(1).value === "VALUES") {
      const rows = c.parenthesized(() => (c.need("VALUES"), valuesRows(c)));
      return { from: "query", query: { q: "values", rows }, ...tableAlias(c) };
    }
    return c.parenthesized(() => fromItem(c));
  }
  if (c.is("VALUES")) {
    c.next();
    return { from: "query", query: { q: "values", rows: valuesRows(c) }, ...tableAlias(c) };
  }
  if (c.is("TABLE", "(")) {
    c.next();
    const inside = c.parenthesized(() => expression(c));
    return { from: "function", call: inside, place, ...tableAlias(c) };
  }
  if (c.peek().kind === "variable" && /^\d+$/.test(c.peek().value))
    return { from: "piped", back: Number(c.next().value), place, ...tableAlias(c) };
  const path = c.path();
  return { from: "table", path, place, ...tableAlias(c) };
};

const joinKind = (c) => {
  const natural = c.take("NATURAL");
  const kind =
    c.oneOf("INNER", "CROSS") ??
    ["LEFT", "RIGHT", "FULL"].find((side) => c.take(side) && (c.take("OUTER"), true));
  if (c.take("JOIN")) return { kind: kind ?? "INNER", natural };
  if (natural || kind !== undefined) c.fail();
  return undefined;
};

const fromItem = (c) => {
  let left = tableFactor(c);
  for (;;) {
    const join = joinKind(c);
    if (join === undefined) return left;
    const right = tableFactor(c);
    const node = { from: "join", ...join, left, right };
    if (c.take("ON")) node.on = expression(c);
    else if (c.take("USING")) node.using = c.parenthesized(() => c.list(() => c.name()));
    left = node;
  }
};

/** What follows FROM: tables and their joins. */
export const sourceList = (c) => {
  let left = fromItem(c);
  while (c.take(","))
    left = { from: "join", kind: "CROSS", natural: false, left, right: fromItem(c) };
  return left;
};

const select = (c) => {
  c.need("SELECT");
  const node = { q: "select", distinct: c.oneOf("DISTINCT", "ALL") === "DISTINCT" };
  if (c.is("TOP") && c.peek(1).kind === "number") {
    c.next();
    node.top = c.integer();
  }
  node.items = c.list(() => selectItem(c));
  if (c.take("FROM")) node.source = sourceList(c);
  if (c.take("WHERE")) node.where = expression(c);
  if (c.take("GROUP", "BY")) {
    if (c.take("ALL")) node.groupAll = true;
    else node.group = c.list(() => expression(c));
  }
  if (c.take("HAVING")) node.having = expression(c);
  if (c.take("QUALIFY")) node.qualify = expression(c);
  return node;
};

const operand = (c) => {
  if (c.is("(")) return c.parenthesized(() => query(c));
  if (c.take("VALUES")) return { q: "values", rows: valuesRows(c) };
  return select(c);
};

const setOperation = (c) => {
  const word = c.oneOf("UNION", "INTERSECT", "EXCEPT", "MINUS");
  if (word === undefined) return undefined;
  const all = c.take("ALL");
  if (!all) c.take("DISTINCT");
  if (all && word !== "UNION") c.fail();
  return { operator: word === "MINUS" ? "EXCEPT" : word, all };
};

const withTables = (c) => {
  if (!c.take("WITH")) return [];
  if (c.is("RECURSIVE")) c.fail();
  return c.list(() => {
    const name = c.name();
    const columns = c.is("(") ? c.parenthesized(() => c.list(() => c.name())) : undefined;
    c.need("AS");
    return { name, columns, query: c.parenthesized(() => query(c)) };
  });
};

const limits = (c, node) => {
  if (c.take("LIMIT")) {
    if (!c.take("NULL")) node.limit = expression(c);
    if (c.take("OFFSET")) node.offset = expression(c);
  } else if (c.is("OFFSET") || c.is("FETCH")) {
    if (c.take("OFFSET")) {
      node.offset = expression(c);
      c.oneOf("ROWS", "ROW");
    }
    if (c.take("FETCH")) {
      c.oneOf("FIRST", "NEXT");
      node.limit = expression(c);
      c.oneOf("ROWS", "ROW");
      c.take("ONLY");
    }
  }
};

export const query = (c) => {
  const tables = withTables(c);
  let node = operand(c);
  for (;;) {
    const operation = setOperation(c);
    if (operation === undefined) break;
    node = { q: "set", ...operation, left: node, right: operand(c) };
  }
  const outer = { q: "ordered", tables, body: node };
  if (c.take("ORDER", "BY")) outer.order = orderKeys(c);
  limits(c, outer);
  return outer;
};
