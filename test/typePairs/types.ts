/** The types whose pairs are tried, each with rows at its edges. */
import type { DialectName } from "schema-diff";

/**
 * What a value is, which decides when two texts of it are the same value. `instant`: a point of time, whatever the
 * session's zone. `wall`: what a clock or a calendar shows, in no zone.
 */
export type Kind = "number" | "float" | "truth" | "text" | "wall" | "instant" | "json" | "bytes";

export interface EdgeType {
  readonly type: string;
  readonly kind: Kind;
  /** SQL of the values; NULL is tried with all. */
  readonly values: readonly string[];
}

const of = (type: string, kind: Kind, ...values: readonly string[]): EdgeType => ({
  type,
  kind,
  values,
});

const smallint = ["0", "1", "-1", "5", "101", "1011", "32767", "-32768"];
const int = [...smallint, "2147483647", "-2147483648", "16777217", "20240229", "101112"];
const bigint = [...int, "9223372036854775807", "-9223372036854775808", "9007199254740993"];
const unsigned = ["0", "101", "20240229", "1", "5", "32767", "4294967295", "16777217"];
const decimal4 = ["0", "1", "-1", "1.25", "-0.0001", "999999.9999", "-999999.9999", "5"];
const decimal1 = ["0", "1", "-1", "1.2", "999999999.9", "-999999999.9", "5"];
const float = ["0", "1", "-1", "5", "0.1", "0.125", "16777216", "1e30", "-1e30", "1.5", "1e-30"];
const double = [...float, "0.123456789012345", "9007199254740992", "1e300"];

const words = [
  "''",
  "'a'",
  "'b'",
  "'abc'",
  "'ab '",
  "'1'",
  "'007'",
  "'1.50'",
  "' 7'",
  "'x'",
  "'t'",
  "'1e1'",
  "'now'",
  "'::0'",
  "'{ }'",
  "'x1'",
  "'240229'",
  "'101'",
  "'a         '",
  "'\\\\'",
];
const times = [
  "'2024-02-29'",
  "'2024-03-31 02:30:00'",
  "'10:00:00'",
  '\'{"b": 1, "a": 2}\'',
  "'2024'",
  "'20240229'",
  "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'",
  "RPAD('a', 300, ' ')",
];
const long = ["'0123456789'", "'grün'", "'日本'", "'日本日本'"];
const dates = ["'2024-02-29'", "'1970-01-01'", "'2000-12-31'", "'9999-12-31'"];
const clocks = ["'00:00:00'", "'10:11:12'", "'23:59:59'"];
const moments = ["'2024-02-29 00:00:00'", "'2024-03-31 02:30:00'", "'2024-12-31 23:59:59'"];
const hex = (...texts: readonly string[]): readonly string[] => texts;

/** Nothing, text, no text, a number, a number with zeros before it, a date. */
const someBytes = ["X''", "X'61'", "X'FF00'", "X'31'", "X'303037'", "X'3230323430323239'"];

/** An enum may call its values what other types would read. */
const labels = [
  "a",
  "007",
  "1e1",
  "now",
  "::0",
  "{ }",
  "x1",
  "20240229",
  "t",
  "A0EEBC999C0B4EF8BB6D6BB9BD380A11",
];

