/** `stamp`: marks the database as being at a revision, without running anything. */
import { sqlText } from "../../render/index.js";
import type { Command } from "../command.js";
import { migratorWithScripts } from "../migrations.js";
import { migrating } from "../options.js";
import { printRan } from "./scripts.js";

export const stamp: Command = {
  name: "stamp",
  summary: "marks the database as being at REV (head, heads, base or a revision); runs nothing",
  positionals: { text: "REV…", least: 1, most: Number.POSITIVE_INFINITY },
  options: [...migrating, "sql", "lock-timeout", "format"],
  formats: ["text", "json"],
  examples: ["schema-diff stamp head", "schema-diff stamp base"],
  run: async ({ given, positionals, settings, io }) => {
    const sql = given.sql === true;
    const ran = await migratorWithScripts(settings, io).stamp(positionals, { sql });
    const { revisions, statements } = ran;
    if (given.format === "json") printRan(ran, !sql, settings.migrations, io);
    else if (sql) io.print(sqlText(statements));
    else
      io.print(
        `the database is marked as being at ${revisions.length === 0 ? "base" : revisions.map(({ revision }) => revision).join(", ")}`,
      );
    return 0;
  },
};
