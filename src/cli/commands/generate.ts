/** `generate`: compares the database with the metadata and writes the migration script. */
import { join, resolve } from "node:path";
import { diff, prove, reflect } from "../../flow/index.js";
import { scriptFileName } from "../../migrate/scripts.js";
import { tableText } from "../../model/index.js";
import { findingsData, renderMigration, reportText } from "../../render/index.js";
import { oneLine } from "../../render/terminalText.js";
import { askHazards } from "../askHazards.js";
import { none, type Command } from "../command.js";
import { inFile } from "../exampleUrls.js";
import { migratorThatBegins, newRevision, noBaseline, readyForNext } from "../migrations.js";
import { comparing } from "../options.js";
import { proofData, proofText } from "../proof.js";
import { writeWhole } from "../write.js";
import { warn } from "./report.js";
import { printJson } from "./scripts.js";

export const generate: Command = {
  name: "generate",
  summary: "compares the database with the metadata, and writes a migration script",
  positionals: none,
  options: [
    "message",
    ...comparing,
    "on-dependents",
    "migrations",
    "allow-hazard",
    "rev-id",
    "prove",
    "lock-timeout",
    "dry-run",
    "format",
  ],
  formats: ["text", "json"],
  examples: [
    'schema-diff generate -m "add user.age"',
    'schema-diff generate -m "add user.age" --dry-run',
    'schema-diff generate -m "add user.age" --prove',
    `schema-diff generate -m start --rev-id 0001 --url ${inFile.url} --metadata schema.ts`,
  ],
  run: async ({ given, settings, io }) => {
    const url = settings.url();
    const held = async (): Promise<readonly string[]> =>
      (await reflect(url, settings.sources)).tables.map(tableText);
    const { downRevision, strangers, existing } = await readyForNext(
      await migratorThatBegins(settings, io, "begun"),
      settings.migrations,
      held,
    );
    const revision = newRevision(given["rev-id"], existing, io.now());
    const sources = {
      ...settings.sources,
      ...settings.dependents,
      from: url,
      to: settings.metadata(),
    };
    const { lockTimeout } = settings;
    const proof =
      given.prove === true
        ? await prove({ ...sources, ...(lockTimeout === undefined ? {} : { lockTimeout }) })
        : null;
    const plan = proof?.plan ?? (await diff(sources));
    warn(plan, io);
    const json = given.format === "json";
    if (plan.changes.length === 0) {
      if (json) printJson({ ...findingsData(plan), script: null }, io);
      io.say(reportText(plan));
      io.say("nothing to do: no script is written");
      return 0;
    }
    await askHazards(plan, settings, io);
    if (strangers.length > 0) io.say(oneLine(noBaseline(strangers)));
    if (proof !== null) io.say(oneLine(proofText(proof)));
    if (proof?.proved === false) {
      if (json) printJson({ ...findingsData(plan), script: null, proof: proofData(proof) }, io);
      return 1;
    }
    const message = given.message ?? "schema changes";
    const path = join(settings.migrations, scriptFileName(revision, message));
    const text = await renderMigration({
      up: plan.operations,
      down: plan.reverse().operations,
      message,
      revision,
      downRevision,
      dialect: plan.dialect,
      hazards: { up: plan.hazardsOf, down: plan.reverse().hazardsOf },
      file: resolve(io.cwd, path),
    });
    const document = {
      ...findingsData(plan),
      script: {
        revision,
        downRevision,
        message,
        file: path,
        written: given["dry-run"] !== true,
        text,
      },
      ...(proof === null ? {} : { proof: proofData(proof) }),
    };
    if (given["dry-run"] === true) {
      if (json) printJson(document, io);
      else io.print(text);
      return 0;
    }
    await writeWhole(path, text, { cwd: io.cwd, overwrite: false });
    io.say(reportText(plan));
    if (json) printJson(document, io);
    else io.print(`wrote ${path}`);
    return 0;
  },
};
