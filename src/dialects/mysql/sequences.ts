/** MariaDB's sequences as statements. A sequence is a table to the server: its engine and its comment are a table's. */
import { same, type Options, type Sequence, type Sql, type TableRef } from "../../model/index.js";
import { plainWord, quoteTable, words } from "./clauses.js";
import { literal } from "./lexicon.js";
import { usualEngine } from "./usualEngine.js";

type Numbers = Pick<Sequence, "start" | "increment" | "min" | "max" | "cache" | "cycle">;

/** The widest range of a sequence: the server keeps the number beyond each end for itself. */
const [least, most] = ["-9223372036854775807", "9223372036854775806"];

const descends = ({ increment }: Numbers): boolean => increment?.startsWith("-") ?? false;

/** What the server fills in where nothing is said: a sequence that counts down has the numbers below zero, and each starts at its near end. */
const usual = (said: Numbers): Numbers => {
  const [min, max] = descends(said) ? [least, "-1"] : ["1", most];
  return {
    start: descends(said) ? (said.max ?? max) : (said.min ?? min),
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

type Settled = { readonly [N in keyof Numbers]: Exclude<Numbers[N], null> };

const settled = (said: Numbers): Settled => {
  const fill = usual(said);
  const number = (key: (typeof numbers)[number]): string => said[key] ?? fill[key] ?? "";
  return {
    start: number("start"),
    increment: number("increment"),
    min: number("min"),
    max: number("max"),
    cache: number("cache"),
    cycle: said.cycle,
  };
};

/** What is said of the numbers, where they are to become others than `from`. */
const numberWords = (from: Settled, to: Settled): readonly Sql[] => [
  ...numbers.flatMap((key) => (to[key] === from[key] ? [] : [clauses[key](to[key])])),
  ...(from.cycle === to.cycle ? [] : [clauses.cycle(to.cycle)]),
];

const saidWords = (said: Numbers): readonly Sql[] => [
  ...numbers.flatMap((key) => (said[key] === null ? [] : [clauses[key](said[key])])),
  ...(said.cycle ? [clauses.cycle(true)] : []),
];

const isBefore = (a: string, b: string): boolean => BigInt(a) < BigInt(b);

/** What runs before the numbers change, and the numbers by then. */
interface Moved {
  readonly statements: readonly Sql[];
  readonly standing: Settled;
}

/**
 * The server refuses a range that a sequence has not come to. RESTART would set one back that is past its start, and give
 * the same values again; SETVAL never does. It goes by how the sequence counts by then, and by the round of one that
 * cycles, which any ALTER SEQUENCE sets to zero.
 */
const intoRange = (sequence: TableRef, from: Settled, to: Settled): Moved => {
  const down = descends(to);
  const turns = descends(from) !== down;
  const near = down ? to.max : to.min;
  const widest = down ? most : least;
  const reached = turns ? widest : down ? from.max : from.min;
  const isIn = down ? !isBefore(near, reached) : !isBefore(reached, near);
  if (isIn) return { statements: [], standing: from };
  const standing: Settled = turns
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

/** MariaDB's defaults of a sequence, left out on both sides. */
export const normalizedSequence = (sequence: Sequence): Sequence => {
  const { options: said, ...rest } = sequence;
  const fill = usual(sequence);
  const number = (key: (typeof numbers)[number]): string | null =>
    sequence[key] === fill[key] ? null : sequence[key];
  const options: Options =
    said?.["engine"]?.toLowerCase() === "innodb" ? { ...said, engine: usualEngine } : (said ?? {});
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
    ...saidWords(sequence),
    tableWords(sequence.options?.["engine"], sequence.comment),
  );

export const alterSequence = (from: Sequence, to: Sequence): readonly Sql[] => {
  const has = settled(to);
  const { statements, standing } = intoRange(to, settled(from), has);
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
