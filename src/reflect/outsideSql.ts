/** Errors that no other SQL would resolve: a missing right, a full disk, a read-only server, a deadlock, a lost connection. */
import { messageOf, SchemaDiffError, type ErrorCode } from "../model/index.js";
import type { MigrationSession } from "./migrationSession.js";

type Explain = MigrationSession["explain"];

type Reason = "right" | "room" | "reading" | "deadlock" | "gone";

interface WayOut {
  /** The error code where a statement of a script was refused. */
  readonly script: ErrorCode;
  readonly around: ErrorCode;
  readonly todo: string;
}

const waysOut: Readonly<Record<Reason, WayOut>> = {
  right: {
    script: "permission",
    around: "permission",
    todo: "give this user the right that is missing, or name another user in the URL",
  },
  room: {
    script: "script",
    around: "sql",
    todo: "make room where the database lies (the disk, or a quota)",
  },
  reading: {
    script: "connection",
    around: "connection",
    todo: "name a server that takes changes: this one only reads, as a replica or by its settings",
  },
  deadlock: {
    script: "locked",
    around: "locked",
    todo: "run it again when the others have ended, or have it tried again with --retries 5",
  },
  gone: {
    script: "script",
    around: "connection",
    todo: "look at the server's log, for why the connection was lost",
  },
};

/** The connection was lost, so that the outcome of the running statement is unknown. */
export class ConnectionLost extends SchemaDiffError {}

/** Explains errors by the codes of a server and of its driver; an error without one of these codes stays as it was thrown. */
export const explainedBy =
  (reasonOf: (thrown: unknown) => Reason | undefined): Explain =>
  (thrown, { description }, where) => {
    const reason = thrown instanceof SchemaDiffError ? undefined : reasonOf(thrown);
    if (reason === undefined) return thrown;
    const said = messageOf(thrown);
    const { [where]: code, todo } = waysOut[reason];
    const Refusal = reason === "gone" ? ConnectionLost : SchemaDiffError;
    return new Refusal(code, where === "around" ? `${description}: ${said}` : said, todo, {
      cause: thrown,
    });
  };
