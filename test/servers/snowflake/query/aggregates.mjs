/** Aggregates: from the rows of a group to a value. */
import { compilationAt } from "../errors.mjs";
import { asText, castTo } from "../values/cast.mjs";
import { keyOf, order } from "../values/compare.mjs";
import { add, divide, rescale, whole } from "../values/decimal.mjs";
import * as t from "../values/types.mjs";
import { Variant, jsonOf } from "../values/variant.mjs";
import { placeIn } from "./scope.mjs";

const sum = (values, type) => {
  if (values.length === 0) return null;
  return type.name === "FLOAT" ? values.reduce((a, b) => a + b) : values.reduce(add);
};

const numericType = (type) => (type.name === "FLOAT" ? t.float : t.number(38, type.scale ?? 0));

const extreme = (sign) => ({
  type: ([type]) => type,
  fold: (values) => values.reduce((a, b) => (a === null || sign * order(b, a) > 0 ? b : a), null),
});

const kinds = {
  COUNT: { type: () => t.number(18, 0), fold: (values) => whole(values.length) },
  COUNT_IF: {
    type: () => t.number(18, 0),
    fold: (values) => whole(values.filter((value) => value === true).length),
  },
  SUM: {
    type: ([type]) => numericType(type),
    fold: (values, type) =>
      sum(
        values.map((value) => castTo(value, type)),
        type,
      ),
  },
  AVG: {
    type: ([type]) =>
      type.name === "FLOAT" ? t.float : t.number(38, Math.max(type.scale ?? 0, 6)),
    fold: (values, type) => {
      if (values.length === 0) return null;
      const total = sum(
        values.map((value) => castTo(value, type)),
        type,
      );
      return type.name === "FLOAT"
        ? total / values.length
        : rescale(divide(total, whole(values.length)), type.scale);
    },
  },
  MIN: extreme(-1),
  MAX: extreme(1),
  ANY_VALUE: { type: ([type]) => type, fold: (values) => values[0] ?? null },
  BOOLAND_AGG: {
    type: () => t.boolean,
    fold: (values) => (values.length === 0 ? null : !values.includes(false)),
  },
  BOOLOR_AGG: {
    type: () => t.boolean,
    fold: (values) => (values.length === 0 ? null : values.includes(true)),
  },
  LISTAGG: {
    type: () => t.text(),
    fold: (values, _type, [separator]) => values.map(asText).join(separator ?? ""),
  },
  ARRAY_AGG: { type: () => ({ name: "ARRAY" }), fold: (values) => new Variant(values.map(jsonOf)) },
};

export const isAggregate = (name) => kinds[name] !== undefined;

export const aggregate = (node, scope, compile) => {
  if (node.over !== undefined || scope.inGroups !== true)
    throw compilationAt(
      "002290",
      "42601",
      placeIn(scope, node),
      `Invalid aggregate function in this place: [${node.name}]`,
    );
  const inside = { ...scope, inGroups: false, grouped: undefined, keys: undefined };
  const args = node.args.map((each) => compile(each, inside));
  const keys = (node.within ?? []).map((key) => ({ ...key, of: compile(key.key, inside) }));
  const { type: typed, fold } = kinds[node.name];
  const type = typed(args.map((each) => each.type));
  const compare = (a, b) => {
    for (const { of, descending } of keys) {
      const [x, y] = [of.run(a), of.run(b)];
      const outcome = x === null ? (y === null ? 0 : 1) : y === null ? -1 : order(x, y);
      if (outcome !== 0) return descending ? -outcome : outcome;
    }
    return 0;
  };
  return {
    type,
    nullable: true,
    run: ({ group }) => {
      const contexts = keys.length === 0 ? group : [...group].sort(compare);
      if (node.star) return fold(contexts);
      const seen = new Set();
      const values = contexts.flatMap((context) => {
        const each = args.map(({ run }) => run(context));
        if (node.name === "LISTAGG" ? each[0] === null : each.includes(null)) return [];
        const key = each.map(keyOf).join("|");
        if (node.distinct && seen.has(key)) return [];
        seen.add(key);
        return [each[0]];
      });
      return fold(
        values,
        type,
        args.slice(1).map(({ run }) => run(contexts[0] ?? { row: [] })),
      );
    },
  };
};
