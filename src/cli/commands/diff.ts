/** `diff`: prints what turns one source into another. */
import { lookupTable } from "../../model/index.js";
import { join } from "node:path";
import { diff as compareSources } from "../../flow/index.js";
import type { Plan } from "../../plan/index.js";
import {
  findingsJson,
  planJson,
  renderMigration,
  reportText,
  sqlTextWithHazards,
} from "../../render/index.js";
import { none, type Command } from "../command.js";
import { inFile, onServer } from "../exampleUrls.js";
import type { Io } from "../io.js";
import { comparing } from "../options.js";
import { paintFor } from "../paint.js";
import { thatExists } from "../databaseFile.js";
import { usage } from "../usage.js";
import { differs } from "../strict.js";
import { warn } from "./report.js";

const printers: Readonly<Record<string, (plan: Plan, io: Io) => string | Promise<string>>> =
  lookupTable({
    text: (plan, io) => reportText(plan, paintFor(io.paint)),
    sql: (plan) => sqlTextWithHazards(plan.printedWithHazards),
    typescript: (plan, io) =>
      renderMigration({
        up: plan.operations,
        down: plan.reverse().operations,
        message: "What turns the one side into the other.",
        revision: "diff",
        downRevision: null,
        dialect: plan.dialect,
        hazards: { up: plan.hazardsOf, down: plan.reverse().hazardsOf },
        file: join(io.cwd, "diff.ts"),
      }),
    json: (plan) => findingsJson(plan),
    plan: (plan) => planJson(plan),
  });

export const diff: Command = {
  name: "diff",
  summary: "says what turns --from into --to",
  positionals: none,
  options: [
    "from",
    "to",
    ...comparing.filter((o) => o !== "url" && o !== "metadata"),
    "format",
    "exit-code",
    "strict",
  ],
  formats: Object.keys(printers),
  examples: [
    `schema-diff diff --from ${inFile.url} --to schema.ts`,
    `schema-diff diff --from ${onServer.url} --to ${onServer.url}_next --format sql`,
    `schema-diff diff --from ${onServer.url} --to schema.ts --format plan > plan.json`,
    `schema-diff diff --from old.sql --to new.sql --dialect ${inFile.dialect} --exit-code`,
  ],
  run: async ({ given, settings, io }) => {
    const { from, to } = given;
    if (from === undefined || to === undefined) {
      throw usage(
        `diff needs ${from === undefined ? "--from SOURCE" : "--to SOURCE"}`,
        "usage: schema-diff diff --from SOURCE --to SOURCE",
      );
    }
    const plan = await compareSources({
      ...settings.sources,
      from: thatExists(from, io.cwd),
      to: thatExists(to, io.cwd),
    });
    warn(plan, io);
    const text = (await printers[given.format ?? "text"]?.(plan, io)) ?? "";
    if (text !== "") io.print(text);
    return given["exit-code"] === true && differs(plan, settings.strict) ? 1 : 0;
  },
};
