/**
 * The rows that would make an ALTER fail: counted before, since earlier statements would not be
 * rolled back. What a setting of the session permits is not counted.
 */
import {
  nameText,
  type Column,
  type Columns,
  type Constraint,
  type ConstraintKind,
  type Element,
  type Index,
  type Name,
  type Operation,
  type OperationVerb,
  type Sql,
  type TableRef,
} from "../../model/index.js";
import { columnNamesIn, fragmentProblem } from "../../sql/index.js";
import type { RowCondition } from "../rowCondition.js";
import { quote, quoteTable } from "./clauses.js";
import type { Flavour } from "./flavour.js";
import { lexicon, literal } from "./lexicon.js";
import { baseOf, canonical } from "./types.js";
import { isVirtual } from "./virtual.js";

const mend = "mend or delete those rows first";

/** An object that the server names has no name yet. */
const called = (words: string, name: Name): string =>
  [words, nameText(name)].filter((part) => part !== null).join(" ");

const listed = (columns: Columns): Sql => columns.map(quote).join(", ");

const ordered = (columns: Columns): Sql =>
  columns.length === 0 ? "" : ` ORDER BY ${listed(columns)}`;

/** A condition whose violating rows are counted one by one. */
const counted = (
  table: TableRef,
  where: Sql,
): Pick<RowCondition, "table" | "question" | "first"> => {
  const from = `FROM ${quoteTable(table)} WHERE ${where}`;
  return {
    table,
    question: `SELECT COUNT(*) AS \`count\` ${from}`,
    first: (shown) => `SELECT ${listed(shown)} ${from}${ordered(shown)} LIMIT 1`,
  };
};

const catalogued = (view: "TABLES" | "COLUMNS", { schema, name }: TableRef, and: Sql): Sql =>
  `EXISTS (SELECT 1 FROM information_schema.${view} WHERE TABLE_SCHEMA = ${schema === null ? "DATABASE()" : literal(schema)} AND TABLE_NAME = ${literal(name)} AND ${and})`;

/** Only a strict mode refuses a NULL, and a timestamp may get the current time instead. */
const holdsNull = (
  table: TableRef,
  column: string,
  becomes: "NOT NULL" | "the primary key",
  { timestampTakesNull }: Flavour,
): RowCondition => ({
  message: `${table.name}.${column} holds NULL and cannot become ${becomes}`,
  todo: "give those rows a value first",
  reads: [{ table, columns: [column] }],
  nullMayBreak: true,
  shows: [],
  ...counted(
    table,
    `${quote(column)} IS NULL AND @@SESSION.sql_mode LIKE '%STRICT_%' AND NOT (${timestampTakesNull} AND ${catalogued("COLUMNS", table, `COLUMN_NAME = ${literal(column)} AND DATA_TYPE = 'timestamp'`)})`,
  ),
});

/** Can the expression be put into a query without adding anything to it? */
const isAskable = (expression: Sql): boolean =>
  fragmentProblem(expression, "expression", lexicon) === null;

/** The words that may be columns; one that is not a column does no harm. */
const namedIn = (expression: Sql): Columns =>
  columnNamesIn(expression, lexicon).map(({ name }) => name);

/**
 * An index's element as a term of GROUP BY; null where that is impossible (an index over the
 * members of arrays).
 */
const grouped = ({ of, prefix }: Element): Sql | null => {
  if ("column" in of)
    return prefix === null ? quote(of.column) : `LEFT(${quote(of.column)}, ${prefix})`;
  return isAskable(of.expression) && !/\barray\b/i.test(of.expression)
    ? `(${of.expression})`
    : null;
};

/**
 * GROUP BY compares as the index does: by the columns' own collations; rows with a NULL are left
 * out.
 */
const holdsTwice = (
  table: TableRef,
  elements: readonly Element[],
  what: string,
): readonly RowCondition[] => {
  const parts = elements.map(grouped).filter((part) => part !== null);
  if (parts.length < elements.length) return [];
  const columns = elements.map(({ of }) => ("column" in of ? of.column : null));
  const groups = `FROM ${quoteTable(table)} WHERE ${parts.map((part) => `${part} IS NOT NULL`).join(" AND ")} GROUP BY ${parts.join(", ")} HAVING COUNT(*) > 1`;
  const says = elements.map(({ of }) => ("column" in of ? of.column : of.expression)).join(", ");
  const shown = elements.map(
    (_, i) => `${parts[i] ?? ""} AS ${quote(columns[i] ?? `expression ${i + 1}`)}`,
  );
  return [
    {
      message: `rows of table ${table.name} have the same values in ${says}, which ${what} forbids`,
      todo: mend,
      reads: [
        {
          table,
          columns: elements.flatMap(({ of }) =>
            "column" in of ? [of.column] : namedIn(of.expression),
          ),
        },
      ],
      nullMayBreak: false,
      table,
      shows: [],
      question: `SELECT COALESCE(SUM(n), 0) AS \`count\` FROM (SELECT COUNT(*) AS n ${groups}) AS d`,
      first: () => `SELECT ${shown.join(", ")} ${groups} ORDER BY ${parts.join(", ")} LIMIT 1`,
    },
  ];
};

