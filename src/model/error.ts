/**
 * The one error class: a code, what happened, where, and what to do. Findings are returned as
 * values; only failures throw.
 */

/** Stable codes, which programs that use the package may match on. */
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
  | "interrupted"
  | "batch"
  | "dependents"
  | "circular"
  | "snapshot"
  | "plan"
  | "stale"
  | "hazard"
  | "driver"
  | "internal";

/** Where something is wrong, as data; null for what is not known. */
export interface ErrorPlace {
  /** A path, as the user gave it or absolute. */
  readonly file: string | null;
  /** Counted from 1. */
  readonly line: number | null;
  /** The object in a schema: `table user`. */
  readonly object: string | null;
}

export class SchemaDiffError extends Error {
  override readonly name = "SchemaDiffError";
  /** Null where nothing more is known than the message has. */
  readonly place: ErrorPlace | null;

  /**
   * @param code stable, for programs
   * @param message what was wrong and where: file, line, table, constraint. Never a password.
   * @param todo what to do about it, in one sentence; empty where the message already has it
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly todo = "",
    options: { readonly cause?: unknown; readonly place?: ErrorPlace | null } = {},
  ) {
    const { place = null, ...rest } = options;
    super(message, rest);
    this.place = place;
  }

  /** The same error, with its place. */
  at(place: ErrorPlace | null): SchemaDiffError {
    const { code, message, todo, cause, stack } = this;
    const placed = new SchemaDiffError(code, message, todo, {
      ...(cause === undefined ? {} : { cause }),
      place,
    });
    if (stack !== undefined) placed.stack = stack;
    return placed;
  }
}

/**
 * The text of something thrown: drivers throw errors without a message (AggregateError) and values
 * that are no errors.
 */
export const messageOf = (thrown: unknown): string => {
  if (thrown instanceof AggregateError && thrown.errors.length > 0)
    return messageOf(thrown.errors[0]);
  if (thrown instanceof Error) return thrown.message || thrown.name;
  // A native driver loaded in another realm (a vm context, a test worker) throws errors that are
  // not instances of this realm's Error.
  if (
    typeof thrown === "object" &&
    thrown !== null &&
    "message" in thrown &&
    typeof thrown.message === "string" &&
    thrown.message !== ""
  )
    return thrown.message;
  return thrown === undefined || thrown === null
    ? `${String(thrown)} was thrown, which says nothing`
    : String(thrown);
};
