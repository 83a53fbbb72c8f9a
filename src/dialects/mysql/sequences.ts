/** MariaDB's sequences as statements. A sequence is a table to the server: its engine and its comment are a table's. */
import { same, type Options, type Sequence, type Sql } from "../../model/index.js";
import { plainWord, quoteTable, words } from "./clauses.js";
import { literal } from "./lexicon.js";
import { usualEngine } from "./usualEngine.js";

type Numbers = Pick<Sequence, "start" | "increment" | "min" | "max" | "cache" | "cycle">;

const plain: Numbers = {
  start: "1",
  increment: "1",
  min: "1",
  max: "9223372036854775806",
  cache: "1000",
  cycle: false,
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

/** What is said of the numbers, where they are to become others than `from`; what is not said is the server's default. */
const numberWords = (from: Numbers, to: Numbers): readonly Sql[] => [
  ...numbers.flatMap((key) => {
    const value = to[key] ?? plain[key];
    return value === null || value === (from[key] ?? plain[key]) ? [] : [clauses[key](value)];
  }),
  ...(from.cycle === to.cycle ? [] : [clauses.cycle(to.cycle)]),
];

const tableWords = (engine: string | undefined, comment: string | null): Sql =>
  words(
    engine !== undefined && `ENGINE=${plainWord(engine)}`,
    comment !== null && `COMMENT=${literal(comment)}`,
  );

/** MariaDB's defaults of a sequence, left out on both sides. */
export const normalizedSequence = (sequence: Sequence): Sequence => {
  const { options: said, ...rest } = sequence;
  const number = (key: (typeof numbers)[number]): string | null =>
    sequence[key] === plain[key] ? null : sequence[key];
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
    ...numberWords(plain, sequence),
    tableWords(sequence.options?.["engine"], sequence.comment),
  );

export const alterSequence = (from: Sequence, to: Sequence): readonly Sql[] => {
  const changed = numberWords(from, to);
  const [old, engine] = [from.options?.["engine"], to.options?.["engine"]];
  const asTable = tableWords(
    old === engine ? undefined : (engine ?? usualEngine),
    same(from.comment, to.comment) ? null : (to.comment ?? ""),
  );
  return [
    ...(changed.length === 0 ? [] : [words(`ALTER SEQUENCE ${quoteTable(to)}`, ...changed)]),
    ...(asTable === "" ? [] : [`ALTER TABLE ${quoteTable(to)} ${asTable}`]),
  ];
};
