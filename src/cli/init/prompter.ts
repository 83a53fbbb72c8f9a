/** The questions that `init` can ask at a terminal: the interface that the prompt library, or a test, implements. */
import { SchemaDiffError } from "../../model/index.js";

export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
}

/** Each question throws `cancelled()` where the user aborts it (Ctrl-C, Esc). */
export interface Prompter {
  readonly select: <V extends string>(message: string, choices: readonly Choice<V>[]) => Promise<V>;
  /** @param wrong returns what is wrong with a text; null where nothing is, and the text is accepted */
  readonly text: (
    message: string,
    shown: { readonly initial?: string; readonly placeholder?: string },
    wrong: (text: string) => string | null,
  ) => Promise<string>;
  /** Asks for a text that is not shown while it is typed. */
  readonly secret: (message: string) => Promise<string>;
}

export const cancelled = (): SchemaDiffError =>
  new SchemaDiffError(
    "usage",
    "init was cancelled; nothing was written",
    "run it again to begin anew",
  );
