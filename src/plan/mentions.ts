/** What expressions, constraints and indexes name: columns of their table, and the text that may name anything else. */
import type { Column, Constraint, Index, Sql } from "../model/index.js";
import { columnsIn } from "../sql/index.js";
import type { PlanContext } from "./context.js";

export const isIndex = (item: object): item is Index => "elements" in item && "unique" in item;

const ofElements = (elements: Index["elements"]): readonly Sql[] =>
  elements.flatMap(({ of }) => ("expression" in of ? [of.expression] : []));

const plainColumns = (elements: Index["elements"]): readonly string[] =>
  elements.flatMap(({ of }) => ("column" in of ? [of.column] : []));

const some = (sql: Sql | null): readonly Sql[] => (sql === null ? [] : [sql]);

/** The expressions of a constraint or an index. */
export const expressionsOf = (item: Constraint | Index): readonly Sql[] => {
  if (isIndex(item)) return [...ofElements(item.elements), ...some(item.where)];
  switch (item.kind) {
    case "primaryKey":
    case "unique":
    case "foreignKey":
      return [];
    case "check":
      return [item.expression];
    case "exclude":
      return [...ofElements(item.elements), ...some(item.where)];
  }
};

/** The columns that it lists, outside its expressions. */
const listedColumns = (item: Constraint | Index): readonly string[] => {
  if (isIndex(item)) return [...plainColumns(item.elements), ...item.include];
  switch (item.kind) {
    case "primaryKey":
    case "unique":
      return [...item.columns, ...item.include];
    case "foreignKey":
      return item.columns;
    case "check":
      return [];
    case "exclude":
      return [...plainColumns(item.elements), ...item.include];
  }
};

/** Of these columns those that an expression, a constraint or an index names. */
export const mentionedColumns = (
  item: Sql | Constraint | Index,
  columns: readonly Column[],
  { dialect }: PlanContext,
): readonly string[] => {
  const names = columns.map(({ name }) => name);
  const inSql = (sql: Sql): readonly string[] => columnsIn(sql, names, dialect.lexicon);
  return typeof item === "string"
    ? inSql(item)
    : [...listedColumns(item), ...expressionsOf(item).flatMap(inSql)];
};
