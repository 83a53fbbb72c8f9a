/** Refuses, by name, to drop a column where the server would also drop CHECKs over several columns and the script does not specify what happens to dependents. */
import { nameText, tableText, type Operation } from "../model/index.js";
import { stillUsed } from "./dependents.js";
import type { RunContext } from "./runContext.js";

/** The names of the CHECKs that these operations of the same batch have dropped. */
const droppedIn = (operations: readonly Operation[]): ReadonlySet<string> =>
  new Set(
    operations.flatMap((o) =>
      o.do === "dropConstraint" && o.kind === "check"
        ? [o.name, o.dropped === null ? o.name : (nameText(o.dropped.name) ?? o.name)]
        : [],
    ),
  );

/** @throws SchemaDiffError `dependents` with a list of the CHECKs */
export const refuseChecksAlong = async (
  operation: Operation,
  { backend, connection }: Pick<RunContext, "backend" | "connection">,
  before: readonly Operation[] = [],
): Promise<void> => {
  if (backend.checksTakenAlong === undefined) return;
  if (operation.do === "batch") {
    for (const [i, inner] of operation.operations.entries())
      await refuseChecksAlong(inner, { backend, connection }, operation.operations.slice(0, i));
    return;
  }
  if (operation.do !== "dropColumn" || operation.onDependents !== undefined) return;
  const { table, name } = operation;
  const gone = droppedIn(before);
  const held = (await backend.checksTakenAlong(connection, table, name)).filter(
    (check) => !gone.has(check),
  );
  if (held.length > 0)
    throw stillUsed(
      `column ${tableText(table)}.${name}`,
      held.map((check) => `CHECK ${check} of ${tableText(table)}`),
    );
};
