/** Expressions: from tokens to a tree. Each node knows where its text begins and ends. */
import { parseDecimal } from "../values/decimal.mjs";
import { dataType, isType } from "./types.mjs";
import { notInExpressions, reserved } from "./words.mjs";

/**
 * A node: `e` says which, `start` and `end` are offsets of the statement's text.
 * @typedef {{ e: string, start: number, end: number, [part: string]: unknown }} Node
 */

const finish = (c, start, node) => ({
  ...node,
  start,
  end: c.tokens[c.at - 1].end,
});

/** Functions that are called without parentheses too. */
const bare = new Set([
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
  "CURRENT_USER",
  "LOCALTIME",
  "LOCALTIMESTAMP",
]);

const comparisons = ["=", "<>", "!=", "<=", ">=", "<", ">"];

export const expression = (c) => or(c);

const leftwards = (operators, below) => (c) => {
  const start = c.peek().start;
  let left = below(c);
  for (;;) {
    const operator = c.oneOf(...operators);
    if (operator === undefined) return left;
    left = finish(c, start, { e: "binary", operator, left, right: below(c) });
  }
};

const primary = (c) => {
  const start = c.peek().start;
  let node = atom(c);
  for (;;) {
    if (c.take("::")) node = finish(c, start, { e: "cast", operand: node, type: dataType(c) });
    else if (c.is(":") && ["word", "quoted"].includes(c.peek(1).kind)) {
      c.next();
      const token = c.next();
      const key = token.kind === "quoted" ? token.value : token.shown;
      node = finish(c, start, { e: "element", operand: node, key });
    } else if (c.is(".") && node.e === "element") {
      c.next();
      const token = c.next();
      if (!["word", "quoted"].includes(token.kind)) c.fail(token);
      const key = token.kind === "quoted" ? token.value : token.shown;
      node = finish(c, start, { e: "element", operand: node, key });
    } else if (c.is("[")) {
      c.next();
      const index = expression(c);
      c.need("]");
      node = finish(c, start, { e: "element", operand: node, index });
    } else if (c.take("COLLATE")) {
      node = finish(c, start, { e: "collate", operand: node, collation: c.string() });
    } else return node;
  }
};

const unary = (c) => {
  const start = c.peek().start;
  const operator = c.oneOf("-", "+");
  if (operator === undefined) return primary(c);
  return finish(c, start, { e: "unary", operator, operand: unary(c) });
};

const product = leftwards(["*", "/", "%"], unary);
const sum = leftwards(["+", "-", "||"], product);

const negatable = new Set(["BETWEEN", "IN", "LIKE", "ILIKE", "RLIKE", "REGEXP"]);

/** What may also follow NOT. */
const tests = (c, left, start, negated) => {
  if (c.take("BETWEEN")) {
    const low = sum(c);
    c.need("AND");
    return finish(c, start, { e: "between", operand: left, low, high: sum(c), negated });
  }
  if (c.take("IN")) {
    c.need("(");
    if (c.startsQuery()) {
      const inside = c.query();
      c.need(")");
      return finish(c, start, { e: "inQuery", operand: left, query: inside, negated });
    }
    const items = c.list(() => expression(c));
    c.need(")");
    return finish(c, start, { e: "in", operand: left, items, negated });
  }
  const like = c.oneOf("LIKE", "ILIKE", "RLIKE", "REGEXP");
  if (like === undefined) return undefined;
  const any = c.oneOf("ANY", "ALL");
  const pattern = any === undefined ? [sum(c)] : c.parenthesized(() => c.list(() => expression(c)));
  const escape = c.take("ESCAPE") ? sum(c) : undefined;
  return finish(c, start, {
    e: "like",
    like,
    any,
    operand: left,
    patterns: pattern,
    escape,
    negated,
  });
};

