/** What `upgrade` and `downgrade` share: running scripts, printing them, or discarding the record of one that stopped half-way. */
import {
  commandOf,
  halfWayText,
  resumes,
  type HalfWay,
  type Resume,
} from "../../migrate/journal/index.js";
import type { Migrator, Ran, RunOptions } from "../../migrate/migrator.js";
import { SchemaDiffError } from "../../model/index.js";
import { sqlText } from "../../render/index.js";
import type { Command, ExitCode } from "../command.js";
import { conventionFor } from "../convention.js";
import type { Io } from "../io.js";
import { migratorOf } from "../migrations.js";
import type { Given } from "../options.js";
import type { Settings } from "../settings.js";
import { printRan, scriptText } from "./scripts.js";

/** Records the steps of a run as they begin; if it fails, the completed ones are reported before the error. */
const keepSteps = (
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

/** The decision about a script that stopped half-way. */
const resumeOf = (given: Given): { readonly resume?: Resume } => {
  const resume = resumes.find((one) => one === given.resume);
  return resume === undefined ? {} : { resume };
};

/** `upgrade --abandon`, `downgrade --abandon`: discards the record of what ran, and reports what stays. */
const abandon = async (
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

/** What differs between the two commands. */
interface Way {
  readonly command: ReturnType<typeof commandOf>;
  /** @param settings the settings, with the convention for names in scripts */
  readonly run: (
    settings: Settings,
    options: RunOptions,
    progress: (what: string) => void,
  ) => Promise<Ran>;
  /** The word before the name of a script that ran. */
  readonly did: string;
  readonly nothing: string;
}

export const runCommand = async (
  { given, settings, io }: Pick<Parameters<Command["run"]>[0], "given" | "settings" | "io">,
  { command, run, did, nothing }: Way,
): Promise<ExitCode> => {
  if (given.abandon === true) {
    await abandon(migratorOf(settings, io), command, io);
    return 0;
  }
  const sql = given.sql === true;
  const { progress, told } = keepSteps(io);
  const named = { ...settings, namingConvention: await conventionFor(settings, io) };
  const ran = await told(() => run(named, { sql, ...resumeOf(given) }, progress));
  const { revisions, statements } = ran;
  if (given.format === "json") printRan(ran, !sql, settings.migrations, io);
  else if (sql) io.print(sqlText(statements));
  else for (const script of revisions) io.print(`${did} ${scriptText(script)}`);
  if (revisions.length === 0) io.say(nothing);
  return 0;
};
