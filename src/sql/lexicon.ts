/**
 * How a dialect writes identifiers and literals, as a value; every text from a catalogue passes
 * through it on its way into SQL.
 */
import { SchemaDiffError, type Sql } from "../model/index.js";

/** A name in an expression: where it begins and ends in the text, and the name without quotes. */
export interface ColumnName {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

export interface Lexicon {
  /** Always with quotes; throws `unsupported` where no server can hold the name (NUL, empty). */
  readonly quote: (name: string) => Sql;
  /** Opening character → closing character of quoted identifiers: `"` → `"`, `[` → `]`. */
  readonly identifierQuotes: Readonly<Record<string, string>>;
  /** Quotes of string literals: `'`, and MySQL's `"`. */
  readonly stringQuotes: string;
  /** Does a backslash escape inside '…' (MySQL)? */
  readonly backslashEscapes: boolean;
  /** Does `$tag$…$tag$` quote (PostgreSQL)? */
  readonly dollarQuotes: boolean;
  /** Does `#` open a comment (MySQL)? */
  readonly hashComments: boolean;
  /** Do two slashes open a comment (Snowflake)? */
  readonly slashComments?: boolean;
  /** Are two dashes a comment only before a blank (MySQL: `5--1` is 6)? */
  readonly dashCommentNeedsBlank: boolean;
  /** The case that the server folds an unquoted identifier to. */
  readonly foldsTo: "lower" | "upper" | "asWritten";
  /**
   * Are identifiers compared without regard to case: not at all, for A to Z only, or for every
   * letter?
   */
  readonly caseInsensitive: false | "ascii" | "unicode";
  /**
   * The names in an expression that may be columns, where the dialect has a parser for it; null
   * where it cannot parse the text. Without it, the tokens next to a name decide.
   */
  readonly namesIn?: (expression: Sql) => readonly ColumnName[] | null;
  /**
   * A quoted name as it is written elsewhere, where that is not simply the text between the quotes.
   */
  readonly writtenName?: (quoted: string) => string;
  /** Text as a string literal. */
  readonly literal: (text: string) => Sql;
  /** Any value as a literal: null, booleans, numbers, bigint, strings, Date, bytes; JSON text for the rest. */
  readonly value: (value: unknown) => Sql;
}

interface Traits extends Omit<Lexicon, "quote" | "literal" | "value" | "namesIn"> {
  /** The quote that this dialect puts around identifiers. */
  readonly quoteWith: '"' | "`";
  readonly literal: (text: string) => Sql;
  readonly boolean: (value: boolean) => Sql;
  readonly bytes: (hex: string) => Sql;
  /** The literals of Infinity, -Infinity and NaN; a missing one cannot be stored. */
  readonly notFinite: Readonly<Record<string, Sql>>;
}

const noLiteral = (value: number): never => {
  throw new SchemaDiffError(
    "unsupported",
    `${value} is no value that this database can store`,
    "leave it out, or write null or a number",
  );
};

export const lexicon = ({
  quoteWith,
  boolean,
  bytes,
  literal,
  notFinite,
  ...traits
}: Traits): Lexicon => ({
  ...traits,
  literal,
  quote: (name) => {
    if (name === "" || name.includes("\0")) {
      throw new SchemaDiffError(
        "unsupported",
        `${JSON.stringify(name)} cannot be a name`,
        "names are not empty and hold no NUL",
      );
    }
    return quoteWith + name.replaceAll(quoteWith, quoteWith + quoteWith) + quoteWith;
  },
  value: (value) => {
    if (value === null || value === undefined) return "NULL";
    if (typeof value === "boolean") return boolean(value);
    if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value)))
      return String(value);
    if (typeof value === "number") return notFinite[String(value)] ?? noLiteral(value);
    if (typeof value === "string") return literal(value);
    if (value instanceof Date)
      return literal(value.toISOString().replace("T", " ").replace("Z", ""));
    if (value instanceof Uint8Array) return bytes(Buffer.from(value).toString("hex"));
    return literal(JSON.stringify(value));
  },
});

/** A literal in the SQL standard's way: only the quote is doubled. */
export const standardLiteral = (text: string): Sql => `'${text.replaceAll("'", "''")}'`;
