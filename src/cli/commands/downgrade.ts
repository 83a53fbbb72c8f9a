/** `downgrade`: takes scripts back. */
import { sqlText } from "../../render/index.js";
import type { Command } from "../command.js";
import { migratorOf, migratorWithScripts } from "../migrations.js";
import { migrating } from "../options.js";
import { abandon, keepSteps, printRan, resumeOf, scriptText } from "./scripts.js";

export const downgrade: Command = {
  name: "downgrade",
  summary: "takes migration scripts back to REV (default: -1, the last one)",
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
    "schema-diff downgrade",
    "schema-diff downgrade base",
    "schema-diff downgrade 20261121083000 --sql",
  ],
  run: async ({ given, positionals, settings, io }) => {
    if (given.abandon === true) {
      await abandon(migratorOf(settings, io), "downgrade", io);
      return 0;
    }
    const sql = given.sql === true;
    const { progress, told } = keepSteps(io);
    const ran = await told(() =>
      migratorWithScripts(settings, io, progress).downgrade(positionals[0] ?? "-1", {
        sql,
        ...resumeOf(given),
      }),
    );
    const { revisions, statements } = ran;
    if (given.format === "json") printRan(ran, !sql, settings.migrations, io);
    else if (sql) io.print(sqlText(statements));
    else for (const script of revisions) io.print(`took back ${scriptText(script)}`);
    if (revisions.length === 0) io.say("nothing to take back");
    return 0;
  },
};
