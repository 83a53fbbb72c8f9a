/**
 * The object that is named: a constraint or an index with its table, its columns and the table it
 * references.
 */
import {
  constraintRules,
  type Columns,
  type Constraint,
  type ConstraintKind,
  type Index,
  type Sql,
  type Table,
  type TableRef,
} from "../model/index.js";
import { columnsIn, type Lexicon } from "../sql/index.js";
import type {
  ConventionColumn,
  ConventionConstraint,
  ConventionTable,
  NamedKind,
} from "./convention.js";

export interface NamedColumn {
  readonly name: string;
  /** Its property in the declaration; the name itself where nothing was declared. */
  readonly key: string;
}

export interface Subject {
  readonly kind: NamedKind;
  /** With the schema as declared: labels carry it. */
  readonly table: TableRef;
  readonly columns: readonly NamedColumn[];
  readonly target: { readonly table: TableRef; readonly columns: readonly NamedColumn[] } | null;
  readonly expression: Sql | null;
}

export const plainColumns = (names: readonly string[]): readonly NamedColumn[] =>
  names.map((name) => ({ name, key: name }));

const elementColumns = (
  index: Pick<Index, "elements">,
  all: readonly string[],
  lexicon: Lexicon,
): readonly string[] =>
  index.elements.flatMap(({ of }) =>
    "column" in of ? [of.column] : columnsIn(of.expression, all, lexicon).slice(0, 1),
  );

interface NamedFor extends Partial<Pick<Subject, "target" | "expression">> {
  readonly columns: Columns;
}

type NamedForOf<K extends ConstraintKind> = (
  constraint: Constraint<K>,
  columns: readonly string[],
  lexicon: Lexicon,
) => NamedFor;

const ownColumns = ({ columns }: { readonly columns: Columns }): NamedFor => ({ columns });

/**
 * What the name of a constraint of each kind is made from: a CHECK's columns are those its text
 * mentions, in the order of first mention.
 */
const namedFor: { readonly [K in ConstraintKind]: NamedForOf<K> } = {
  primaryKey: ownColumns,
  unique: ownColumns,
  foreignKey: ({ columns, target, targetColumns }) => ({
    columns,
    target: { table: target, columns: plainColumns(targetColumns) },
  }),
  check: ({ expression }, all, lexicon) => ({
    columns: columnsIn(expression, all, lexicon),
    expression,
  }),
  exclude: (constraint, all, lexicon) => ({ columns: elementColumns(constraint, all, lexicon) }),
};

const ofKind = <K extends ConstraintKind>(
  constraint: Constraint<K>,
  ...given: readonly [columns: readonly string[], lexicon: Lexicon]
): NamedFor => namedFor[constraint.kind](constraint, ...given);

export const constraintSubject = (
  table: Table,
  constraint: Constraint,
  lexicon: Lexicon,
): Subject => {
  const { columns, ...rest } = ofKind(
    constraint,
    table.columns.map((c) => c.name),
    lexicon,
  );
  return {
    kind: constraint.kind,
    table,
    target: null,
    expression: null,
    ...rest,
    columns: plainColumns(columns),
  };
};

/** An expression counts as the first column it mentions, as in SQLAlchemy. */
export const indexSubject = (table: Table, index: Index, lexicon: Lexicon): Subject => ({
  kind: "index",
  table,
  columns: plainColumns(
    elementColumns(
      index,
      table.columns.map((c) => c.name),
      lexicon,
    ),
  ),
  target: null,
  expression: null,
});

/** SQLAlchemy's `_ddl_label`: the schema's dots become underscores. */
const label = ({ schema, name }: TableRef, column: string): string =>
  [...(schema === null ? [] : [schema.replaceAll(".", "_")]), name, column].join("_");

const columnOf = (table: TableRef, { name, key }: NamedColumn): ConventionColumn => ({
  name,
  key,
  label: label(table, name),
});

export const conventionTable = ({ schema, name }: TableRef): ConventionTable => ({
  schema,
  name,
  fullname: schema === null ? name : `${schema}.${name}`,
});

/** What templates and naming functions receive. */
export const conventionConstraint = (
  { kind, table, columns, target, expression }: Subject,
  name: string | null,
): ConventionConstraint => {
  const referredTable = target === null ? null : conventionTable(target.table);
  const own = columns.map((column) => columnOf(table, column));
  const elements =
    target === null || referredTable === null
      ? []
      : target.columns.flatMap((column, i) => {
          const parent = own[i];
          return parent === undefined
            ? []
            : [
                {
                  parent,
                  column: columnOf(target.table, column),
                  targetFullname: `${referredTable.fullname}.${column.name}`,
                },
              ];
        });
  return { kind, name, columns: own, elements, referredTable, expression };
};

/** For messages: `UNIQUE (a, b) of table t`. */
export const subjectText = ({ kind, table, columns, expression }: Subject): string => {
  const what = kind === "index" ? "INDEX" : constraintRules[kind].words;
  return `${what} (${expression ?? columns.map((c) => c.name).join(", ")}) of table ${conventionTable(table).fullname}`;
};
