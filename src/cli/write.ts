/** Writes files whole or not at all, and never over one that is there unless it is told to. */
import { link, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { messageOf, SchemaDiffError } from "../model/index.js";

/** `mkdir` says EEXIST as well, of a file that stands where a folder should. */
const isThere = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  "code" in thrown &&
  thrown.code === "EEXIST" &&
  "syscall" in thrown &&
  thrown.syscall === "link";

/** @throws SchemaDiffError `usage` where the file is there and `overwrite` is false */
export const writeWhole = async (
  path: string,
  text: string,
  { cwd, overwrite }: { readonly cwd: string; readonly overwrite: boolean },
): Promise<void> => {
  const target = resolve(cwd, path);
  const part = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(part, text, { flag: "wx" });
    if (overwrite) await rename(part, target);
    else await link(part, target);
  } catch (cause) {
    if (isThere(cause))
      throw new SchemaDiffError(
        "usage",
        `${path} is there already`,
        "move it away, or say --force to overwrite it",
        { cause },
      );
    throw new SchemaDiffError(
      "usage",
      `${path} cannot be written: ${messageOf(cause)}`,
      "check the folder and its permissions",
      { cause },
    );
  } finally {
    // What could not be written may not be removable either: a path through a file is none.
    await rm(part, { force: true }).catch(() => undefined);
  }
};
