/** The text of an error for the user: the message, what to do, and the stack only where it was asked for. */
import { relative } from "node:path";
import { messageOf, SchemaDiffError } from "../model/index.js";
import { waysOut } from "./waysOut.js";

const causes = (thrown: unknown): readonly string[] =>
  thrown instanceof Error && thrown.cause !== undefined && thrown.cause !== null
    ? [
        `caused by: ${thrown.cause instanceof Error ? (thrown.cause.stack ?? messageOf(thrown.cause)) : messageOf(thrown.cause)}`,
        ...causes(thrown.cause),
      ]
    : [];

const stackOf = (thrown: unknown): readonly string[] =>
  thrown instanceof Error && thrown.stack !== undefined ? [thrown.stack] : [];

/** The file and line, where the message does not say them itself. */
const placeOf = ({ place, message }: SchemaDiffError): readonly string[] => {
  const { file = null, line = null } = place ?? {};
  if (file === null) return [];
  const shown = relative(process.cwd(), file);
  const path = shown.startsWith("..") ? file : shown;
  const at = line === null ? path : `${path}:${line}`;
  return message.includes(at) ? [] : [`  in ${at}`];
};

export const failureText = (thrown: unknown, verbose: boolean): string => {
  const known = thrown instanceof SchemaDiffError;
  const message = `error: ${messageOf(thrown)}`;
  const todo = known
    ? thrown.todo || waysOut[thrown.code]
    : "this should not happen: run it again with --verbose, and report what it says";
  return [
    message,
    ...(known ? placeOf(thrown) : []),
    ...(todo === "" ? [] : [`  → ${todo}`]),
    ...(verbose ? [...stackOf(thrown), ...causes(thrown)] : []),
  ].join("\n");
};
