/** Every block of the README is true: commands are run in order and their output compared, TypeScript is type-checked under strict, JSON is read. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(project, "dist/cli/main.js");

interface Block {
  readonly line: number;
  readonly language: string;
  /** The file that the block is the text of; null where it is none. */
  readonly file: string | null;
  readonly text: string;
}

const blocksOf = (markdown: string): readonly Block[] => {
  const lines = markdown.split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const opening = /^```(\w+)(?: file=(\S+))?$/.exec(lines[at] ?? "");
    if (opening === null) continue;
    const end = lines.indexOf("```", at + 1);
    blocks.push({ line: at + 1, language: opening[1] ?? "", file: opening[2] ?? null, text: `${lines.slice(at + 1, end).join("\n")}\n` });
    at = end;
  }
  return blocks;
};

const blocks = blocksOf(readFileSync(join(project, "README.md"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "schema-diff-readme-"));

/** A project of a user's, in which this package is installed. */
beforeAll(() => {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(project, join(folder, "node_modules/schema-diff"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/npx"), `#!/bin/sh\n[ "$1" = schema-diff ] && shift && exec "${process.execPath}" "${program}" "$@"\nexit 127\n`);
  chmodSync(join(folder, "bin/npx"), 0o755);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shell = (command: string): string => {
  const { DATABASE_URL: _none, FORCE_COLOR: _force, ...rest } = process.env;
  const env = { ...rest, PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}` };
  const { stdout } = spawnSync("sh", ["-c", `( ${command} ) 2>&1`], { cwd: folder, encoding: "utf8", env });
  return stdout;
};

/** `…` on a line of its own stands for any lines. */
const matches = (expected: readonly string[], seen: readonly string[]): boolean => {
  const [head, ...rest] = expected;
  if (head === undefined) return seen.length === 0;
  if (head !== "…") return seen[0] === head && matches(rest, seen.slice(1));
  return Array.from({ length: seen.length + 1 }, (_, skip) => skip).some((skip) => matches(rest, seen.slice(skip)));
};

interface Turn {
  readonly command: string;
  readonly output: readonly string[];
}

const turnsOf = (text: string): readonly Turn[] =>
  text.trimEnd().split(/^\$ /m).filter((turn) => turn !== "").map((turn) => {
    const [command = "", ...output] = turn.trimEnd().split("\n");
    return { command, output };
  });

/** What stands in `sh` blocks, and how it is held here. */
const installs: Readonly<Record<string, () => void>> = {
  "npm ci && npm run demo": () => {
    const output = execFileSync(process.execPath, [join(project, "fixtures/demo/run.mjs")], { encoding: "utf8" });
    expect(output).toMatch(/\$ schema-diff check\n[\s\S]*\(exit status 1\)[\s\S]*\$ schema-diff check\nin sync\n\(exit status 0\)/);
  },
  "npm test": () => {
    const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { readonly scripts: Readonly<Record<string, string>> };
    expect(scripts["test"]).toContain("jest");
    expect(scripts["pretest"]).toContain("test/servers/install.mjs");
  },
};

const checkers: Readonly<Record<string, (block: Block) => void>> = {
  sh: ({ text }) => {
    for (const command of text.trim().split("\n")) {
      expect(Object.keys(installs)).toContain(command);
      installs[command]?.();
    }
  },
  console: ({ text }) => {
    for (const { command, output } of turnsOf(text)) {
      const seen = shell(command).trimEnd().split("\n");
      if (!matches(output, seen)) expect(`$ ${command}\n${seen.join("\n")}`).toBe(`$ ${command}\n${output.join("\n")}`);
    }
  },
  ts: ({ file, line, text }) => {
    writeFileSync(join(folder, file ?? `block_${line}.ts`), text);
  },
  json: ({ text }) => {
    expect(JSON.parse(text)).toHaveProperty("formatVersion", 1);
  },
  yaml: ({ text }) => {
    const commands = [...text.matchAll(/npx schema-diff (\S+)(.*)/g)].map(([, name = "", rest = ""]) => ({ name, rest }));
    expect(commands.length).toBeGreaterThan(0);
    for (const { name, rest } of commands) {
      const help = shell(`npx schema-diff ${name} --help`);
      for (const [option] of rest.matchAll(/--[\w-]+/g)) expect(help).toContain(option);
    }
  },
};

describe("README", () => {
  test("schema-diff is built", () => expect(existsSync(program)).toBe(true));

  test("has blocks of known languages only", () => {
    expect([...new Set(blocks.map(({ language }) => language))].filter((language) => !(language in checkers))).toEqual([]);
    expect(blocks.length).toBeGreaterThan(10);
  });

  test.each(blocks.map((block) => [block.line, block.language, block] as const))("line %i: the %s block holds", (_line, language, block) => {
    checkers[language]?.(block);
  });

  test("TypeScript type-checks under strict, the written scripts too", () => {
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({
      compilerOptions: {
        target: "ES2022", module: "NodeNext", moduleResolution: "NodeNext", strict: true, noEmit: true, skipLibCheck: true, types: ["node"],
        typeRoots: [join(project, "node_modules/@types")], preserveSymlinks: false,
      },
      include: ["*.ts", "migrations/*.ts"],
    }));
    const { stdout } = spawnSync(process.execPath, [join(project, "node_modules/typescript/bin/tsc"), "-p", folder], { encoding: "utf8" });
    expect(stdout).toBe("");
  });

  test("links to files that are there", () => {
    const links = [...readFileSync(join(project, "README.md"), "utf8").matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(project, link)))).toEqual([]);
  });
});
