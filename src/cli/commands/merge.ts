/** `merge`: writes a script that joins several heads. */
import type { Command } from "../command.js";
import { migratorOfScripts, shownPath } from "../migrations.js";
import { printJson } from "./scripts.js";

export const merge: Command = {
  name: "merge",
  summary: "writes a script that joins revisions (default: all heads)",
  positionals: { text: "[REV…]", least: 0, most: Number.POSITIVE_INFINITY },
  options: ["migrations", "message", "rev-id", "format"],
  formats: ["text", "json"],
  examples: [
    "schema-diff merge",
    'schema-diff merge 20261121083000 20261121090000 -m "both branches"',
  ],
  run: async ({ given, positionals, settings, io }) => {
    const { revision, path } = await migratorOfScripts(settings, io).merge(
      positionals,
      given.message ?? "",
      given["rev-id"],
    );
    const file = shownPath(path, io);
    if (given.format === "json") printJson({ revision, file }, io);
    else io.print(`wrote ${file}`);
    return 0;
  },
};
