/** The kinds of columns: how each is declared, the values of the rows, conditions that all values meet, and what it may be widened to. */
import {
  bigint,
  binary,
  boolean,
  char,
  date,
  double,
  integer,
  json,
  numeric,
  real,
  smallint,
  sql,
  text,
  time,
  timestamp,
  uuid,
  varchar,
  type ColumnBuilder,
  type ColumnRef,
  type DefaultInput,
  type SqlText,
} from "schema-diff";
import type { Place } from "./places.js";

export interface Kind {
  /** Null: an enum, whose name and values the draft has. */
  readonly make: (() => ColumnBuilder) | null;
  /** May it stand in keys, uniques, indexes and foreign keys? */
  readonly keys: boolean;
  /** Of three rows, as SQL. */
  readonly values: (place: Place) => readonly [string, string, string];
  readonly checks: readonly ((column: ColumnRef) => SqlText)[];
  /** The first is none. */
  readonly defaults: readonly DefaultInput[];
  /** What holds the same values. */
  readonly alike: readonly KindName[];
  readonly generated: ((column: ColumnRef, pick: number) => SqlText) | null;
}

const same =
  (...values: readonly [string, string, string]): Kind["values"] =>
  () =>
    values;

const numbers = {
  keys: true,
  values: same("1", "2", "3"),
  checks: [
    (c: ColumnRef) => sql`${c} > 0`,
    (c: ColumnRef) => sql`${c} BETWEEN -1 AND 1000`,
    (c: ColumnRef) => sql`${c} IN (0, 1, 2, 3, 7, 42)`,
    (c: ColumnRef) => sql`${c} <> 77 AND ${c} >= 0`,
    (c: ColumnRef) => sql`${c} IS NULL OR ${c} * 2 < 1000 OR NOT (${c} > 5)`,
    (c: ColumnRef) => sql`abs(${c}) < 5000`,
  ],
  defaults: [null, 7, 1, sql`1 + 1`, sql`(3)`, "42"],
  generated: (c: ColumnRef, pick: number) => sql`${c} * 2 + ${sql.raw(String(pick % 3))}`,
} as const;

const integers = { ...numbers, alike: ["smallint", "integer", "bigint"] } as const;

const texts = {
  values: same("'v1'", "'v2'", "'v3'"),
  checks: [
    (c: ColumnRef) => sql`length(${c}) > 0`,
    (c: ColumnRef) => sql`${c} LIKE 'v%'`,
    (c: ColumnRef) => sql`${c} <> ''`,
    (c: ColumnRef) => sql`${c} IN ('v1', 'v2', 'v3', 'v7', 'it''s', ${"v;\\"})`,
    (c: ColumnRef) => sql`lower(${c}) = ${c} OR ${c} = 'V'`,
    (c: ColumnRef) => sql`coalesce(${c}, 'v') NOT IN (${"a'b"}, 'c"d')`,
  ],
  defaults: [null, "v7", "v;'x\\y", sql`lower('V8')`, "v`$" + "{x}", "vé€"],
  alike: ["varchar20", "varchar40", "text"],
} as const;

