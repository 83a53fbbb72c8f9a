/** Prints what a run of scripts would execute. Where a rebuild has to know the table, the scripts run on a copy of the schema without rows. */
import type { PrintedScript } from "../dialects/index.js";
import { sqlOf, type Statement } from "../model/index.js";
import { scriptFailure } from "./failure.js";
import { rowsAfter, type ScriptRun, type RunOutcome } from "./runScripts.js";
import { Operations } from "./operations.js";
import type { RunContext } from "./runContext.js";
import { runnerOn } from "./runner.js";

/** Provides where printed statements are run, and where the schema is read from meanwhile. */
const onCopy = async <T>(
  context: RunContext,
  use: (context: RunContext, run: (statement: Statement) => Promise<void>) => Promise<T>,
): Promise<T> => {
  const { backend, connection } = context;
  if (backend.copy === undefined) return use(context, async () => undefined);
  return backend.copy(connection, (copy) =>
    use({ ...context, connection: copy }, ({ sql }) => copy.execute(sql)),
  );
};

export const printScripts = async (run: ScriptRun): Promise<RunOutcome> => {
  const { context: live, namers, versions, direction } = run;
  const session = live.backend.migrationSession;
  const { ddl } = live.dialect;
  const start = await versions.read(live.connection);
  const scripts = run.stepsFrom(start);
  const created =
    (await versions.exists(live.connection)) || scripts.length === 0 ? [] : [versions.create];
  const statements = await onCopy(live, async (context, execute) => {
    const printed: PrintedScript[] = [];
    let rows = start;
    for (const [i, script] of scripts.entries()) {
      // The copy has no rows, so rows that a script inserts reference nothing there.
      const watch = await session.integrityCheck(context.connection, "schema");
      const runner = runnerOn(context, watch, execute, {
        seen: ddl.forPrint,
        printsOnly: live.backend.copy === undefined,
      });
      try {
        await script[direction](new Operations(runner.execute, namers));
        await runner.finish();
        await watch.check();
      } catch (thrown) {
        throw scriptFailure(
          thrown,
          script,
          direction,
          { ...runner.account(), ran: [] },
          live.dialect,
        );
      }
      const after = rowsAfter(run, rows, script);
      printed.push({
        statements: [...(i === 0 ? created : []), ...runner.account().ran],
        marks: versions.move(rows, after),
      });
      rows = after;
    }
    return sqlOf(ddl.printScripts(printed));
  });
  return { scripts, statements };
};