const comparison = (c) => {
  const start = c.peek().start;
  let left = sum(c);
  for (;;) {
    const operator = c.oneOf(...comparisons);
    if (operator !== undefined) {
      left = finish(c, start, { e: "binary", operator, left, right: sum(c) });
      continue;
    }
    if (c.take("IS")) {
      const negated = c.take("NOT");
      if (c.take("DISTINCT", "FROM"))
        left = finish(c, start, { e: "distinct", left, right: sum(c), negated });
      else {
        const value = c.oneOf("NULL", "TRUE", "FALSE");
        if (value === undefined) c.fail();
        left = finish(c, start, { e: "is", operand: left, value, negated });
      }
      continue;
    }
    // NOT NULL may follow a default.
    const negated = c.is("NOT") && negatable.has(c.peek(1).value) && c.take("NOT");
    const test = tests(c, left, start, negated);
    if (test === undefined) return left;
    left = test;
  }
};

const not = (c) => {
  const start = c.peek().start;
  if (!c.take("NOT")) return comparison(c);
  return finish(c, start, { e: "unary", operator: "NOT", operand: not(c) });
};

const and = leftwards(["AND"], not);
const or = leftwards(["OR"], and);

const caseOf = (c, start) => {
  const subject = c.is("WHEN") ? undefined : expression(c);
  const branches = [];
  while (c.take("WHEN")) {
    const when = expression(c);
    c.need("THEN");
    branches.push({ when, then: expression(c) });
  }
  if (branches.length === 0) c.fail();
  const otherwise = c.take("ELSE") ? expression(c) : undefined;
  c.need("END");
  return finish(c, start, { e: "case", subject, branches, otherwise });
};

/** The specification of a window, for the few functions that have one. */
const over = (c) =>
  c.parenthesized(() => ({
    partition: c.take("PARTITION", "BY") ? c.list(() => expression(c)) : [],
    order: c.take("ORDER", "BY") ? orderKeys(c) : [],
  }));

/** ORDER BY's list: of queries, windows and WITHIN GROUP. */
export const orderKeys = (c) =>
  c.list(() => {
    const key = expression(c);
    const descending = c.oneOf("ASC", "DESC") === "DESC";
    const nulls = c.oneOf("NULLS FIRST", "NULLS LAST");
    return {
      key,
      descending,
      nullsFirst: nulls === undefined ? descending : nulls === "NULLS FIRST",
    };
  });

const call = (c, start, path) => {
  c.need("(");
  const node = {
    e: "call",
    name: path.at(-1),
    path,
    args: [],
    named: {},
    distinct: false,
    star: false,
  };
  if (!c.is(")")) {
    if (c.startsQuery()) node.args = [subquery(c, c.peek().start)];
    else if (c.is("*") && (c.peek(1).value === ")" || c.peek(1).value === ",")) {
      c.next();
      node.star = true;
    } else {
      node.distinct = c.take("DISTINCT");
      c.list(() => {
        if (c.peek().kind === "word" && c.peek(1).value === "=>") {
          const { value } = c.next();
          c.next();
          node.named[value] = expression(c);
        } else node.args.push(expression(c));
      });
    }
  }
  c.need(")");
  if (c.take("WITHIN", "GROUP"))
    node.within = c.parenthesized(() => (c.need("ORDER", "BY"), orderKeys(c)));
  if (c.take("OVER")) node.over = over(c);
  return finish(c, start, node);
};

const subquery = (c, start) => finish(c, start, { e: "subquery", query: c.query() });

const literal = (c, start, value, type) => finish(c, start, { e: "literal", value, type });

const cast = (c, start, safe) => {
  c.need("(");
  const operand = expression(c);
  c.need("AS");
  const type = dataType(c);
  c.need(")");
  return finish(c, start, { e: "cast", operand, type, safe });
};

/** Words that begin an expression of their own, by the word. */
const special = {
  NULL: (c, start) => literal(c, start, null, "null"),
  TRUE: (c, start) => literal(c, start, true, "boolean"),
  FALSE: (c, start) => literal(c, start, false, "boolean"),
  CASE: caseOf,
  CAST: (c, start) => cast(c, start, false),
  TRY_CAST: (c, start) => cast(c, start, true),
  EXISTS: (c, start) => {
    c.need("(");
    const inside = c.query();
    c.need(")");
    return finish(c, start, { e: "exists", query: inside });
  },
};

