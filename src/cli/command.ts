/** The type of a command: a row of the table that parsing, help and dispatch read. */
import type { Io } from "./io.js";
import type { Given, OptionName } from "./options.js";
import type { Settings } from "./settings.js";

/** 0 success, in sync · 1 there is a difference · 2 it could not be determined, or the command failed. */
export type ExitCode = 0 | 1 | 2;

interface Call {
  readonly given: Given;
  readonly positionals: readonly string[];
  readonly settings: Settings;
  readonly io: Io;
}

export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  readonly positionals: { readonly text: string; readonly least: number; readonly most: number };
  readonly options: readonly OptionName[];
  /** The values of --format, the default first. */
  readonly formats: readonly string[];
  readonly examples: readonly string[];
  /** True for `init`, which writes the config that others need. */
  readonly ignoresConfig?: boolean;
  readonly run: (call: Call) => Promise<ExitCode>;
}

export const none = { text: "", least: 0, most: 0 } as const;
