/** `history`: lists all scripts, newest first, and which of them the database has run. */
import type { HistoryEntry } from "../../migrate/migrator.js";
import { none, type Command } from "../command.js";
import { migratorWithScripts } from "../migrations.js";
import { migrating } from "../options.js";
import { oneLine } from "../../render/terminalText.js";
import { printJson, scriptData } from "./scripts.js";

const remarks = ({ head, current, applied, downRevisions }: HistoryEntry): string => {
  const said = [
    head ? "head" : "",
    current ? "current" : "",
    applied ? "" : "not run",
    downRevisions.length > 1 ? `joins ${downRevisions.join(" and ")}` : "",
  ];
  const text = said.filter((word) => word !== "").join(", ");
  return text === "" ? "" : `(${text})`;
};

export const history: Command = {
  name: "history",
  summary: "lists the scripts, newest first",
  positionals: none,
  options: [...migrating, "format"],
  formats: ["text", "json"],
  examples: ["schema-diff history", "schema-diff history --format json"],
  run: async ({ given, settings, io }) => {
    const entries = await migratorWithScripts(settings, io).history();
    if (given.format === "json") {
      printJson({ revisions: entries.map((entry) => scriptData(entry, settings.migrations)) }, io);
      return 0;
    }
    for (const entry of entries)
      io.print(
        oneLine(
          [entry.revision, entry.message, remarks(entry)].filter((part) => part !== "").join("  "),
        ),
      );
    if (entries.length === 0) io.say(`there are no scripts in ${settings.migrations}`);
    return 0;
  },
};
