/** Runs scripts from the current revisions to a target, one by one, each in its transaction where DDL has them. */
import { refusalOf, SchemaDiffError, sqlOf, type Sql, type Statement } from "../model/index.js";
import { scriptFailure } from "./failure.js";
import {
  commandOf,
  halfWayIn,
  halfWayText,
  logOn,
  noLog,
  nothingRan,
  pastOf,
  wayOn,
  type HalfWay,
  type Journal,
  type JournalTable,
  type Past,
  type Resume,
} from "./journal/index.js";
import type { Namers } from "./names.js";
import { Operations } from "./operations.js";
import { afterDowngrade, afterUpgrade, withAncestors, type Graph } from "./revisions.js";
import { interruption, untilInterrupted, type Connection } from "../reflect/index.js";
import { guardOf, nothingAsked, rehearsed, type Rehearsal } from "./rows/index.js";
import type { RunContext } from "./runContext.js";
import { runnerOn, type Account, type Runner } from "./runner.js";
import { schemaReader } from "./schemaReader.js";
import type { Script } from "./scripts.js";
import { reportingWaits, triedAgain, type Patience } from "./waiting.js";
import { inTransaction } from "./transaction.js";
import type { Versions } from "./versions.js";

export type Direction = "up" | "down";

/** The scripts to run from these version rows, in order. */
export type Target = (graph: Graph<Script>, rows: readonly string[]) => readonly Script[];

export interface ScriptRun {
  readonly context: RunContext;
  readonly namers: Namers;
  readonly versions: Versions;
  /** Null where each script runs in a transaction. */
  readonly journal: JournalTable | null;
  /** The decision about a script that stopped half-way; null where there was none. */
  readonly resume: Resume | null;
  readonly graph: Graph<Script>;
  readonly direction: Direction;
  readonly stepsFrom: (rows: readonly string[]) => readonly Script[];
  readonly progress: (what: string) => void;
  readonly patience: Patience;
}

export interface RunOutcome {
  readonly scripts: readonly Script[];
  readonly statements: readonly Sql[];
}

export const rowsAfter = (
  { direction, graph }: ScriptRun,
  rows: readonly string[],
  script: Script,
): readonly string[] =>
  direction === "up" ? afterUpgrade(rows, script) : afterDowngrade(graph, rows, script);

/** Does the script still have to run (or to be reverted), by these version rows? */
const isOpen = (
  { direction, graph }: ScriptRun,
  rows: readonly string[],
  { revision }: Script,
): boolean => withAncestors(graph, rows).has(revision) === (direction === "down");

/** Runs a statement or asks its guard. A guard is asked before the statement, because its answer tells more than the statement's failure. */
const runOn =
  ({ context: { connection, backend }, patience }: ScriptRun) =>
  (statement: Statement): Promise<void> =>
    reportingWaits(backend.migrationSession, connection, patience, async () => {
      await askOrRun(connection, statement);
      await backend.migrationSession.afterStatement?.(connection, statement.sql);
    });

export const askOrRun = async (
  connection: Connection,
  { sql, guard }: Statement,
): Promise<void> => {
  if (guard === null) return connection.execute(sql);
  const [row] = await connection.query(guard.question);
  const count = Number(row?.["count"] ?? 0);
  if (count === 0) return;
  const { message, todo } = refusalOf(guard, count);
  throw new SchemaDiffError("batch", message, todo);
};

/** Null where a script runs in a transaction. */
const journalIn = ({ context: { backend, connection }, journal }: ScriptRun): Journal | null => {
  const support = backend.migrationSession.journal;
  return journal === null || support === undefined ? null : { table: journal, support, connection };
};

/** What an earlier run of the script left. */
const pastIn = async (run: ScriptRun): Promise<Past> => {
  const own = journalIn(run);
  if (own === null) return nothingRan;
  const entries = await own.table.read(own.connection);
  return pastOf(own, halfWayIn(entries) === null ? [] : entries, run.resume);
};

