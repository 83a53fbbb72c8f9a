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

/** A line is one of its own file. */
const within = (inner: ErrorPlace | null, outer: ErrorPlace | null): ErrorPlace | null =>
  inner === null || outer === null
    ? (inner ?? outer)
    : {
        file: inner.file ?? outer.file,
        line: inner.line ?? (inner.file === null ? outer.line : null),
        object: inner.object ?? outer.object,
      };

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

  /** The same error, with as much of its place as it did not know itself. */
  at(place: ErrorPlace | null): SchemaDiffError {
    const { code, message, todo, cause, stack } = this;
    const placed = new SchemaDiffError(code, message, todo, {
      ...(cause === undefined ? {} : { cause }),
      place: within(this.place, place),
    });
    if (stack !== undefined) placed.stack = stack;
    // Whoever looks for a class of its own (a connection that is lost) finds it.
    Object.setPrototypeOf(placed, Reflect.getPrototypeOf(this));
    return placed;
  }
}

/** The place of an error of which nothing is known. */
export const nowhereKnown: ErrorPlace = { file: null, line: null, object: null };

/** A place in a file; `line` counts from 1. */
export const inFile = (file: string, line: number | null = null): ErrorPlace => ({
  file,
  line,
  object: null,
});

/** About an object in a schema: `table user`. */
export const ofObject = (object: string | null): ErrorPlace => ({ file: null, line: null, object });

/** Adds what a SchemaDiffError does not know of its place; anything else that was thrown is returned as it is. */
const withPlace = (thrown: unknown, place: () => ErrorPlace | null): unknown =>
  thrown instanceof SchemaDiffError ? thrown.at(place()) : thrown;

/** Adds `place` to an error that `read` throws, as far as the error has no place itself. */
export const placed = <T>(place: () => ErrorPlace | null, read: () => T): T => {
  try {
    return read();
  } catch (thrown) {
    throw withPlace(thrown, place);
  }
};

/** The same for an asynchronous `read`. */
export const placedAsync = async <T>(
  place: () => ErrorPlace | null,
  read: () => Promise<T>,
): Promise<T> => {
  try {
    return await read();
  } catch (thrown) {
    throw withPlace(thrown, place);
  }
};

/** The stack of something thrown, errors of another realm included; empty where it has none. */
export const stackOf = (thrown: unknown): string =>
  typeof thrown === "object" &&
  thrown !== null &&
  "stack" in thrown &&
  typeof thrown.stack === "string"
    ? thrown.stack
    : "";

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
