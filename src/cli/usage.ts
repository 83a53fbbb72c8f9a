/** Usage errors: one message with what to do, and the most similar existing name. */
import { suggestion } from "../decode/suggest.js";
import { SchemaDiffError } from "../model/index.js";
import { wordsOfCommand, wordsOfOption } from "./otherTools.js";
import type { OptionName } from "./options.js";

export const usage = (message: string, todo: string): SchemaDiffError =>
  new SchemaDiffError("usage", message, todo);

export const unknown = (
  what: string,
  wrong: string,
  names: readonly string[],
  all: string,
): SchemaDiffError =>
  usage(`there is no ${what} ${JSON.stringify(wrong)}`, suggestion(wrong, names, all));

/** @param next what follows it on the command line: `db push` is one command elsewhere */
export const unknownCommand = (
  name: string,
  next: string | undefined,
  names: readonly string[],
): SchemaDiffError => {
  const elsewhere = wordsOfCommand(name, next);
  return elsewhere === null
    ? unknown("command", name, names, "commands")
    : usage(`there is no command ${JSON.stringify(elsewhere.said)}`, elsewhere.here);
};

export const unknownOption = (
  command: string,
  wrong: string,
  accepted: readonly OptionName[],
): SchemaDiffError => {
  const elsewhere = wordsOfOption(command, wrong, accepted);
  const what = `option of ${command}`;
  return elsewhere === null
    ? unknown(
        what,
        wrong,
        accepted.map((o) => `--${o}`),
        "options",
      )
    : usage(`there is no ${what} ${JSON.stringify(wrong)}`, elsewhere);
};