const logOf = async (
  run: ScriptRun,
  script: Script,
  past: Past,
  statements: number | null,
): ReturnType<typeof logOn> => {
  const own = journalIn(run);
  if (own === null) return { log: noLog, ran: () => [] };
  await own.table.ensure(own.connection);
  return logOn(own, script, run.direction, past, run.resume, statements);
};

/** The version rows and the end of the journal are one transaction: no run finds one without the other. */
const mark = async (
  { context: { backend, connection }, journal }: ScriptRun,
  moved: readonly Statement[],
): Promise<void> => {
  const support = backend.migrationSession.journal;
  if (journal === null || support === undefined) {
    for (const { sql } of moved) await connection.execute(sql);
    return;
  }
  await support.begin(connection);
  try {
    for (const { sql } of moved) await connection.execute(sql);
    await connection.execute(journal.clear);
    await support.commit(connection);
  } catch (thrown) {
    await support.rollback(connection).catch(() => undefined);
    throw thrown;
  }
};

/** When the run is interrupted, a script that waits for something other than the database is abandoned. */
const unlessInterrupted = async (runner: Runner, script: Promise<void>): Promise<void> => {
  const { wait, end } = untilInterrupted();
  script.catch(() => undefined);
  try {
    await Promise.race([
      script,
      wait.catch(async (reason: unknown) => {
        await runner.idle();
        throw reason;
      }),
    ]);
  } finally {
    end();
  }
};

const rehearsalOf = (run: ScriptRun, script: Script, past: Past): Rehearsal => {
  const { context, namers, direction, patience } = run;
  const { migrationSession: session } = context.backend;
  const { askRows } = session;
  const { connection } = context;
  return {
    context,
    namers,
    script,
    direction,
    past,
    schema: schemaReader(context),
    ask:
      askRows === undefined
        ? null
        : (question) =>
            reportingWaits(session, connection, patience, () => askRows(connection, question)),
  };
};

const nothingFailed: Account = { ran: [], operations: [], failed: null, failedAt: null };

/** What ran and stays after a failure, without what ran in a transaction of the script's own, which is rolled back. */
const staying = async (
  { context: { backend, connection }, journal }: ScriptRun,
  account: Account,
): Promise<Account> => {
  if (journal === null || interruption() !== null) return account;
  try {
    if ((await backend.migrationSession.takeBackOpen?.(connection)) !== true) return account;
    const entries = await journal.read(connection);
    const done = entries.filter(({ state }) => state === "done").length;
    return { ...account, ran: account.ran.slice(0, done) };
  } catch {
    // The connection is lost; the original failure is reported, not this one.
    return account;
  }
};

/** Runs one script and updates the version rows with it. */
const takeStep = async (
  run: ScriptRun,
  script: Script,
  rows: readonly string[],
): Promise<readonly Sql[]> => {
  const { context, namers, versions, direction, journal } = run;
  const { backend, connection, dialect } = context;
  const session = backend.migrationSession;
  const watch = await session.integrityCheck(connection, "rows");
  const past = await pastIn(run);
  let account: () => Account = () => ({ ...nothingFailed, ran: past.ran });
  try {
    const rehearsal = rehearsalOf(run, script, past);
    const start = journal === null ? nothingAsked : await rehearsed(rehearsal);
    const created = await versions.make(connection);
    const { log, ran } = await logOf(run, script, past, start.statements);
    const runner = runnerOn(context, watch, runOn(run), {
      log,
      schema: rehearsal.schema,
      guard: guardOf(rehearsal, start, () => runner.account().ran.length > 0),
    });
    account = () => (journal === null ? runner.account() : { ...runner.account(), ran: ran() });
    await unlessInterrupted(runner, script[direction](new Operations(runner.execute, namers)));
    await runner.finish();
    await watch.check();
    const moved = versions.move(rows, rowsAfter(run, rows, script));
    await mark(run, moved);
    return [...created, ...sqlOf([...runner.account().ran, ...moved])];
  } catch (thrown) {
    throw scriptFailure(
      interruption() ?? session.explain(thrown, connection, "script"),
      script,
      direction,
      await staying(run, account()),
      dialect,
      { journaled: journal !== null },
    );
  }
};

