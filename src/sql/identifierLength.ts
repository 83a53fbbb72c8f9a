/** Names over the dialect's limit, cut as SQLAlchemy cuts them, so that a database that Alembic made matches. */
import { createHash } from "node:crypto";

export interface IdentifierLimit {
  readonly length: number;
  /** What the server counts. */
  readonly unit: "bytes" | "characters";
}

/** How long a name is in what the server counts; characters are code points. */
export const lengthOf = (name: string, unit: IdentifierLimit["unit"]): number =>
  unit === "bytes" ? Buffer.byteLength(name) : Array.from(name).length;

export const fits = (name: string, limit: IdentifierLimit): boolean =>
  lengthOf(name, limit.unit) <= limit.length;

/** As many whole characters from the front as fit into `length`. */
const front = (name: string, length: number, unit: IdentifierLimit["unit"]): string => {
  let taken = "";
  let used = 0;
  for (const character of name) {
    used += lengthOf(character, unit);
    if (used > length) break;
    taken += character;
  }
  return taken;
};

/**
 * The first `limit - 8` characters, `_`, and the last four hex digits of the md5 of the whole name (SQLAlchemy's
 * `truncate_and_render_maxlen_name`). Where the server counts bytes the front is counted in bytes: the same for ASCII,
 * while SQLAlchemy's own cut is cut again by PostgreSQL for other text and never matches.
 */
export const cutName = (name: string, limit: IdentifierLimit): string =>
  fits(name, limit)
    ? name
    : `${front(name, limit.length - 8, limit.unit)}_${createHash("md5").update(name).digest("hex").slice(-4)}`;
