/** NOT NULL with the options of PostgreSQL 18: a name, NO INHERIT, and NOT VALID. */
import {
  atLeast,
  type Column,
  type Options,
  type Sql,
  type Statement,
  type TableRef,
} from "../../model/index.js";
import type { Dialect } from "../dialect.js";
import { notNull, quote, refText, words } from "./clauses.js";
import { notNullName } from "./names.js";
import { locking, type Lock } from "./statement.js";

export const notNullConstraint: NonNullable<Dialect["notNullConstraint"]> = {
  option: "notNull",
  nameOf: ({ name: table }, { name, nullable, options }, version) =>
    nullable || !atLeast(version, 18) ? null : (options["notNull"] ?? notNullName(table, name)),
};

const alter = (table: TableRef, lock: Lock, action: Sql): Statement =>
  locking(lock, `ALTER TABLE ${refText(table)} ${action}`);

const add = (table: TableRef, column: string, options: Options): Statement =>
  alter(
    table,
    "ACCESS EXCLUSIVE",
    words(
      "ADD",
      notNull.constraint(options, `NOT NULL ${quote(column)}`),
      notNull.isValid(options) ? "" : "NOT VALID",
    ),
  );

/** NOT VALID, which a column's clause cannot express, as a statement after it. */
export const afterNotNull = (
  table: TableRef,
  { name, nullable, options }: Column,
): readonly Statement[] =>
  nullable || notNull.isValid(options) ? [] : [add(table, name, options)];

/** The column becomes NOT NULL. */
export const setNotNull = (table: TableRef, column: string, options: Options): Statement =>
  notNull.isPlain(options)
    ? alter(table, "ACCESS EXCLUSIVE", `ALTER COLUMN ${quote(column)} SET NOT NULL`)
    : add(table, column, options);

export const dropNotNull = (table: TableRef, column: string): Statement =>
  alter(table, "ACCESS EXCLUSIVE", `ALTER COLUMN ${quote(column)} DROP NOT NULL`);

/** Changes the options of a NOT NULL that stays. */
export const alterNotNull = (
  table: TableRef,
  column: string,
  from: Options,
  to: Options,
): readonly Statement[] => {
  if (notNull.isValid(from) && !notNull.isValid(to))
    return [dropNotNull(table, column), add(table, column, to)];
  const [old, now] = [from, to].map(
    (options) => options["notNull"] ?? notNullName(table.name, column),
  );
  const name = quote(now ?? "");
  return [
    ...(old === now
      ? []
      : [alter(table, "ACCESS EXCLUSIVE", `RENAME CONSTRAINT ${quote(old ?? "")} TO ${name}`)]),
    ...(notNull.inherits(from) === notNull.inherits(to)
      ? []
      : [
          alter(
            table,
            "ACCESS EXCLUSIVE",
            `ALTER CONSTRAINT ${name} ${notNull.inherits(to) ? "INHERIT" : "NO INHERIT"}`,
          ),
        ]),
    ...(notNull.isValid(from) === notNull.isValid(to)
      ? []
      : [alter(table, "SHARE UPDATE EXCLUSIVE", `VALIDATE CONSTRAINT ${name}`)]),
  ];
};
