/** The error for SQL text that the server of a scratch database refuses. */
import { messageOf, SchemaDiffError } from "../model/index.js";

/** @param line counted from 1; null where the server does not report it */
export const brokenText = (line: number | null, cause: unknown): SchemaDiffError =>
  new SchemaDiffError(
    "source",
    `${line === null ? "" : `line ${line}: `}${messageOf(cause)}`,
    "correct the SQL text",
    { cause, place: line === null ? null : { file: null, line, object: null } },
  );
