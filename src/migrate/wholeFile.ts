/** Writes a file whole or not at all: beside its place first, and from there in one step. */
import { chmod, link, mkdir, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** What cannot be told is told by whoever writes. */
const found = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch {
    return null;
  }
};

/** A full disk may be told only when what was written is to be kept. */
const writeKept = async (path: string, content: string | Uint8Array): Promise<void> => {
  const file = await open(path, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** `mkdir` says EEXIST as well, of a file that stands where a folder should. */
export const isThereAlready = (thrown: unknown): boolean =>
  typeof thrown === "object" &&
  thrown !== null &&
  "code" in thrown &&
  thrown.code === "EEXIST" &&
  "syscall" in thrown &&
  thrown.syscall === "link";

/**
 * A file that takes another's place has its mode, and a link stays a link. What was begun is removed where it fails.
 * @param path absolute
 * @throws what the system says; `isThereAlready` tells whether the file is there and `overwrite` is false
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
    // What could not be written may not be removable either: a path through a file is none.
    await found(rm(part, { force: true }));
  }
};
