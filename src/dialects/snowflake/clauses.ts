/** Columns and constraints as clauses of SQL. */
import {
  nameText,
  type Column,
  type Columns,
  type Constraint,
  type ConstraintKind,
  type Identity,
  type SequenceNumbers,
  type Sql,
  type TableRef,
} from "../../model/index.js";
import { lexicon } from "./lexicon.js";

export const { quote } = lexicon;

/** A table or sequence: unqualified in the default schema. */
export const refText = ({ schema, name }: TableRef): Sql =>
  schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`;

export const columnList = (columns: Columns): Sql => `(${columns.map(quote).join(", ")})`;

/** The non-empty texts, separated by blanks. */
export const words = (...parts: readonly Sql[]): Sql => parts.filter((p) => p !== "").join(" ");

const commentClause = (comment: string | null): Sql =>
  comment === null ? "" : `COMMENT ${lexicon.literal(comment)}`;

/**
 * The comment as a setting: after the parentheses of a table, and for objects that are not part of
 * one.
 */
export const commentSetting = (comment: string | null): Sql =>
  comment === null ? "" : `COMMENT = ${lexicon.literal(comment)}`;

const counting = ({ start, increment }: SequenceNumbers): Sql =>
  `START ${start ?? "1"} INCREMENT ${increment ?? "1"}`;

const identityClause = (identity: Identity | null, column: Column): Sql =>
  identity === null
    ? ""
    : words(
        "AUTOINCREMENT",
        counting(identity.numbers),
        column.options["order"] === "true" ? "ORDER" : "",
      );

/** A column as a clause of CREATE TABLE or ADD COLUMN. */
export const columnClause = (column: Column): Sql =>
  words(
    quote(column.name),
    column.type,
    column.generated === null ? "" : `AS (${column.generated.expression})`,
    column.nullable ? "" : "NOT NULL",
    identityClause(column.identity, column),
    column.default === null ? "" : `DEFAULT ${column.default}`,
    commentClause(column.comment),
  );

/**
 * RELY is the only property of a key that Snowflake keeps (CREATE | ALTER TABLE … CONSTRAINT,
 * "Properties"): with ENABLE, VALIDATE or DEFERRABLE it silently creates no key.
 */
const bodies: { readonly [K in ConstraintKind]: (constraint: Constraint<K>) => Sql } = {
  primaryKey: ({ columns }) => `PRIMARY KEY ${columnList(columns)}`,
  unique: ({ columns }) => `UNIQUE ${columnList(columns)}`,
  foreignKey: ({ columns, target, targetColumns, onUpdate, onDelete }) =>
    words(
      `FOREIGN KEY ${columnList(columns)} REFERENCES ${refText(target)} ${columnList(targetColumns)}`,
      onUpdate === "restrict" ? "ON UPDATE RESTRICT" : "",
      onDelete === "restrict" ? "ON DELETE RESTRICT" : "",
    ),
  check: ({ expression }) => `CHECK (${expression})`,
  exclude: () => "",
};

const body = <K extends ConstraintKind>(constraint: Constraint<K>): Sql =>
  bodies[constraint.kind](constraint);

export const constraintClause = (constraint: Constraint): Sql => {
  const name = nameText(constraint.name);
  return words(
    name === null ? "" : `CONSTRAINT ${quote(name)}`,
    body<ConstraintKind>(constraint),
    "rely" in constraint && constraint.rely ? "RELY" : "",
    constraint.kind === "check" ? "" : commentClause(constraint.comment),
  );
};
