/** `current`: prints the current revision of the database. */
import { halfWayText } from "../../migrate/journal/index.js";
import { none, type Command } from "../command.js";
import { migratorOf } from "../migrations.js";
import { migrating } from "../options.js";
import { oneLine } from "../../render/terminalText.js";
import { printJson, scriptData } from "./scripts.js";

export const current: Command = {
  name: "current",
  summary: "prints the revision that the database is at",
  positionals: none,
  options: [...migrating, "check-heads", "format"],
  formats: ["text", "json"],
  examples: [
    "schema-diff current",
    "schema-diff current --check-heads",
    "schema-diff current --format json",
  ],
  run: async ({ given, settings, io }) => {
    const { halfWay, ...status } = await migratorOf(settings, io).status();
    const isAtHead = halfWay === null && status.pending.length === 0 && status.unknown.length === 0;
    const exit = given["check-heads"] === true && !isAtHead ? 1 : 0;
    if (given.format === "json") {
      printJson(
        {
          ...status,
          ...(halfWay === null ? {} : { halfWay }),
          pending: status.pending.map((script) => scriptData(script, settings.migrations)),
        },
        io,
      );
      return exit;
    }
    for (const revision of status.current) {
      const remark = status.unknown.includes(revision)
        ? " (no script has it)"
        : status.heads.includes(revision)
          ? " (head)"
          : "";
      io.print(oneLine(`${revision}${remark}`));
    }
    if (halfWay !== null) io.print(oneLine(halfWayText(halfWay)));
    else if (status.current.length === 0) io.say("no script has run on this database");
    return exit;
  },
};
