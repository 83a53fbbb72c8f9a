/** What `init` reports at its end: the files that it wrote or kept, and the next command. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { described } from "../../reflect/index.js";
import { oneLine } from "../../render/terminalText.js";
import { printJson } from "../commands/scripts.js";
import type { Io } from "../io.js";
import type { Given } from "../options.js";
import { missingFile } from "../databaseFile.js";
import type { Baseline } from "./baseline.js";
import { variable } from "./configFile.js";
import type { Project } from "./project.js";

/** The content of the metadata: what the database holds, nothing yet, or what it was before. */
type Beginning = "reflected" | "empty" | "kept";

export interface Outcome {
  readonly project: Project;
  readonly beginning: Beginning;
  /** Was the metadata made from the database, even if that is empty? */
  readonly reflected: boolean;
  readonly baseline: Baseline | null;
  readonly wrote: readonly string[];
  readonly kept: readonly string[];
}

const shell = (text: string): string => (/^[\w./:@-]+$/.test(text) ? text : JSON.stringify(text));

/** Metadata with declarations is compared with the database; where there are none, or no database yet, the next step is the first script. */
const nextCommand = ({ beginning, project: { url } }: Outcome, given: Given, { cwd }: Io): string =>
  [
    beginning === "empty" || (url !== null && missingFile(url, cwd) !== null)
      ? 'schema-diff generate -m "first tables"'
      : "schema-diff check",
    ...(given.config === undefined ? [] : [`--config ${shell(given.config)}`]),
  ].join(" ");

const setText = ({ toSet, url }: Project): string =>
  url === null
    ? `set ${variable} to the URL of the database (such as ${toSet})`
    : `set ${variable} to ${toSet} with its password`;

const nextLine = (outcome: Outcome, given: Given, io: Io): string => {
  const { project, beginning } = outcome;
  const before = [
    ...(beginning === "empty" && project.metadataFile !== null
      ? [`declare tables in ${project.metadataFile}`]
      : []),
    ...(project.toSet === null ? [] : [setText(project)]),
  ];
  const command = `npx ${nextCommand(outcome, given, io)}`;
  return before.length === 0
    ? `next: ${command}`
    : `next: ${before.join(", ")}, then run ${command}`;
};

/** Flags that would have to be in a config that is kept. */
const inConfig = ["url", "metadata", "migrations", "schema", "exclude", "dialect"] as const;

const keptConfig = ({ config, configFile }: Project, given: Given): readonly string[] => {
  const idle = inConfig.filter((name) => given[name] !== undefined).map((name) => `--${name}`);
  return config !== null || idle.length === 0
    ? []
    : [`note: ${configFile} is kept as it is, and does not say ${idle.join(", ")}`];
};

const keptMetadata = ({ metadataFile, keepsMetadata }: Project, given: Given): readonly string[] =>
  keepsMetadata && given["naming-convention"] !== undefined
    ? [`note: ${metadataFile} is kept as it is, and does not take up --naming-convention`]
    : [];

/** Suggests a way to build the same database elsewhere, where no script does so yet. */
const baselineHint = (
  { baseline, beginning, project: { settings } }: Outcome,
  { cwd }: Io,
): readonly string[] =>
  baseline === null && beginning === "reflected" && !existsSync(resolve(cwd, settings.migrations))
    ? ["note: no script builds this database elsewhere; `schema-diff init --baseline` writes one"]
    : [];

export const tell = (outcome: Outcome, given: Given, io: Io): void => {
  const { project, beginning, reflected, baseline, wrote, kept } = outcome;
  const { metadataFile, url } = project;
  for (const note of [
    ...keptConfig(project, given),
    ...keptMetadata(project, given),
    ...baselineHint(outcome, io),
  ])
    io.say(oneLine(note));
  if (given.format === "json") {
    printJson(
      {
        config: project.configFile,
        metadata: metadataFile,
        reflected,
        wrote,
        kept,
        baseline:
          baseline === null
            ? null
            : {
                revision: baseline.revision,
                downRevisions: baseline.downRevisions,
                message: baseline.message,
                file: baseline.path,
              },
        next: {
          set: project.toSet === null ? null : variable,
          run: nextCommand(outcome, given, io),
        },
      },
      io,
    );
    return;
  }
  for (const file of kept) io.print(oneLine(`kept ${file} as it is`));
  for (const file of wrote) {
    io.print(
      oneLine(
        `wrote ${file}${file === metadataFile && beginning === "reflected" && url !== null ? `, as ${described(url)} is now` : ""}`,
      ),
    );
  }
  if (baseline !== null)
    io.print(oneLine(`the database is marked as being at ${baseline.revision}`));
  io.print(oneLine(nextLine(outcome, given, io)));
};
