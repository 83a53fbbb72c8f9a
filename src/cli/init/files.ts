/** Writes several files, all or none, and can undo that. */
import { existsSync } from "node:fs";
import { readFile, rm, rmdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { writeFileWhole } from "../../migrate/wholeFile.js";
import { writeWhole } from "../write.js";

export interface NewFile {
  /** The path as the user would write it. */
  readonly file: string;
  readonly text: string;
  readonly overwrite: boolean;
}

type Undo = () => Promise<void>;

/** The missing folders on the path to a file, deepest first. */
const missingFolders = (path: string): readonly string[] => {
  const folder = dirname(path);
  return existsSync(folder) ? [] : [folder, ...missingFolders(folder)];
};

const quietly = async (work: Promise<unknown>): Promise<void> => {
  await work.catch(() => undefined);
};

const writeOne = async ({ file, text, overwrite }: NewFile, cwd: string): Promise<Undo> => {
  const path = resolve(cwd, file);
  const folders = missingFolders(path);
  const removeFolders = async (): Promise<void> => {
    // A folder that contains something else by now stays.
    for (const folder of folders) await quietly(rmdir(folder));
  };
  const before = overwrite && existsSync(path) ? await readFile(path) : null;
  try {
    await writeWhole(file, text, { cwd, overwrite });
  } catch (thrown) {
    await removeFolders();
    throw thrown;
  }
  return async () => {
    if (before === null) await quietly(rm(path));
    else await writeFileWhole(path, before, { overwrite: true });
    await removeFolders();
  };
};

/** Writes the files and then does the work that depends on them; where any of it fails, the files are restored. */
export const withFiles = async <T>(
  files: readonly NewFile[],
  cwd: string,
  work: () => Promise<T>,
): Promise<T> => {
  const undo: Undo[] = [];
  try {
    for (const file of files) undo.push(await writeOne(file, cwd));
    return await work();
  } catch (thrown) {
    for (const back of undo.reverse()) await back();
    throw thrown;
  }
};
