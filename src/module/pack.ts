/**
 * The file that keeps the transpiled code of the modules of one folder: read and written as a
 * whole.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolderFor, isOurs } from "./cacheFolder.js";

export interface Transpiled {
  /** The module's path, so that the code of a deleted module can be deleted too. */
  readonly file: string;
  readonly code: string;
}

/** By a digest of the source, of everything that transpiling depends on, and of the versions. */
export type Pack = ReadonlyMap<string, Transpiled>;

const formatVersion = 1;

export const digest = (text: string): string =>
  createHash("sha256").update(text).digest("base64url");

const packFile = (folder: string): string | null => {
  const place = cacheFolderFor(folder);
  return place === null ? null : join(place, `${digest(folder)}.json`);
};

/** Windows does not have this flag. */
const noFollow = "O_NOFOLLOW" in constants ? constants.O_NOFOLLOW : 0;

/**
 * The file is checked through its open descriptor, so that it cannot be replaced between the check
 * and the read.
 */
const readOurs = (path: string): string | null => {
  const file = openSync(path, constants.O_RDONLY | noFollow);
  try {
    return isOurs(fstatSync(file)) ? readFileSync(file, "utf8") : null;
  } finally {
    closeSync(file);
  }
};

const isTranspiled = (value: unknown): value is Transpiled =>
  typeof value === "object" &&
  value !== null &&
  "file" in value &&
  typeof value.file === "string" &&
  "code" in value &&
  typeof value.code === "string";

const entriesIn = (text: string): Pack => {
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== "object" || stored === null) return new Map();
  if (!("formatVersion" in stored) || stored.formatVersion !== formatVersion) return new Map();
  if (!("entries" in stored) || typeof stored.entries !== "object" || stored.entries === null) {
    return new Map();
  }
  const all: readonly (readonly [string, unknown])[] = Object.entries(stored.entries);
  return new Map(all.flatMap(([key, value]) => (isTranspiled(value) ? [[key, value]] : [])));
};

/** What is stored for the modules of a folder; empty where it cannot be read or trusted. */
export const readPack = (folder: string): Pack => {
  const path = packFile(folder);
  if (path === null) return new Map();
  try {
    return entriesIn(readOurs(path) ?? "null");
  } catch {
    return new Map();
  }
};

const day = 24 * 60 * 60 * 1000;
const month = 30 * day;

const ageOf = (path: string): number | null => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : Date.now() - found.mtimeMs;
};

/**
 * Removes stored code that was not written for a month, since nothing tells when a project's folder
 * was deleted; if it still exists, it is transpiled again.
 * Runs once a day: it looks at every file, and temporary folders may have left tens of thousands of
 * them.
 */
const sweep = (place: string): void => {
  const swept = join(place, "swept");
  const age = ageOf(swept);
  if (age !== null && age < day) return;
  writeFileSync(swept, "", { mode: 0o600 });
  for (const path of readdirSync(place).map((name) => join(place, name))) {
    // Another process may be sweeping at the same time.
    if ((ageOf(path) ?? 0) > month) rmSync(path, { force: true });
  }
};

/**
 * Adds to what is stored by now; the code of changed or deleted modules is removed.
 * @returns the file; null where it could not be written, which is no failure: the next run
 *   transpiles again
 */
export const addToPack = (folder: string, used: Pack): string | null => {
  const path = packFile(folder);
  if (path === null) return null;
  const renewed = new Set([...used.values()].map(({ file }) => file));
  const kept = [...readPack(folder)].filter(
    ([, { file }]) => !renewed.has(file) && existsSync(file),
  );
  const part = `${path}.${process.pid}.${randomBytes(6).toString("hex")}`;
  try {
    const entries = Object.fromEntries([...kept, ...used]);
    writeFileSync(part, JSON.stringify({ formatVersion, entries }), { flag: "wx", mode: 0o600 });
    renameSync(part, path);
    sweep(dirname(path));
    return path;
  } catch {
    rmSync(part, { force: true });
    return null;
  }
};
