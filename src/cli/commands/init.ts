/** `init`: writes what a project needs at the beginning: a config, a metadata module, and for an existing database its baseline. */
import { resolve } from "node:path";
import { diff, reflect } from "../../flow/index.js";
import { SchemaDiffError, type Schema } from "../../model/index.js";
import { reportText } from "../../render/index.js";
import { none, type Command } from "../command.js";
import { inFile, onServer } from "../exampleUrls.js";
import { baselineOf, refuseSecond, type Baseline } from "../init/baseline.js";
import { configText } from "../init/configFile.js";
import { withFiles, type NewFile } from "../init/files.js";
import { holdsNothing, metadataText } from "../init/metadataFile.js";
import { tell } from "../init/outcome.js";
import { projectOf, type Project } from "../init/project.js";
import type { Io } from "../io.js";
import { migratorOf, newRevision } from "../migrations.js";
import type { Given } from "../options.js";
import type { Settings } from "../settings.js";
import { missingFile, thatExists } from "../databaseFile.js";
import { usage } from "../usage.js";

/** What the database holds; null where that is not known, the database does not exist yet, or it is not needed. */
const liveOf = async (
  { url, metadataFile, keepsMetadata, settings }: Project,
  { baseline = false }: Given,
  io: Io,
): Promise<Schema | null> => {
  if (baseline) return reflect(thatExists(settings.url(), io.cwd), settings.sources);
  if (url === null || metadataFile === null || keepsMetadata || missingFile(url, io.cwd) !== null)
    return null;
  return reflect(url, settings.sources);
};

const baselineFor = async (
  live: Schema | null,
  { settings }: Project,
  given: Given,
  io: Io,
): Promise<Baseline | null> => {
  if (live === null || given.baseline !== true) return null;
  await refuseSecond(migratorOf(settings, io), settings.migrations);
  return baselineOf(live, newRevision(given["rev-id"], [], io.now()), settings.migrations, io.cwd);
};

const newMetadata = async (
  { metadataFile, keepsMetadata, templates, settings }: Project,
  live: Schema | null,
  { cwd }: Io,
): Promise<readonly Omit<NewFile, "overwrite">[]> => {
  if (metadataFile === null || keepsMetadata) return [];
  const path = resolve(cwd, metadataFile);
  const text = await metadataText(live, templates, settings.namingConvention ?? null, path);
  return [{ file: metadataFile, text }];
};

const newConfig = async (
  { configFile, config }: Project,
  { cwd }: Io,
): Promise<readonly Omit<NewFile, "overwrite">[]> =>
  config === null
    ? []
    : [{ file: configFile, text: await configText(resolve(cwd, configFile), config) }];

/** Compares metadata that was made from a database with that database: a convention may have no name for something, or one name twice. */
const checked = async (metadata: string, settings: Settings, io: Io): Promise<void> => {
  const plan = await diff({ ...settings.sources, from: settings.url(), to: metadata }).catch(
    (thrown: unknown) => {
      if (!(thrown instanceof SchemaDiffError) || thrown.code !== "naming") throw thrown;
      throw new SchemaDiffError(
        "naming",
        `the naming convention does not fit this database: ${thrown.message}`,
        "begin with another one, or with --naming-convention none",
        { cause: thrown },
      );
    },
  );
  if (plan.changes.length === 0) return;
  io.say(`warning: ${metadata} is not yet what the database is; \`check\` finds:`);
  io.say(reportText(plan));
};

/** Warns of what a baseline cannot build, because it is not modelled. */
const warnLeftOut = ({ notCompared }: Schema, io: Io): void => {
  if (notCompared.length === 0) return;
  const kinds = [...new Set(notCompared.map(({ kind }) => kind))].map(
    (kind) =>
      `${kind} ${notCompared
        .filter((o) => o.kind === kind)
        .map(({ name }) => name)
        .join(", ")}`,
  );
  io.say(
    `warning: the baseline does not build what schema-diff does not model: ${kinds.join("; ")}`,
  );
};

export const init: Command = {
  name: "init",
  summary:
    "begins a project: writes a config and metadata, and the baseline of a database that exists; keeps files that are there",
  positionals: none,
  options: [
    "url",
    "dialect",
    "metadata",
    "naming-convention",
    "migrations",
    "schema",
    "exclude",
    "baseline",
    "rev-id",
    "force",
    "format",
  ],
  formats: ["text", "json"],
  ignoresConfig: true,
  examples: [
    `schema-diff init --url ${inFile.url}`,
    `schema-diff init --url ${onServer.url} --metadata src/schema.ts --naming-convention sqlalchemy`,
    "schema-diff init --baseline",
  ],
  run: async ({ given, io }) => {
    if (given["rev-id"] !== undefined && given.baseline !== true)
      throw usage(
        "--rev-id names a baseline, and --baseline is not given",
        "give --baseline too, or leave --rev-id out",
      );
    const project = await projectOf(given, io);
    const { settings, metadataFile, keepsMetadata, configFile, config } = project;
    const live = await liveOf(project, given, io);
    const baseline = await baselineFor(live, project, given, io);
    const [metadata, configs] = [
      await newMetadata(project, live, io),
      await newConfig(project, io),
    ];
    const overwrite = given.force === true;
    const files: readonly NewFile[] = [
      ...metadata.map((file) => ({ ...file, overwrite })),
      ...(baseline === null
        ? []
        : [{ file: baseline.path, text: baseline.text, overwrite: false }]),
      ...configs.map((file) => ({ ...file, overwrite })),
    ];
    const reflected = live !== null && metadata.length > 0;
    await withFiles(files, io.cwd, async () => {
      if (reflected && metadataFile !== null) await checked(metadataFile, settings, io);
      if (baseline !== null) await migratorOf(settings, io).stamp(baseline.revision);
    });
    if (live !== null && baseline !== null) warnLeftOut(live, io);
    tell(
      {
        project,
        reflected,
        baseline,
        beginning:
          keepsMetadata || metadataFile === null
            ? "kept"
            : reflected && !holdsNothing(live)
              ? "reflected"
              : "empty",
        wrote: files.map(({ file }) => file),
        kept: [
          ...(keepsMetadata && metadataFile !== null ? [metadataFile] : []),
          ...(config === null ? [configFile] : []),
        ],
      },
      given,
      io,
    );
    return 0;
  },
};
