/** Runs operations on a connection, one statement after the other, and records what has run. */
import {
  emptySchema,
  nowhereKnown,
  objectText,
  SchemaDiffError,
  type ErrorPlace,
  type Operation,
  type Schema,
  type Statement,
} from "../model/index.js";
import { throwIfInterrupted, type IntegrityCheck } from "../reflect/index.js";
import { refuseChecksAlong } from "./checksAlong.js";
import { asksDependents, withDependents } from "./dependents.js";
import { noLog, type StatementLog } from "./journal/index.js";
import type { Executor } from "./operationSink.js";
import { prepared } from "./prepare.js";
import { refuseUnnamed } from "./printable.js";
import type { RunContext } from "./runContext.js";
import { schemaReader, type SchemaReader } from "./schemaReader.js";

/** What has been passed to the database so far. */
export interface Account {
  readonly ran: readonly Statement[];
  readonly operations: readonly Operation[];
  /** The statement that failed; null while all succeeded. */
  readonly failed: Statement | null;
  /** Of the operation that did not succeed: where it is called. */
  readonly failedAt: ErrorPlace | null;
}

export interface Runner {
  readonly execute: Executor;
  /** Waits for operations that the script did not await; throws `script` if there are any, since the next script may depend on them. */
  readonly finish: () => Promise<void>;
  /** Resolves when everything that was passed on has ended, with success or not. */
  readonly idle: () => Promise<void>;
  readonly account: () => Account;
}

export interface RunnerHooks {
  /** Converts the schema into the form from which statements are made. */
  readonly seen?: ((before: Schema, operation: Operation) => Schema) | undefined;
  /** Knows what an earlier run has already done. */
  readonly log?: StatementLog;
  /** Called before anything of an operation runs; throws where the operation must not run. */
  readonly guard?: (operation: Operation) => Promise<void>;
  /** The reader of the schema, where it has been read already. */
  readonly schema?: SchemaReader;
  /** The statements are printed only, and may run on another database than the one that is read. */
  readonly printsOnly?: boolean;
}

/** `run` processes each statement: it executes it, prints it, or both. */
export const runnerOn = (
  context: RunContext,
  watch: IntegrityCheck,
  run: (statement: Statement) => Promise<void>,
  {
    seen = (before) => before,
    log = noLog,
    guard = async () => undefined,
    schema = schemaReader(context),
    printsOnly = false,
  }: RunnerHooks = {},
): Runner => {
  const { dialect, connection } = context;
  const ran: Statement[] = [];
  const operations: Operation[] = [];
  let failed: Statement | null = null;
  let failedAt: ErrorPlace | null = null;
  const nothingKnown = { ...emptySchema(dialect.name), version: connection.version };
  /** Restores session settings that a later statement, which does not run any more, would have restored; where DDL is transactional, the end of the transaction does so. */
  const setBack = async (later: readonly Statement[]): Promise<void> => {
    if (dialect.facts.transactionalDdl) return;
    for (const { sql, changes } of later)
      if (changes === "session") await connection.execute(sql).catch(() => undefined);
  };
  const printed: (...of: Parameters<Executor>) => Promise<{
    readonly whole: readonly Operation[];
    readonly statements: readonly Statement[];
  }> = async (operation, hints) => {
    if (printsOnly) refuseUnnamed(operation);
    else await refuseChecksAlong(operation, context);
    const before = seen(
      asksDependents(operation)
        ? await schema.referring(operation)
        : (await schema.isNeededFor(operation))
          ? await schema.before(operation)
          : nothingKnown,
      operation,
    );
    const whole = withDependents(
      prepared(
        operation,
        before,
        dialect,
        hints.namingConvention ?? context.namingConvention,
        hints.namingConvention !== null,
      ),
      before,
      dialect,
    );
    let standing = before;
    const statements: Statement[] = [];
    for (const [i, one] of whole.entries()) {
      await watch.before(one);
      statements.push(...dialect.ddl.statements(one, standing));
      if (i < whole.length - 1) standing = dialect.ddl.after?.(one, standing) ?? standing;
    }
    for (const one of whole) await guard(one);
    log.begins(operation, statements, whole);
    return { whole, statements };
  };
  const perform: Executor = async (operation, hints) => {
    try {
      await performed(operation, hints);
    } catch (thrown) {
      failedAt = { ...nowhereKnown, ...hints.calledAt(), object: objectText(operation) };
      throw thrown;
    }
  };
  const performed: Executor = async (operation, hints) => {
    // What an earlier run began cannot be printed again, because the schema from which it was printed no longer exists.
    const left = await log.left(operation);
    const { whole, statements } =
      left === null ? await printed(operation, hints) : { whole: [operation], statements: left };
    for (const [i, statement] of statements.entries()) {
      try {
        throwIfInterrupted();
        failed = statement;
        await log.run(statement, () => run(statement));
        ran.push(statement);
        failed = null;
        // Some servers end a statement that is cancelled without an error: no script is marked as run that was told to end.
        throwIfInterrupted();
      } catch (thrown) {
        await setBack(statements.slice(i + 1));
        throw thrown;
      }
    }
    operations.push(...whole);
    for (const one of whole) schema.touch(one);
  };
  // Operations run one after the other, even where a script does not await them; after a failure nothing more is run.
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  return {
    execute: (operation, hints) => {
      waiting += 1;
      last = last
        .then(() => perform(operation, hints))
        .finally(() => {
          waiting -= 1;
        });
      last.catch(() => undefined);
      return last;
    },
    finish: async () => {
      const forgotten = waiting;
      await last;
      if (forgotten > 0)
        throw new SchemaDiffError(
          "script",
          `the script did not wait for ${forgotten === 1 ? "an operation" : `${forgotten} operations`}`,
          "write `await` before every op.…",
        );
      log.ends();
    },
    idle: () => last.catch(() => undefined),
    account: () => ({ ran, operations, failed, failedAt }),
  };
};
