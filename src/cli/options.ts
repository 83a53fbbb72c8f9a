/** Every option of the command line: its type, its letter, and its help text. */
import { namesChoices } from "../compare/index.js";
import { allDialects, dialectNames } from "../dialects/index.js";
import { alternatives, hazardCodes, onDependentsChoices } from "../model/index.js";
import { styles } from "../naming/index.js";

interface OptionType {
  readonly text: string;
  readonly list: readonly string[];
  readonly flag: boolean;
}

interface Option {
  /** `list` is `text` that may be given several times, or with commas. */
  readonly type: keyof OptionType;
  readonly short?: string;
  /** The placeholder for the value in the help. */
  readonly value?: string;
  /** The values that are accepted, where they are few. */
  readonly choices?: readonly string[];
  /** The config may add choices, so that the value is only checked after that has been read. */
  readonly moreChoices?: boolean;
  /** The value where none of the choices follows the option. */
  readonly alone?: string;
  readonly help: string;
}

/** Databases that are files, into which SQL can be loaded without a server. */
const serverless = allDialects().flatMap(({ introduction: { title, needsNoServer } }) =>
  needsNoServer ? [title] : [],
);

const named = <const T extends Readonly<Record<string, Option>>>(options: T): T => options;

const options = named({
  config: {
    type: "text",
    short: "c",
    value: "FILE",
    help: "the config file (default: schema-diff.config.ts, .mts, .js, .mjs or .json, here, in .config/ or above)",
  },
  url: {
    type: "text",
    short: "u",
    value: "URL",
    help: "the database (default: the config's url, then DATABASE_URL)",
  },
  metadata: {
    type: "text",
    value: "SOURCE",
    help: "what the database is to be: a module, .sql file, snapshot or database",
  },
  migrations: {
    type: "text",
    value: "DIR",
    help: "the folder of the migration scripts (default: migrations)",
  },
  schema: {
    type: "list",
    value: "NAME",
    help: "a schema to read, instead of the connection's current one; several: --schema a,b",
  },
  include: {
    type: "list",
    value: "PATTERN",
    help: "what is compared, where it is not everything: app_*, or of a kind, index:ix_*",
  },
  exclude: {
    type: "list",
    value: "PATTERN",
    help: "what is left alone: tables, enums, sequences and views (tmp_*, audit.*), or what a kind says (index:ix_tmp_*, column:user.secret, constraint:log.*)",
  },
  dialect: {
    type: "text",
    value: "DIALECT",
    choices: dialectNames(),
    moreChoices: true,
    help: "the dialect, where no source tells",
  },
  "dev-url": {
    type: "text",
    value: "URL",
    help: `the server on which .sql files are loaded into a scratch database (${alternatives(serverless)} needs none)`,
  },
  "unnamed-checks": {
    type: "text",
    value: "HOW",
    choices: ["skip", "compare"],
    help: "CHECKs without an author's name",
  },
  "undeclared-objects": {
    type: "text",
    value: "HOW",
    choices: ["skip", "compare"],
    help: "views that are not declared",
  },
  "allow-hazard": {
    type: "list",
    value: "CODE",
    help: `hazards that the config refuses or asks about, and that are meant this time: ${hazardCodes.join(", ")}`,
  },
  names: {
    type: "text",
    value: "HOW",
    choices: namesChoices,
    help: "constraints and indexes that differ in their name only: renamed (match), also where they have none (adopt), or left alone (ignore)",
  },
  "column-order": {
    type: "text",
    value: "HOW",
    choices: ["ignore", "compare"],
    help: "the order of a table's columns",
  },
  "on-dependents": {
    type: "text",
    value: "HOW",
    choices: onDependentsChoices,
    help: "what stands on what is dropped: dropped before, by name (cascade), or refused (restrict)",
  },
  from: { type: "text", value: "SOURCE", help: "what is there" },
  to: { type: "text", value: "SOURCE", help: "what it is to become" },
  format: { type: "text", short: "f", value: "FORMAT", help: "how the result is printed" },
  message: {
    type: "text",
    short: "m",
    value: "TEXT",
    help: "what the script does, in a few words; names its file",
  },
  "rev-id": { type: "text", value: "ID", help: "the revision (default: the time, YYYYMMDDHHMMSS)" },
  prove: {
    type: "flag",
    help: "run the plan and the way back, compare after each, and roll all of it back: on the database itself in a transaction, or on a scratch copy on --dev-url",
  },
  "dry-run": { type: "flag", short: "n", help: "print the script; write nothing" },
  "naming-convention": {
    type: "text",
    value: "NAME",
    choices: [...styles.map(({ name }) => name), "none"],
    help: "how the metadata names what has no name",
  },
  baseline: {
    type: "flag",
    help: "write a script that builds what the database holds, and mark it as run",
  },
  strict: { type: "flag", help: "what could not be decided counts as a difference" },
  "exit-code": { type: "flag", help: "exit with 1 where there is a difference" },
  "check-heads": { type: "flag", help: "exit with 1 where the database is not at the head" },
  sql: { type: "flag", help: "print the statements; run nothing" },
  resume: {
    type: "text",
    value: "HOW",
    choices: ["after", "before", "on"],
    alone: "on",
    help: "continue a script that stopped half-way: after the statement that was running (after), with it (before), or after what ran, though the script was changed (on, the default)",
  },
  "lock-timeout": {
    type: "text",
    value: "TIME",
    help: "how long to wait for another migrator, or for a lock that a statement needs, and how long --prove holds locks: 30s, 500ms (default: 10s)",
  },
  retries: {
    type: "text",
    value: "NUMBER",
    help: "how often a script is tried again that did not get a lock in time, with growing pauses (default: 0)",
  },
  abandon: {
    type: "flag",
    help: "forget what ran of a script that stopped half-way; what ran stays, and nothing is run",
  },
  force: { type: "flag", help: "overwrite the config and the metadata where they are there" },
  verbose: {
    type: "flag",
    short: "v",
    help: "tell what the run goes by (config, database, driver), and an error's stack and cause",
  },
  help: { type: "flag", short: "h", help: "this text" },
});

export type OptionName = keyof typeof options;

export const optionNames = Object.keys(options) as readonly OptionName[];

/** The given options, by name; the others are absent. */
export type Given = { readonly [O in OptionName]?: OptionType[(typeof options)[O]["type"]] };

export const optionOf = (name: OptionName): Option => options[name];

/** Accepted by every command. */
export const everywhere = ["config", "verbose", "help"] as const satisfies readonly OptionName[];

/** Options of commands that compare a database with its metadata. */
export const comparing = [
  "url",
  "metadata",
  "schema",
  "include",
  "exclude",
  "dialect",
  "dev-url",
  "unnamed-checks",
  "undeclared-objects",
  "names",
  "column-order",
] as const satisfies readonly OptionName[];

/** Options of commands that work with migration scripts. */
export const migrating = ["url", "migrations"] as const satisfies readonly OptionName[];

/** Options of commands that run migration scripts. */
export const runningScripts = [
  ...migrating,
  "schema",
  "sql",
  "resume",
  "abandon",
  "lock-timeout",
  "retries",
  "format",
] as const satisfies readonly OptionName[];
