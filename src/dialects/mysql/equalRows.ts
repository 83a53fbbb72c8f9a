/** The question for rows that have the same values in what a key or a unique index compares. */
import type { Columns, Element, Sql, TableRef } from "../../model/index.js";
import { columnNamesIn, fragmentProblem } from "../../sql/index.js";
import type { RowCondition } from "../rowCondition.js";
import { quote } from "./clauses.js";
import { lexicon } from "./lexicon.js";

export const mend = "mend or delete those rows first";

/** Can the expression be put into a query without adding anything to it? */
export const isAskable = (expression: Sql): boolean =>
  fragmentProblem(expression, "expression", lexicon) === null;

/** The words that may be columns; one that is not a column does no harm. */
export const namedIn = (expression: Sql): Columns =>
  columnNamesIn(expression, lexicon).map(({ name }) => name);

/** The columns that the elements compare; of expressions, the words that may be columns. */
export const readBy = (elements: readonly Element[]): Columns =>
  elements.flatMap(({ of }) => ("column" in of ? [of.column] : namedIn(of.expression)));

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

interface Asked {
  readonly table: TableRef;
  readonly elements: readonly Element[];
  /** What forbids the rows, for the message: `unique uq_a`. */
  readonly what: string;
  /** What stands in FROM, and has the columns that the elements compare. */
  readonly source: Sql;
  /** What the rows have the same values in, for the message. */
  readonly says: string;
  /** How the first row is shown, by the name of a column; what is grouped by, where it has none. */
  readonly shown: ReadonlyMap<string, readonly Sql[]>;
}

/**
 * GROUP BY compares as the index does: by the columns' own collations; rows with a NULL are left
 * out.
 */
export const equalRows = ({
  table,
  elements,
  what,
  source,
  says,
  shown,
}: Asked): readonly RowCondition[] => {
  const parts = elements.map(grouped).filter((part) => part !== null);
  if (parts.length < elements.length) return [];
  const groups = `FROM ${source} WHERE ${parts.map((part) => `${part} IS NOT NULL`).join(" AND ")} GROUP BY ${parts.join(", ")} HAVING COUNT(*) > 1`;
  const columns = elements.flatMap(({ of }, i) => {
    const name = "column" in of ? of.column : `expression ${i + 1}`;
    return shown.get(name) ?? [`${parts[i] ?? ""} AS ${quote(name)}`];
  });
  return [
    {
      message: `rows of table ${table.name} have the same values in ${says}, which ${what} forbids`,
      todo: mend,
      reads: [{ table, columns: readBy(elements) }],
      nullMayBreak: false,
      table,
      shows: [],
      question: `SELECT COALESCE(SUM(n), 0) AS \`count\` FROM (SELECT COUNT(*) AS n ${groups}) AS d`,
      first: () => `SELECT ${columns.join(", ")} ${groups} ORDER BY ${parts.join(", ")} LIMIT 1`,
    },
  ];
};

export const elementsText = (elements: readonly Element[]): string =>
  elements.map(({ of }) => ("column" in of ? of.column : of.expression)).join(", ");
