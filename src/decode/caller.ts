/** Where in the user's own code a call of this package was written. */
import { fileURLToPath } from "node:url";
import { placed, stackOf, type ErrorPlace } from "../model/index.js";

/** The folder that this package runs from: frames in it are ours. */
const ours = fileURLToPath(new URL("..", import.meta.url));

/** V8's and JavaScriptCore's frames: `at f (file:12:3)`, `at file:12:3`, `f@file:12:3`. */
const frame =
  /(?:\(|@|\bat (?:async )?)((?:file:\/\/)?\/[^()]*?|(?:file:\/\/\/)?[A-Za-z]:[\\/][^()]*?):(\d+):\d+\)?$/;

const pathOfFrame = (file: string): string => {
  try {
    return file.startsWith("file:") ? fileURLToPath(file) : file;
  } catch {
    return file;
  }
};

/** Neither ours, nor a runtime's, nor a library's through which we are called. */
const isUsers = (path: string): boolean =>
  !path.startsWith(ours) && !/[\\/]node_modules[\\/]/.test(path);

/** The first place outside of this package in a stack; null where the stack does not say. */
export const placeInStack = (stack: string): ErrorPlace | null => {
  for (const line of stack.split("\n")) {
    const [, file, number] = frame.exec(line.trimEnd()) ?? [];
    if (file === undefined) continue;
    const path = pathOfFrame(file);
    if (isUsers(path)) return { file: path, line: Number(number), object: null };
  }
  return null;
};

/** Where the caller of this package stands now. What it costs is the capture; the text is made where an error asks for it. */
export const callSite = (): (() => ErrorPlace | null) => {
  const here = new Error();
  return () => placeInStack(stackOf(here));
};

/** Reads the arguments of a public function: an error carries the line of the call. The stack is taken here: that of the error may end before it comes to the user's frame. */
export const calledWith = <T>(read: () => T): T =>
  placed(() => placeInStack(stackOf(new Error())), read);
