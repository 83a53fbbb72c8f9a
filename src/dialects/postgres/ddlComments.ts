/** COMMENT ON for everything that carries one. */
import {
  nameText,
  type Column,
  type Constraint,
  type Index,
  type Operation,
  type Sql,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { beside, quote, refText } from "./clauses.js";
import { lexicon } from "./lexicon.js";

const commentOn = (what: Sql, comment: string | null): Sql =>
  `COMMENT ON ${what} IS ${comment === null ? "NULL" : lexicon.literal(comment)}`;

/** Nothing to say where there is no comment and was none. */
const ifAny = (what: Sql, comment: string | null): readonly Sql[] =>
  comment === null ? [] : [commentOn(what, comment)];

const tableComment = (table: TableRef, comment: string | null): Sql =>
  commentOn(`TABLE ${refText(table)}`, comment);

export const columnComment = (table: TableRef, column: string, comment: string | null): Sql =>
  commentOn(`COLUMN ${refText(table)}.${quote(column)}`, comment);

const constraintText = (table: TableRef, name: string): Sql =>
  `CONSTRAINT ${quote(name)} ON ${refText(table)}`;

export const commentOfConstraint = (
  table: TableRef,
  { name, comment }: Constraint,
): readonly Sql[] => {
  const text = nameText(name);
  return text === null ? [] : ifAny(constraintText(table, text), comment);
};

export const commentOfColumn = (table: TableRef, { name, comment }: Column): readonly Sql[] =>
  comment === null ? [] : [columnComment(table, name, comment)];

export const commentOfIndex = (table: TableRef, { name, comment }: Index): readonly Sql[] => {
  const text = nameText(name);
  return text === null ? [] : ifAny(`INDEX ${beside(table, text)}`, comment);
};

export const commentOfEnum = (type: TableRef, comment: string | null): readonly Sql[] =>
  ifAny(`TYPE ${refText(type)}`, comment);

export const commentOfSequence = (sequence: TableRef, comment: string | null): readonly Sql[] =>
  ifAny(`SEQUENCE ${refText(sequence)}`, comment);

export const commentOfSchema = (name: string, comment: string | null): readonly Sql[] =>
  ifAny(`SCHEMA ${quote(name)}`, comment);

/** The comments of a created table, its columns and its constraints. */
export const commentsOfTable = (table: Table): readonly Sql[] => [
  ...(table.comment === null ? [] : [tableComment(table, table.comment)]),
  ...table.columns.flatMap((column) => commentOfColumn(table, column)),
  ...table.constraints.flatMap((constraint) => commentOfConstraint(table, constraint)),
];

type SetComment = Operation<"setComment">;

const targets: Readonly<Record<SetComment["on"], (owner: TableRef, name: string) => Sql>> = {
  table: (owner) => `TABLE ${refText(owner)}`,
  constraint: constraintText,
  index: (owner, name) => `INDEX ${beside(owner, name)}`,
  enum: (owner) => `TYPE ${refText(owner)}`,
  sequence: (owner) => `SEQUENCE ${refText(owner)}`,
  schema: (owner) => `SCHEMA ${quote(owner.name)}`,
};

export const setComment = ({ on, owner, name, to }: SetComment): readonly Sql[] => [
  commentOn(targets[on](owner, name ?? ""), to),
];
