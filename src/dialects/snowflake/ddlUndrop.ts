/**
 * UNDROP: restores a dropped object as it was, within its retention time
 * (https://docs.snowflake.com/en/sql-reference/sql/undrop-table).
 */
import {
  statement,
  tableText,
  type FailureMessage,
  type Sql,
  type Statement,
  type Table,
} from "../../model/index.js";
import { lexicon } from "./lexicon.js";
import { storedName } from "./spelling.js";
import { quote, refText } from "./clauses.js";

type Kind = "TABLE" | "SCHEMA";

/**
 * UNDROP restores the object of this name that was dropped last, which may be another one: its
 * columns are compared.
 */
const asItWas = ({ schema, name, columns }: Table): Statement => {
  const names = columns.map((column) => lexicon.literal(storedName(column.name))).join(", ");
  const where = `FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ${schema === null ? "CURRENT_SCHEMA()" : lexicon.literal(storedName(schema))} AND TABLE_NAME = ${lexicon.literal(storedName(name))}`;
  const others = `COUNT_IF(COLUMN_NAME NOT IN (${names})) + ${columns.length} - COUNT_IF(COLUMN_NAME IN (${names}))`;
  const shown = tableText({ schema, name });
  return statement(`SELECT 1 / IFF(${others} = 0, 1, 0) AS "as_it_was" ${where}`, {
    changes: "session",
    guard: {
      question: `SELECT ${others} AS "count" ${where}`,
      countsRows: false,
      message: `UNDROP brought back another table ${shown} than the one that was dropped here: one that was dropped later has other columns`,
      todo: `rename it, see SHOW TABLES HISTORY, UNDROP TABLE ${shown} again until it is the one, and run the script again without undrop and what it makes`,
    },
  });
};

const undrop = (kind: Kind, named: Sql, shown: string): Statement =>
  statement(`UNDROP ${kind} ${named}`, {
    changes: "schema",
    transaction: "commits",
    explain: { rule: `undrop ${kind.toLowerCase()}`, of: shown },
  });

export const undropTable = (table: Table): readonly Statement[] => [
  undrop("TABLE", refText(table), tableText(table)),
  asItWas(table),
];

export const undropSchema = (name: string): readonly Statement[] => [
  undrop("SCHEMA", quote(name), name),
];

/** Why it could not be brought back. */
export const explainUndrop = ({ explain }: Statement, message: string): FailureMessage | null => {
  const [verb, kind = ""] = explain?.rule.split(" ") ?? [];
  if (verb !== "undrop") return null;
  const what = `${kind} ${explain?.of ?? ""}`;
  return /already exists/i.test(message)
    ? {
        message: `${what} cannot be brought back: there is a new one of its name`,
        todo: "rename that one, and run it again",
      }
    : {
        message: `${what} cannot be brought back: none of its name that was dropped is kept any more`,
        todo: "its retention time is over: take undrop out of the script, and an empty one is made",
      };
};
