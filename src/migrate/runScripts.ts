/** Goes from where the database is to a target, script by script, each in its transaction where DDL has them. */
import { refusalOf, SchemaDiffError, sqlOf, type Sql, type Statement } from "../model/index.js";
import { scriptFailure } from "./failure.js";
import type { Namers } from "./names.js";
import { Operations } from "./operations.js";
import { afterDowngrade, afterUpgrade, withAncestors, type Graph } from "./revisions.js";
import { runnerOn, type RunContext } from "./runner.js";
import type { Script } from "./scripts.js";
import { inTransaction } from "./transaction.js";
import type { Versions } from "./versions.js";

export type Direction = "up" | "down";

/** The scripts to run from these version rows, in order. */
export type Target = (graph: Graph<Script>, rows: readonly string[]) => readonly Script[];

export interface ScriptRun {
  readonly context: RunContext;
  readonly namers: Namers;
  readonly versions: Versions;
  readonly graph: Graph<Script>;
  readonly direction: Direction;
  readonly stepsFrom: (rows: readonly string[]) => readonly Script[];
  readonly progress: (what: string) => void;
  readonly lockTimeout: number;
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

/** Has the script still to run (or to be taken back), seen from these rows? */
const isOpen = (
  { direction, graph }: ScriptRun,
  rows: readonly string[],
  { revision }: Script,
): boolean => withAncestors(graph, rows).has(revision) === (direction === "down");

/** A guard is asked before it could fail, since its question's answer says more than its failure. */
const runOn =
  ({ connection }: RunContext) =>
  async ({ sql, guard }: Statement): Promise<void> => {
    if (guard === null) return connection.execute(sql);
    const [row] = await connection.query(guard.question);
    const count = Number(row?.["count"] ?? 0);
    if (count === 0) return;
    const { message, todo } = refusalOf(guard, count);
    throw new SchemaDiffError("batch", message, todo);
  };

/** Runs one script and moves the version rows with it. */
const takeStep = async (
  run: ScriptRun,
  script: Script,
  rows: readonly string[],
): Promise<readonly Sql[]> => {
  const { context, namers, versions, direction } = run;
  const { backend, connection, dialect } = context;
  const session = backend.migrationSession;
  const watch = await session.integrityCheck(connection, "rows");
  const runner = runnerOn(context, watch, runOn(context));
  try {
    await script[direction](new Operations(runner.execute, namers));
    await runner.finish();
    await watch.check();
    const moved = versions.move(rows, rowsAfter(run, rows, script));
    for (const { sql } of moved) await connection.execute(sql);
    return sqlOf([...runner.account().ran, ...moved]);
  } catch (thrown) {
    throw scriptFailure(
      session.explain(thrown, connection, "script"),
      script,
      direction,
      runner.account(),
      dialect,
    );
  }
};

const ensureTable = async ({
  context: { connection },
  versions,
}: ScriptRun): Promise<readonly Sql[]> => {
  if (await versions.exists(connection)) return [];
  await connection.execute(versions.create.sql);
  return [versions.create.sql];
};

/**
 * The steps are settled at the beginning. Before each one the version rows are read again, inside its transaction: what
 * another migrator has done meanwhile (SQLite lets it in between two scripts) is not done twice.
 */
const runInOrder = async (run: ScriptRun): Promise<RunOutcome> => {
  const {
    context: { backend, connection },
    versions,
    direction,
    progress,
    lockTimeout,
  } = run;
  const session = backend.migrationSession;
  const scripts: Script[] = [];
  const statements: Sql[] = [];
  for (const script of run.stepsFrom(await versions.read(connection))) {
    const ran = await inTransaction(session, connection, lockTimeout, async () => {
      const created = await ensureTable(run);
      const rows = await versions.read(connection);
      if (!isOpen(run, rows, script)) return null;
      progress(
        `${direction === "up" ? "running" : "taking back"} ${script.revision}${script.message === "" ? "" : `: ${script.message}`}`,
      );
      return [...created, ...(await takeStep(run, script, rows))];
    });
    if (ran === null) continue;
    scripts.push(script);
    statements.push(...ran);
  }
  return { scripts, statements };
};

/** Lets go of what was taken, whether `use` succeeds or not; an error of `use` is the one that is told (a lost connection cannot let go either). */
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
    lockTimeout,
  } = run;
  const session = backend.migrationSession;
  return holding(await session.lock(connection, lockTimeout), async () =>
    holding(await session.enter(connection), () =>
      runInOrder(run).catch((thrown: unknown) => {
        throw session.explain(thrown, connection, "around");
      }),
    ),
  );
};
