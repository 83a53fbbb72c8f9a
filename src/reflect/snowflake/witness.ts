/** The witness: temporary tables, which the server prints in its own words. */
import {
  byAuthor,
  messageOf,
  ofKind,
  type Column,
  type Constraint,
  type Sql,
  type Table,
} from "../../model/index.js";
import { columnClause, constraintClause } from "../../dialects/snowflake/clauses.js";
import { sequenceIn } from "../../dialects/snowflake/defaults.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import { lexicon } from "../../dialects/snowflake/lexicon.js";
import type { Printed } from "../backend.js";
import type { Connection } from "../connection.js";
import { sessionOf, type Session } from "./connection.js";
import { journal } from "./journal.js";
import { codeOf } from "./port.js";
import { describe, quoted, views } from "./questions.js";
import { readDescribed } from "./readColumns.js";
import { text } from "./rows.js";

const nameOf = (i: number): string => `SCHEMA_DIFF_WITNESS_${i}`;
const checkName = (i: number): string => `schema_diff_check_${i}`;

/** The column as it is asked about. A default that calls a sequence is left out: the sequence may not exist yet, and the default is already in normal form. */
const askedColumn = (column: Column): Column => ({
  ...column,
  identity: null,
  comment: null,
  default: column.default === null || sequenceIn(column.default) !== null ? null : column.default,
});

const create = (table: Table, i: number): Sql => {
  const clauses = [
    ...table.columns.map((column) => columnClause(askedColumn(column))),
    ...ofKind(table.constraints, "check").map((check, n) =>
      constraintClause({ ...check, name: byAuthor(checkName(n)) }),
    ),
  ];
  return `CREATE TEMPORARY TABLE ${quoted(nameOf(i))} (\n  ${clauses.join(",\n  ")}\n)`;
};

type Refusal = Extract<Printed, { readonly cannot: string }>;

/** Errors about what was asked: SQL that cannot be read, and unknown names. */
const aboutTheQuestion: ReadonlySet<string> = new Set(["000904", "001003", "002140", "002141"]);

/** Creates the temporary table; null where the server accepted it, else why not. */
const made = async (session: Session, table: Table, i: number): Promise<Refusal | null> => {
  if (table.columns.length === 0) return { cannot: "a table without columns exists nowhere here" };
  try {
    await session.execute(create(table, i));
    return null;
  } catch (thrown) {
    return {
      cannot: messageOf(thrown),
      ...(!aboutTheQuestion.has(codeOf(thrown)) && { unsure: true }),
    };
  }
};

const answerOf = (
  table: Table,
  shown: readonly Column[],
  checks: ReadonlyMap<string, string>,
): Table => {
  const all = ofKind(table.constraints, "check");
  const printed = (constraint: Constraint): Constraint => {
    if (constraint.kind !== "check") return constraint;
    const clause = checks.get(checkName(all.indexOf(constraint)).toUpperCase());
    return clause === undefined
      ? constraint
      : { ...constraint, expression: withoutOuterParentheses(clause, lexicon) };
  };
  return {
    ...table,
    columns: table.columns.map((column, n) => {
      const { type, default: given, generated } = shown[n] ?? column;
      return {
        ...column,
        type,
        generated,
        default: askedColumn(column).default === null ? column.default : given,
      };
    }),
    constraints: table.constraints.map(printed),
  };
};

const readBack = async (
  session: Session,
  tables: readonly Table[],
  refusals: readonly (Refusal | null)[],
): Promise<readonly Printed[]> => {
  const [database, schema] = [session.database ?? "", session.schema ?? ""];
  const hasChecks = tables.some(({ constraints }) => ofKind(constraints, "check").length > 0);
  const rows = hasChecks ? await session.query(views.checks(database), [schema]) : [];
  const answers: Printed[] = [];
  for (const [i, table] of tables.entries()) {
    const refusal = refusals[i] ?? null;
    if (refusal !== null) {
      answers.push(refusal);
      continue;
    }
    const shown = await session.query(describe(database, schema, nameOf(i)));
    const checks = new Map(
      rows
        .filter((row) => text(row, "constraint_table") === nameOf(i))
        .map((row) => [text(row, "constraint_name"), text(row, "check_clause")] as const),
    );
    answers.push({
      table: answerOf(
        table,
        shown.map((row) => readDescribed(row, { own: [database, schema], table: nameOf(i) })),
        checks,
      ),
    });
  }
  return answers;
};

/** A connection that may not create temporary tables gives no prints; one in a transaction is not asked, because that would commit it. */
export const print = async (
  connection: Connection,
  tables: readonly Table[],
): Promise<readonly Printed[]> => {
  if (tables.length === 0) return [];
  const session = sessionOf(connection);
  const nobody = (because: string): readonly Printed[] => tables.map(() => ({ cannot: because }));
  if (session.schema === null) return nobody("no schema is selected to ask in");
  if (await journal.inTransaction(connection))
    return nobody("a transaction is open, which the question would commit");
  const refusals: (Refusal | null)[] = [];
  try {
    for (const [i, table] of tables.entries()) refusals.push(await made(session, table, i));
    return await readBack(session, tables, refusals);
  } catch (thrown) {
    return nobody(messageOf(thrown));
  } finally {
    for (const i of refusals.keys())
      if (refusals[i] === null)
        await session.execute(`DROP TABLE IF EXISTS ${quoted(nameOf(i))}`).catch(() => undefined);
  }
};
