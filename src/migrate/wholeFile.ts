/** Writes a file completely or not at all: first next to its place, then moved there in one step. */
import { chmod, link, mkdir, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Null where it cannot be found out: the writing itself will report the error. */
const found = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch {
    return null;
  }
};

/** Writes and syncs a file, because a full disk may only be reported on sync. */
const writeKept = async (path: string, content: string | Uint8Array): Promise<void> => {
  const file = await open(path, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Does the file exist already? `mkdir` throws EEXIST too, where a file is in the place of a folder. */
export const isThereAlready = (thrown: unknown): boolean =>
  typeof thrown === "object" &&
  thrown !== null &&
  "code" in thrown &&
  thrown.code === "EEXIST" &&
  "syscall" in thrown &&
  thrown.syscall === "link";

/**
 * A file that replaces another one keeps its mode, and a link stays a link. After a failure the partial file is removed.
 * @param path absolute
 * @throws what the system throws; `isThereAlready` tells whether the file exists and `overwrite` is false
 */
export const writeFileWhole = async (
  path: string,
  content: string | Uint8Array,
  { overwrite }: { readonly overwrite: boolean },
): Promise<void> => {
  const target = overwrite ? ((await found(realpath(path))) ?? path) : path;
  const part = join(dirname(target), `.${basename(target).slice(0, 200)}.${process.pid}.part`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeKept(part, content);
    if (!overwrite) {
      await link(part, target);
      return;
    }
    const mode = (await found(stat(target)))?.mode;
    if (mode !== undefined) await chmod(part, mode & 0o7777);
    await rename(part, target);
  } finally {
    // If it could not be written, it may not be removable either: a path through a file is no path.
    await found(rm(part, { force: true }));
  }
};
