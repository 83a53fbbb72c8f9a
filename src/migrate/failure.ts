/** The error for a script that fails: the script, the statement, the server's message, and what stays in the database. */
import { placeInStack } from "../decode/caller.js";
import { inFile, messageOf, SchemaDiffError, stackOf, type Statement } from "../model/index.js";
import { ConnectionLost, TransactionEnded } from "../reflect/index.js";
import type { Dialect } from "../dialects/index.js";
import type { Script } from "./scripts.js";
import type { Account } from "./runner.js";

const longest = 2000;

const shown = ({ sql }: Statement): string =>
  (sql.length > longest ? `${sql.slice(0, longest)} …` : sql)
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");

/** The details that PostgreSQL adds to its message: which objects depend, which key exists already. */
const detailOf = (thrown: unknown): readonly string[] => {
  if (typeof thrown !== "object" || thrown === null || !("detail" in thrown)) return [];
  return typeof thrown.detail === "string" && thrown.detail !== ""
    ? thrown.detail.split("\n").map((line) => `  ${line}`)
    : [];
};

/** Names the statements that stay, where DDL cannot be rolled back. */
const whatStays = (
  ran: readonly Statement[],
  holds: "transaction" | "nothing" | "unknown",
  direction: "up" | "down",
): string => {
  const mark =
    direction === "up" ? "the revision is not marked as run" : "the revision stays marked as run";
  if (holds === "unknown")
    return "The connection was lost while the script was committed: `schema-diff current` says whether it was.";
  if (holds === "transaction") return `Nothing of the script stays; ${mark}.`;
  if (ran.length === 0) return `No statement of the script ran; ${mark}.`;
  return `These statements ran and stay, and ${mark}:\n${ran.map(shown).join("\n")}`;
};

const goesOn = (direction: "up" | "down"): string => {
  const command = `schema-diff ${direction === "up" ? "upgrade" : "downgrade"}`;
  return `run \`${command}\` again: it continues after what ran; \`${command} --abandon\` forgets that`;
};

/** A SchemaDiffError keeps its code; what the server or the script threw becomes `script`. */
export const scriptFailure = (
  thrown: unknown,
  { file, path, revision }: Script,
  direction: "up" | "down",
  { ran, failed, failedAt }: Account,
  { facts, ddl }: Dialect,
  { journaled = false, committing = false } = {},
): SchemaDiffError => {
  const transactional = facts.transactionalDdl && !(thrown instanceof TransactionEnded);
  const meant =
    failed === null || thrown instanceof SchemaDiffError
      ? null
      : (ddl.explain?.(failed, messageOf(thrown)) ?? null);
  const own =
    meant !== null
      ? new SchemaDiffError("batch", meant.message, meant.todo)
      : thrown instanceof SchemaDiffError
        ? thrown
        : null;
  const holds =
    committing && thrown instanceof ConnectionLost
      ? "unknown"
      : transactional
        ? "transaction"
        : "nothing";
  // The message of our own check is complete; that of a server needs the statement.
  const saysStatement = own === null || (meant === null && own.cause !== undefined);
  const lines = [
    `${file} (${direction} of ${revision}) failed: ${own?.message ?? messageOf(thrown)}`,
    ...detailOf(thrown),
    ...(failed === null || !saysStatement ? [] : [`  in the statement\n${shown(failed)}`]),
    whatStays(ran, holds, direction),
  ];
  const staysHalfWay = journaled && ran.length > 0;
  // The hint for a lock already tells the user to run it again.
  const goesOnAfter = own?.code === "batch" || (saysStatement && own?.code !== "locked");
  const todo =
    own !== null && own.todo !== ""
      ? staysHalfWay && goesOnAfter
        ? `${own.todo}, and ${goesOn(direction)}`
        : own.todo
      : transactional || ran.length === 0
        ? "mend the script and run it again"
        : journaled
          ? `mend what it failed on, in the database or from there on in the script, and ${goesOn(direction)}`
          : "take those statements back by hand, or out of the script, and run it again";
  return new SchemaDiffError(own?.code ?? "script", lines.join("\n"), todo, {
    cause: thrown,
    place: own?.place ?? failedAt,
  })
    .at(placeInStack(stackOf(thrown)))
    .at(inFile(path));
};
