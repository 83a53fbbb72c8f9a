/** What the conformance suite is given (a dialect and its databases), and what one of its checks is and says. */
import type { DialectPlugin } from "../reflect/index.js";

/** Each call makes an empty database of its own. */
export interface EmptyDatabase {
  /** A URL, or an open driver handle. */
  readonly source: string | object;
  readonly drop: () => Promise<void>;
}

/** The dialect that is judged, and where its databases come from. */
export interface ConformanceSubject extends DialectPlugin {
  readonly database: () => Promise<EmptyDatabase>;
}

/** Null where the dialect does it; else what it says of itself that it does not support. */
export type ConformanceOutcome = { readonly notSupported: string } | null;

export interface ConformanceCheck {
  readonly name: string;
  /** Rejects with what the dialect must do, where it does not do it. */
  readonly run: () => Promise<ConformanceOutcome>;
}
