/** The same journey printed instead of run. Where a rebuild has to see the table, the scripts run on a copy of the schema without rows. */
import type { PrintedScript } from "../dialects/index.js";
import { type Sql } from "../model/index.js";
import { scriptFailure } from "./failure.js";
import { rowsAfter, type Journey, type Travelled } from "./journey.js";
import { Operations } from "./operations.js";
import { runnerOn, type Ground } from "./runner.js";
import { sessions } from "./session.js";

/** Where statements go that are printed, and where the schema is read from meanwhile. */
const onCopy = async <T>(
  ground: Ground,
  use: (ground: Ground, run: (sql: Sql) => Promise<void>) => Promise<T>,
): Promise<T> => {
  const { backend, connection } = ground;
  if (backend.copy === undefined) return use(ground, async () => undefined);
  return backend.copy(connection, (copy) =>
    use({ ...ground, connection: copy }, (sql) => copy.execute(sql)),
  );
};

export const printJourney = async (journey: Journey): Promise<Travelled> => {
  const { ground: live, namers, versions, direction } = journey;
  const session = sessions[live.dialect.name];
  const { ddl } = live.dialect;
  const start = await versions.read(live.connection);
  const scripts = journey.stepsFrom(start);
  const created =
    (await versions.exists(live.connection)) || scripts.length === 0 ? [] : [versions.create];
  const statements = await onCopy(live, async (ground, run) => {
    const printed: PrintedScript[] = [];
    let rows = start;
    for (const [i, script] of scripts.entries()) {
      // The copy has no rows, so those that a script writes point to nothing there.
      const watch = await session.watch(ground.connection, "schema");
      const runner = runnerOn(ground, watch, run, ddl.forPrint);
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
      const after = rowsAfter(journey, rows, script);
      printed.push({
        statements: [...(i === 0 ? created : []), ...runner.account().ran],
        marks: versions.move(rows, after),
      });
      rows = after;
    }
    return ddl.journey(printed);
  });
  return { scripts, statements };
};
