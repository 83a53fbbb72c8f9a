/** Functions of dates and timestamps: the manual's page "Date & time functions", with the parts that its page on them lists. */
import { compilation } from "../errors.mjs";
import { asText, castTo } from "../values/cast.mjs";
import { rescale, whole } from "../values/decimal.mjs";
import { Day, Moment, clockOf, dayNanos, dayOf, midnight } from "../values/time.mjs";
import * as t from "../values/types.mjs";

const fn = (least, most, type, run, more = {}) => ({ args: [least, most], type, run, ...more });
const integer = (value) => Number(rescale(castTo(value, t.number(38, 0)), 0).toString());
const date = () => t.date;

const asDay = (value) => (value instanceof Moment ? dayOf(value) : castTo(value, t.date));
const asMoment = (value) => (value instanceof Day ? midnight(value) : value);

const calendar = (day) => {
  const at = new Date(day.days * 86_400_000);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate() };
};

const dayAt = (year, month, on) => new Day(Date.UTC(year, month, on) / 86_400_000);

/** 1 is Monday. */
const isoDay = ({ days }) => ((((days + 3) % 7) + 7) % 7) + 1;

/** Of the week that holds the Thursday. */
const isoWeek = (day) => {
  const thursday = new Day(day.days + 4 - isoDay(day));
  const { days } = dayAt(calendar(thursday).year, 0, 1);
  return Math.floor((thursday.days - days) / 7) + 1;
};

const secondsOf = (value) =>
  value instanceof Day ? 0 : Number(clockOf(value).nanos / 1_000_000_000n);

const parts = {
  YEAR: (value) => calendar(asDay(value)).year,
  QUARTER: (value) => Math.floor(calendar(asDay(value)).month / 3) + 1,
  MONTH: (value) => calendar(asDay(value)).month + 1,
  WEEK: (value) => isoWeek(asDay(value)),
  DAY: (value) => calendar(asDay(value)).date,
  DAYOFWEEK: (value) => isoDay(asDay(value)) % 7,
  DAYOFYEAR: (value) => {
    const day = asDay(value);
    return day.days - dayAt(calendar(day).year, 0, 1).days + 1;
  },
  HOUR: (value) => Math.floor(secondsOf(value) / 3600),
  MINUTE: (value) => Math.floor(secondsOf(value) / 60) % 60,
  SECOND: (value) => secondsOf(value) % 60,
};

const spellings = {
  YEAR: "YEAR YEARS YYYY YY Y",
  QUARTER: "QUARTER QUARTERS QTR Q",
  MONTH: "MONTH MONTHS MM MON MONS",
  WEEK: "WEEK WEEKS W WK WEEKOFYEAR WOY WY",
  DAY: "DAY DAYS D DD DAYOFMONTH",
  DAYOFWEEK: "DAYOFWEEK DOW DW WEEKDAY",
  DAYOFYEAR: "DAYOFYEAR DOY DY YEARDAY",
  HOUR: "HOUR HOURS H HH HR HRS",
  MINUTE: "MINUTE MINUTES M MI MIN MINS",
  SECOND: "SECOND SECONDS S SEC SECS",
};

const unitNamed = Object.fromEntries(
  Object.entries(spellings).flatMap(([unit, words]) =>
    words.split(" ").map((word) => [word, unit]),
  ),
);

/** The part is a word or a text, and no column. */
const unitOf = (node) => {
  const word = node.e === "column" ? node.path.join(".") : asText(node.value ?? "").toUpperCase();
  const unit = unitNamed[word];
  if (unit === undefined)
    throw compilation("001052", "22023", `'${word}' is not a valid date/time component.`);
  return unit;
};

const nanosOf = { HOUR: 3_600_000_000_000n, MINUTE: 60_000_000_000n, SECOND: 1_000_000_000n };
const daysOf = { DAY: 1, WEEK: 7 };
const monthsOf = { MONTH: 1, QUARTER: 3, YEAR: 12 };

const addMonths = (day, amount) => {
  const { year, month, date: on } = calendar(day);
  const last = calendar(dayAt(year, month + amount + 1, 0)).date;
  return dayAt(year, month + amount, Math.min(on, last));
};

const addUnits = (value, unit, amount) => {
  if (nanosOf[unit] !== undefined) {
    const { nanos, zone } = asMoment(value);
    return new Moment(nanos + nanosOf[unit] * BigInt(amount), zone);
  }
  const day = asDay(value);
  const moved =
    daysOf[unit] === undefined
      ? addMonths(day, amount * monthsOf[unit])
      : new Day(day.days + amount * daysOf[unit]);
  return value instanceof Moment
    ? new Moment(value.nanos + BigInt(moved.days - day.days) * dayNanos, value.zone)
    : moved;
};

