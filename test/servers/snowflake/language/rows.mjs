/** INSERT, also into several tables, UPDATE, DELETE, MERGE, TRUNCATE. */
import { expression } from "./expression.mjs";
import { sourceList, valueOrDefault } from "./query.mjs";

const columnList = (c) => c.parenthesized(() => c.list(() => c.name()));

const rowsOf = (c) => c.list(() => c.parenthesized(() => c.list(() => valueOrDefault(c))));

const into = (c) => {
  c.need("INTO");
  const node = { place: c.peek(), path: c.path() };
  if (c.is("(")) node.columns = columnList(c);
  if (c.take("VALUES")) node.values = c.parenthesized(() => c.list(() => valueOrDefault(c)));
  return node;
};

const intos = (c) => {
  const found = [into(c)];
  while (c.is("INTO")) found.push(into(c));
  return found;
};

/** The manual's page "INSERT (multi-table)". */
const insertMany = (c, overwrite) => {
  const first = c.oneOf("ALL", "FIRST") === "FIRST";
  const node = { do: "insertMany", overwrite, first, branches: [] };
  if (!c.is("WHEN")) {
    if (first) c.fail();
    node.branches.push({ into: intos(c) });
  }
  while (c.take("WHEN")) {
    const when = expression(c);
    c.need("THEN");
    node.branches.push({ when, into: intos(c) });
  }
  if (c.take("ELSE")) node.otherwise = intos(c);
  if (!c.startsQuery()) c.fail();
  return { ...node, query: c.query() };
};

export const insert = (c) => {
  const overwrite = c.take("OVERWRITE");
  if (c.is("ALL") || c.is("FIRST")) return insertMany(c, overwrite);
  c.need("INTO");
  const node = { do: "insert", overwrite, place: c.peek(), path: c.path() };
  if (c.is("(") && !c.startsQuery()) node.columns = columnList(c);
  if (c.is("VALUES")) {
    c.next();
    node.rows = rowsOf(c);
  } else {
    if (!c.startsQuery()) c.fail();
    node.query = c.query();
  }
  return node;
};

const aliasOf = (c, ends) => {
  if (c.take("AS")) return c.name();
  const token = c.peek();
  return token.kind === "quoted" ||
    (token.kind === "word" && !ends.includes(token.value) && c.isName())
    ? c.name()
    : undefined;
};

const assignments = (c) =>
  c.list(() => {
    const token = c.peek();
    const path = [c.name()];
    while (c.take(".")) path.push(c.name());
    c.need("=");
    return { name: path.at(-1), token, value: valueOrDefaultAt(c) };
  });

/** DEFAULT after the = of an assignment. */
const valueOrDefaultAt = (c) => {
  if (c.is("DEFAULT")) {
    const { start, end } = c.next();
    return { e: "default", start, end };
  }
  return expression(c);
};

export const update = (c) => {
  const node = { do: "update", place: c.peek(), path: c.path() };
  node.alias = aliasOf(c, ["SET"]);
  c.need("SET");
  node.set = assignments(c);
  if (c.take("FROM")) node.using = sourceList(c);
  if (c.take("WHERE")) node.where = expression(c);
  return node;
};

export const remove = (c) => {
  c.need("FROM");
  const node = { do: "delete", place: c.peek(), path: c.path() };
  node.alias = aliasOf(c, ["USING", "WHERE"]);
  if (c.take("USING")) node.using = sourceList(c);
  if (c.take("WHERE")) node.where = expression(c);
  return node;
};

const clause = (c) => {
  const matched = !c.take("NOT");
  c.need("MATCHED");
  const condition = c.take("AND") ? expression(c) : undefined;
  c.need("THEN");
  if (!matched) {
    c.need("INSERT");
    const columns = c.is("(") ? columnList(c) : undefined;
    c.need("VALUES");
    return {
      matched,
      condition,
      columns,
      values: c.parenthesized(() => c.list(() => valueOrDefault(c))),
    };
  }
  if (c.take("DELETE")) return { matched, condition, remove: true };
  c.need("UPDATE", "SET");
  return { matched, condition, set: assignments(c) };
};

export const merge = (c) => {
  c.need("INTO");
  const node = { do: "merge", place: c.peek(), path: c.path() };
  node.alias = aliasOf(c, ["USING"]);
  c.need("USING");
  const place = c.peek();
  node.using = c.is("(")
    ? { from: "query", query: c.parenthesized(() => c.query()) }
    : { from: "table", path: c.path(), place };
  const alias = aliasOf(c, ["ON"]);
  if (alias !== undefined) node.using.alias = alias;
  c.need("ON");
  node.on = expression(c);
  node.clauses = [];
  while (c.take("WHEN")) node.clauses.push(clause(c));
  if (node.clauses.length === 0) c.fail();
  return node;
};

export const truncate = (c) => {
  c.take("TABLE");
  return { do: "truncate", ifExists: c.take("IF", "EXISTS"), path: c.path() };
};
