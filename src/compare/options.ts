/** The options of a comparison. */
import { choice, list, nameText, needed, optional, shape, text } from "../decode/decode.js";

export const namesChoices = ["match", "adopt", "ignore"] as const;
export type NamesOption = (typeof namesChoices)[number];

export interface CompareOptions {
  /**
   * CHECKs without an author's name: `skip` leaves them alone and counts them; `compare` matches them by meaning.
   * Default: `skip`.
   */
  readonly unnamedChecks?: "skip" | "compare";
  /**
   * Views and other SQL objects that the declared side does not have: `skip` leaves them alone and lists them under
   * `notCompared`; `compare` drops them. Default: `skip`.
   */
  readonly undeclaredObjects?: "skip" | "compare";
  /**
   * Differences in names only: `match` renames, and lets a constraint that has no name in the database count as having the
   * declared one (SQLite); `adopt` writes that name into the database (of CHECKs only with
   * `unnamedChecks: "compare"`); `ignore` leaves the live name, or none, as it is. Default: `match`.
   */
  readonly names?: NamesOption;
  /**
   * The order of a table's columns: `compare` reports where it differs, under `undecided`, and has new columns added at
   * their declared place, on a server that can place them; `ignore` accepts any order. Default: `ignore`.
   */
  readonly columnOrder?: "ignore" | "compare";
  /**
   * What it means where the declared side leaves an option, a collation, or a name unspecified: `noOpinion` for a
   * declaration, `absent` for a side that was read from a database and so is complete. Default: `noOpinion`.
   */
  readonly unspecified?: "noOpinion" | "absent";
  /** Tables about whose expressions no server could be asked: differences only in spelling are undecided there. */
  readonly doubts?: readonly Doubt[];
}

export interface Doubt {
  readonly schema: string | null;
  readonly table: string;
  readonly because: string;
}

export type ResolvedOptions = Required<CompareOptions>;

export const resolveOptions = (options: CompareOptions): ResolvedOptions => ({
  unnamedChecks: options.unnamedChecks ?? "skip",
  undeclaredObjects: options.undeclaredObjects ?? "skip",
  names: options.names ?? "match",
  columnOrder: options.columnOrder ?? "ignore",
  unspecified: options.unspecified ?? "noOpinion",
  doubts: options.doubts ?? [],
});

export const compareOptions = shape<CompareOptions>({
  unnamedChecks: choice("skip", "compare"),
  undeclaredObjects: choice("skip", "compare"),
  names: choice(...namesChoices),
  columnOrder: choice("ignore", "compare"),
  unspecified: choice("noOpinion", "absent"),
  doubts: list(
    shape<Doubt>({
      schema: needed(optional(nameText)),
      table: needed(nameText),
      because: needed(text),
    }),
  ),
});
