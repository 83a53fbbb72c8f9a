/** `upgrade`: runs the scripts that have not run. */
import { sqlText } from "../../render/index.js";
import type { Command } from "../command.js";
import { migratorOf, migratorThatBegins } from "../migrations.js";
import { migrating } from "../options.js";
import { abandon, keepSteps, printRan, resumeOf, scriptText } from "./scripts.js";

export const upgrade: Command = {
  name: "upgrade",
  summary: "runs migration scripts up to REV (default: head)",
  positionals: { text: "[REV]", least: 0, most: 1 },
  options: [
    ...migrating,
    "schema",
    "sql",
    "resume",
    "abandon",
    "lock-timeout",
    "retries",
    "format",
  ],
  formats: ["text", "json"],
  examples: [
    "schema-diff upgrade",
    "schema-diff upgrade +1",
    "schema-diff upgrade 20261121083000 --sql",
  ],
  run: async ({ given, positionals, settings, io }) => {
    if (given.abandon === true) {
      await abandon(migratorOf(settings, io), "upgrade", io);
      return 0;
    }
    const sql = given.sql === true;
    const { progress, told } = keepSteps(io);
    const ran = await told(() =>
      migratorThatBegins(settings, io, "needed", progress).upgrade(positionals[0] ?? "head", {
        sql,
        ...resumeOf(given),
      }),
    );
    const { revisions, statements } = ran;
    if (given.format === "json") printRan(ran, !sql, settings.migrations, io);
    else if (sql) io.print(sqlText(statements));
    else for (const script of revisions) io.print(`ran ${scriptText(script)}`);
    if (revisions.length === 0) io.say("nothing to run");
    return 0;
  },
};
