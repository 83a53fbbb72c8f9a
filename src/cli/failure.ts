/** What the user reads when something broke: one message with the way out, and the stack only where it was asked for. */
import { messageOf, SchemaDiffError } from "../model/index.js";

const causes = (thrown: unknown): readonly string[] =>
  thrown instanceof Error && thrown.cause !== undefined && thrown.cause !== null
    ? [
        `caused by: ${thrown.cause instanceof Error ? (thrown.cause.stack ?? messageOf(thrown.cause)) : messageOf(thrown.cause)}`,
        ...causes(thrown.cause),
      ]
    : [];

const stackOf = (thrown: unknown): readonly string[] =>
  thrown instanceof Error && thrown.stack !== undefined ? [thrown.stack] : [];

export const failureText = (thrown: unknown, verbose: boolean): string => {
  const known = thrown instanceof SchemaDiffError;
  const message = `error: ${messageOf(thrown)}`;
  const todo = known
    ? thrown.todo
    : "this should not happen: run it again with --verbose, and report what it says";
  return [
    message,
    ...(todo === "" ? [] : [`  → ${todo}`]),
    ...(verbose ? [...stackOf(thrown), ...causes(thrown)] : []),
  ].join("\n");
};
