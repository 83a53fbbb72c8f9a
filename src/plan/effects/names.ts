/** The names that objects occupy, each in the scope in which it has to be unique. */
import {
  constraintRules,
  nameText,
  sqlObjectRules,
  refOf,
  type Column,
  type ConstraintKind,
  type SqlObjectKind,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { caseless } from "../../sql/index.js";
import { inSchema, inTable, type Address } from "./address.js";
import type { PlanContext } from "../context.js";

const folded = (name: string, { dialect }: PlanContext): string => caseless(name, dialect.lexicon);

/** The names of a table or a sequence. A table's row type has its name too. */
export const relationNames = (ref: TableRef, context: PlanContext): readonly Address[] => [
  inSchema("relationName", { ...ref, name: folded(ref.name, context) }),
  inSchema("typeName", ref),
];

/** The names of an SQL object. */
export const objectNames = (
  kind: SqlObjectKind,
  ref: TableRef,
  context: PlanContext,
): readonly Address[] => (sqlObjectRules[kind].namedAsTables ? relationNames(ref, context) : []);

export const indexNames = (
  table: TableRef,
  name: string | null,
  context: PlanContext,
): readonly Address[] => {
  if (name === null || name === "") return [];
  const text = folded(name, context);
  return context.dialect.facts.nameScope.index === "schema"
    ? [inSchema("relationName", { schema: table.schema, name: text })]
    : [inTable("indexName", table, text)];
};

/** The names of a constraint. Within its table it is also how a script refers to it. A table has one primary key, whatever its name. */
export const constraintNames = (
  table: TableRef,
  kind: ConstraintKind,
  name: string | null,
  context: PlanContext,
): readonly Address[] => {
  const single = kind === "primaryKey" ? [inTable("constraintName", table, null)] : [];
  if (name === null || name === "") return single;
  const text = folded(name, context);
  const scope = context.dialect.facts.nameScope[kind];
  const scoped = (): readonly Address[] => {
    if (scope === "schema")
      return [
        inSchema(constraintRules[kind].hasIndex ? "relationName" : "constraintName", {
          schema: table.schema,
          name: text,
        }),
      ];
    const { checkNamedAsIndex } = context.dialect.facts;
    return scope === "table" &&
      (constraintRules[kind].hasIndex || (kind === "check" && checkNamedAsIndex))
      ? [inTable("indexName", table, text)]
      : [];
  };
  return [...single, inTable("constraintName", table, text), ...scoped()];
};

/** The names of the columns' NOT NULL, where that is a constraint. */
export const notNullNames = (
  table: TableRef,
  columns: readonly Column[],
  context: PlanContext,
): readonly Address[] =>
  columns
    .flatMap(
      (column) => context.dialect.notNullConstraint?.nameOf(table, column, context.version) ?? [],
    )
    .map((name) => inTable("constraintName", table, folded(name, context)));

/** All names that are taken or freed with a table, besides those whose scope is the table. */
export const tableNames = (table: Table, context: PlanContext): readonly Address[] => [
  ...relationNames(refOf(table), context),
  ...table.constraints
    .flatMap(({ kind, name }) => constraintNames(table, kind, nameText(name), context))
    .filter((address) => address.table === null),
  ...table.indexes
    .flatMap(({ name }) => indexNames(table, nameText(name), context))
    .filter((address) => address.table === null),
];
