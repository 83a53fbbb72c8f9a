/** Where a script stopped half-way, with how many statements it has: those that the journal knows, and those that the rest of it would run. */
import { nothingToCheck } from "../reflect/sessionSteps.js";
import { halfWayIn, noLog, type HalfWay, type JournalTable } from "./journal/index.js";
import type { Namers } from "./names.js";
import { Operations } from "./operations.js";
import type { Graph } from "./revisions.js";
import { runnerOn, type RunContext } from "./runner.js";
import type { Script } from "./scripts.js";

/** Where the script can be called without running anything; null where it cannot (it asks for something that is not there). */
const restOf = async (
  context: RunContext,
  namers: Namers,
  script: Script,
  direction: HalfWay["direction"],
  begun: number,
): Promise<number | null> => {
  let operations = 0;
  const watch = await nothingToCheck();
  const runner = runnerOn(context, watch, async () => undefined, {
    log: {
      ...noLog,
      left: async () => {
        operations += 1;
        return operations <= begun ? [] : null;
      },
    },
  });
  try {
    await script[direction](new Operations(runner.execute, namers));
    await runner.finish();
    return runner.account().ran.filter(({ guard }) => guard === null).length;
  } catch {
    return null;
  }
};

export const halfWayAt = async (
  context: RunContext,
  namers: Namers,
  journal: JournalTable | null,
  scripts: () => Promise<Graph<Script>>,
): Promise<HalfWay | null> => {
  const entries = journal === null ? [] : await journal.read(context.connection);
  const half = halfWayIn(entries);
  if (half === null) return null;
  const script = await scripts().then(
    ({ byRevision }) => byRevision.get(half.revision),
    () => undefined,
  );
  if (script === undefined) return half;
  const begun = Math.max(...entries.map(({ operation }) => operation));
  const rest = await restOf(context, namers, script, half.direction, begun);
  return rest === null ? half : { ...half, statements: entries.length + rest };
};
