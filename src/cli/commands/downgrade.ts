/** `downgrade`: reverts scripts. */
import type { Command } from "../command.js";
import { migratorWithScripts } from "../migrations.js";
import { runningScripts } from "../options.js";
import { runCommand } from "./runCommand.js";

export const downgrade: Command = {
  name: "downgrade",
  summary: "takes migration scripts back to REV (default: -1, the last one)",
  positionals: { text: "[REV]", least: 0, most: 1 },
  options: runningScripts,
  formats: ["text", "json"],
  examples: [
    "schema-diff downgrade",
    "schema-diff downgrade base",
    "schema-diff downgrade 20261121083000 --sql",
  ],
  run: ({ given, positionals, settings, io }) =>
    runCommand(
      { given, settings, io },
      {
        command: "downgrade",
        run: (named, options, progress) =>
          migratorWithScripts(named, io, progress).downgrade(positionals[0] ?? "-1", options),
        did: "took back",
        nothing: "nothing to take back",
      },
    ),
};