const wordOrColumn = (c, start) => {
  const token = c.peek();
  if (token.kind === "word") {
    const next = c.peek(1);
    const opens = next.value === "(" && next.kind === "operator";
    if (
      special[token.value] !== undefined &&
      (opens || !["CAST", "TRY_CAST", "EXISTS"].includes(token.value))
    ) {
      c.next();
      return special[token.value](c, start);
    }
    if (bare.has(token.value) && !opens) {
      c.next();
      return finish(c, start, {
        e: "call",
        name: token.value,
        path: [token.value],
        args: [],
        named: {},
        bare: true,
      });
    }
    // DATE '2026-01-01' and its like.
    if (
      isType(c) &&
      next.kind === "string" &&
      ["DATE", "TIME", "TIMESTAMP"].includes(token.value)
    ) {
      const type = dataType(c);
      const at = c.peek().start;
      const operand = literal(c, at, c.string(), "text");
      return finish(c, start, { e: "cast", operand, type });
    }
    const callable =
      ["LEFT", "RIGHT", "INSERT", "RLIKE", "LIKE", "ILIKE", "CHECK"].includes(token.value) && opens;
    if (notInExpressions.has(token.value) || (reserved.has(token.value) && !callable)) c.fail();
  }
  // A word that is reserved and still called: LEFT('a', 1).
  const path = [token.kind === "word" ? (c.next(), token.value) : c.name()];
  while (c.is(".")) {
    c.next();
    if (c.take("*")) return finish(c, start, { e: "star", path });
    path.push(c.name(new Set()));
  }
  if (c.is("(")) return call(c, start, path);
  if (path.length > 1 && path.at(-1) === "NEXTVAL")
    return finish(c, start, { e: "nextval", path: path.slice(0, -1) });
  return finish(c, start, { e: "column", path });
};

const atom = (c) => {
  const token = c.peek();
  const { start } = token;
  if (token.kind === "number") {
    c.next();
    return /[eE]/.test(token.value)
      ? literal(c, start, Number(token.value), "float")
      : literal(c, start, parseDecimal(token.value), "number");
  }
  if (token.kind === "string") return (c.next(), literal(c, start, token.value, "text"));
  if (token.kind === "binary") return (c.next(), literal(c, start, token.value, "binary"));
  if (token.kind === "variable") {
    c.next();
    return finish(
      c,
      start,
      /^\d+$/.test(token.value)
        ? { e: "position", index: Number(token.value) }
        : { e: "variable", name: token.value },
    );
  }
  if (token.kind === "bind") {
    c.next();
    c.binds += 1;
    return finish(c, start, { e: "bind", name: String(c.binds) });
  }
  if (c.is(":") && ["number", "word"].includes(c.peek(1).kind)) {
    c.next();
    return finish(c, start, { e: "bind", name: c.next().value });
  }
  if (c.take("*")) return finish(c, start, { e: "star", path: [] });
  if (c.take("(")) {
    if (c.startsQuery()) {
      const inside = c.query();
      c.need(")");
      return finish(c, start, { e: "subquery", query: inside });
    }
    const items = c.list(() => expression(c));
    c.need(")");
    return finish(
      c,
      start,
      items.length === 1 ? { e: "parenthesis", operand: items[0] } : { e: "row", items },
    );
  }
  if (c.take("[")) {
    const items = c.is("]") ? [] : c.list(() => expression(c));
    c.need("]");
    return finish(c, start, { e: "array", items });
  }
  if (c.take("{")) {
    const entries = c.is("}")
      ? []
      : c.list(() => {
          const key = c.string();
          c.need(":");
          return { key, value: expression(c) };
        });
    c.need("}");
    return finish(c, start, { e: "object", entries });
  }
  if (token.kind !== "word" && token.kind !== "quoted") c.fail();
  return wordOrColumn(c, start);
};
