/** The project that `init` begins: the given options, what was found, and the answers, put together. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { allDialects, dialectNamed, type Dialect } from "../../dialects/index.js";
import { styles, type Templates } from "../../naming/index.js";
import { dialectOfUrl, described } from "../../reflect/index.js";
import { folderOfPaths } from "../configFiles.js";
import type { Io } from "../io.js";
import type { Given } from "../options.js";
import { settingsOf, type Settings } from "../settings.js";
import { fromHere, sourceFromHere } from "../databaseFile.js";
import { usage } from "../usage.js";
import { variable, type NewConfig } from "./configFile.js";
import { configHere, type Here } from "./here.js";
import { isModule } from "./metadataFile.js";
import { ask, noAnswers, type Answers } from "./questions.js";

export interface Project {
  readonly configFile: string;
  /** The content of the new config; null where one exists and is kept. */
  readonly config: NewConfig | null;
  /** Null where a config that is kept takes the metadata from elsewhere. */
  readonly metadataFile: string | null;
  readonly keepsMetadata: boolean;
  /** The database, where it is known. */
  readonly url: string | null;
  /** What DATABASE_URL has to be set to before the next command, without a password; null where it need not be set. */
  readonly toSet: string | null;
  /** The convention that the metadata module begins with. */
  readonly templates: Templates | null;
  readonly settings: Settings;
}

const firstMetadata = "schema.ts";

const dialectGiven = (name: string | undefined): Dialect | null =>
  allDialects().find((d) => d.name === name) ?? null;

const settingsIn = (given: Given, { kept }: Here, io: Io): Settings =>
  settingsOf(given, kept ?? { config: {}, folder: io.cwd, file: null }, io);

const answersTo = (
  given: Given,
  here: Here,
  keeps: (file: string) => boolean,
  io: Io,
): Promise<Answers> | Answers => {
  if (io.prompter === null || given.format === "json") return noAnswers;
  const { urlIfAny, metadataIfAny, namingConvention } = settingsIn(given, here, io);
  return ask(io.prompter, {
    url: here.kept === null && urlIfAny === undefined,
    dialect: dialectGiven(given.dialect)?.name ?? null,
    metadata: here.kept === null && metadataIfAny === undefined,
    style: (answered) => {
      const metadata = answered ?? metadataIfAny ?? firstMetadata;
      return (
        given["naming-convention"] === undefined &&
        namingConvention === undefined &&
        isModule(metadata) &&
        !keeps(metadata)
      );
    },
  });
};

/** The given options and the answers, with the URL of a database that needs no server where only its kind was given. */
const completed = (given: Given, answers: Answers, { kept }: Here, { env }: Io): Given => {
  const dialect = given.dialect ?? answers.dialect;
  const start = dialect === null ? null : dialectNamed(dialect).introduction;
  const url =
    given.url ??
    answers.url ??
    (kept === null && (env[variable] ?? "") === "" && start?.needsNoServer === true
      ? start.url
      : undefined);
  return {
    ...given,
    ...(dialect === null ? {} : { dialect }),
    ...(url === undefined ? {} : { url }),
    ...(answers.metadata === null ? {} : { metadata: answers.metadata }),
  };
};

/** May the URL be written into the config? A password, and what is in the environment, stay there: a config is under version control. */
const mayStandInFile = (url: string, given: Given): boolean =>
  given.url !== undefined && described(url) === url;

const newConfig = (
  given: Given,
  {
    url,
    settings,
    metadata,
    folder,
  }: {
    readonly url: string | null;
    readonly settings: Settings;
    readonly metadata: string;
    readonly folder: string;
  },
  io: Io,
): NewConfig => ({
  url: url !== null && mayStandInFile(url, given) ? sourceFromHere(url, io.cwd, folder) : null,
  dialect: url === null ? (given.dialect ?? null) : null,
  metadata: fromHere(metadata, io.cwd, folder),
  migrations: fromHere(settings.migrations, io.cwd, folder),
  schemas: settings.schemas,
  exclude: given.exclude ?? [],
});

const exampleUrl = (name: string | undefined): string =>
  (dialectGiven(name) ?? allDialects()[0])?.introduction.url ?? "";

const refuseOther = (dialect: string | undefined, url: string): void => {
  const spoken = dialectOfUrl(url);
  if (dialect === undefined || spoken === null || spoken === dialect) return;
  throw usage(
    `--dialect says ${dialect}, and the URL is one of ${spoken}`,
    "leave --dialect out: the URL says it",
  );
};

export const projectOf = async (given: Given, io: Io): Promise<Project> => {
  const here = await configHere(given, io.cwd);
  const keeps = (file: string): boolean =>
    given.force !== true && existsSync(resolve(io.cwd, file));
  if (given.metadata !== undefined && !isModule(given.metadata))
    throw usage(
      "init writes the metadata as a module",
      "give --metadata a path that ends in .ts, .mts, .js or .mjs",
    );
  if (given.url !== undefined) refuseOther(given.dialect, given.url);
  const answers = await answersTo(given, here, keeps, io);
  const full = completed(given, answers, here, io);
  const settings = settingsIn(full, here, io);
  const url = settings.urlIfAny ?? null;
  const metadata = settings.metadataIfAny ?? firstMetadata;
  const file = isModule(metadata) ? metadata : null;
  const config =
    here.kept !== null
      ? null
      : newConfig(
          full,
          {
            url,
            settings,
            metadata: file ?? firstMetadata,
            folder: folderOfPaths(resolve(io.cwd, here.file)),
          },
          io,
        );
  const isRead = config === null ? url === null : config.url === null;
  const style = styles.find(({ name }) => name === (given["naming-convention"] ?? answers.style));
  return {
    configFile: here.file,
    config,
    metadataFile: file,
    keepsMetadata: file !== null && keeps(file),
    url,
    toSet:
      isRead && (url === null || io.env[variable] !== url)
        ? described(url ?? exampleUrl(full.dialect))
        : null,
    templates: style?.templates ?? null,
    settings,
  };
};
