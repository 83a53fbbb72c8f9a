/** Expressions become functions from a row to a value, with the type that it will have. */
import { SnowflakeError, compilation, compilationAt, doesNotExist } from "../errors.mjs";
import { find } from "../catalogue/find.mjs";
import { bound, castTo, asText } from "../values/cast.mjs";
import { and, comparer, keyOf, likePattern, not, or } from "../values/compare.mjs";
import { sizeOf, whole } from "../values/decimal.mjs";
import * as t from "../values/types.mjs";
import { Variant, jsonOf } from "../values/variant.mjs";
import { aggregate, isAggregate } from "./aggregates.mjs";
import { arithmetic } from "./arithmetic.mjs";
import { callFunction } from "./functions.mjs";
import { lookUpColumn, noColumn, placeIn } from "./scope.mjs";

/**
 * A compiled expression. `run` takes `{ row, outer, group }`; `nullable: false` only for a bare
 * column that cannot be NULL, as DESCRIBE VIEW tells it.
 * @typedef {{ type: import("../values/types.mjs").Type, nullable: boolean, run: (context: object) => unknown }} Compiled
 */

const made = (type, run, nullable = true) => ({ type, nullable, run });

const literals = {
  null: () => made(t.unknown, () => null),
  boolean: (value) => made(t.boolean, () => value),
  text: (value) => made(t.text(Math.max([...value].length, 0)), () => value),
  float: (value) => made(t.float, () => value),
  number: (value) => {
    const { precision, scale } = sizeOf(value);
    return made(t.number(Math.min(precision, 38), scale), () => value);
  },
  binary: (value) => {
    const bytes = Buffer.from(value, "hex");
    return made({ name: "BINARY", length: bytes.length }, () => bytes);
  },
};

const column = (node, scope) => {
  const found = lookUpColumn(scope, node);
  if (found === undefined) {
    const alias = node.path.length === 1 ? scope.aliases?.get(node.path[0]) : undefined;
    if (alias === undefined || alias === node) throw noColumn(scope, node);
    return compile(alias, { ...scope, aliases: undefined });
  }
  const { index, depth, column: of } = found;
  if (scope.grouped !== undefined && depth === 0 && !scope.grouped(index))
    throw compilationAt(
      "000979",
      "42601",
      placeIn(scope, node),
      `'${node.path.join(".")}' in select clause is neither an aggregate nor in the group by clause.`,
    );
  const run = (context) => {
    let at = context;
    for (let up = 0; up < depth; up += 1) at = at.outer;
    return at.row[index];
  };
  return made(of.type, run, of.nullable);
};

const compareWith = {
  "=": (c) => c === 0,
  "<>": (c) => c !== 0,
  "!=": (c) => c !== 0,
  "<": (c) => c < 0,
  "<=": (c) => c <= 0,
  ">": (c) => c > 0,
  ">=": (c) => c >= 0,
};

const comparison = (test, left, right) => {
  const compare = comparer(left.type, right.type);
  return made(t.boolean, (context) => {
    const outcome = compare(left.run(context), right.run(context));
    return outcome === null ? null : test(outcome);
  });
};

const truth = (compiled) => {
  const run = (context) => castTo(compiled.run(context), t.boolean);
  return compiled.type.name === "BOOLEAN" ? compiled.run : run;
};

const logic = { AND: and, OR: or };

const binary = ({ operator, left, right }, scope) => {
  const [a, b] = [compile(left, scope), compile(right, scope)];
  if (logic[operator] !== undefined) {
    const [x, y] = [truth(a), truth(b)];
    return made(t.boolean, (context) => logic[operator](x(context), y(context)));
  }
  if (compareWith[operator] !== undefined) return comparison(compareWith[operator], a, b);
  if (operator === "||") {
    const length = Math.min(t.textDefault, (a.type.length ?? 50) + (b.type.length ?? 50));
    return made(t.text(length), (context) => {
      const [x, y] = [a.run(context), b.run(context)];
      return x === null || y === null ? null : asText(x) + asText(y);
    });
  }
  return arithmetic(operator, a, b);
};

const unary = ({ operator, operand }, scope) => {
  const inner = compile(operand, scope);
  if (operator === "NOT") {
    const run = truth(inner);
    return made(t.boolean, (context) => not(run(context)));
  }
  if (operator === "+") return inner;
  return {
    ...arithmetic("-", compile({ e: "literal", value: whole(0), type: "number" }, scope), inner),
    type: inner.type,
  };
};