const plainElement = (column: string): Element => ({
  of: { column },
  descending: false,
  nulls: null,
  collation: null,
  operatorClass: null,
  prefix: null,
});

type OfKind = {
  readonly [K in ConstraintKind]: (
    table: TableRef,
    constraint: Constraint<K>,
    flavour: Flavour,
  ) => readonly RowCondition[];
};

const isInnodb = (table: TableRef): Sql => catalogued("TABLES", table, "ENGINE = 'InnoDB'");

/** Other engines ignore foreign keys. */
const pointsNowhere = (table: TableRef, key: Constraint<"foreignKey">): RowCondition => {
  const pairs = key.columns.map((column, i) => [column, key.targetColumns[i] ?? ""] as const);
  const own = quoteTable(table);
  const isSet = pairs.map(([column]) => `${own}.${quote(column)} IS NOT NULL`).join(" AND ");
  const meets = pairs
    .map(([column, target]) => `parent.${quote(target)} = ${own}.${quote(column)}`)
    .join(" AND ");
  return {
    message: `${called("foreign key", key.name)}: rows of table ${table.name} would point to no row of ${key.target.name}`,
    todo: mend,
    reads: [
      { table, columns: key.columns },
      { table: key.target, columns: key.targetColumns },
    ],
    nullMayBreak: false,
    shows: key.columns,
    ...counted(
      table,
      `${isSet} AND NOT EXISTS (SELECT 1 FROM ${quoteTable(key.target)} AS parent WHERE ${meets}) AND @@SESSION.foreign_key_checks = 1 AND ${isInnodb(table)} AND ${isInnodb(key.target)}`,
    ),
  };
};

const ofKind: OfKind = {
  primaryKey: (table, { columns }, flavour) => [
    ...columns.map((column) => holdsNull(table, column, "the primary key", flavour)),
    ...holdsTwice(table, columns.map(plainElement), "the primary key"),
  ],
  unique: (table, { columns, name }) =>
    holdsTwice(table, columns.map(plainElement), called("unique", name)),
  foreignKey: (table, key) => [pointsNowhere(table, key)],
  check: (table, { name, expression, enforced }, { checksHold }) =>
    enforced && isAskable(expression)
      ? [
          {
            message: `rows of table ${table.name} break the ${called("CHECK constraint", name)}`,
            todo: mend,
            reads: [{ table, columns: namedIn(expression) }],
            nullMayBreak: true,
            shows: [],
            ...counted(table, `NOT (${expression}) AND ${checksHold}`),
          },
        ]
      : [],
  exclude: () => [],
};

const ofConstraint = <K extends ConstraintKind>(
  kind: K,
  table: TableRef,
  constraint: Constraint<K>,
  flavour: Flavour,
): readonly RowCondition[] => ofKind[kind](table, constraint, flavour);

const ofIndex = (table: TableRef, { unique, elements, name }: Index): readonly RowCondition[] =>
  unique ? holdsTwice(table, elements, called("unique index", name)) : [];

/** Does the server make the values itself: by AUTO_INCREMENT, or by an expression? */
const isMade = ({ identity, generated }: Partial<Column>): boolean =>
  (identity ?? null) !== null || (generated ?? null) !== null;

const ofAlteredColumn = (
  { table, name, change, existing }: Operation<"alterColumn">,
  flavour: Flavour,
): readonly RowCondition[] => {
  if (change.nullable !== false || existing?.nullable === false) return [];
  if (isMade(change) || (existing !== null && (isMade(existing) || isVirtual(existing)))) return [];
  return change.type !== undefined && baseOf(canonical(change.type)) === "timestamp"
    ? []
    : [holdsNull(table, name, "NOT NULL", flavour)];
};

type Rows = {
  readonly [V in OperationVerb]?: (
    operation: Operation<V>,
    flavour: Flavour,
  ) => readonly RowCondition[];
};

/**
 * Operations without a row fail on no row, or in a way that a query cannot find out (a value that
 * does not fit a type).
 */
const rows: Rows = {
  createConstraint: ({ table, constraint }, flavour) =>
    ofConstraint<ConstraintKind>(constraint.kind, table, constraint, flavour),
  createIndex: ({ table, index }) => ofIndex(table, index),
  alterColumn: ofAlteredColumn,
};

export const rowConditions = <V extends OperationVerb>(
  operation: Operation<V>,
  flavour: Flavour,
): readonly RowCondition[] => rows[operation.do]?.(operation, flavour) ?? [];
