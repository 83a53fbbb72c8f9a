/** `check`: compares the database with the metadata, reports, and never writes. */
import { diff } from "../../flow/diff.js";
import { findingsJson } from "../../render/json.js";
import { reportText } from "../../render/report.js";
import { halfWayText, wayOn } from "../../migrate/journal/index.js";
import { oneLine } from "../../render/terminalText.js";
import { none, type Command } from "../command.js";
import { onServer } from "../exampleUrls.js";
import { comparing } from "../options.js";
import { thatExists } from "../databaseFile.js";
import { behindText, standingOf } from "../migrations.js";
import { paintFor } from "../paint.js";
import { differs } from "../strict.js";
import { warn } from "./report.js";

export const check: Command = {
  name: "check",
  summary: "compares the database with the metadata, and exits with 1 where they differ",
  positionals: none,
  options: [...comparing, "format", "strict"],
  formats: ["text", "json"],
  examples: [
    "schema-diff check",
    `schema-diff check --url ${onServer.url} --metadata schema.ts`,
    "schema-diff check --strict --format json",
  ],
  run: async ({ given, settings, io }) => {
    const plan = await diff({
      ...settings.sources,
      from: thatExists(settings.url(), io.cwd),
      to: thatExists(settings.metadata(), io.cwd),
    });
    warn(plan, io);
    const standing = await standingOf(settings, io);
    const { halfWay: half, behind } = standing;
    if (half !== null) io.say(oneLine(`the database is ${halfWayText(half)}: ${wayOn(half)}`));
    if (given.format === "json") io.print(findingsJson(plan, standing));
    else {
      io.print(reportText(plan, paintFor(io.paint)));
      if (behind.length > 0) io.print(oneLine(behindText(behind)));
    }
    return behind.length > 0 || differs(plan, settings.strict) ? 1 : 0;
  },
};
