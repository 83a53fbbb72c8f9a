/**
 * Indexes, and the options of a key's backing index: storage parameters, and settings that need
 * statements of their own.
 */
import {
  nameText,
  optionsOf,
  type Constraint,
  type Index,
  type Options,
  type Sql,
  type Statement,
  type TableRef,
  lookupTable,
} from "../../model/index.js";
import type { Printed } from "../printed.js";
import { beside, indexStatement, quote, refText } from "./clauses.js";
import { parameterActions } from "./ddlColumnOptions.js";
import { commentOfIndex, indexComment } from "./ddlComments.js";
import { indexClauseOptions, ownParameters } from "./indexOptions.js";
import { locking, type Lock } from "./statement.js";
import { lockOfParameters } from "./storageParameters.js";

/** The statistics targets of `1=400 3=250`, by the number of the element. */
const targetsOf = (text: string | undefined): ReadonlyMap<string, string> =>
  new Map(
    (text ?? "")
      .split(" ")
      .map((entry) => entry.split("="))
      .flatMap(([place = "", target]) => (target === undefined ? [] : [[place, target]])),
  );

const statisticsActions = (from: string | undefined, to: string | undefined): readonly Sql[] => {
  const [old, now] = [targetsOf(from), targetsOf(to)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((place) => old.get(place) !== now.get(place))
    .sort()
    .map((place) => `ALTER COLUMN ${place} SET STATISTICS ${now.get(place) ?? "-1"}`);
};

/** The statements for each option that is no storage parameter; without a value they reset it. */
const settings: Readonly<
  Record<string, (table: TableRef, name: string, value: string | undefined) => readonly Printed[]>
> = lookupTable({
  tablespace: (table, name, value) => [
    locking(
      "ACCESS EXCLUSIVE",
      `ALTER INDEX ${beside(table, name)} SET TABLESPACE ${quote(value ?? "pg_default")}`,
    ),
  ],
  clustered: (table, name, value) => [
    locking(
      "SHARE UPDATE EXCLUSIVE",
      `ALTER TABLE ${refText(table)} ${value === undefined ? "SET WITHOUT CLUSTER" : `CLUSTER ON ${quote(name)}`}`,
    ),
  ],
  replicaIdentity: (table, name, value) => [
    locking(
      "ACCESS EXCLUSIVE",
      `ALTER TABLE ${refText(table)} REPLICA IDENTITY ${value === undefined ? "DEFAULT" : `USING INDEX ${quote(name)}`}`,
    ),
  ],
  comment: (table, name, value) => [indexComment(table, name, value ?? null)],
});

export const alterIndex = (
  table: TableRef,
  name: string,
  from: Options,
  to: Options,
): readonly Printed[] => {
  const alter = (lock: Lock, action: Sql): Statement =>
    locking(lock, `ALTER INDEX ${beside(table, name)} ${action}`);
  return [
    ...parameterActions(ownParameters(from), ownParameters(to)).map((action) =>
      alter(lockOfParameters(ownParameters(from), ownParameters(to)), action),
    ),
    ...statisticsActions(from["statistics"], to["statistics"]).map((action) =>
      alter("SHARE UPDATE EXCLUSIVE", action),
    ),
    ...Object.entries(settings).flatMap(([key, print]) =>
      from[key] === to[key] ? [] : print(table, name, to[key]),
    ),
  ];
};

/** The statements for options that the clause of an index or key cannot contain. */
const apart = (table: TableRef, name: string | null, options: Options): readonly Printed[] =>
  name === null
    ? []
    : alterIndex(
        table,
        name,
        {
          ...ownParameters(options),
          ...Object.fromEntries(
            Object.entries(options).filter(([key]) => indexClauseOptions.includes(key)),
          ),
        },
        options,
      );

export const createIndex = (table: TableRef, index: Index): readonly Printed[] => [
  indexStatement(table, index),
  ...apart(table, nameText(index.name), index.options),
  ...commentOfIndex(table, index),
];

export const afterConstraint = (table: TableRef, constraint: Constraint): readonly Printed[] =>
  apart(table, nameText(constraint.name), optionsOf(constraint));
