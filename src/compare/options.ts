/** What a caller may choose about a comparison. */
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
   * Views, and what else a piece of SQL defines, that the declared side does not have: `skip` leaves them alone and lists
   * them under `notCompared`; `compare` drops them. Default: `skip`.
   */
  readonly undeclaredObjects?: "skip" | "compare";
  /**
   * Differences that are only a name: `match` renames, and takes a constraint that has no name in the database for the one
   * that the declared name would be lent to (SQLite); `adopt` writes that name into the database (of CHECKs with
   * `unnamedChecks: "compare"` only); `ignore` leaves the live name, or none, as it is. Default: `match`.
   */
  readonly names?: NamesOption;
  /**
   * The order in which a table's columns stand: `compare` tells where it differs, under `undecided`, and has new columns
   * come where they are declared, on a server that can put them there; `ignore` takes any order. Default: `ignore`.
   */
  readonly columnOrder?: "ignore" | "compare";
  /**
   * What the declared side means by saying nothing of an option, a collation, or a name: `noOpinion` for a declaration,
   * `absent` where it was read from a database, which says all it has. Default: `noOpinion`.
   */
  readonly unspecified?: "noOpinion" | "absent";
  /** Tables whose expressions no server could be asked about: what differs there only in spelling is undecided. */
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
