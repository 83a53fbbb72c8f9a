/** Sums, products and their like, of numbers and of dates. */
import { SnowflakeError, compilation } from "../errors.mjs";
import { castTo } from "../values/cast.mjs";
import {
  add,
  divide,
  multiply,
  productScale,
  quotientScale,
  remainder,
  subtract,
} from "../values/decimal.mjs";
import { Day, Moment, dayNanos } from "../values/time.mjs";
import * as t from "../values/types.mjs";

const divisionByZero = () => new SnowflakeError("100051", "22012", "Division by zero");

const exact = {
  "+": { run: add, scale: Math.max },
  "-": { run: subtract, scale: Math.max },
  "*": { run: multiply, scale: productScale },
  "/": { run: divide, scale: quotientScale },
  "%": { run: remainder, scale: Math.max },
};

const floating = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

const dividing = new Set(["/", "%"]);

const shifted = (value, days) =>
  value instanceof Day
    ? new Day(value.days + days)
    : new Moment(value.nanos + BigInt(days) * dayNanos, value.zone);

/** Days are added to dates; a date less a date is a number of days. */
const ofDates = (operator, left, right) => {
  const sign = operator === "-" ? -1 : 1;
  if (left.type.name === "DATE" && right.type.name === "DATE" && operator === "-")
    return {
      type: t.number(9, 0),
      nullable: true,
      run: (context) => {
        const [a, b] = [left.run(context), right.run(context)];
        return a === null || b === null ? null : castTo(String(a.days - b.days), t.number());
      },
    };
  if (!["+", "-"].includes(operator) || !t.isNumeric(right.type)) return undefined;
  return {
    type: left.type,
    nullable: true,
    run: (context) => {
      const [a, b] = [left.run(context), right.run(context)];
      return a === null || b === null ? null : shifted(a, sign * Number(b.toString()));
    },
  };
};

const isDated = ({ name }) => name === "DATE" || name.startsWith("TIMESTAMP_");

/** A text that stands in a sum is read as a number. */
const numeric = (type) =>
  type.name === "NUMBER" || type.name === "FLOAT"
    ? type
    : type.name === "DECFLOAT"
      ? t.float
      : t.number(38, type.name === "VARCHAR" ? 5 : 0);

export const arithmetic = (operator, left, right) => {
  if (isDated(left.type)) {
    const dated = ofDates(operator, left, right);
    if (dated !== undefined) return dated;
  }
  const wrong = [left, right].find(
    ({ type }) =>
      ![...["NUMBER", "FLOAT", "DECFLOAT", "VARCHAR", "NULL", "VARIANT"]].includes(type.name),
  );
  if (wrong !== undefined)
    throw compilation(
      "001044",
      "42P13",
      `Invalid argument types for function '${operator}': (${t.canonical(left.type)}, ${t.canonical(right.type)})`,
    );
  const types = [numeric(left.type), numeric(right.type)];
  const isFloat = types.some(({ name }) => name === "FLOAT");
  const scale = isFloat ? 0 : Math.min(37, exact[operator].scale(types[0].scale, types[1].scale));
  const type = isFloat ? t.float : t.number(38, scale);
  return {
    type,
    nullable: true,
    run: (context) => {
      const [a, b] = [left.run(context), right.run(context)];
      if (a === null || b === null) return null;
      const [x, y] = isFloat
        ? [castTo(a, t.float), castTo(b, t.float)]
        : [castTo(a, types[0]), castTo(b, types[1])];
      if (dividing.has(operator) && (isFloat ? y === 0 : y.units === 0n)) throw divisionByZero();
      return isFloat ? floating[operator](x, y) : castTo(exact[operator].run(x, y), type);
    },
  };
};
