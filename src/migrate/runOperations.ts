/** Runs the operations of a plan on a connection, as a script with just these operations would. */
import { messageOf, SchemaDiffError, type Operation } from "../model/index.js";
import { noHints } from "./operationSink.js";
import { runnerOn } from "./runner.js";
import type { RunContext } from "./runContext.js";
import { askOrRun } from "./runScripts.js";
import { reportingWaits, type Patience } from "./waiting.js";

/** @throws what the database throws, with the failed statement where the error does not name it */
export const runOperations = async (
  context: RunContext,
  operations: readonly Operation[],
  patience: Patience,
): Promise<void> => {
  const { backend, connection } = context;
  const session = backend.migrationSession;
  const watch = await session.integrityCheck(connection, "rows");
  const runner = runnerOn(context, watch, (statement) =>
    reportingWaits(session, connection, patience, async () => {
      await askOrRun(connection, statement);
      await session.afterStatement?.(connection, statement.sql);
    }),
  );
  try {
    for (const operation of operations) await runner.execute(operation, noHints);
    await runner.finish();
    await watch.check();
  } catch (thrown) {
    const { failed, failedAt } = runner.account();
    const known = session.explain(thrown, connection, "script");
    if (known instanceof SchemaDiffError || failed === null) throw known;
    const meant = context.dialect.ddl.explain?.(failed, messageOf(known)) ?? null;
    if (meant !== null)
      throw new SchemaDiffError("batch", meant.message, meant.todo, {
        cause: known,
        place: failedAt,
      });
    throw new SchemaDiffError(
      "sql",
      `${messageOf(known)} (${failed.sql})`,
      "mend what it failed on, in the database or in what is declared, and run it again",
      { cause: known, place: failedAt },
    );
  }
};
