/**
 * Collations: the character set of one, and which collation a column has written if its table has
 * one.
 */
import type { Column, Schema, Table } from "../../model/index.js";

/** The character set that a collation belongs to; null for MariaDB's that serve several (uca1400_ai_ci). */
export const charsetOf = (collation: string): string | null =>
  /^uca1400/i.test(collation) ? null : (collation.split("_")[0] ?? null);

/**
 * `utf8` means `utf8mb3` on MySQL, and on MariaDB unless `old_mode` was changed; servers before
 * MySQL 8.0.30 and MariaDB 10.6 print the short name.
 */
const longName = (charset: string): string =>
  charset.toLowerCase() === "utf8" ? "utf8mb3" : charset.toLowerCase();

export const isOfCharset = (collation: string, charset: string): boolean => {
  const of = charsetOf(collation);
  return of !== null && longName(of) === longName(charset);
};

/**
 * The collation that columns of the table have if they specify none; undefined where only the
 * server knows it.
 */
export const collationOf = (
  table: Pick<Table, "schema" | "options"> | null,
  { defaultCollation }: Schema,
): string | undefined => {
  const { collation, charset } = table?.options ?? {};
  return (
    collation ?? (charset === undefined && table?.schema === null ? defaultCollation : undefined)
  );
};

/**
 * The column with its collation written only where that is not the table's, since a server may
 * remember that one was written; or where it is meant to be remembered.
 */
export const withCollationSaid = (column: Column, ofTable: string | undefined): Column => {
  const { charset, collationWritten } = column.options;
  if (charset !== undefined || ofTable === undefined) return column;
  if (collationWritten === "yes") return { ...column, collation: column.collation ?? ofTable };
  return column.collation === ofTable ? { ...column, collation: null } : column;
};

/** Blanks at the end count (manual, "The binary Collation", "Unicode Character Sets"; MariaDB's have it in their names). */
const countsBlanks = (collation: string): boolean => /^binary$|_0900_|_nopad_/i.test(collation);

/** A binary collation tells apart all but blanks at the end, where it does not count them. */
export const mergesValues = (from: string | null, to: string | null): boolean =>
  to === null || from === null || !/^binary$|_bin$/i.test(to)
    ? true
    : !countsBlanks(to) && countsBlanks(from);
