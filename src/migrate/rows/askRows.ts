/** Asks what an operation needs of the rows that are there, and refuses it by the first row that breaks it. */
import {
  SchemaDiffError,
  type Columns,
  type Operation,
  type Schema,
  type Sql,
} from "../../model/index.js";
import type { Dialect, RowCondition } from "../../dialects/index.js";
import { throwIfInterrupted, type Row } from "../../reflect/index.js";
import { tableIn } from "../resolve.js";
import type { SchemaReader } from "../schemaReader.js";
import { changedRows, type ChangedRows } from "./changedRows.js";

export interface Asking {
  readonly dialect: Dialect;
  /** Answers a question so that nothing is changed; null where that cannot be had now. */
  readonly ask: (question: Sql) => Promise<readonly Row[] | null>;
  readonly schema: SchemaReader;
}

/** A batch is what it holds. */
const partsOf = (operation: Operation): readonly Operation[] =>
  operation.do !== "batch"
    ? [operation]
    : [
        ...operation.operations,
        ...operation.options.tableArgs.map((constraint): Operation => ({
          do: "createConstraint",
          table: operation.table,
          constraint,
        })),
      ].flatMap(partsOf);

/** What an operation asks of rows that nothing before it may have changed by then; `changed` learns what it changes itself. */
export const conditionsOf = (
  operation: Operation,
  { ddl }: Dialect,
  changed: ChangedRows = changedRows(),
): readonly RowCondition[] =>
  partsOf(operation).flatMap((part) => {
    const found = (ddl.rowConditions?.(part) ?? []).filter((one) => !changed.mayChange(one));
    changed.add(part);
    return found;
  });

const longest = 60;

const valueText = (value: unknown, { lexicon }: Dialect): string => {
  const text = lexicon.value(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
};

const rowText = (row: Row, dialect: Dialect): string =>
  Object.entries(row)
    .map(([name, value]) => `${name} = ${valueText(value, dialect)}`)
    .join(", ");

/** What a row is known by: its primary key, or its first columns. */
const shownColumns = (
  { table: ref, shows }: RowCondition,
  schema: Schema,
  { facts }: Dialect,
): Columns => {
  const table = tableIn(schema, ref, facts);
  const key = table?.constraints.find(({ kind }) => kind === "primaryKey");
  const names =
    key?.kind === "primaryKey"
      ? key.columns
      : (table?.columns.map(({ name }) => name).slice(0, 4) ?? []);
  return [...new Set([...names, ...shows])];
};

/** Null where it cannot be had: the message does without. */
const firstRow = async (condition: RowCondition, asking: Asking): Promise<string | null> => {
  const { ask, dialect, schema } = asking;
  try {
    const shown = shownColumns(condition, await schema.of(condition.table), dialect);
    const [row] = (await ask(condition.first(shown))) ?? [];
    return row === undefined ? null : rowText(row, dialect);
  } catch {
    return null;
  }
};

/** Null where the server cannot answer: the statement itself will tell, by the server's own words. */
const countIn = async (question: Sql, { ask }: Asking): Promise<number | null> => {
  try {
    const [row] = (await ask(question)) ?? [];
    return Number(row?.["count"] ?? 0);
  } catch (thrown) {
    throwIfInterrupted();
    if (thrown instanceof SchemaDiffError) throw thrown;
    return null;
  }
};

/** @throws SchemaDiffError `batch` with how many rows break a condition, and the first of them */
export const refuseBroken = async (
  conditions: readonly RowCondition[],
  asking: Asking,
): Promise<void> => {
  for (const condition of conditions) {
    const count = await countIn(condition.question, asking);
    if (count === null || count === 0) continue;
    const first = await firstRow(condition, asking);
    const rows = `${count} ${count === 1 ? "row" : "rows"}`;
    throw new SchemaDiffError(
      "batch",
      `${condition.message} (${first === null ? rows : `${rows}; the first: ${first}`})`,
      condition.todo,
    );
  }
};
