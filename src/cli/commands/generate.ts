/** `generate`: compares the database with the metadata and writes the migration script. */
import { join } from "node:path";
import { diff } from "../../flow/index.js";
import { renderMigration, renderReport } from "../../render/index.js";
import { none, type Command } from "../command.js";
import { migratorOf, readyForNext } from "../migrations.js";
import { fileNameOf, revisionAt } from "../revision.js";
import { comparing } from "../options.js";
import { writeWhole } from "../write.js";
import { warn } from "./report.js";

export const generate: Command = {
  name: "generate",
  summary: "compares the database with the metadata, and writes a migration script",
  positionals: none,
  options: ["message", ...comparing, "migrations", "rev-id", "dry-run"],
  formats: [],
  examples: [
    'schema-diff generate -m "add user.age"',
    'schema-diff generate -m "add user.age" --dry-run',
    "schema-diff generate -m start --rev-id 0001 --url sqlite:app.db --metadata schema.ts",
  ],
  run: async ({ given, settings, io }) => {
    const url = settings.url();
    const { downRevision, taken } = await readyForNext(migratorOf(settings, io));
    const revision = revisionAt(io.now(), taken, given["rev-id"]);
    const plan = await diff({ ...settings.sources, from: url, to: settings.metadata() });
    warn(plan, io);
    if (plan.changes.length === 0) {
      io.say(renderReport(plan, { paint: false }));
      io.say("nothing to do: no script is written");
      return 0;
    }
    const message = given.message ?? "schema changes";
    const text = await renderMigration({
      up: plan.operations, down: plan.reverse().operations, message, revision, downRevision, dialect: plan.dialect,
    });
    if (given["dry-run"] === true) {
      io.print(text);
      return 0;
    }
    const path = join(settings.migrations, fileNameOf(revision, message));
    await writeWhole(path, text, { cwd: io.cwd, overwrite: false });
    io.say(renderReport(plan, { paint: false }));
    io.print(`wrote ${path}`);
    return 0;
  },
};
