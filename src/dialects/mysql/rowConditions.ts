/**
 * The rows that would make an ALTER fail: counted before, since earlier statements would not be
 * rolled back. What a setting of the session permits is not counted.
 */
import {
  nameText,
  plainElement,
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
import type { RowCondition, RowsAsked } from "../rowCondition.js";
import { quote, quoteTable } from "./clauses.js";
import type { Flavour } from "./flavour.js";
import { literal } from "./lexicon.js";
import { mergedRows } from "./mergedRows.js";
import { elementsText, equalRows, isAskable, mend, namedIn } from "./equalRows.js";
import { baseOf, canonical } from "./types.js";
import { isVirtual } from "./virtual.js";

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

const holdsTwice = (
  table: TableRef,
  elements: readonly Element[],
  what: string,
): readonly RowCondition[] =>
  equalRows({
    table,
    elements,
    what,
    source: quoteTable(table),
    says: elementsText(elements),
    shown: new Map(),
  });

const plainElements = (columns: Columns): readonly Element[] =>
  columns.map((column) => plainElement({ column }));

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
    ...holdsTwice(table, plainElements(columns), "the primary key"),
  ],
  unique: (table, { columns, name }) =>
    holdsTwice(table, plainElements(columns), called("unique", name)),
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
    asked: RowsAsked | null,
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
  alterColumn: (operation, flavour, asked) => [
    ...ofAlteredColumn(operation, flavour),
    ...mergedRows(operation, asked, flavour),
  ],
};

export const rowConditions = <V extends OperationVerb>(
  operation: Operation<V>,
  flavour: Flavour,
  asked: RowsAsked | null,
): readonly RowCondition[] => rows[operation.do]?.(operation, flavour, asked) ?? [];
