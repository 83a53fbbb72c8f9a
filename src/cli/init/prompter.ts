/** What `init` can ask somebody at a terminal: the port that the prompt library, or a test, stands behind. */
import { SchemaDiffError } from "../../model/index.js";

export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
}

/** Each question throws `cancelled()` where the user leaves it (Ctrl-C, Esc). */
export interface Prompter {
  readonly select: <V extends string>(message: string, choices: readonly Choice<V>[]) => Promise<V>;
  /** @param wrong says what is wrong with a text; null where nothing is, and the text is taken */
  readonly text: (
    message: string,
    shown: { readonly initial?: string; readonly placeholder?: string },
    wrong: (text: string) => string | null,
  ) => Promise<string>;
  /** What is typed is not shown. */
  readonly secret: (message: string) => Promise<string>;
}

export const cancelled = (): SchemaDiffError =>
  new SchemaDiffError(
    "usage",
    "init was cancelled; nothing was written",
    "run it again to begin anew",
  );
