/** Finds the place in the user's own code from which this package was called. */
import { fileURLToPath } from "node:url";
import { placed, stackOf, type ErrorPlace } from "../model/index.js";

/** The folder of this package: stack frames in it are ours. */
const ours = fileURLToPath(new URL("..", import.meta.url));

/** Stack frames of V8 and JavaScriptCore: `at f (file:12:3)`, `at file:12:3`, `f@file:12:3`. */
const frame =
  /(?:\(|@|\bat (?:async )?)((?:file:\/\/)?\/[^()]*?|(?:file:\/\/\/)?[A-Za-z]:[\\/][^()]*?):(\d+):\d+\)?$/;

const pathOfFrame = (file: string): string => {
  try {
    return file.startsWith("file:") ? fileURLToPath(file) : file;
  } catch {
    return file;
  }
};

/** Not a file of ours, of the runtime, or of a library that calls us. */
const isUsers = (path: string): boolean =>
  !path.startsWith(ours) && !/[\\/]node_modules[\\/]/.test(path);

/** The first place outside of this package in a stack; null where the stack has none. */
export const placeInStack = (stack: string): ErrorPlace | null => {
  for (const line of stack.split("\n")) {
    const [, file, number] = frame.exec(line.trimEnd()) ?? [];
    if (file === undefined) continue;
    const path = pathOfFrame(file);
    if (isUsers(path)) return { file: path, line: Number(number), object: null };
  }
  return null;
};

/**
 * The current call's place in the user's code. Only the stack is captured now; its text is made
 * where an error needs it.
 */
export const callSite = (): (() => ErrorPlace | null) => {
  const here = new Error();
  return () => placeInStack(stackOf(here));
};

/**
 * Reads the arguments of a public function: an error gets the line of the call. The stack is
 * captured here, since the error's own may be cut off before it reaches the user's frame.
 */
export const calledWith = <T>(read: () => T): T =>
  placed(() => placeInStack(stackOf(new Error())), read);