const postgres: readonly EdgeType[] = [
  of("smallint", "number", ...smallint),
  of("integer", "number", ...int),
  of("bigint", "number", ...bigint),
  of(
    "numeric",
    "number",
    ...decimal4,
    "12345678901234567890.123456789",
    "'NaN'",
    "1e40",
    "1e400",
    "0.00001",
    "20240229",
  ),
  of("numeric(10,4)", "number", ...decimal4, "'NaN'"),
  of("numeric(10,1)", "number", ...decimal1, "'NaN'"),
  of("numeric(12,4)", "number", ...decimal4, "99999999.9999", "20240229", "'NaN'"),
  of("real", "float", ...float, "'NaN'", "'Infinity'"),
  of("double precision", "float", ...double, "'NaN'", "'-Infinity'"),
  of("boolean", "truth", "true", "false"),
  of(
    "character varying(3)",
    "text",
    "''",
    "'a'",
    "'abc'",
    "'a  '",
    "'1'",
    "'07'",
    "'t'",
    "'日本'",
    "'1e1'",
    "'now'",
    "'::0'",
    "'{ }'",
    "'x1'",
    "'\\'",
  ),
  of(
    "character varying(10)",
    "text",
    ...words,
    ...long,
    "'1234567   '",
    "'t'",
    "'2024-02-29'",
    "'10:00'",
  ),
  of("character varying", "text", ...words, ...long, ...times, "'a              '", "'[1]'"),
  of("text", "text", ...words, ...long, ...times, "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'"),
  of(
    "character(5)",
    "text",
    "''",
    "'a'",
    "'abcde'",
    "'::0/0'",
    "'x1234'",
    "'1'",
    "'007'",
    "'now'",
    "'1e1'",
    "'{ }'",
    "'::0'",
  ),
  of("date", "wall", ...dates, "'infinity'", "'0044-03-15 BC'", "'5874897-12-31'"),
  of("time without time zone", "wall", ...clocks, "'10:11:12.123456'"),
  of("time(0) without time zone", "wall", ...clocks),
  of(
    "timestamp without time zone",
    "wall",
    ...moments,
    "'2024-02-29 10:11:12.123456'",
    "'infinity'",
  ),
  of("timestamp(0) without time zone", "wall", ...moments, "'infinity'"),
  of(
    "timestamp with time zone",
    "instant",
    ...moments.map((m) => `${m.slice(0, -1)}+00'`),
    "'2024-02-29 10:11:12.123456+00'",
  ),
  of("timestamp(0) with time zone", "instant", ...moments.map((m) => `${m.slice(0, -1)}+00'`)),
  of("interval", "text", "'1 day'", "'25 hours'", "'1.5 seconds'", "'10:11:12'", "'1 mon'"),
  of("uuid", "text", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
  of(
    "json",
    "json",
    `'{"b": 1, "a": 2}'`,
    `'{"a": 1, "a": 2}'`,
    "'1'",
    "'20240229'",
    "'101112'",
    "'101112'",
    "'0.12345678901234567'",
    `'"x"'`,
    "'true'",
    "'null'",
  ),
  of(
    "jsonb",
    "json",
    `'{"b": 1, "a": 2}'`,
    "'1'",
    "'20240229'",
    "'101112'",
    "'101112'",
    "'0.12345678901234567'",
    "'1.5'",
    `'"x"'`,
    "'true'",
    "'null'",
  ),
  of("bytea", "bytes", "'\\x'", "'\\x61'", "'\\xff00'"),
  of("inet", "text", "'10.0.0.1'", "'10.0.0.1/8'", "'::1'"),
  of("cidr", "text", "'10.0.0.0/8'", "'10.0.0.1/32'"),
  of("e1", "text", ...labels.map((l) => `'${l}'`), "'b'"),
  of("e2", "text", ...labels.map((l) => `'${l}'`), "'c'"),
  of("integer[]", "text", "'{}'", "'{1,2}'", "'{2147483647}'"),
  of("smallint[]", "text", "'{}'", "'{1,2}'", "'{32767}'"),
  of("text[]", "text", "'{}'", "'{1,2}'", "'{a}'", "'{007}'", "'{2147483647}'"),
  of("bit(3)", "text", "B'000'", "B'101'"),
  of("bit varying(5)", "text", "B''", "B'101'", "B'10101'", "B'1'", "B'0101'"),
  of("money", "number", "'1.25'", "'0'", "'-5'"),
];

const latin1 = "CHARACTER SET latin1 COLLATE latin1_swedish_ci";

const innodb: readonly EdgeType[] = [
  of("tinyint", "number", "0", "1", "-1", "5", "127", "-128"),
  of("smallint", "number", ...smallint),
  of("int", "number", ...int),
  of("int unsigned", "number", ...unsigned),
  of("bigint", "number", ...bigint),
  of("bigint unsigned", "number", ...unsigned, "18446744073709551615"),
  of("decimal(10,4)", "number", ...decimal4),
  of("decimal(10,1)", "number", ...decimal1),
  of("decimal(12,4)", "number", ...decimal4, "99999999.9999"),
  of("decimal(10,4) unsigned", "number", "0", "1", "1.25", "999999.9999"),
  of("float", "float", ...float),
  of("double", "float", ...double),
  of("bit(8)", "number", "0", "1", "5", "255"),
  of("year", "number", "1901", "2024", "2155", "0"),
  of("char(5)", "text", "''", "'a'", "'abcde'", "'1'", "'007'", "'grün'", "'1e1'", "'101'"),
  of(
    "varchar(3)",
    "text",
    "'1e1'",
    "'101'",
    "''",
    "'a'",
    "'b'",
    "'abc'",
    "'a  '",
    "'1'",
    "'007'",
    "'日本'",
  ),
  of("varchar(10)", "text", ...words, ...long, "'1234567   '", "'2024-02-29'", "'10:00:00'"),
  of(
    `varchar(10) ${latin1}`,
    "text",
    "'ab '",
    "'240229'",
    "'1e1'",
    "''",
    "'a'",
    "'abc'",
    "'grün'",
    "'1'",
    "'007'",
    "'0123456789'",
  ),
  of("text", "text", ...words, ...long, ...times, "REPEAT('x', 300)"),
  of("tinytext", "text", ...words, ...long, "RPAD('a', 200, ' ')", "REPEAT('x', 200)"),
  of("longtext", "text", ...words, ...long, ...times, "REPEAT('x', 70000)"),
  of(
    "binary(4)",
    "bytes",
    ...hex("X'61626364'", "X'30303037'", "X'61000000'", "X'62000000'", "X'FF000000'"),
  ),
  of("varbinary(10)", "bytes", ...hex(...someBytes, "X'61626364656667686970'")),
  of("blob", "bytes", ...hex(...someBytes, "REPEAT('x', 300)")),
  of("date", "wall", ...dates),
  of("time", "wall", ...clocks, "'-10:00:00'", "'838:59:59'"),
  of("time(3)", "wall", ...clocks, "'10:11:12.345'", "'-10:00:00'"),
  of("datetime", "wall", ...moments, "'1000-01-01 00:00:00'"),
  of(
    "datetime(3)",
    "wall",
    ...moments,
    "'2024-02-29 10:11:12.345'",
    "'2024-02-29 10:11:12.700'",
    "'1000-01-01 00:00:00'",
  ),
  of("timestamp", "instant", ...moments),
  of("timestamp(3)", "instant", ...moments, "'2024-02-29 10:11:12.345'"),
  of("enum('a','b')", "text", "'a'", "'b'"),
  of("enum('b','c')", "text", "'b'", "'c'"),
  of("set('a','b')", "text", "''", "'a'", "'a,b'"),
  of(
    "json",
    "json",
    `'{"b": 1, "a": 2}'`,
    "'1'",
    "'101'",
    "'20240229'",
    "'9007199254740993'",
    "'1.5'",
    `'"x"'`,
    "'true'",
    "'null'",
  ),
];

const plainTimes = times.filter((t) => !t.startsWith("RPAD"));

/** A text that reads as a number is that number here: a rebuild asks for no more (src/dialects/sqlite/rebuild/guards.ts). */
const sqlite: readonly EdgeType[] = [
  of("INTEGER", "number", ...bigint),
  of("BIGINT", "number", ...bigint),
  of("REAL", "float", ...double),
  of("NUMERIC", "number", ...bigint, "1.25", "1e300", "'abc'"),
  of("DECIMAL(10,2)", "number", ...bigint, "1.25"),
  of("TEXT", "number", ...words, ...long, ...plainTimes),
  of("VARCHAR(3)", "number", ...words, ...long, ...plainTimes),
  of("DATETIME", "number", "9007199254740993", "1.5", "'2024-02-29'", "'2024-02-29 10:11:12'"),
  of("BOOLEAN", "number", "0", "1", ...bigint, "1.5"),
  of("JSON", "number", "9007199254740993", "1.5", `'{"b": 1, "a": 2}'`),
  of("BLOB", "number", "X''", "X'61'", "X'FF00'", "'abc'", "'007'", "1", "1.5"),
];

export const edgeTypes: Readonly<Partial<Record<DialectName, readonly EdgeType[]>>> = {
  postgres,
  mysql: innodb,
  mariadb: innodb,
  sqlite,
};

/** What has to be there before the types can be used. */
export const preparation: Readonly<Partial<Record<DialectName, readonly string[]>>> = {
  postgres: [
    `CREATE TYPE e1 AS ENUM ('${labels.join("', '")}', 'b')`,
    `CREATE TYPE e2 AS ENUM ('${labels.join("', '")}', 'c')`,
  ],
};
