/** UNDROP: what was dropped comes back as it was, while its retention time lasts (https://docs.snowflake.com/en/sql-reference/sql/undrop-table). */
import {
  statement,
  tableText,
  type FailureMessage,
  type Sql,
  type Statement,
  type TableRef,
} from "../../model/index.js";
import { lexicon } from "./lexicon.js";
import { storedName } from "./spelling.js";
import { quote, refText } from "./clauses.js";

type Kind = "TABLE" | "SCHEMA";

/** Of several that were dropped under one name the last comes back: it is not certain then that it is the one that was meant. */
const onlyOne = (kind: Kind, name: string, among: Sql, shown: string): Statement => {
  const stored = storedName(name);
  const pattern = lexicon.literal(stored.replaceAll(/[\\_%]/g, "\\$&"));
  const shownRows = `SHOW ${kind}S HISTORY LIKE ${pattern} ${among}`;
  const dropped = `FROM $1 WHERE "name" = ${lexicon.literal(stored)} AND "dropped_on" IS NOT NULL`;
  return statement(
    `${shownRows} ->> SELECT 1 / IFF(COUNT(*) > 1, 0, 1) AS "one_dropped" ${dropped}`,
    {
      changes: "session",
      guard: {
        question: `${shownRows} ->> SELECT IFF(COUNT(*) > 1, COUNT(*), 0) AS "count" ${dropped}`,
        countsRows: false,
        message: `several dropped ${kind.toLowerCase()}s of the name ${shown} are kept, and UNDROP brings back the one that was dropped last`,
        todo: `see SHOW ${kind}S HISTORY; UNDROP the one that is meant by hand (by its id, UNDROP ${kind} IDENTIFIER(…)), and take undrop and what it makes out of the script`,
      },
    },
  );
};

const undrop = (kind: Kind, named: Sql, shown: string): Statement =>
  statement(`UNDROP ${kind} ${named}`, {
    changes: "schema",
    transaction: "commits",
    explain: { rule: `undrop ${kind.toLowerCase()}`, of: shown },
  });

export const undropTable = (table: TableRef): readonly Statement[] => [
  onlyOne(
    "TABLE",
    table.name,
    table.schema === null ? "IN SCHEMA" : `IN SCHEMA ${quote(table.schema)}`,
    tableText(table),
  ),
  undrop("TABLE", refText(table), tableText(table)),
];

export const undropSchema = (name: string): readonly Statement[] => [
  onlyOne("SCHEMA", name, "IN DATABASE", name),
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