/** An error that only shows when a script is committed (a deferred constraint, a full disk, a reader in the way) is reported as the script's failure. */
const uncommitted = (
  { context: { backend, connection, dialect }, direction }: ScriptRun,
  script: Script,
  thrown: unknown,
): SchemaDiffError =>
  scriptFailure(
    interruption() ?? backend.migrationSession.explain(thrown, connection, "script"),
    script,
    direction,
    nothingFailed,
    dialect,
    { committing: true },
  );

/** The scripts to run: the one that stopped half-way must be among them, and comes first; otherwise nothing runs. */
const goingOn = (
  { direction, graph }: ScriptRun,
  half: HalfWay | null,
  steps: readonly Script[],
): readonly Script[] => {
  if (half === null) return steps;
  const first = steps.find(({ revision }) => revision === half.revision);
  if (half.direction === direction && first !== undefined)
    return [first, ...steps.filter((step) => step !== first)];
  throw new SchemaDiffError(
    "revision",
    `the database is ${halfWayText(half)}`,
    graph.byRevision.has(half.revision)
      ? wayOn(half)
      : `no script has that revision: get it back, or forget what ran with \`schema-diff ${commandOf(half.direction)} --abandon\``,
  );
};

/**
 * Runs the steps, which are determined at the beginning. Before each one the version rows are read again, inside its
 * transaction: what another migrator has done meanwhile (SQLite lets it in between two scripts) is not done twice.
 */
const runInOrder = async (run: ScriptRun): Promise<RunOutcome> => {
  const {
    context: { backend, connection },
    versions,
    journal,
    direction,
    progress,
    patience,
  } = run;
  const session = backend.migrationSession;
  const scripts: Script[] = [];
  const statements: Sql[] = [];
  const start = await versions.read(connection);
  const half = journal === null ? null : halfWayIn(await journal.read(connection));
  for (const script of goingOn(run, half, run.stepsFrom(start))) {
    const ran = await triedAgain(patience, () =>
      inTransaction(
        session,
        connection,
        patience.lockTimeout,
        async () => {
          const rows = await versions.read(connection);
          if (!isOpen(run, rows, script)) return null;
          progress(
            `${direction === "up" ? "running" : "taking back"} ${script.revision}${script.message === "" ? "" : `: ${script.message}`}`,
          );
          return takeStep(run, script, rows);
        },
        (result, thrown) => (result === null ? thrown : uncommitted(run, script, thrown)),
      ),
    );
    if (ran === null) continue;
    scripts.push(script);
    statements.push(...ran);
  }
  return { scripts, statements };
};

/** Drops the journal where nothing is half-way; where the user may not drop it, it stays, empty. */
const withoutTrace = async <T>(
  { context: { connection }, journal }: ScriptRun,
  use: () => Promise<T>,
): Promise<T> => {
  if (journal === null) return use();
  return use().finally(async () => {
    try {
      if (halfWayIn(await journal.read(connection)) === null) await journal.drop(connection);
    } catch {
      // The outcome of the run itself is what is reported.
    }
  });
};

/** Releases what was acquired, whether `use` succeeds or not; an error of `use` is the one that is reported (a lost connection cannot release anything either). */
export const holding = async <T>(letGo: () => Promise<void>, use: () => Promise<T>): Promise<T> => {
  const result = await use().catch(async (thrown: unknown) => {
    await letGo().catch(() => undefined);
    throw thrown;
  });
  await letGo();
  return result;
};

export const runScripts = async (run: ScriptRun): Promise<RunOutcome> => {
  const {
    context: { backend, connection },
    patience,
  } = run;
  const { lockTimeout } = patience;
  const session = backend.migrationSession;
  const lock = await triedAgain(patience, () => session.lock(connection, lockTimeout));
  return holding(lock, async () =>
    holding(await session.enter(connection, lockTimeout), () =>
      withoutTrace(run, () => runInOrder(run)).catch((thrown: unknown) => {
        throw session.explain(thrown, connection, "around");
      }),
    ),
  );
};
