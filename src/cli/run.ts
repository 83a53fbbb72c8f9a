/** One run of the command line: finds the command, reads its arguments and the config, and turns any error into exit status 2. */
import { readFileSync } from "node:fs";
import { readArguments } from "./arguments.js";
import type { Command, ExitCode } from "./command.js";
import { allCommands, commandNames, commands } from "./commands/index.js";
import { findConfig, type FoundConfig } from "./config.js";
import { messageOf, SchemaDiffError } from "../model/index.js";
import { interruption, registerDialect, type DialectPlugin } from "../reflect/index.js";
import { failureText } from "./failure.js";
import { commandHelp, programHelp } from "./help.js";
import type { Io } from "./io.js";
import type { Given } from "./options.js";
import { settingsOf } from "./settings.js";
import { paintFor, paintSaid } from "./paint.js";
import { keepSecret } from "./secrets.js";
import { unknown, unknownCommand, usage } from "./usage.js";

const version = (): string => {
  const { version: text } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { readonly version: string };
  return text;
};

/** The runtime with its version; Bun and Deno also claim to be some Node.js. */
const runtime = (): string => {
  const { bun, deno, node } = process.versions;
  return bun !== undefined ? `Bun ${bun}` : deno !== undefined ? `Deno ${deno}` : `Node.js ${node}`;
};

const commandNamed = async (name: string, next?: string): Promise<Command> => {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load();
  if (name.startsWith("-"))
    throw usage(
      `the command comes first, before ${name}`,
      "usage: schema-diff <command> [options]; see schema-diff --help",
    );
  throw unknownCommand(name, next, commandNames);
};

const withFormat = (command: Command, given: Given): Given => {
  const [first = "text"] = command.formats;
  const format = given.format ?? first;
  if (command.formats.length > 0 && !command.formats.includes(format))
    throw unknown(`format of ${command.name}`, format, command.formats, "formats");
  return { ...given, format };
};

/** Registers the config's own dialects for the duration of the run. */
const withDialects = async (
  { config, file }: FoundConfig,
  use: () => Promise<ExitCode>,
): Promise<ExitCode> => {
  const remove: (() => void)[] = [];
  try {
    for (const plugin of config.dialects ?? []) remove.push(registered(plugin, file));
    return await use();
  } finally {
    for (const undo of remove) undo();
  }
};

const registered = (plugin: DialectPlugin, file: string | null): (() => void) => {
  try {
    return registerDialect(plugin);
  } catch (cause) {
    if (!(cause instanceof SchemaDiffError)) throw cause;
    throw new SchemaDiffError(
      "config",
      `${file === null ? "" : `${file}: `}dialects: ${cause.message}`,
      cause.todo,
      {
        cause,
      },
    );
  }
};

const wantsDetails = (args: readonly string[]): boolean =>
  args.includes("--verbose") || args.includes("-v");

const dispatch = async (args: readonly string[], io: Io): Promise<ExitCode> => {
  const [name, ...rest] = args;
  const help = (text: string): void => {
    io.print(paintSaid(text, paintFor(io.paint)));
  };
  if (name === undefined) {
    io.say(programHelp(await allCommands()));
    return 2;
  }
  if (name === "--version" || name === "-V") {
    io.print(version());
    return 0;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    const [about, next] = rest;
    help(
      about === undefined
        ? programHelp(await allCommands())
        : commandHelp(await commandNamed(about, next)),
    );
    return 0;
  }
  const command = await commandNamed(name, rest[0]);
  if (rest.includes("--help") || rest.includes("-h")) {
    help(commandHelp(command));
    return 0;
  }
  const { given, positionals } = readArguments(rest, command);
  for (const text of positionals) keepSecret(text);
  io.detail(`schema-diff ${version()} on ${runtime()}`);
  const found =
    command.ignoresConfig === true
      ? { config: {}, folder: io.cwd, file: null }
      : await findConfig(given.config, io.cwd, io.detail);
  const filled = withFormat(command, given);
  return withDialects(found, () =>
    command.run({ given: filled, positionals, settings: settingsOf(filled, found, io), io }),
  );
};

/** After an interruption, the errors that it caused are not the reason to report, unless their message includes it: that one also tells what stays. */
const reasonOf = (thrown: unknown): unknown => {
  const why = interruption();
  return why === null || messageOf(thrown).includes(why.message) ? thrown : why;
};

export const run = async (args: readonly string[], given: Io): Promise<ExitCode> => {
  const verbose = wantsDetails(args);
  const io = verbose ? given : { ...given, detail: () => undefined };
  try {
    return await dispatch(args, io);
  } catch (thrown) {
    io.say(failureText(reasonOf(thrown), verbose));
    return 2;
  }
};
