/** COMMENT ON for every object that has a comment. */
import {
  isSqlObjectKind,
  nameText,
  sqlObjectRules,
  type Column,
  type Constraint,
  type Index,
  type Operation,
  type Sql,
  type SqlObjectKind,
  type Statement,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { beside, quote, refText } from "./clauses.js";
import { lexicon } from "./lexicon.js";
import { locking, type Lock } from "./statement.js";

const commentOn = (what: Sql, comment: string | null, lock: Lock | null): Statement =>
  locking(lock, `COMMENT ON ${what} IS ${comment === null ? "NULL" : lexicon.literal(comment)}`);

/** The lock for a comment on a table, an index, a sequence or a column. */
const ofRelation: Lock = "SHARE UPDATE EXCLUSIVE";
/**
 * The lock for a comment on a constraint: only ACCESS SHARE, which a query takes too
 * (catalog/objectaddress.c, get_object_address_relobject).
 */
const ofConstraint: Lock | null = null;

/** No statement where there is no comment. */
const ifAny = (what: Sql, comment: string | null, lock: Lock | null): readonly Statement[] =>
  comment === null ? [] : [commentOn(what, comment, lock)];

const tableComment = (table: TableRef, comment: string | null): Statement =>
  commentOn(`TABLE ${refText(table)}`, comment, ofRelation);

export const columnComment = (table: TableRef, column: string, comment: string | null): Statement =>
  commentOn(`COLUMN ${refText(table)}.${quote(column)}`, comment, ofRelation);

const constraintText = (table: TableRef, name: string): Sql =>
  `CONSTRAINT ${quote(name)} ON ${refText(table)}`;

export const commentOfConstraint = (
  table: TableRef,
  { name, comment }: Constraint,
): readonly Statement[] => {
  const text = nameText(name);
  return text === null ? [] : ifAny(constraintText(table, text), comment, ofConstraint);
};

export const commentOfColumn = (
  table: TableRef,
  { name, comment }: Column,
): readonly Statement[] => (comment === null ? [] : [columnComment(table, name, comment)]);

export const commentOfIndex = (table: TableRef, { name, comment }: Index): readonly Statement[] => {
  const text = nameText(name);
  return text === null ? [] : ifAny(`INDEX ${beside(table, text)}`, comment, ofRelation);
};

export const indexComment = (table: TableRef, name: string, comment: string | null): Statement =>
  commentOn(`INDEX ${beside(table, name)}`, comment, ofRelation);

export const commentOfEnum = (type: TableRef, comment: string | null): readonly Statement[] =>
  ifAny(`TYPE ${refText(type)}`, comment, null);

export const enumComment = (type: TableRef, comment: string | null): Statement =>
  commentOn(`TYPE ${refText(type)}`, comment, null);

export const sequenceComment = (sequence: Sql, comment: string | null): Statement =>
  commentOn(`SEQUENCE ${sequence}`, comment, ofRelation);

export const commentOfSequence = (
  sequence: TableRef,
  comment: string | null,
): readonly Statement[] => ifAny(`SEQUENCE ${refText(sequence)}`, comment, ofRelation);

export const commentOfSchema = (name: string, comment: string | null): readonly Statement[] =>
  ifAny(`SCHEMA ${quote(name)}`, comment, null);

/** The comments of a created table, its columns and its constraints. */
export const commentsOfTable = (table: Table): readonly Statement[] => [
  ...(table.comment === null ? [] : [tableComment(table, table.comment)]),
  ...table.columns.flatMap((column) => commentOfColumn(table, column)),
  ...table.constraints.flatMap((constraint) => commentOfConstraint(table, constraint)),
];

type SetComment = Operation<"setComment">;

interface Target {
  readonly text: (owner: TableRef, name: string) => Sql;
  readonly lock: Lock | null;
}

const targets: Readonly<Record<Exclude<SetComment["on"], SqlObjectKind>, Target>> = {
  table: { text: (owner) => `TABLE ${refText(owner)}`, lock: ofRelation },
  constraint: { text: constraintText, lock: ofConstraint },
  index: { text: (owner, name) => `INDEX ${beside(owner, name)}`, lock: ofRelation },
  enum: { text: (owner) => `TYPE ${refText(owner)}`, lock: null },
  sequence: { text: (owner) => `SEQUENCE ${refText(owner)}`, lock: ofRelation },
  schema: { text: (owner) => `SCHEMA ${quote(owner.name)}`, lock: null },
};

const objectText = (kind: SqlObjectKind, object: TableRef): Sql =>
  `${sqlObjectRules[kind].words} ${refText(object)}`;

/** Only relations are locked. */
const lockOfObject = (kind: SqlObjectKind): Lock | null =>
  sqlObjectRules[kind].namedAsTables ? ofRelation : null;

export const commentOfObject = (
  kind: SqlObjectKind,
  object: TableRef,
  comment: string | null,
): readonly Statement[] => ifAny(objectText(kind, object), comment, lockOfObject(kind));

export const setComment = ({ on, owner, name, to }: SetComment): readonly Statement[] => [
  isSqlObjectKind(on)
    ? commentOn(objectText(on, owner), to, lockOfObject(on))
    : commentOn(targets[on].text(owner, name ?? ""), to, targets[on].lock),
];
