/**
 * Cuts names over the dialect's limit as SQLAlchemy does, so that the names match a database that
 * Alembic made.
 */
import { createHash } from "node:crypto";

export interface IdentifierLimit {
  readonly length: number;
  /** The unit of the server's limit. */
  readonly unit: "bytes" | "characters";
}

/** The length of a name in the server's unit; characters are code points. */
export const lengthOf = (name: string, unit: IdentifierLimit["unit"]): number =>
  unit === "bytes" ? Buffer.byteLength(name) : Array.from(name).length;

export const fits = (name: string, limit: IdentifierLimit): boolean =>
  lengthOf(name, limit.unit) <= limit.length;

/** The longest prefix of whole characters that fits into `length`. */
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
 * The first `limit - 8` characters, `_`, and the last four hex digits of the md5 of the whole name
 * (SQLAlchemy's `truncate_and_render_maxlen_name`). Where the server counts bytes, so does this:
 * the result is the same for ASCII, while for other text PostgreSQL cuts SQLAlchemy's own result a
 * second time, so that it never matches.
 */
export const cutName = (name: string, limit: IdentifierLimit): string =>
  fits(name, limit)
    ? name
    : `${front(name, limit.length - 8, limit.unit)}_${createHash("md5").update(name).digest("hex").slice(-4)}`;
