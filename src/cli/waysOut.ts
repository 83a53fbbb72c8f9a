/** What to do about an error, by its code, where the error itself has no hint; `docs/errors.md` has more. */
import type { ErrorCode } from "../model/index.js";

export const waysOut: Readonly<Record<ErrorCode, string>> = {
  usage: "schema-diff COMMAND --help says how a command is written",
  config: "mend the config file",
  source: "check the URL or the path",
  metadata: "mend the declaration",
  naming: "give the constraint a name, or change the convention",
  connection: "check that the server runs, and the host, the port, the user and the password",
  permission: "give the user the right that is named, or use another one",
  unsupported: "change what the message names, or write that step by hand with op.execute",
  sql: "mend the SQL that the message quotes",
  revision: "look at `schema-diff history`",
  script: "mend the script and run it again",
  locked: "try again when it has ended",
  interrupted: "run it again",
  batch: "mend the rows or what refers to them, and run it again",
  dependents: "drop what is listed first, or say --on-dependents cascade",
  circular: "name the foreign key that the message tells",
  snapshot: "write it again with `schema-diff reflect --format json`",
  plan: "write it again with `schema-diff diff --format plan`",
  stale: "make the plan again",
  driver: "install the driver that is named",
  hazard: "change what the plan would do, or allow the hazard with --allow-hazard",
  internal: "run it again with --verbose, and report what it says",
};