const kindTable = {
  integer: { make: integer, ...integers },
  varchar20: {
    make: () => varchar(20),
    keys: true,
    ...texts,
    defaults: [null, "v7", "v;'x\\y", "v`$" + "{x}", "vé€", sql`'v9'`],
    generated: (c, pick) => sql`${sql.raw(["lower", "upper", "trim"][pick % 3] ?? "lower")}(${c})`,
  },
  boolean: {
    make: boolean,
    keys: false,
    checks: [],
    defaults: [null, true, false],
    alike: [],
    generated: null,
    values: ({ dialect }) =>
      dialect === "postgres" || dialect === "snowflake"
        ? ["true", "false", "true"]
        : ["1", "0", "1"],
  },
  text: { make: text, keys: false, ...texts, generated: null },
  bigint: { make: bigint, ...integers },
  smallint: { make: smallint, ...integers },
  varchar40: { make: () => varchar(40), keys: true, ...texts, generated: null },
  numeric8: {
    make: () => numeric(8, 2),
    ...numbers,
    values: same("1.50", "2.50", "3.00"),
    checks: [numbers.checks[0], numbers.checks[1], (c) => sql`${c} >= 0.25`],
    defaults: [null, 7, "1.50", 0, sql`2 * 3`],
    alike: ["numeric8", "numeric12"],
  },
  numeric12: {
    make: () => numeric(12, 4),
    ...numbers,
    values: same("1.50", "2.50", "3.00"),
    checks: [numbers.checks[0]],
    defaults: [null, 7, "1.5", 0],
    alike: ["numeric8", "numeric12"],
  },
  real: {
    make: real,
    keys: false,
    values: same("1.5", "2.5", "3.5"),
    checks: [numbers.checks[0], numbers.checks[1]],
    defaults: [null, 1.5, 0, "2.5"],
    alike: ["real", "double"],
    generated: null,
  },
  double: {
    make: double,
    keys: false,
    values: same("1.5", "2.5", "3.5"),
    checks: [numbers.checks[0], numbers.checks[1]],
    defaults: [null, 1.5, 0, 1e21],
    alike: ["real", "double"],
    generated: null,
  },
  char: {
    make: () => char(2),
    keys: true,
    values: same("'v1'", "'v2'", "'v3'"),
    checks: [texts.checks[1], texts.checks[2]],
    defaults: [null, "v7", "v'"],
    alike: ["char", "char4"],
    generated: null,
  },
  char4: {
    make: () => char(4),
    keys: true,
    values: same("'v1'", "'v2'", "'v3'"),
    checks: [texts.checks[2]],
    defaults: [null, "v7"],
    alike: [],
    generated: null,
  },
  date: {
    make: date,
    keys: true,
    values: same("'2020-01-01'", "'2020-01-02'", "'2020-01-03'"),
    checks: [(c) => sql`${c} > '2000-01-01'`],
    defaults: [null, "2020-05-05", sql`CURRENT_DATE`],
    alike: [],
    generated: null,
  },
  time: {
    make: time,
    keys: false,
    values: same("'10:00:01'", "'10:00:02'", "'10:00:03'"),
    checks: [],
    defaults: [null, "12:30:00"],
    alike: [],
    generated: null,
  },
  timestamp: {
    make: timestamp,
    keys: true,
    values: same("'2020-01-01 10:00:01'", "'2020-01-01 10:00:02'", "'2020-01-01 10:00:03'"),
    checks: [(c) => sql`${c} >= '2000-01-01 00:00:00'`],
    defaults: [null, sql`CURRENT_TIMESTAMP`, "2020-05-05 12:00:00"],
    alike: ["timestamp", "timestamp3"],
    generated: null,
  },
  timestamp3: {
    make: () => timestamp({ precision: 3 }),
    keys: false,
    values: same("'2020-01-01 10:00:01'", "'2020-01-01 10:00:02'", "'2020-01-01 10:00:03'"),
    checks: [],
    defaults: [null, "2020-05-05 12:00:00"],
    alike: ["timestamp", "timestamp3"],
    generated: null,
  },
  zoned: {
    make: () => timestamp({ zone: true }),
    keys: false,
    values: same("'2020-01-01 10:00:01'", "'2020-01-01 10:00:02'", "'2020-01-01 10:00:03'"),
    checks: [],
    defaults: [null, sql`CURRENT_TIMESTAMP`],
    alike: [],
    generated: null,
  },
  json: {
    make: json,
    keys: false,
    values: same("'{\"a\": 1}'", "'[]'", "'{}'"),
    checks: [],
    defaults: [null],
    alike: [],
    generated: null,
  },
  uuid: {
    make: uuid,
    keys: true,
    checks: [],
    defaults: [null, "00000000-0000-4000-8000-000000000009"],
    alike: [],
    generated: null,
    values: same(
      "'00000000-0000-4000-8000-000000000001'",
      "'00000000-0000-4000-8000-000000000002'",
      "'00000000-0000-4000-8000-000000000003'",
    ),
  },
  binary: {
    make: binary,
    keys: false,
    checks: [],
    defaults: [null],
    alike: [],
    generated: null,
    values: ({ dialect }) =>
      dialect === "postgres" ? ["'\\x01'", "'\\x02'", "'\\x03'"] : ["X'01'", "X'02'", "X'03'"],
  },
  mood: {
    make: null,
    keys: true,
    values: same("'sad'", "'ok'", "'it''s'"),
    checks: [(c) => sql`${c} <> 'ok' OR ${c} = 'ok'`],
    defaults: [null, "sad", "it's"],
    alike: [],
    generated: null,
  },
} as const satisfies Readonly<
  Record<string, Omit<Kind, "alike"> & { readonly alike: readonly string[] }>
>;

export type KindName = keyof typeof kindTable;

export const kindNames = Object.keys(kindTable) as readonly KindName[];

export const kindOf = (name: KindName): Kind => kindTable[name];

export const isInteger = (name: KindName): boolean =>
  ["smallint", "integer", "bigint"].includes(name);

export const isNumber = (name: KindName): boolean =>
  isInteger(name) || ["numeric8", "numeric12", "real", "double"].includes(name);

export const isText = (name: KindName): boolean =>
  ["varchar20", "varchar40", "text"].includes(name);
