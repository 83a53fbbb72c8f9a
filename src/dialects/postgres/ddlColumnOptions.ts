/** What ALTER COLUMN sets apart from a column's own clause: storage, compression, statistics, and parameters of the planner. */
import type { Options, Sql, Statement } from "../../model/index.js";
import { parameterNames, storageParameters } from "./clauses.js";
import { locking, type Lock } from "./statement.js";
import { columnParameters } from "./storageParameters.js";

const plainTypes =
  /^(?:smallint|integer|bigint|real|double precision|boolean|date|uuid|money|oid|macaddr8?|point|box|circle|lseg|interval.*|time.*|"char")$/;

/** The storage that comes with a type: SET STORAGE DEFAULT is only known from 16 on. */
const ownStorage = (type: Sql): Sql =>
  plainTypes.test(type)
    ? "PLAIN"
    : /^(?:numeric(?:\(.*\))?|inet|cidr)$/.test(type)
      ? "MAIN"
      : "EXTENDED";

/** Options that are gone return to what comes without them. */
const settings: readonly (readonly [string, string, (type: Sql) => Sql, Lock])[] = [
  ["storage", "SET STORAGE", ownStorage, "ACCESS EXCLUSIVE"],
  ["compression", "SET COMPRESSION", () => "default", "ACCESS EXCLUSIVE"],
  ["statistics", "SET STATISTICS", () => "-1", "SHARE UPDATE EXCLUSIVE"],
];

const parametersIn = (options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).filter(([key]) => Object.hasOwn(columnParameters, key)),
  );

/** The parameters in which two sets differ, as actions of ALTER TABLE and of its columns and indexes. */
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