/** As in Snowflake a subquery gives one value, and more than one row is an error. */
const subquery = (node, scope) => {
  const plan = scope.session.planQuery(node.query, scope);
  if (plan.columns.length !== 1)
    throw compilationAt("002076", "42601", placeIn(scope, node), "Invalid scalar subquery");
  return made(plan.columns[0].type, (context) => {
    const rows = plan.run(context);
    if (rows.length > 1)
      throw new SnowflakeError("090150", "22000", "Single-row subquery returns more than one row.");
    return rows.length === 0 ? null : rows[0][0];
  });
};

const anyEqual = (operand, values) => {
  let unknown = false;
  for (const equals of values) {
    if (equals === 0) return true;
    if (equals === null) unknown = true;
  }
  return unknown || (operand === null && values.length > 0) ? null : false;
};

const negate = (flag, value) => (flag ? not(value) : value);

const compilers = {
  literal: ({ value, type }) => literals[type](value),
  parenthesis: ({ operand }, scope) => ({ ...compile(operand, scope), nullable: true }),
  column,
  binary,
  unary,
  subquery,
  cast: ({ operand, type, safe }, scope) => {
    const inner = compile(operand, scope);
    return made(type, (context) => {
      const value = inner.run(context);
      if (!safe) return castTo(value, type);
      try {
        return castTo(value, type);
      } catch {
        return null;
      }
    });
  },
  collate: ({ operand }, scope) => compile(operand, scope),
  between: ({ operand, low, high, negated }, scope) => {
    const [value, from, to] = [operand, low, high].map((each) => compile(each, scope));
    const above = comparison(compareWith[">="], value, from);
    const below = comparison(compareWith["<="], value, to);
    return made(t.boolean, (context) =>
      negate(negated, and(above.run(context), below.run(context))),
    );
  },
  in: ({ operand, items, negated }, scope) => {
    const value = compile(operand, scope);
    const tests = items.map((item) => {
      const compiled = compile(item, scope);
      return { compiled, compare: comparer(value.type, compiled.type) };
    });
    return made(t.boolean, (context) => {
      const left = value.run(context);
      const outcomes = tests.map(({ compiled, compare }) => compare(left, compiled.run(context)));
      return negate(negated, anyEqual(left, outcomes));
    });
  },
  inQuery: (node, scope) => {
    const plan = scope.session.planQuery(node.query, scope);
    const items = node.operand.e === "row" ? node.operand.items : [node.operand];
    if (plan.columns.length !== items.length)
      throw compilationAt("002076", "42601", placeIn(scope, node), "Invalid subquery of IN");
    const values = items.map((item) => compile(item, scope));
    const compare = values.map(({ type }, index) => comparer(type, plan.columns[index].type));
    return made(t.boolean, (context) => {
      const left = values.map(({ run }) => run(context));
      const outcomes = plan.run(context).map((row) => {
        const each = row.map((value, index) => compare[index](left[index], value));
        return each.includes(null) ? null : each.every((outcome) => outcome === 0) ? 0 : 1;
      });
      return negate(node.negated, anyEqual(left.includes(null) ? null : true, outcomes));
    });
  },
  exists: ({ query }, scope) => {
    const plan = scope.session.planQuery(query, scope);
    return made(t.boolean, (context) => plan.run(context).length > 0);
  },
  is: ({ operand, value, negated }, scope) => {
    const inner = compile(operand, scope);
    const test = value === "NULL" ? (x) => x === null : (x) => x === (value === "TRUE");
    return made(t.boolean, (context) => test(inner.run(context)) !== negated);
  },
  distinct: ({ left, right, negated }, scope) => {
    const [a, b] = [compile(left, scope), compile(right, scope)];
    return made(
      t.boolean,
      (context) => (keyOf(a.run(context)) !== keyOf(b.run(context))) !== negated,
    );
  },
  like: ({ like, any, operand, patterns, escape, negated }, scope) => {
    const value = compile(operand, scope);
    const wanted = patterns.map((each) => compile(each, scope));
    const sign = escape === undefined ? undefined : compile(escape, scope);
    const matcher =
      like === "RLIKE" || like === "REGEXP"
        ? (pattern) => new RegExp(`^(?:${pattern})$`, "u")
        : (pattern, context) =>
            likePattern(pattern, { ignoreCase: like === "ILIKE", escape: sign?.run(context) });
    return made(t.boolean, (context) => {
      const text = value.run(context);
      const outcomes = wanted.map(({ run }) => {
        const pattern = run(context);
        return text === null || pattern === null
          ? null
          : matcher(asText(pattern), context).test(asText(text));
      });
      return negate(negated, outcomes.reduce(any === "ALL" ? and : or));
    });
  },
  case: ({ subject, branches, otherwise }, scope) => {
    const of = subject === undefined ? undefined : compile(subject, scope);
    const compiled = branches.map(({ when, then }) => {
      const test = compile(when, scope);
      const equal =
        of === undefined ? { run: truth(test) } : comparison(compareWith["="], of, test);
      return { test: equal, then: compile(then, scope) };
    });
    const last = otherwise === undefined ? undefined : compile(otherwise, scope);
    const type = [...compiled.map(({ then }) => then.type), last?.type ?? t.unknown].reduce(
      t.common,
    );
    return made(type, (context) => {
      const taken = compiled.find(({ test }) => test.run(context) === true)?.then ?? last;
      return taken === undefined ? null : castTo(taken.run(context), type);
    });
  },
  nextval: (node, scope) => {
    const named = { ...node, path: [...node.path, "NEXTVAL"] };
    if (lookUpColumn(scope, named) !== undefined) return column(named, scope);
    const sequence = find(scope.session, "SEQUENCE", node.path);
    return made(t.number(), () => {
      const value = sequence.next;
      sequence.next += BigInt(sequence.increment);
      return whole(value);
    });
  },
  variable: (node, scope) => {
    const variable = scope.session.variables.get(node.name);
    if (variable === undefined)
      throw compilationAt(
        "000001",
        "02000",
        placeIn(scope, node),
        `Session variable '$${node.name}' does not exist`,
      );
    return made(variable.type, () => variable.value);
  },
  bind: (node, scope) => {
    const given = scope.session.binds?.[node.name];
    if (given === undefined)
      throw compilationAt(
        "002049",
        "42601",
        placeIn(scope, node),
        `Bind variable ${/^\d+$/.test(node.name) ? "?" : `:${node.name}`} not set.`,
      );
    const value = bound(given);
    const types = {
      FIXED: () => t.number(38, value?.scale ?? 0),
      REAL: () => t.float,
      BOOLEAN: () => t.boolean,
      DATE: () => t.date,
      TIMESTAMP_NTZ: () => t.timestamp("NTZ"),
      TIMESTAMP_LTZ: () => t.timestamp("LTZ"),
      TIMESTAMP_TZ: () => t.timestamp("TZ"),
      VARIANT: () => t.variant,
      OBJECT: () => ({ name: "OBJECT" }),
      ARRAY: () => ({ name: "ARRAY" }),
      BINARY: () => ({ name: "BINARY", length: value?.length ?? 0 }),
      TIME: () => ({ name: "TIME", scale: 9 }),
    };
    return made(
      value === null ? t.unknown : (types[given.type]?.() ?? t.text([...value].length)),
      () => value,
    );
  },
  position: (node, scope) => {
    const all = scope.sources.flatMap(({ columns, from }) =>
      columns.map((of, index) => ({ of, index: from + index })),
    );
    const found = all[node.index - 1];
    if (found === undefined) throw noColumn(scope, { ...node, path: [`$${node.index}`] });
    return made(found.of.type, ({ row }) => row[found.index], found.of.nullable);
  },
  element: ({ operand, key, index }, scope) => {
    const inner = compile(operand, scope);
    const at = index === undefined ? undefined : compile(index, scope);
    return made(t.variant, (context) => {
      const value = inner.run(context);
      const step = at === undefined ? key : jsonOf(at.run(context));
      const json = value instanceof Variant ? value.json?.[step] : undefined;
      return json === undefined ? null : new Variant(json);
    });
  },
  array: ({ items }, scope) => {
    const values = items.map((item) => compile(item, scope));
    return made(
      { name: "ARRAY" },
      (context) => new Variant(values.map(({ run }) => jsonOf(run(context)))),
    );
  },
  object: ({ entries }, scope) => {
    const values = entries.map(({ key, value }) => ({ key, value: compile(value, scope) }));
    return made(
      { name: "OBJECT" },
      (context) =>
        new Variant(
          Object.fromEntries(values.map(({ key, value }) => [key, jsonOf(value.run(context))])),
        ),
    );
  },
  call: (node, scope) => {
    if (node.path.length === 1 && isAggregate(node.name)) return aggregate(node, scope, compile);
    if (node.over !== undefined || node.within !== undefined)
      throw compilationAt(
        "002303",
        "0A000",
        placeIn(scope, node),
        `Unsupported feature '${node.name} with a window'.`,
      );
    return callFunction(node, scope, compile);
  },
};

/**
 * @param {object} node
 * @param {import("./scope.mjs").Scope} scope
 * @returns {Compiled}
 */
export const compile = (node, scope) => {
  const key = scope.keys?.get(scope.text.slice(node.start, node.end).toUpperCase());
  if (key !== undefined) return key;
  const compiler = compilers[node.e];
  if (compiler === undefined)
    throw compilation("001003", "42000", `syntax error: ${node.e} cannot stand here`);
  return compiler(node, scope);
};

export const unknownFunction = (name) => doesNotExist("Function", name);
