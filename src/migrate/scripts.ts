/** Reads the directory of migration scripts, and writes new ones into it. */
import { fileWayOut } from "../module/index.js";
import { argumentsOf } from "../decode/arguments.js";
import { list, nameText, text as anyText, typeError, type Decoder } from "../decode/decode.js";
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { inFile, messageOf, placedAsync, SchemaDiffError } from "../model/index.js";
import { withLoader, type Detail, type LoadedModule, type Loader } from "../module/index.js";
import { hashOf } from "./journal/hash.js";
import type { Operations } from "./operations.js";
import type { Revision } from "./revisions.js";
import { checkRevision } from "./versions.js";
import { isThereAlready, writeFileWhole } from "./wholeFile.js";

type Step = (op: Operations) => Promise<void>;

export interface Script extends Revision {
  /** The file's name in the directory. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** The first line of its leading comment; empty where it has none. */
  readonly message: string;
  /** SHA-256 of its text. */
  readonly hash: string;
  readonly up: Step;
  readonly down: Step;
}

const isScript = (name: string): boolean =>
  /\.(?:ts|mts|js|mjs)$/.test(name) && !/\.d\.m?ts$|^[._]/.test(name);

const messageIn = (text: string): string => {
  const comment = /^\uFEFF?\s*\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
  return (
    comment
      .split("\n")
      .map((line) => line.replace(/^\s*\*?\s?/, "").trim())
      .find((line) => line !== "")
      ?.replaceAll("*\\/", "*/") ?? ""
  );
};

const broken = (file: string, what: string, todo: string): SchemaDiffError =>
  new SchemaDiffError("script", `${file} ${what}`, todo);

const isStep = (value: unknown): value is Step => typeof value === "function";

const stepOf = (loaded: LoadedModule, name: "up" | "down", file: string): Step => {
  const step = loaded[name];
  if (!isStep(step))
    throw broken(
      file,
      `exports no function ${name}`,
      `export async function ${name}(op: Operations): Promise<void> { … }`,
    );
  return step;
};

const revisionsOf = (value: unknown, file: string): readonly string[] => {
  const all: readonly unknown[] = value === null ? [] : Array.isArray(value) ? value : [value];
  return all.map((one) => {
    if (typeof one === "string") return checkRevision(one);
    throw broken(
      file,
      "exports no downRevision",
      "say null for the first script, a revision, or an array of revisions for a merge",
    );
  });
};

const load = async (path: string, loader: Loader): Promise<LoadedModule> => {
  try {
    return await loader.load(path);
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown.cause : undefined;
    throw new SchemaDiffError(
      "script",
      messageOf(thrown),
      fileWayOut(cause, "read", "mend the script"),
      { cause: thrown, place: thrown instanceof SchemaDiffError ? thrown.place : null },
    );
  }
};

/** Asynchronous reading takes ten times as long, and there may be hundreds of small files. */
const textOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new SchemaDiffError(
      "script",
      `${path} cannot be read: ${messageOf(cause)}`,
      fileWayOut(cause, "read", "check the file and its permissions"),
      { cause, place: inFile(path) },
    );
  }
};

const readScript = async (file: string, path: string, loader: Loader): Promise<Script> => {
  const loaded = await load(path, loader);
  const text = loader.sources.get(path) ?? textOf(path);
  const revision = loaded["revision"];
  if (typeof revision !== "string") {
    throw broken(
      file,
      "exports no revision",
      "every script in the directory exports revision, downRevision, up and down; a file whose name begins with _ is none",
    );
  }
  return {
    revision: checkRevision(revision),
    downRevisions: revisionsOf(loaded["downRevision"], file),
    file,
    path,
    message: messageIn(text),
    hash: hashOf(text),
    up: stepOf(loaded, "up", file),
    down: stepOf(loaded, "down", file),
  };
};

const filesIn = async (directory: string): Promise<readonly string[]> => {
  try {
    return (await readdir(directory)).filter(isScript).sort();
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return [];
    throw new SchemaDiffError(
      "config",
      `the directory of migrations cannot be read: ${messageOf(thrown)}`,
      fileWayOut(thrown, "read", "check `migrations`"),
      { cause: thrown, place: inFile(directory) },
    );
  }
};

