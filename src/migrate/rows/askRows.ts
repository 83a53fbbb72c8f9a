/** Checks existing rows against what an operation requires of them, and refuses it with the first row that violates it. */
import {
  SchemaDiffError,
  type Columns,
  type Operation,
  type Schema,
  type Sql,
} from "../../model/index.js";
import type { Dialect, RowCondition, RowsAsked } from "../../dialects/index.js";
import { throwIfInterrupted, type Row } from "../../reflect/index.js";
import { tableIn } from "../resolve.js";
import type { SchemaReader } from "../schemaReader.js";
import { changedRows, type ChangedRows } from "./changedRows.js";
import { following } from "./following.js";

export interface Asking {
  readonly dialect: Dialect;
  /** Asks a question in such a way that nothing can be changed; null where that is not possible now. */
  readonly ask: (question: Sql) => Promise<readonly Row[] | null>;
  readonly schema: SchemaReader;
}

/** A batch consists of its operations and of the constraints in its options. */
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

/** The schema that the operation's conditions depend on; null where they depend on none, and where it cannot be read. */
export const schemaToAsk = async (
  operation: Operation,
  { ddl }: Dialect,
  reader: SchemaReader,
): Promise<Schema | null> => {
  if (!partsOf(operation).some((part) => ddl.readsBeforeAsking?.(part) === true)) return null;
  try {
    return await reader.before(operation);
  } catch {
    throwIfInterrupted();
    return null;
  }
};

/** The conditions of an operation on rows that no earlier operation may have changed; what it changes itself is added to `changed`. */
export const conditionsOf = (
  operation: Operation,
  { ddl }: Dialect,
  asked: RowsAsked | null,
  changed: ChangedRows = changedRows(),
): readonly RowCondition[] => {
  const follow = following(ddl);
  return partsOf(operation).flatMap((part) => {
    const schemas = asked === null ? null : { now: asked.now, before: follow.now(asked.before) };
    const found = (ddl.rowConditions?.(part, schemas) ?? []).filter(
      (one) => !changed.mayChange(one),
    );
    changed.add(part);
    follow.add(part);
    return found;
  });
};

const longest = 60;

const valueText = (value: unknown, { lexicon }: Dialect): string => {
  const text = lexicon.value(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
};

const rowText = (row: Row, dialect: Dialect): string =>
  Object.entries(row)
    .map(([name, value]) => `${name} = ${valueText(value, dialect)}`)
    .join(", ");

/** The columns by which a row is shown: its primary key, or its first columns. */
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

/** The first violating row as text; null where it cannot be read: the message does without. */
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

/** How many rows violate it; null where the server cannot answer: then the statement itself will fail with the server's message. */
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

/** @throws SchemaDiffError `batch` with how many rows violate a condition, and the first of them */
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
