/**
 * What a change of a column's type does to its values, and the lookup in a dialect's table of type
 * pairs.
 */
export interface Conversion {
  /** Which values silently become others; null where none do. */
  readonly loses: string | null;
  /** Does the server refuse values that do not fit? */
  readonly fails: boolean;
}

export const keeps: Conversion = { loses: null, fails: false };
export const fails: Conversion = { loses: null, fails: true };
export const loses = (what: string): Conversion => ({ loses: what, fails: false });
export const both = (what: string): Conversion => ({ loses: what, fails: true });

export const conversionWhen = (lossy: string | false, failing: boolean): Conversion => ({
  loses: lossy === false ? null : lossy,
  fails: failing,
});

/** The server's version as numbers, most significant first; empty where it is not known. */
export type Version = readonly number[];

/**
 * A row of a table of type pairs: fixed for the two families, or computed from lengths and the
 * like, or from the server's version.
 */
type PairRule<S> = Conversion | ((from: S, to: S, version: Version) => Conversion);

/**
 * Rows by `from>to`. Without one, `*>to` applies (whatever becomes `to`), and then `from>*`
 * (whatever `from` becomes).
 */
export type PairTable<S> = Readonly<Record<string, PairRule<S>>>;

/** For pairs of types without a row. */
const unknown = both("a value is kept as what the new type reads in it, and not as it was");

export const convertedBy = <S extends { readonly family: string }>(
  table: PairTable<S>,
  from: S,
  to: S,
  version: Version = [],
): Conversion => {
  const row =
    table[`${from.family}>${to.family}`] ??
    table[`*>${to.family}`] ??
    table[`${from.family}>*`] ??
    unknown;
  return typeof row === "function" ? row(from, to, version) : row;
};
