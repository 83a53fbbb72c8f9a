/** Objects that columns name besides their types (collations) and that a plan drops and creates again, with the columns and items that name them. */
import {
  isOfSqlObject,
  sqlObjectRules,
  tableKey,
  type Aspect,
  type Change,
  type Column,
  type Constraint,
  type Index,
  type Sql,
  type SqlObjectKind,
  type SqlObjects,
  type Table,
  type TableRef,
} from "../../model/index.js";
import type { Dialect, ObjectDdl } from "../../dialects/dialect.js";
import type { PlanContext } from "../context.js";
import { namesType } from "./enumColumns.js";
import { collationsOf, expressionsOf } from "./mentions.js";

/** Can the server replace `from` by `to` in place? A comment it always can. */
export const isReplaceable = <K extends SqlObjectKind>(
  kind: K,
  from: SqlObjects[K],
  to: SqlObjects[K],
  aspects: readonly Aspect[],
  { objects }: Dialect,
): boolean => {
  const row: ObjectDdl<K> | undefined = objects?.[kind];
  return aspects.every(({ path }) => path === "comment") || row?.replaceable(from, to) === true;
};

/** The collations that are dropped and created again, as they were. */
export const remadeNamed = (
  changes: readonly Change[],
  { dialect }: PlanContext,
): readonly TableRef[] =>
  changes
    .filter(isOfSqlObject)
    .flatMap(({ verb, kind, from, to, aspects }) =>
      verb === "alter" &&
      from !== null &&
      to !== null &&
      sqlObjectRules[kind].namedByColumns &&
      !isReplaceable(kind, from, to, aspects, dialect)
        ? [from]
        : [],
    );

/** Is this the text of the collation: a bare name, or a quoted one with its schema? */
const isCalled = (
  text: Sql | null,
  { schema, name }: TableRef,
  { dialect: { lexicon } }: PlanContext,
): boolean =>
  text !== null &&
  (schema === null
    ? text === name || text === lexicon.quote(name)
    : text === `${lexicon.quote(schema)}.${lexicon.quote(name)}`);

const hasRemade = (text: Sql | null, context: PlanContext): boolean =>
  context.remadeNamed.some((named) => isCalled(text, named, context));

export const namesRemade = (sql: Sql | null, context: PlanContext): boolean =>
  context.remadeNamed.some((named) => namesType(sql, named, context));

export const itemNamesRemade = (item: Constraint | Index, context: PlanContext): boolean =>
  context.remadeNamed.length > 0 &&
  (expressionsOf(item).some((sql) => namesRemade(sql, context)) ||
    collationsOf(item).some((text) => hasRemade(text, context)));

interface ColumnOfRemade {
  readonly table: Table;
  readonly column: Column;
  /** The same column after the plan. */
  readonly after: Column;
}

/** The columns that have one of them both before and after. */
export const columnsOfRemade = (context: PlanContext): readonly ColumnOfRemade[] =>
  context.remadeNamed.length === 0
    ? []
    : context.from.tables.flatMap((table) => {
        const now = context.toTable(table)?.columns ?? [];
        const anew = context.remade.get(tableKey(table));
        return table.columns
          .filter(({ name }) => anew?.has(name) !== true)
          .filter(({ collation }) => hasRemade(collation, context))
          .flatMap((column): readonly ColumnOfRemade[] => {
            const after = now.find(({ name }) => name === column.name);
            return after?.collation === column.collation ? [{ table, column, after }] : [];
          });
      });
