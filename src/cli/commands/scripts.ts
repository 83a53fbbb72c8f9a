/** How scripts are shown: what is shared by the commands about revisions. */
import { join } from "node:path";
import {
  commandOf,
  halfWayText,
  resumes,
  type HalfWay,
  type Resume,
} from "../../migrate/journal/index.js";
import type { Migrator, Ran, RevisionInfo } from "../../migrate/migrator.js";
import { jsonText, oneLine } from "../../render/terminalText.js";
import { SchemaDiffError } from "../../model/index.js";
import type { Io } from "../io.js";
import type { Given } from "../options.js";

/** `0002 notes of a user` */
export const scriptText = ({ revision, message }: RevisionInfo): string =>
  oneLine(message === "" ? revision : `${revision} ${message}`);

/** The one document of a command: `formatVersion` first, then what it says. */
export const printJson = (document: Readonly<Record<string, unknown>>, io: Io): void => {
  io.print(jsonText({ formatVersion: 1, ...document }));
};

/** A script as JSON, its file as the user would write it. */
export const scriptData = <S extends RevisionInfo>(
  { file, ...script }: S,
  migrations: string,
): Omit<S, "file"> & { readonly file: string } => ({ ...script, file: join(migrations, file) });

/** What `upgrade`, `downgrade` and `stamp` print. */
export const printRan = (
  { revisions, statements }: Ran,
  executed: boolean,
  migrations: string,
  io: Io,
): void => {
  printJson(
    { executed, revisions: revisions.map((script) => scriptData(script, migrations)), statements },
    io,
  );
};

/** The steps of a run as they begin; if it breaks, those that were over are told before the error. */
export const keepSteps = (
  io: Io,
): {
  readonly progress: (what: string) => void;
  readonly told: <T>(work: () => Promise<T>) => Promise<T>;
} => {
  const begun: string[] = [];
  return {
    progress: (what) => {
      begun.push(what);
      io.progress(what);
    },
    told: async (work) => {
      try {
        return await work();
      } catch (thrown) {
        for (const step of begun.slice(0, -1)) io.say(`done: ${step}`);
        throw thrown;
      }
    },
  };
};

/** What was decided of a script that stopped half-way. */
export const resumeOf = (given: Given): { readonly resume?: Resume } => {
  const resume = resumes.find((one) => one === given.resume);
  return resume === undefined ? {} : { resume };
};

/** `upgrade --abandon`, `downgrade --abandon`: forgets what ran, and says what stays. */
export const abandon = async (
  migrator: Migrator,
  command: ReturnType<typeof commandOf>,
  io: Io,
): Promise<void> => {
  const half = await migrator.halfWay();
  if (half === null) {
    io.say("no script stopped half-way: there is nothing to abandon");
    return;
  }
  if (commandOf(half.direction) !== command)
    throw new SchemaDiffError(
      "revision",
      `the database is ${halfWayText(half)}`,
      `say \`schema-diff ${commandOf(half.direction)} --abandon\` to forget it`,
    );
  await migrator.abandon();
  io.print(`forgot that the database was ${halfWayText(half)}`);
  io.say(staying(half));
};

const staying = ({ ran, inFlight, direction, revision }: HalfWay): string =>
  [
    ...(ran.length === 0
      ? []
      : ["what ran stays, and is to be taken back by hand or left out of the script:"]),
    ...ran.map((sql) => `  ${sql.replaceAll("\n", "\n  ")}`),
    ...(inFlight === null
      ? []
      : ["this one was under way, and may have taken effect:", `  ${inFlight}`]),
    `${revision} is ${direction === "up" ? "not marked as run" : "still marked as run"}`,
  ].join("\n");
