/** Looks for what few databases have, and lists it where there is any. */
import { atLeast, gathered, type Sql } from "../../model/index.js";
import type { Row } from "../connection.js";
import { unmodelledAttributes } from "./questionsAttributes.js";
import { builtInPrivileges } from "./questionsBuiltIn.js";
import { ofDatabase } from "./questionsDatabase.js";
import * as kinds from "./questionsUnmodelled.js";
import { text } from "./rows.js";
import { ofUsers, questionsOf, type Listed, type Sought } from "./unmodelledRow.js";

const seeking = (kind: Listed, within: Omit<Sought, "questions">): Sought => ({
  ...within,
  questions: questionsOf(kind),
});

/** Sought in its own catalogue. */
const inCatalogue = (kind: Listed): Sought =>
  seeking(kind, { from: `pg_catalog.${kind.catalogue}`, where: ofUsers("oid") });

/** Where a foreign key has a period, it references a key without overlaps. */
const since18: readonly Sought[] = [
  seeking(kinds.temporal, {
    from: "pg_catalog.pg_constraint",
    where: "contype IN ('p', 'u') AND conexclop IS NOT NULL",
  }),
  seeking(kinds.notNullComments, {
    from: "pg_catalog.pg_description AS d JOIN pg_catalog.pg_constraint AS k ON k.oid = d.objoid AND k.contype = 'n'",
    where: "d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass",
  }),
];

const soughtIn = (version: readonly number[]): readonly Sought[] => [
  ...[
    ...[kinds.statistics, kinds.operators, kinds.operatorClasses, kinds.operatorFamilies],
    ...[kinds.conversions, ...kinds.textSearches],
  ].map(inCatalogue),
  seeking(kinds.indexes, {
    from: "pg_catalog.pg_class AS c",
    among: ofUsers("c.oid"),
    where: "c.relkind = 'm' OR c.relispartition",
  }),
  ...(atLeast(version, 18) ? since18 : []),
  ...unmodelledAttributes,
  ...ofDatabase(version),
  ...builtInPrivileges,
];

type Numbered = Sought & { readonly n: number };

/** One row: the numbers of what is found in some rows of a catalogue, with blanks between them. Several signs are looked for in one read. */
const lookIn = ([rows, all]: readonly [Sql, readonly Numbered[]]): Sql => {
  const [isThere, source] =
    all.length === 1
      ? [(where: Sql) => `EXISTS (SELECT FROM ${rows} AND (${where}))`, ""]
      : [(where: Sql) => `pg_catalog.bool_or(${where})`, `\n  FROM ${rows}`];
  const numbers = all.map(({ n, where }) => `CASE WHEN ${isThere(where)} THEN '${String(n)}' END`);
  return `SELECT pg_catalog.concat_ws(' ', ${numbers.join(",\n         ")}) AS found${source}`;
};

/**
 * Looks for everything that is sought, with the numbers that it has in `soughtIn`. It is a union, because a join of as many would
 * take the server longer to plan than to answer.
 */
export const whatElse = (version: readonly number[]): Sql => {
  const numbered = soughtIn(version).map((one, n): Numbered => ({ ...one, n }));
  const reads = gathered(numbered, ({ from, among = "true" }) => `${from} WHERE ${among}`);
  return [...reads].map(lookIn).join("\nUNION ALL\n");
};

/** What `whatElse` found. */
export interface Rare {
  /** Does `access` find anything? */
  readonly access: boolean;
  /** Lists what there is; null where there is nothing. */
  readonly question: Sql | null;
}

export const rareIn = (
  found: readonly Row[],
  version: readonly number[],
  withDigests: boolean,
): Rare => {
  const numbers = new Set(found.flatMap((row) => text(row, "found").split(" ")));
  const there = soughtIn(version).filter((_, n) => numbers.has(String(n)));
  const questions = there.flatMap((one) => one.questions.map((ask) => ask(withDigests)));
  return {
    access: there.some(({ isAccess }) => isAccess === true),
    question: questions.length === 0 ? null : questions.join("\nUNION ALL"),
  };
};
