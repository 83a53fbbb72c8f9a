/** `merge`: writes a script that joins several heads. */
import type { Command } from "../command.js";
import { migratorOfScripts, shownPath } from "../migrations.js";

export const merge: Command = {
  name: "merge",
  summary: "writes a script that joins revisions (default: all heads)",
  positionals: { text: "[REV…]", least: 0, most: Number.POSITIVE_INFINITY },
  options: ["migrations", "message", "rev-id"],
  formats: [],
  examples: ["schema-diff merge", 'schema-diff merge 20261121083000 20261121090000 -m "both branches"'],
  run: async ({ given, positionals, settings, io }) => {
    const { path } = await migratorOfScripts(settings, io).merge(positionals, given.message ?? "", given["rev-id"]);
    io.print(`wrote ${shownPath(path, io)}`);
    return 0;
  },
};
