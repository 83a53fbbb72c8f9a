/** Reads a command's arguments by the table of options; an argument that does not fit is a usage error that tells what would. */
import { parseArgs } from "node:util";
import { described } from "../reflect/index.js";
import type { Command } from "./command.js";
import { everywhere, optionNames, optionOf, type Given, type OptionName } from "./options.js";
import { waysOut } from "./waysOut.js";
import { unknown, unknownOption, usage } from "./usage.js";

export interface Arguments {
  readonly given: Given;
  readonly positionals: readonly string[];
}

/** `-1` and `+2` are revisions, counted from the current one; to parseArgs the first looks like an option. */
const relative = /^-\d+$/;
const shield = "\u0000";

const isOptionName = (name: string): name is OptionName =>
  optionNames.some((known) => known === name);

const checked = (name: OptionName, value: string | undefined, raw: string): string => {
  const { value: placeholder, choices, moreChoices } = optionOf(name);
  if (value === undefined)
    throw usage(`${raw} needs a value: ${raw} ${placeholder ?? "VALUE"}`, waysOut.usage);
  if (choices !== undefined && moreChoices !== true && !choices.includes(value))
    throw unknown(`--${name}`, value, choices, "choices");
  return value;
};

const parserOptions = Object.fromEntries(
  optionNames.map((name) => {
    const { type, short } = optionOf(name);
    return [
      name,
      {
        type: type === "flag" ? "boolean" : "string",
        ...(short === undefined ? {} : { short }),
      } as const,
    ];
  }),
);

/** An option whose value may be left out takes the next argument as its value only where that is one of its choices. */
const withLoneValues = (args: readonly string[]): readonly string[] =>
  args.map((arg, i) => {
    const name = arg.replace(/^--/, "");
    if (!arg.startsWith("--") || !isOptionName(name)) return arg;
    const { alone, choices = [] } = optionOf(name);
    return alone === undefined || choices.includes(args[i + 1] ?? "") ? arg : `${arg}=${alone}`;
  });

export const readArguments = (args: readonly string[], command: Command): Arguments => {
  const accepted: readonly OptionName[] = [...command.options, ...everywhere];
  const { tokens } = parseArgs({
    args: withLoneValues(args).map((a) => (relative.test(a) ? shield + a : a)),
    options: parserOptions,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: Partial<Record<OptionName, string | boolean | readonly string[]>> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value.replace(shield, ""));
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isOptionName(name) || !accepted.includes(name)) {
      throw unknownOption(command.name, rawName, accepted);
    }
    const { type } = optionOf(name);
    if (type === "flag") {
      if (value !== undefined) throw usage(`${rawName} takes no value`, waysOut.usage);
      given[name] = true;
      continue;
    }
    const text = checked(
      name,
      value?.startsWith("-") === true && inlineValue !== true
        ? undefined
        : value?.replace(shield, ""),
      rawName,
    );
    const before = given[name];
    if (type === "list")
      given[name] = [
        ...(typeof before === "object" ? before : []),
        ...text.split(",").filter((part) => part !== ""),
      ];
    else if (before === undefined) given[name] = text;
    else
      throw usage(
        `${rawName} is given twice`,
        `leave one of them out; schema-diff ${command.name} --help says how a command is written`,
      );
  }
  return { given: given as Given, positionals: fitting(positionals, command) };
};

const fitting = (
  positionals: readonly string[],
  { name, positionals: wanted }: Command,
): readonly string[] => {
  if (positionals.length > wanted.most) {
    throw usage(
      `${name} does not know what to do with ${JSON.stringify(described(positionals[wanted.most] ?? ""))}`,
      `usage: schema-diff ${name} ${wanted.text}`.trim(),
    );
  }
  if (positionals.length < wanted.least)
    throw usage(`${name} needs ${wanted.text}`, `see schema-diff ${name} --help`);
  return positionals;
};
