/** The help texts, made from the tables of commands and options. */
import type { Command } from "./command.js";
import { urlBeginnings } from "../reflect/index.js";
import { everywhere, optionOf, type OptionName } from "./options.js";

const indented = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join("\n");
};

const optionRow = (name: OptionName, { formats }: Command): readonly [string, string] => {
  const { short, value, choices, help } = optionOf(name);
  const [first = ""] = formats;
  const values = name === "format" ? formats : choices;
  return [
    `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
    `${help}${values === undefined ? "" : `: ${values.join(", ")}`}${name === "format" ? ` (default: ${first})` : ""}`,
  ];
};

export const commandHelp = (command: Command): string =>
  [
    `schema-diff ${command.name}: ${command.summary}`,
    "",
    `Usage: schema-diff ${[command.name, command.positionals.text, "[options]"].filter((part) => part !== "").join(" ")}`,
    "",
    "Options:",
    indented([...command.options, ...everywhere].map((name) => optionRow(name, command))),
    "",
    "Examples:",
    ...command.examples.map((example) => `  ${example}`),
  ].join("\n");

export const programHelp = (commands: readonly Command[]): string =>
  [
    "schema-diff compares a live database with declared metadata and writes the migration.",
    "",
    "Usage: schema-diff <command> [options]",
    "",
    "Commands:",
    indented(
      commands.map(({ name, positionals, summary }) => [
        `${name} ${positionals.text}`.trim(),
        summary,
      ]),
    ),
    "",
    `A SOURCE is a database URL (${urlBeginnings().join(", ")}), a .ts or .js module that exports`,
    "a MetaData, a .sql file (with --dialect), or a .json snapshot.",
    "",
    "Exit status: 0 fine, in sync; 1 there is a difference; 2 it could not be told, or the command failed.",
    "`schema-diff <command> --help` says more; `schema-diff --version` says which one this is.",
  ].join("\n");
