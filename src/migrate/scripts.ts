/** Reads the directory of migration scripts, and writes new ones into it. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { SchemaDiffError, messageOf } from "../model/index.js";
import { loadModule, type LoadedModule } from "../module/index.js";
import type { Operations } from "./operations.js";
import type { Revision } from "./revisions.js";
import { checkRevision } from "./versions.js";

export type Step = (op: Operations) => Promise<void>;

export interface Script extends Revision {
  /** As it lies in the directory. */
  readonly file: string;
  /** The first line of its leading comment; empty where it has none. */
  readonly message: string;
  readonly up: Step;
  readonly down: Step;
}

const isScript = (name: string): boolean => /\.(?:ts|mts|js|mjs)$/.test(name) && !/\.d\.m?ts$|^[._]/.test(name);

const messageIn = (text: string): string => {
  const comment = /^\uFEFF?\s*\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
  return comment.split("\n").map((line) => line.replace(/^\s*\*?\s?/, "").trim()).find((line) => line !== "")?.replaceAll("*\\/", "*/") ?? "";
};

const broken = (file: string, what: string, todo: string): SchemaDiffError => new SchemaDiffError("script", `${file} ${what}`, todo);

const isStep = (value: unknown): value is Step => typeof value === "function";

const stepOf = (loaded: LoadedModule, name: "up" | "down", file: string): Step => {
  const step = loaded[name];
  if (!isStep(step)) throw broken(file, `exports no function ${name}`, `export async function ${name}(op: Operations): Promise<void> { … }`);
  return step;
};

const revisionsOf = (value: unknown, file: string): readonly string[] => {
  const all: readonly unknown[] = value === null ? [] : Array.isArray(value) ? value : [value];
  return all.map((one) => {
    if (typeof one === "string") return checkRevision(one);
    throw broken(file, "exports no downRevision", "say null for the first script, a revision, or an array of revisions for a merge");
  });
};

const load = async (path: string): Promise<LoadedModule> => {
  try {
    return await loadModule(path);
  } catch (thrown) {
    throw new SchemaDiffError("script", messageOf(thrown), "mend the script", { cause: thrown });
  }
};

const readScript = async (directory: string, file: string): Promise<Script> => {
  const path = resolve(directory, file);
  const [text, loaded] = [await readFile(path, "utf8"), await load(path)];
  const revision = loaded["revision"];
  if (typeof revision !== "string") {
    throw broken(file, "exports no revision", "every script in the directory exports revision, downRevision, up and down; a file whose name begins with _ is none");
  }
  return {
    revision: checkRevision(revision), downRevisions: revisionsOf(loaded["downRevision"], file), file, message: messageIn(text),
    up: stepOf(loaded, "up", file), down: stepOf(loaded, "down", file),
  };
};

const filesIn = async (directory: string): Promise<readonly string[]> => {
  try {
    return (await readdir(directory)).filter(isScript).sort();
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return [];
    throw new SchemaDiffError("config", `the directory of migrations cannot be read: ${messageOf(thrown)}`, "check `migrations`", { cause: thrown });
  }
};

/** Every script in the directory, by file name; none where there is no directory. Throws `script` and `revision`, with the file. */
export const readScripts = async (directory: string): Promise<readonly Script[]> => {
  const scripts: Script[] = [];
  for (const file of await filesIn(directory)) {
    const script = await readScript(directory, file);
    const twin = scripts.find((s) => s.revision === script.revision);
    if (twin !== undefined) throw new SchemaDiffError("revision", `${twin.file} and ${file} both have the revision ${script.revision}`, "give one of them another revision");
    scripts.push(script);
  }
  return scripts;
};

/** `20261121083000_add_user_age.ts` */
export const scriptFileName = (revision: string, message: string): string => {
  const slug = message.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "").slice(0, 40).replace(/_+$/, "");
  return `${revision}${slug === "" ? "" : `_${slug}`}.ts`;
};

/** A revision for now, in UTC to the second, and later than all that exist. */
export const revisionAt = (now: Date, existing: readonly string[]): string => {
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const last = existing.filter((r) => /^\d{14}$/.test(r)).sort().at(-1);
  return last === undefined || last < stamp ? stamp : String(BigInt(last) + 1n);
};

/** Writes a new script, and returns its path; a file that exists is never overwritten. */
export const writeScript = async (directory: string, file: string, text: string): Promise<string> => {
  await mkdir(directory, { recursive: true });
  const path = join(directory, file);
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (thrown) {
    throw new SchemaDiffError("script", `${path} cannot be written: ${messageOf(thrown)}`, "", { cause: thrown });
  }
  return path;
};
