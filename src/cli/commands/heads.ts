/** `heads`: lists the revisions on which no other is based; the database is not asked. */
import { none, type Command } from "../command.js";
import { migratorOfScripts } from "../migrations.js";
import { printJson, scriptData, scriptText } from "./scripts.js";

export const heads: Command = {
  name: "heads",
  summary: "lists the revisions that no other stands on",
  positionals: none,
  options: ["migrations", "format"],
  formats: ["text", "json"],
  examples: ["schema-diff heads", "schema-diff heads --format json"],
  run: async ({ given, settings, io }) => {
    const all = await migratorOfScripts(settings, io).heads();
    if (given.format === "json")
      printJson({ revisions: all.map((script) => scriptData(script, settings.migrations)) }, io);
    else for (const script of all) io.print(scriptText(script));
    if (all.length === 0) io.say(`there are no scripts in ${settings.migrations}`);
    return 0;
  },
};
