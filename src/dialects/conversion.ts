/** What a change of a column's type does to the values that it holds, and how a dialect's table of type pairs is asked. */
export interface Conversion {
  /** What becomes another value without a failure; null where nothing does. */
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

/** A row of a table of type pairs: what is so for both families, or depends on lengths and the like, or on the server. */
type PairRule<S> = Conversion | ((from: S, to: S, version: Version) => Conversion);

/** Rows by `from>to`. Where there is none, `*>to` stands for all that become it, and then `from>*` for all that it becomes. */
export type PairTable<S> = Readonly<Record<string, PairRule<S>>>;

/** Of types that no row knows. */
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
