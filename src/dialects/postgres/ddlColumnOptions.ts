/**
 * What ALTER COLUMN sets outside a column's own clause: storage, compression, statistics, and
 * parameters of the planner.
 */
import type { Options, Sql, Statement } from "../../model/index.js";
import { parameterNames, storageParameters } from "./clauses.js";
import { locking, type Lock } from "./statement.js";
import { columnParameters } from "./storageParameters.js";

const plainTypes =
  /^(?:smallint|integer|bigint|real|double precision|boolean|date|uuid|money|oid|macaddr8?|point|box|circle|lseg|interval.*|time.*|"char")$/;

/** The default storage of a type: SET STORAGE DEFAULT exists only from 16 on. */
const ownStorage = (type: Sql): Sql =>
  plainTypes.test(type)
    ? "PLAIN"
    : /^(?:numeric(?:\(.*\))?|inet|cidr)$/.test(type)
      ? "MAIN"
      : "EXTENDED";

/** For each option: its key, the clause that sets it, the value that resets it, and the lock. */
const settings: readonly (readonly [string, string, (type: Sql) => Sql, Lock])[] = [
  ["storage", "SET STORAGE", ownStorage, "ACCESS EXCLUSIVE"],
  ["compression", "SET COMPRESSION", () => "default", "ACCESS EXCLUSIVE"],
  ["statistics", "SET STATISTICS", () => "-1", "SHARE UPDATE EXCLUSIVE"],
];

const parametersIn = (options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).filter(([key]) => Object.hasOwn(columnParameters, key)),
  );

/**
 * SET and RESET for the parameters in which two sets differ, as actions of ALTER TABLE, ALTER
 * COLUMN or ALTER INDEX.
 */
export const parameterActions = (from: Options, to: Options): readonly Sql[] => {
  const gone = Object.keys(from)
    .filter((key) => !(key in to))
    .sort();
  const set = storageParameters(
    Object.fromEntries(Object.entries(to).filter(([key, value]) => from[key] !== value)),
    [],
  );
  return [
    ...(gone.length === 0 ? [] : [`RESET (${parameterNames(gone)})`]),
    ...(set === "" ? [] : [`SET (${set})`]),
  ];
};

/** @param alter `ALTER TABLE t ALTER COLUMN c` */
export const setColumnOptions = (
  alter: Sql,
  type: Sql,
  from: Options,
  to: Options,
): readonly Statement[] => [
  ...settings
    .filter(([key]) => to[key] !== from[key])
    .map(([key, set, unset, lock]) => locking(lock, `${alter} ${set} ${to[key] ?? unset(type)}`)),
  ...parameterActions(parametersIn(from), parametersIn(to)).map((action) =>
    locking("SHARE UPDATE EXCLUSIVE", `${alter} ${action}`),
  ),
];
