/**
 * MariaDB's sequences as statements. A sequence is a table to the server: its engine and its
 * comment are those of a table.
 */
import { same, type Options, type Sequence, type Sql, type TableRef } from "../../model/index.js";
import { plainWord, quoteTable, words } from "./clauses.js";
import { literal } from "./lexicon.js";
import { usualEngine } from "./usualEngine.js";

type Numbers = Pick<Sequence, "start" | "increment" | "min" | "max" | "cache" | "cycle">;

/** The widest range of a sequence: the server reserves the number beyond each end. */
const [least, most] = ["-9223372036854775807", "9223372036854775806"];

const descends = ({ increment }: Numbers): boolean => increment?.startsWith("-") ?? false;

/**
 * The server's defaults: a descending sequence has the numbers below zero, and each starts at the
 * near end of its range.
 */
const usual = (given: Numbers): Numbers => {
  const [min, max] = descends(given) ? [least, "-1"] : ["1", most];
  return {
    start: descends(given) ? (given.max ?? max) : (given.min ?? min),
    increment: "1",
    min,
    max,
    cache: "1000",
    cycle: false,
  };
};

type Clauses = { readonly [N in keyof Numbers]: (value: Exclude<Numbers[N], null>) => Sql };

const clauses: Clauses = {
  start: (start) => `START WITH ${start}`,
  min: (min) => `MINVALUE ${min}`,
  max: (max) => `MAXVALUE ${max}`,
  increment: (increment) => `INCREMENT BY ${increment}`,
  cache: (cache) => (cache === "0" ? "NOCACHE" : `CACHE ${cache}`),
  cycle: (cycle) => (cycle ? "CYCLE" : "NOCYCLE"),
};

const numbers = ["start", "min", "max", "increment", "cache"] as const;

type FullNumbers = { readonly [N in keyof Numbers]: Exclude<Numbers[N], null> };

const withDefaults = (given: Numbers): FullNumbers => {
  const fill = usual(given);
  const number = (key: (typeof numbers)[number]): string => given[key] ?? fill[key] ?? "";
  return {
    start: number("start"),
    increment: number("increment"),
    min: number("min"),
    max: number("max"),
    cache: number("cache"),
    cycle: given.cycle,
  };
};

/** The clauses for the numbers that differ from `from`. */
const numberWords = (from: FullNumbers, to: FullNumbers): readonly Sql[] => [
  ...numbers.flatMap((key) => (to[key] === from[key] ? [] : [clauses[key](to[key])])),
  ...(from.cycle === to.cycle ? [] : [clauses.cycle(to.cycle)]),
];

const givenClauses = (given: Numbers): readonly Sql[] => [
  ...numbers.flatMap((key) => (given[key] === null ? [] : [clauses[key](given[key])])),
  ...(given.cycle ? [clauses.cycle(true)] : []),
];

const isBefore = (a: string, b: string): boolean => BigInt(a) < BigInt(b);

/** The statements that run before the numbers change, and the numbers after them. */
interface Moved {
  readonly statements: readonly Sql[];
  readonly standing: FullNumbers;
}

/**
 * Statements that move a sequence into a new range that it has not reached yet, which the server
 * would otherwise refuse. RESTART would set back a sequence that is past its start, so that it
 * gives the same values again; SETVAL never does. SETVAL depends on the direction at that time, and
 * for a cycling sequence on its round, which any ALTER SEQUENCE sets to zero.
 */
const intoRange = (sequence: TableRef, from: FullNumbers, to: FullNumbers): Moved => {
  const down = descends(to);
  const turns = descends(from) !== down;
  const near = down ? to.max : to.min;
  const widest = down ? most : least;
  const reached = turns ? widest : down ? from.max : from.min;
  const isIn = down ? !isBefore(near, reached) : !isBefore(reached, near);
  if (isIn) return { statements: [], standing: from };
  const standing: FullNumbers = turns
    ? { ...from, increment: to.increment, [down ? "max" : "min"]: widest }
    : from;
  const name = quoteTable(sequence);
  const first = numberWords(from, standing);
  return {
    statements: [
      ...(turns || from.cycle
        ? [
            words(
              `ALTER SEQUENCE ${name}`,
              ...(first.length > 0 ? first : [clauses.cycle(from.cycle)]),
            ),
          ]
        : []),
      `SELECT SETVAL(${name}, ${to.start}, 0) FROM ${name} WHERE next_not_cached_value ${down ? ">" : "<"} ${near}`,
    ],
    standing,
  };
};

const tableWords = (engine: string | undefined, comment: string | null): Sql =>
  words(
    engine !== undefined && `ENGINE=${plainWord(engine)}`,
    comment !== null && `COMMENT=${literal(comment)}`,
  );

/** The sequence without the numbers that are MariaDB's defaults. */
export const normalizedSequence = (sequence: Sequence): Sequence => {
  const { options: given, ...rest } = sequence;
  const fill = usual(sequence);
  const number = (key: (typeof numbers)[number]): string | null =>
    sequence[key] === fill[key] ? null : sequence[key];
  const options: Options =
    given?.["engine"]?.toLowerCase() === "innodb"
      ? { ...given, engine: usualEngine }
      : (given ?? {});
  return {
    ...rest,
    type: "bigint",
    start: number("start"),
    increment: number("increment"),
    min: number("min"),
    max: number("max"),
    cache: number("cache"),
    comment: sequence.comment === "" ? null : sequence.comment,
    ...(Object.keys(options).length > 0 && { options }),
  };
};

export const createSequence = (sequence: Sequence): Sql =>
  words(
    `CREATE SEQUENCE ${quoteTable(sequence)}`,
    ...givenClauses(sequence),
    tableWords(sequence.options?.["engine"], sequence.comment),
  );

export const alterSequence = (from: Sequence, to: Sequence): readonly Sql[] => {
  const has = withDefaults(to);
  const { statements, standing } = intoRange(to, withDefaults(from), has);
  const changed = numberWords(standing, has);
  const [old, engine] = [from.options?.["engine"], to.options?.["engine"]];
  const asTable = tableWords(
    old === engine ? undefined : (engine ?? usualEngine),
    same(from.comment, to.comment) ? null : (to.comment ?? ""),
  );
  return [
    ...statements,
    ...(changed.length === 0 ? [] : [words(`ALTER SEQUENCE ${quoteTable(to)}`, ...changed)]),
    ...(asTable === "" ? [] : [`ALTER TABLE ${quoteTable(to)} ${asTable}`]),
  ];
};
