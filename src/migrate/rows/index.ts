/** Checks existing rows before a script changes anything, where what it changes could not be rolled back. */
import type { Operation, Sql } from "../../model/index.js";
import type { Past } from "../journal/index.js";
import type { Namers } from "../names.js";
import type { RunContext } from "../runContext.js";
import type { SchemaReader } from "../schemaReader.js";
import type { Script } from "../scripts.js";
import { conditionsOf, refuseBroken, schemaToAsk, type Asking } from "./askRows.js";
import { askedFirst, callsOf, statementsIn } from "./dryRun.js";

/** What is known about a script before any of it runs. */
export interface Rehearsed {
  /** How many statements it has; null where that is not known. */
  readonly statements: number | null;
  /** The questions that have been asked already. */
  readonly asked: ReadonlySet<Sql>;
}

export const nothingAsked: Rehearsed = { statements: null, asked: new Set() };

export interface Rehearsal {
  readonly context: RunContext;
  readonly namers: Namers;
  readonly script: Script;
  readonly direction: "up" | "down";
  readonly past: Past;
  readonly schema: SchemaReader;
  /** Asks a question about rows; null where none can be asked. */
  readonly ask: Asking["ask"] | null;
}

/** @throws SchemaDiffError `batch` where rows would make an operation fail, and no earlier operation can prevent it */
export const rehearsed = async (rehearsal: Rehearsal): Promise<Rehearsed> => {
  const { context, namers, script, direction, past, schema, ask } = rehearsal;
  const { dialect, connection, namingConvention } = context;
  const calls = await callsOf(script, direction, namers);
  if (calls === null) return nothingAsked;
  const left = calls.slice(past.lastOperation);
  const operations = left.map(({ operation }) => operation);
  const conditions = ask === null ? [] : await askedFirst(operations, dialect, schema);
  if (ask !== null) await refuseBroken(conditions, { dialect, ask, schema });
  const known = past.entries.filter(({ operation }) => operation <= past.lastOperation).length;
  const { version } = connection;
  const more = await statementsIn(left, { dialect, version, namingConvention, schema });
  return {
    statements: more === null ? null : known + more,
    asked: new Set(conditions.map(({ question }) => question)),
  };
};

/** Returns the check that runs before each operation; what was asked before the first statement is not asked again right away. */
export const guardOf =
  (
    { context: { dialect }, ask, schema }: Rehearsal,
    { asked: known }: Rehearsed,
    hasRun: () => boolean,
  ): ((operation: Operation) => Promise<void>) =>
  async (operation) => {
    if (ask === null) return;
    const now = await schemaToAsk(operation, dialect, schema);
    const asked = now === null ? null : { now, before: now };
    const conditions = conditionsOf(operation, dialect, asked).filter(
      ({ question }) => hasRun() || !known.has(question),
    );
    await refuseBroken(conditions, { dialect, ask, schema });
  };
