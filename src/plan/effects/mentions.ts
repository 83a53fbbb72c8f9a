/** What expressions, constraints and indexes name: columns of their table, and texts that may name anything else. */
import {
  mentionsOf,
  type Column,
  type Constraint,
  type Index,
  type Mentions,
  type Sql,
} from "../../model/index.js";
import { columnsIn } from "../../sql/index.js";
import type { PlanContext } from "../context.js";

export const isIndex = (item: object): item is Index => "elements" in item && "unique" in item;

const mentionsIn = (item: Constraint | Index): Mentions =>
  isIndex(item) ? mentionsOf("index", item) : mentionsOf(item.kind, item);

/** The expressions of a constraint or an index. */
export const expressionsOf = (item: Constraint | Index): readonly Sql[] =>
  mentionsIn(item).expressions;

/** The collations that its elements have. */
export const collationsOf = (item: Constraint | Index): readonly Sql[] =>
  "elements" in item ? item.elements.flatMap(({ collation }) => collation ?? []) : [];

/** The texts of a constraint or an index that may name objects outside tables. */
export const textsNaming = (item: Constraint | Index): readonly Sql[] => [
  ...expressionsOf(item),
  ...collationsOf(item),
];

/** Those of these columns that an expression, a constraint or an index names. */
export const mentionedColumns = (
  item: Sql | Constraint | Index,
  columns: readonly Column[],
  { dialect }: Pick<PlanContext, "dialect">,
): readonly string[] => {
  const names = columns.map(({ name }) => name);
  const inSql = (sql: Sql): readonly string[] => columnsIn(sql, names, dialect.lexicon);
  if (typeof item === "string") return inSql(item);
  const { columns: listed, expressions } = mentionsIn(item);
  return [...listed, ...expressions.flatMap(inSql)];
};
