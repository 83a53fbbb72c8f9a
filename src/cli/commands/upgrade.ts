/** `upgrade`: runs the scripts that have not run. */
import type { Command } from "../command.js";
import { migratorThatBegins } from "../migrations.js";
import { runningScripts } from "../options.js";
import { runCommand } from "./runCommand.js";

export const upgrade: Command = {
  name: "upgrade",
  summary: "runs migration scripts up to REV (default: head)",
  positionals: { text: "[REV]", least: 0, most: 1 },
  options: runningScripts,
  formats: ["text", "json"],
  examples: [
    "schema-diff upgrade",
    "schema-diff upgrade +1",
    "schema-diff upgrade 20261121083000 --sql",
  ],
  run: ({ given, positionals, settings, io }) =>
    runCommand(
      { given, settings, io },
      {
        command: "upgrade",
        run: async (named, options, progress) =>
          (await migratorThatBegins(named, io, "needed", progress)).upgrade(
            positionals[0] ?? "head",
            options,
          ),
        did: "ran",
        nothing: "nothing to run",
      },
    ),
};
