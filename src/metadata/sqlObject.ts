/**
 * How SQL objects of every kind are declared, and how a declaration becomes an object of the
 * schema.
 */
import { callSite } from "../decode/caller.js";
import {
  tableKey,
  tableText,
  withObjects,
  type ErrorPlace,
  type ObjectOf,
  type Schema,
  type Sql,
  type SqlObjectKind,
  type TableRef,
} from "../model/index.js";
import { metadataError, refIn, sqlIn, type Context } from "./context.js";
import { byRef } from "./order.js";
import type { SqlInput } from "./shapes.js";

/** The attributes of a declared object besides its name and its SQL. */
export interface SqlObjectOptions {
  readonly schema?: string | null;
  readonly comment?: string | null;
}

/** A declared object; the object itself is made once the dialect is known. */
export interface SqlObjectDeclaration extends TableRef {
  readonly kind: SqlObjectKind;
  /** The schema with the object added. */
  readonly into: (schema: Schema, context: Context) => Schema;
  /** Where in the user's code it is declared. */
  readonly place: () => ErrorPlace | null;
}

const sqlText = (sql: SqlInput, what: string, context: Context): Sql => {
  const text = sqlIn(context, sql).trim().replace(/\s*;$/, "");
  if (text === "") throw metadataError(`${what} says nothing`, "write the SQL that defines it");
  return text;
};

/** @param make makes the object from its address, its SQL and its comment */
export const sqlObject = <K extends SqlObjectKind>(
  kind: K,
  ref: TableRef,
  sql: SqlInput,
  make: (ref: TableRef, sql: Sql) => ObjectOf[K],
): SqlObjectDeclaration => {
  const site = callSite();
  const called = `${kind} ${tableText(ref)}`;
  return {
    ...ref,
    kind,
    place: () => {
      const at = site();
      return at === null ? null : { ...at, object: called };
    },
    into: (schema, context) => {
      const place = refIn(context, ref);
      const made = make(place, sqlText(sql, called, context));
      return withObjects<K>(schema, kind, (others) => {
        if (others.some((other) => tableKey(other) === tableKey(place)))
          throw metadataError(`the ${called} is declared twice`, "take one of them out");
        return [...others, made].sort(byRef);
      });
    },
  };
};
