/** Calls a script once with an `op` that runs nothing, to learn its operations: they are counted, and checked against rows, before any of them runs. */
import { emptySchema, type Operation, type Schema } from "../../model/index.js";
import type { Dialect, RowCondition } from "../../dialects/index.js";
import type { NamingConvention } from "../../naming/index.js";
import { asksDependents } from "../dependents.js";
import type { Namers } from "../names.js";
import type { Hints } from "../operationSink.js";
import { Operations } from "../operations.js";
import { prepared } from "../prepare.js";
import type { SchemaReader } from "../schemaReader.js";
import type { Script } from "../scripts.js";
import { conditionsOf, schemaToAsk } from "./askRows.js";
import { callsOnlyOp } from "./callsOnlyOp.js";
import { changedRows } from "./changedRows.js";
import { following } from "./following.js";

interface Call {
  readonly operation: Operation;
  readonly hints: Hints;
}

/** The operations of the script; null where it cannot be called in advance, because it does more than call `op`, and that would be done twice. */
export const callsOf = async (
  script: Script,
  direction: "up" | "down",
  namers: Namers,
): Promise<readonly Call[] | null> => {
  const calls: Call[] = [];
  const op = new Operations(async (operation, hints) => {
    calls.push({ operation, hints });
  }, namers);
  if (!callsOnlyOp(script[direction])) return null;
  try {
    await script[direction](op);
    return calls;
  } catch {
    return null;
  }
};

/** The conditions that can be checked before the first of the operations runs: about rows that no earlier operation may have changed. */
export const askedFirst = async (
  operations: readonly Operation[],
  dialect: Dialect,
  reader: SchemaReader,
): Promise<readonly RowCondition[]> => {
  const changed = changedRows();
  const follow = following(dialect.ddl);
  const conditions: RowCondition[] = [];
  for (const operation of operations) {
    const now = await schemaToAsk(operation, dialect, reader);
    const asked = now === null ? null : { now, before: follow.now(now) };
    conditions.push(...conditionsOf(operation, dialect, asked, changed));
    follow.add(operation);
  }
  return conditions;
};

interface Printing {
  readonly dialect: Dialect;
  readonly version: readonly number[];
  readonly namingConvention: NamingConvention | null;
  readonly schema: SchemaReader;
}

/** How many statements the operations have; null where one of them cannot be printed before another has run. */
export const statementsIn = async (
  calls: readonly Call[],
  { dialect, version, namingConvention, schema: reader }: Printing,
): Promise<number | null> => {
  const { ddl } = dialect;
  const nothingKnown: Schema = { ...emptySchema(dialect.name), version };
  const follow = following(ddl);
  const schemaOf = async (operation: Operation): Promise<Schema> =>
    (await reader.isNeededFor(operation))
      ? follow.now(await reader.before(operation))
      : nothingKnown;
  // Only the database can tell the dependents of a dropped object.
  if (calls.some(({ operation }) => asksDependents(operation))) return null;
  let statements = 0;
  try {
    for (const { operation, hints } of calls) {
      const schema = await schemaOf(operation);
      const convention = hints.namingConvention ?? namingConvention;
      const whole = prepared(operation, schema, dialect, convention);
      statements += ddl.statements(whole, schema).filter(({ guard }) => guard === null).length;
      follow.add(operation);
    }
    return statements;
  } catch {
    return null;
  }
};
