/** Sequences: create, drop, alter. */
import type { Sequence, SequenceNumbers, Sql, Statement } from "../../model/index.js";
import type { Printed } from "../printed.js";
import { quote, refText, sequenceNumbers, words } from "./clauses.js";
import { commentOfSequence, sequenceComment } from "./ddlComments.js";
import { lexicon } from "./lexicon.js";
import { locking, setsValue } from "./statement.js";
import { limits } from "./usualNumbers.js";

const ownedBy = (owner: Sequence["ownedBy"]): Sql =>
  owner === null ? "NONE" : `${refText(owner.table)}.${quote(owner.column)}`;

const isUnlogged = ({ options }: Sequence): boolean => options?.["unlogged"] === "true";

/**
 * The owner's table has to exist before: where its column's default needs the sequence first, the
 * plan sets the owner later by `alterSequence`.
 */
export const createSequence = (sequence: Sequence): readonly Printed[] => [
  words(
    isUnlogged(sequence) ? "CREATE UNLOGGED SEQUENCE" : "CREATE SEQUENCE",
    refText(sequence),
    sequence.type === "bigint" ? "" : `AS ${sequence.type}`,
    sequenceNumbers(sequence),
    sequence.ownedBy === null ? "" : `OWNED BY ${ownedBy(sequence.ownedBy)}`,
  ),
  ...commentOfSequence(sequence, sequence.comment),
];

const descends = (numbers: SequenceNumbers): boolean => numbers.increment?.startsWith("-") ?? false;

/** The start value; by default the near end of the range. */
const startOf = (numbers: SequenceNumbers): string =>
  numbers.start ?? (descends(numbers) ? (numbers.max ?? "-1") : (numbers.min ?? "1"));

interface Setting {
  readonly of: (numbers: SequenceNumbers) => string | null;
  readonly set: string;
  readonly unset: Sql;
}

const settings: readonly Setting[] = [
  { of: (n) => n.increment, set: "INCREMENT BY", unset: "INCREMENT BY 1" },
  { of: (n) => n.min, set: "MINVALUE", unset: "NO MINVALUE" },
  { of: (n) => n.max, set: "MAXVALUE", unset: "NO MAXVALUE" },
  { of: startOf, set: "START WITH", unset: "" },
  { of: (n) => n.cache, set: "CACHE", unset: "CACHE 1" },
];

/**
 * When the direction changes, the default limits move to the other side of zero, so they are set
 * again.
 */
const limitsAgain = (from: SequenceNumbers, to: SequenceNumbers, { set, of }: Setting): boolean =>
  descends(from) !== descends(to) && of(to) === null && set.endsWith("VALUE");

/**
 * The clauses that change the numbers of a sequence; `prefix` is `SET ` for an identity. RESTART where
 * the old start is outside the new range and `moveIntoRange` cannot move the sequence before.
 */
export const alterNumbers = (from: SequenceNumbers, to: SequenceNumbers, prefix = ""): Sql =>
  words(
    ...settings
      .filter((s) => s.of(from) !== s.of(to) || limitsAgain(from, to, s))
      .map(({ of, set, unset }) => {
        const value = of(to);
        return prefix + (value === null ? unset : `${set} ${value}`);
      }),
    from.cycle === to.cycle ? "" : prefix + (to.cycle ? "CYCLE" : "NO CYCLE"),
    outside(from, to) && !reachable(from, to) ? "RESTART" : "",
  );

const most = 2n ** 63n - 1n;

/** The range as far as it is known without the type: a missing limit is taken as that of bigint. */
const rangeOf = (numbers: SequenceNumbers): readonly [bigint, bigint] => [
  BigInt(numbers.min ?? (descends(numbers) ? -most - 1n : 1n)),
  BigInt(numbers.max ?? (descends(numbers) ? -1n : most)),
];

const holds = ([least, greatest]: readonly [bigint, bigint], value: string): boolean =>
  BigInt(value) >= least && BigInt(value) <= greatest;

/**
 * Is the old start outside the new range? The server refuses that for a sequence which is still at
 * its start.
 */
const outside = (from: SequenceNumbers, to: SequenceNumbers): boolean =>
  !holds(rangeOf(to), startOf(from));

const reachable = (from: SequenceNumbers, to: SequenceNumbers): boolean =>
  holds(rangeOf(from), startOf(to)) && descends(from) === descends(to);

/**
 * Moves a sequence whose last value is not within its new range (or that was not used yet) to the
 * new start; any other continues where it is. `sequence` is an SQL text value.
 */
export const moveIntoRange = (
  sequence: Sql,
  from: SequenceNumbers,
  to: SequenceNumbers,
): readonly Statement[] => {
  if (!outside(from, to) || !reachable(from, to)) return [];
  const last = "pg_catalog.pg_sequence_last_value(s.oid)";
  const [least, greatest] = rangeOf(to);
  return [
    setsValue(
      `SELECT pg_catalog.setval(s.oid, ${startOf(to)}, false) FROM (SELECT ${sequence}::pg_catalog.regclass AS oid) AS s ` +
        `WHERE COALESCE(${last} NOT BETWEEN ${String(least)} AND ${String(greatest)}, true)`,
    ),
  ];
};

/**
 * Is the sequence's last value outside the new range? The server refuses that range, and setting
 * the sequence back would give the same values again.
 */
export const leavesBehind = (
  last: string,
  from: SequenceNumbers,
  to: SequenceNumbers,
  type: Sql,
): boolean => {
  const [least, greatest] = rangeOf(to);
  const [narrowest = String(least), widest = String(greatest)] = limits[type] ?? [];
  const fits = holds([least, greatest], last) && holds([BigInt(narrowest), BigInt(widest)], last);
  return !fits && !outside(from, to);
};

export const alterSequence = (from: Sequence, to: Sequence): readonly Printed[] => {
  const clauses = words(from.type === to.type ? "" : `AS ${to.type}`, alterNumbers(from, to));
  return [
    ...moveIntoRange(lexicon.literal(refText(from)), from, to),
    ...(clauses === "" ? [] : [`ALTER SEQUENCE ${refText(from)} ${clauses}`]),
    ...(isUnlogged(from) === isUnlogged(to)
      ? []
      : [
          locking(
            "ACCESS EXCLUSIVE",
            `ALTER SEQUENCE ${refText(from)} SET ${isUnlogged(to) ? "UNLOGGED" : "LOGGED"}`,
          ),
        ]),
    ...(ownedBy(from.ownedBy) === ownedBy(to.ownedBy)
      ? []
      : [`ALTER SEQUENCE ${refText(from)} OWNED BY ${ownedBy(to.ownedBy)}`]),
    ...(from.comment === to.comment ? [] : [sequenceComment(refText(from), to.comment)]),
  ];
};
