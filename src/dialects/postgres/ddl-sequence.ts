/** Sequences: create, drop, alter. */
import type { Sequence, SequenceNumbers, Sql } from "../../model/index.js";
import { quote, refText, sequenceNumbers, words } from "./clauses.js";
import { commentOfSequence } from "./ddl-comments.js";

const ownedBy = (owner: Sequence["ownedBy"]): Sql => (owner === null ? "NONE" : `${refText(owner.table)}.${quote(owner.column)}`);

/** An owner's table has to exist by then: where its column's default needs the sequence first, a plan sets the owner by `alterSequence`. */
export const createSequence = (sequence: Sequence): readonly Sql[] => [
  words(
    "CREATE SEQUENCE", refText(sequence), sequence.type === "bigint" ? "" : `AS ${sequence.type}`, sequenceNumbers(sequence),
    sequence.ownedBy === null ? "" : `OWNED BY ${ownedBy(sequence.ownedBy)}`,
  ),
  ...commentOfSequence(sequence, sequence.comment),
];

interface Setting {
  readonly of: Exclude<keyof SequenceNumbers, "cycle">;
  readonly set: string;
  readonly unset: (to: SequenceNumbers) => Sql;
}

const descends = (numbers: SequenceNumbers): boolean => numbers.increment?.startsWith("-") ?? false;

const settings: readonly Setting[] = [
  { of: "increment", set: "INCREMENT BY", unset: () => "INCREMENT BY 1" },
  { of: "min", set: "MINVALUE", unset: () => "NO MINVALUE" },
  { of: "max", set: "MAXVALUE", unset: () => "NO MAXVALUE" },
  { of: "start", set: "START WITH", unset: (to) => `START WITH ${(descends(to) ? to.max : to.min) ?? (descends(to) ? "-1" : "1")}` },
  { of: "cache", set: "CACHE", unset: () => "CACHE 1" },
];

/** The clauses that turn one set of numbers into another; `prefix` is identity's SET. */
export const alterNumbers = (from: SequenceNumbers, to: SequenceNumbers, prefix = ""): Sql => words(
  ...settings.filter(({ of }) => from[of] !== to[of]).map(({ of, set, unset }) => prefix + (to[of] === null ? unset(to) : `${set} ${to[of]}`)),
  from.cycle === to.cycle ? "" : prefix + (to.cycle ? "CYCLE" : "NO CYCLE"),
);

export const alterSequence = (from: Sequence, to: Sequence): readonly Sql[] => {
  const clauses = words(from.type === to.type ? "" : `AS ${to.type}`, alterNumbers(from, to));
  return [
    ...(clauses === "" ? [] : [`ALTER SEQUENCE ${refText(from)} ${clauses}`]),
    ...(ownedBy(from.ownedBy) === ownedBy(to.ownedBy) ? [] : [`ALTER SEQUENCE ${refText(from)} OWNED BY ${ownedBy(to.ownedBy)}`]),
  ];
};
