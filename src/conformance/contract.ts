/**
 * The types of the conformance suite: what it is given (a dialect and its databases), and what its
 * checks are and return.
 */
import type { DialectPlugin } from "../reflect/index.js";

/** Each call creates an empty database. */
export interface EmptyDatabase {
  /** A URL, or an open driver handle. */
  readonly source: string | object;
  readonly drop: () => Promise<void>;
}

/** The dialect that is tested, and where its databases come from. */
export interface ConformanceSubject extends DialectPlugin {
  readonly database: () => Promise<EmptyDatabase>;
}

/** Null where the dialect passes; otherwise what it declares that it does not support. */
export type ConformanceOutcome = { readonly notSupported: string } | null;

export interface ConformanceCheck {
  readonly name: string;
  /** Rejects, saying what the dialect must do, where the dialect does not do it. */
  readonly run: () => Promise<ConformanceOutcome>;
}