const readAll = async (
  directory: string,
  files: readonly string[],
  loader: Loader,
): Promise<readonly Script[]> => {
  const scripts: Script[] = [];
  for (const file of files) {
    const path = resolve(directory, file);
    const script = await placedAsync(
      () => inFile(path),
      () => readScript(file, path, loader),
    );
    const twin = scripts.find((s) => s.revision === script.revision);
    if (twin !== undefined)
      throw new SchemaDiffError(
        "revision",
        `${twin.file} and ${file} both have the revision ${script.revision}`,
        "give one of them another revision",
        { place: inFile(path) },
      );
    scripts.push(script);
  }
  return scripts;
};

/** The scripts, and the texts that they were made from: their own, and those of the modules that they import. */
interface Read {
  readonly files: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
  readonly scripts: readonly Script[];
}

const holds = ([path, text]: readonly [string, string]): boolean => {
  try {
    return readFileSync(path, "utf8") === text;
  } catch {
    return false;
  }
};

const isStill = ({ files, texts }: Read, now: readonly string[]): boolean =>
  files.length === now.length &&
  files.every((file, i) => file === now[i]) &&
  [...texts].every(holds);

/** Returns a function that reads the scripts when it is first called, and again only when one of them, or a module that one imports, has changed. */
export const scriptsOf = (
  directory: string,
  detail?: Detail,
): (() => Promise<readonly Script[]>) => {
  let last: Read | null = null;
  return async () => {
    const files = await filesIn(directory);
    if (last !== null && isStill(last, files)) return last.scripts;
    if (files.length === 0) return [];
    last = await withLoader(
      directory,
      async (loader) => {
        const scripts = await readAll(directory, files, loader);
        // A module that Node.js itself loads is loaded once per process; its text is read anyway, for the script's message.
        const others = files
          .map((file) => resolve(directory, file))
          .filter((path) => !loader.sources.has(path));
        return {
          files,
          texts: new Map([
            ...loader.sources,
            ...others.map((path) => [path, textOf(path)] as const),
          ]),
          scripts,
        };
      },
      detail,
    );
    return last.scripts;
  };
};

/** Every script in the directory, by file name; none where there is no directory. Throws `script` and `revision`, with the file. */
export const readScripts = async (directory: string): Promise<readonly Script[]> =>
  scriptsOf(
    argumentsOf("usage", "readScripts", 'readScripts("migrations")').one(
      "directory",
      nameText,
      directory,
    ),
  )();

/** `20261121083000_add_user_age.ts` */
export const scriptFileName = (revision: string, message: string): string => {
  const { one } = argumentsOf("usage", "scriptFileName", 'scriptFileName("0002", "add user.age")');
  const slug = one("message", anyText, message)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40)
    .replace(/_+$/, "");
  return `${one("revision", nameText, revision)}${slug === "" ? "" : `_${slug}`}.ts`;
};

const time: Decoder<Date> = (value, at) => {
  if (!(value instanceof Date) || Number.isNaN(value.getTime()))
    throw typeError(at, "a Date", value);
  return value;
};

/** A revision for the given time, in UTC to the second, later than all existing ones. */
export const revisionAt = (now: Date, existing: readonly string[]): string => {
  const { one } = argumentsOf("usage", "revisionAt", 'revisionAt(new Date(), ["0001"])');
  const stamp = one("now", time, now).toISOString().replace(/\D/g, "").slice(0, 14);
  const last = one("existing", list(nameText), existing)
    .filter((r) => /^\d{14}$/.test(r))
    .sort()
    .at(-1);
  return last === undefined || last < stamp ? stamp : String(BigInt(last) + 1n);
};

/** Writes a new script, and returns its path; an existing file is never overwritten. */
export const writeScript = async (
  directory: string,
  file: string,
  text: string,
): Promise<string> => {
  const { one } = argumentsOf(
    "usage",
    "writeScript",
    'writeScript("migrations", "0001_users.ts", text)',
  );
  const path = join(one("directory", nameText, directory), one("file", nameText, file));
  one("text", anyText, text);
  try {
    await writeFileWhole(resolve(path), text, { overwrite: false });
  } catch (thrown) {
    const there = isThereAlready(thrown);
    throw new SchemaDiffError(
      "script",
      there ? `${path} is there already` : `${path} cannot be written: ${messageOf(thrown)}`,
      there
        ? "give another revision, or move it away"
        : fileWayOut(
            thrown,
            "write",
            "check the folder, its permissions, and whether the disk is full",
          ),
      { cause: thrown, place: inFile(path) },
    );
  }
  return path;
};