/** How many of them had begun since 1970: DATEDIFF counts what begins between. */
const ordinal = (value, unit) => {
  if (nanosOf[unit] !== undefined) {
    const { nanos, zone } = asMoment(value);
    const local = nanos + BigInt(zone ?? 0) * 60_000_000_000n;
    return Number(
      (local - (((local % nanosOf[unit]) + nanosOf[unit]) % nanosOf[unit])) / nanosOf[unit],
    );
  }
  const day = asDay(value);
  if (unit === "DAY") return day.days;
  if (unit === "WEEK") return Math.floor((day.days + 3) / 7);
  const { year, month } = calendar(day);
  return Math.floor((year * 12 + month) / monthsOf[unit]);
};

const truncated = (value, unit) => {
  if (nanosOf[unit] !== undefined)
    return value instanceof Day
      ? value
      : new Moment(
          BigInt(ordinal(value, unit)) * nanosOf[unit] - BigInt(value.zone ?? 0) * 60_000_000_000n,
          value.zone,
        );
  const day = asDay(value);
  const { year, month } = calendar(day);
  const first =
    unit === "DAY"
      ? day
      : unit === "WEEK"
        ? new Day(day.days + 1 - isoDay(day))
        : dayAt(year, Math.floor(month / Math.min(monthsOf[unit], 12)) * monthsOf[unit], 1);
  return value instanceof Day
    ? first
    : new Moment(midnight(first).nanos - BigInt(value.zone ?? 0) * 60_000_000_000n, value.zone);
};

/** By the part that stands first: the type from those of the other arguments, and the value. */
const byPart = {
  DATEADD: {
    args: 3,
    type: (unit, [, type]) =>
      nanosOf[unit] !== undefined && type.name === "DATE" ? t.timestamp("NTZ") : type,
    run: (unit, [amount, value]) => addUnits(value, unit, integer(amount)),
  },
  DATEDIFF: {
    args: 3,
    type: () => t.number(9, 0),
    run: (unit, [from, to]) => whole(ordinal(to, unit) - ordinal(from, unit)),
  },
  DATE_PART: {
    args: 2,
    type: () => t.number(9, 0),
    run: (unit, [value]) => whole(parts[unit](value)),
  },
  DATE_TRUNC: {
    args: 2,
    type: (_unit, [type]) => type,
    run: (unit, [value]) => truncated(value, unit),
  },
};
for (const name of ["TIMEADD", "TIMESTAMPADD"]) byPart[name] = byPart.DATEADD;
for (const name of ["TIMEDIFF", "TIMESTAMPDIFF"]) byPart[name] = byPart.DATEDIFF;

/** @returns {import("./compile.mjs").Compiled|undefined} */
export const partFunction = (node, scope, compile) => {
  const row = node.path.length === 1 ? byPart[node.name] : undefined;
  if (row === undefined || node.args.length !== row.args) return undefined;
  const unit = unitOf(node.args[0]);
  // A text stands for a date or a moment.
  const args = node.args.slice(1).map((each) => {
    const compiled = compile(each, scope);
    return compiled.type.name === "VARCHAR"
      ? {
          type: t.timestamp("NTZ"),
          run: (context) => castTo(compiled.run(context), t.timestamp("NTZ")),
        }
      : compiled;
  });
  return {
    type: row.type(
      unit,
      args.map(({ type }) => type),
    ),
    nullable: true,
    run: (context) => {
      const values = args.map(({ run }) => run(context));
      return values.includes(null) ? null : row.run(unit, values);
    },
  };
};

const partOf = (name) =>
  fn(
    1,
    1,
    () => t.number(4, 0),
    ([value]) => whole(parts[name](value)),
  );

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const dateFunctions = {
  ...Object.fromEntries(Object.keys(parts).map((name) => [name, partOf(name)])),
  DAYOFMONTH: partOf("DAY"),
  WEEKOFYEAR: partOf("WEEK"),
  DAYNAME: fn(
    1,
    1,
    () => t.text(3),
    ([value]) => days[parts.DAYOFWEEK(value)],
  ),
  MONTHNAME: fn(
    1,
    1,
    () => t.text(3),
    ([value]) => months[parts.MONTH(value) - 1],
  ),
  LAST_DAY: fn(1, 1, date, ([value]) => {
    const { year, month } = calendar(asDay(value));
    return dayAt(year, month + 1, 0);
  }),
  ADD_MONTHS: fn(
    2,
    2,
    ([type]) => type,
    ([value, amount]) =>
      addUnits(value instanceof Moment ? value : asDay(value), "MONTH", integer(amount)),
  ),
  DATE_FROM_PARTS: fn(3, 3, date, ([year, month, on]) =>
    dayAt(integer(year), integer(month) - 1, integer(on)),
  ),
};
