/** Builds the temporary table by which the witness asks about a declared table, and puts the answer back into the declared table's shape. */
import {
  byAuthor,
  inWordsOf,
  nameText,
  type Column,
  type Constraint,
  type Element,
  type Index,
  type Sql,
  type Table,
} from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import {
  columnClause,
  constraintClause,
  indexStatement,
  quote,
} from "../../dialects/postgres/clauses.js";
import { lexicon } from "../../dialects/postgres/lexicon.js";

/** A question about one table. */
export interface Trial {
  readonly declared: Table;
  readonly name: string;
  readonly statements: readonly Sql[];
}

const expressionsOf = (table: Table): readonly Sql[] => {
  const elements = (list: readonly Element[]): readonly Sql[] =>
    list.flatMap(({ of }) => ("expression" in of ? [of.expression] : []));
  return [
    ...table.columns.flatMap((c) => [c.type, c.default, c.generated?.expression ?? null]),
    ...table.constraints.flatMap((c) =>
      c.kind === "check"
        ? [c.expression]
        : c.kind === "exclude"
          ? [c.where, ...elements(c.elements)]
          : [],
    ),
    ...table.indexes.flatMap((i) => [i.where, ...elements(i.elements)]),
  ].filter((sql) => sql !== null);
};

/** Do the table's expressions name it? Then it is asked about under its own name. */
export const keepsName = (table: Table): boolean =>
  expressionsOf(table).some(
    (sql) =>
      sql.includes(table.name) && meaningful(sql, lexicon).some((t) => t.value === table.name),
  );

const constraintName = (i: number): string => `c${String(i)}`;
const indexName = (table: number, i: number): string =>
  `schema_diff_witness_${String(table)}_${String(i)}`;

/** The column without its sequence, of which there is nothing to print: that it is NOT NULL is known. */
const plainColumn = (column: Column): Column => ({
  ...column,
  identity: null,
  options: {},
  comment: null,
});

/** Is the constraint asked about? Keys contain only columns, and foreign keys are not asked about. */
const isAsked = (c: Constraint): boolean => c.kind === "check" || c.kind === "exclude";

const isPlain = ({ of, nulls, collation, operatorClass }: Element): boolean =>
  "column" in of && nulls === null && collation === null && operatorClass === null;

const isAskedIndex = (index: Index): boolean =>
  index.where !== null || !index.elements.every(isPlain);

/** @param n makes the names of one round unique; a table whose expressions name it keeps its own name */
export const trialOf = (declared: Table, n: number): Trial => {
  const name = keepsName(declared) ? declared.name : `schema_diff_witness_${String(n)}`;
  const temporary = { schema: "pg_temp", name };
  const constraints = declared.constraints.flatMap((c, i) =>
    isAsked(c) ? [constraintClause({ ...c, name: byAuthor(constraintName(i)) })] : [],
  );
  const clauses = [...declared.columns.map((c) => columnClause(plainColumn(c))), ...constraints];
  const indexes = declared.indexes.flatMap((index, i) =>
    isAskedIndex(index)
      ? [indexStatement(temporary, { ...index, name: byAuthor(indexName(n, i)), options: {} })]
      : [],
  );
  return {
    declared,
    name,
    statements: [
      `CREATE TEMPORARY TABLE ${quote(name)} (${clauses.join(", ")}) ON COMMIT DROP`,
      ...indexes,
    ],
  };
};

const answerColumn = (declared: Column, printed: Column | undefined): Column =>
  printed === undefined
    ? declared
    : {
        ...declared,
        type: printed.type,
        default: declared.identity?.kind === "serial" ? declared.default : printed.default,
        generated: printed.generated,
        collation: printed.collation,
      };

/** Takes over only what the server prints in its own words: a temporary table has no rows to leave unchecked, and no comments. */
const answerConstraint = (declared: Constraint, printed: Constraint | undefined): Constraint =>
  printed?.kind === declared.kind ? inWordsOf(declared.kind, declared, printed) : declared;

const answerIndex = (declared: Index, printed: Index | undefined): Index =>
  printed === undefined ? declared : inWordsOf("index", declared, printed);

const byName = <T extends Constraint | Index>(list: readonly T[], name: string): T | undefined =>
  list.find((item) => nameText(item.name) === name);

export const answerOf = ({ declared }: Trial, printed: Table, n: number): Table => ({
  ...declared,
  columns: declared.columns.map((column, i) => answerColumn(column, printed.columns[i])),
  constraints: declared.constraints.map((c, i) =>
    answerConstraint(c, byName(printed.constraints, constraintName(i))),
  ),
  indexes: declared.indexes.map((index, i) =>
    answerIndex(index, byName(printed.indexes, indexName(n, i))),
  ),
});
