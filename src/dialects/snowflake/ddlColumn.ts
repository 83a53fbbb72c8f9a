/**
 * ALTER COLUMN: the few changes that Snowflake makes in place; any other is refused, naming the
 * column and what to do.
 */
import {
  sameTable,
  tableText,
  type Column,
  type ColumnChange,
  type Operation,
  type Schema,
  type Sql,
  type TableRef,
} from "../../model/index.js";
import { columnClause, quote, refText } from "./clauses.js";
import { canonicalDefault, isLiteral, sequenceIn } from "./defaults.js";
import { lexicon } from "./lexicon.js";
import { checkColumn, unsupported } from "./refusals.js";
import { canonical } from "./types.js";
import { alterable } from "./typePairs.js";

const moved =
  "add a column of another name, fill it by op.execute, drop this one, and rename the new one";

export const addColumn = (table: TableRef, column: Column): readonly Sql[] => {
  checkColumn(table, column);
  const { default: given } = column;
  // "must be a literal value; it cannot be an expression or a value returned by a function" (ALTER TABLE): NEXTVAL is neither.
  if (given !== null && !isLiteral(given))
    unsupported(
      `column ${tableText(table)}.${column.name}: ADD COLUMN of Snowflake takes a literal as a default, and not ${given}`,
      "add it without a default and fill it by op.execute, or declare it where the table is created",
    );
  return [`ALTER TABLE ${refText(table)} ADD COLUMN ${columnClause(column)}`];
};

interface Alteration {
  readonly change: ColumnChange;
  readonly was: Column | null;
  /** `ALTER TABLE t ALTER COLUMN c` */
  readonly alter: Sql;
  readonly refuse: (what: string, todo?: string) => never;
}

const setType = ({ change: { type }, was, alter, refuse }: Alteration): readonly Sql[] => {
  if (type === undefined || canonical(type) === canonical(was?.type ?? "")) return [];
  if (was !== null && !alterable(was.type, type))
    refuse(
      `Snowflake cannot make ${was.type} ${type}: it takes longer texts, and numbers with other digits at the same scale`,
    );
  return [`${alter} SET DATA TYPE ${canonical(type)}`];
};

const setDefault = ({ change, was, alter, refuse }: Alteration): readonly Sql[] => {
  const to = change.default === undefined ? undefined : canonicalDefault(change.default);
  if (to === undefined || (was !== null && to === canonicalDefault(was.default))) return [];
  if (to === null) return [`${alter} DROP DEFAULT`];
  const fromSequence = was?.default === null ? false : sequenceIn(was?.default ?? to) !== null;
  if (sequenceIn(to) === null || !fromSequence)
    refuse(
      `Snowflake cannot give a column that is there the default ${to}: it takes a default away, or one sequence for another`,
      "add a new column with that default, fill it by op.execute, drop the old one, and give the new one its name",
    );
  return [`${alter} SET DEFAULT ${to}`];
};

const setNullable = ({ change: { nullable }, was, alter }: Alteration): readonly Sql[] =>
  nullable === undefined || nullable === was?.nullable
    ? []
    : [`${alter} ${nullable ? "DROP" : "SET"} NOT NULL`];

const setComment = ({ change: { comment }, alter }: Alteration): readonly Sql[] => {
  if (comment === undefined) return [];
  return [
    comment === null ? `${alter} UNSET COMMENT` : `${alter} COMMENT ${lexicon.literal(comment)}`,
  ];
};

/** Refuses what no statement changes: auto-increment, and its numbers. */
const refuseRest = ({ change, was, refuse }: Alteration): void => {
  const { identity, generated, collation, onUpdate, options } = change;
  if (identity !== undefined && JSON.stringify(identity) !== JSON.stringify(was?.identity ?? null))
    refuse("Snowflake gives an identity to a new column of an empty table only");
  if (options?.["order"] !== undefined && options["order"] !== was?.options["order"])
    refuse("Snowflake cannot change ORDER of an identity column");
  if (
    generated !== undefined &&
    JSON.stringify(generated) !== JSON.stringify(was?.generated ?? null)
  )
    refuse(
      "Snowflake cannot make a column virtual, plain, or compute it otherwise where it stands",
      "drop it and add it again",
    );
  if ((collation ?? null) !== null || (onUpdate ?? null) !== null)
    refuse("its collations are not modelled yet, and it has no ON UPDATE");
};

const known = (schema: Schema, table: TableRef, name: string): Column | null =>
  schema.tables.find((t) => sameTable(t, table))?.columns.find((c) => c.name === name) ?? null;

const renameColumn = (table: TableRef, name: string, to: string): Sql =>
  `ALTER TABLE ${refText(table)} RENAME COLUMN ${quote(name)} TO ${quote(to)}`;

export const alterColumn = (
  { table, name, change, existing }: Operation<"alterColumn">,
  before: Schema,
): readonly Sql[] => {
  const a: Alteration = {
    change,
    was: existing ?? known(before, table, name),
    alter: `ALTER TABLE ${refText(table)} ALTER COLUMN ${quote(name)}`,
    refuse: (what, todo = moved) =>
      unsupported(`column ${tableText(table)}.${name}: ${what}`, todo),
  };
  refuseRest(a);
  return [
    ...setType(a),
    ...setDefault(a),
    ...setNullable(a),
    ...setComment(a),
    ...(change.name === undefined || change.name === name
      ? []
      : [renameColumn(table, name, change.name)]),
  ];
};
