/** The one error class: a code, what happened, where, and what to do. Findings are values; only breakage throws. */

/** Stable codes: outsiders may match on them. */
export type ErrorCode =
  | "usage"
  | "config"
  | "source"
  | "metadata"
  | "naming"
  | "connection"
  | "permission"
  | "unsupported"
  | "sql"
  | "revision"
  | "script"
  | "locked"
  | "batch"
  | "snapshot"
  | "plan"
  | "stale"
  | "hazard"
  | "driver"
  | "internal";

export class SchemaDiffError extends Error {
  override readonly name = "SchemaDiffError";

  /**
   * @param code stable, for programs
   * @param message what was wrong and where: file, line, table, constraint. Never a password.
   * @param todo the way out, one sentence; empty where the message already says it
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly todo = "",
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** What was thrown, as text: drivers throw errors without a message (AggregateError) and values that are no errors. */
export const messageOf = (thrown: unknown): string => {
  if (thrown instanceof AggregateError && thrown.errors.length > 0)
    return messageOf(thrown.errors[0]);
  if (thrown instanceof Error) return thrown.message || thrown.name;
  // A native driver loaded in another realm (a vm context, a test worker) throws errors that are no Error of this one.
  if (
    typeof thrown === "object" &&
    thrown !== null &&
    "message" in thrown &&
    typeof thrown.message === "string" &&
    thrown.message !== ""
  )
    return thrown.message;
  return String(thrown);
};
