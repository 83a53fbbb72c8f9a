/**
 * What to do where a file cannot be read or written, by the code of the system's error (errno(3)).
 */
import { lookupTable } from "../model/index.js";

interface WaysOut {
  readonly read: string;
  readonly write: string;
}

const room = "make room on the disk or in the quota, or write it elsewhere";
const path = "check the path: a part of it is a file, where a directory was meant";

const waysOut = lookupTable<WaysOut>({
  EACCES: {
    read: "let this user read it, and enter the directories above it",
    write: "let this user write into that directory, or write it elsewhere",
  },
  EPERM: { read: "let this user read it", write: "let this user write there" },
  EROFS: { read: "check the path", write: "write it elsewhere: this file system is read-only" },
  ENOSPC: { read: "make room on the disk", write: room },
  EDQUOT: { read: "make room in the quota", write: room },
  EISDIR: {
    read: "name a file: this is a directory",
    write: "name a file: this is a directory",
  },
  ENOTDIR: { read: path, write: path },
  ENAMETOOLONG: { read: "check the path: its name is too long", write: "give it a shorter name" },
  ENOENT: { read: "check the path", write: "check the path" },
});

export const fileWayOut = (cause: unknown, doing: keyof WaysOut, otherwise: string): string => {
  const code: unknown =
    typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  return (typeof code === "string" ? waysOut[code]?.[doing] : undefined) ?? otherwise;
};
