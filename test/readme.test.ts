/** Every block of the README is true: commands are run in order and their output compared, TypeScript is type-checked under strict, JSON is read. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { blocksOf, matches, type Block } from "./package/readme.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(project, "dist/cli/main.js");

const blocks = blocksOf(readFileSync(join(project, "README.md"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "schema-diff-readme-"));

/** A project of a user's, in which this package is installed. */
beforeAll(() => {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(project, join(folder, "node_modules/schema-diff"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(
    join(folder, "bin/npx"),
    `#!/bin/sh\n[ "$1" = schema-diff ] && shift && exec "${process.execPath}" "${program}" "$@"\nexit 127\n`,
  );
  chmodSync(join(folder, "bin/npx"), 0o755);
  // What `npm install schema-diff` would do has been done; test/package/ does it in earnest.
  writeFileSync(
    join(folder, "bin/npm"),
    `#!/bin/sh\n[ "$*" = "install schema-diff" ] && exit 0\nexit 127\n`,
  );
  chmodSync(join(folder, "bin/npm"), 0o755);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shell = (command: string): string => {
  const { DATABASE_URL: _none, FORCE_COLOR: _force, ...rest } = process.env;
  const env = { ...rest, PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}` };
  const { stdout } = spawnSync("sh", ["-c", `( ${command} ) 2>&1`], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return stdout;
};

interface Turn {
  readonly command: string;
  readonly output: readonly string[];
}

const turnsOf = (text: string): readonly Turn[] =>
  text
    .trimEnd()
    .split(/^\$ /m)
    .filter((turn) => turn !== "")
    .map((turn) => {
      const [command = "", ...output] = turn.trimEnd().split("\n");
      return { command, output };
    });

/** What the last `sh` block has printed. */
let printed: readonly string[] = [];

/** Commands about this repository that stand in `sh` blocks, and how they are held here; every other `sh` block is run as it stands. */
const installs: Readonly<Record<string, () => void>> = {
  "npm ci && npm run demo": () => {
    const output = execFileSync(process.execPath, [join(project, "fixtures/demo/run.mjs")], {
      encoding: "utf8",
    });
    expect(output).toMatch(
      /\$ schema-diff check\n[\s\S]*\(exit status 1\)[\s\S]*\$ schema-diff check\nin sync\n\(exit status 0\)/,
    );
  },
  "npm test": () => {
    const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(scripts["test"]).toBe("node test/run.mjs");
    expect(scripts["pretest"]).toContain("test/servers/install.mjs");
  },
};

const checkers: Readonly<Record<string, (block: Block) => void>> = {
  sh: ({ text }) => {
    const known = installs[text.trim()];
    if (known !== undefined) return known();
    const output = shell(`set -e\n${text}echo done`).trimEnd().split("\n");
    expect(output.at(-1)).toBe("done");
    printed = output.slice(0, -1);
  },
  text: ({ text }) => {
    const expected = text.trimEnd().split("\n");
    if (!matches(expected, printed)) expect(printed).toEqual(expected);
  },
  console: ({ text }) => {
    for (const { command, output } of turnsOf(text)) {
      const seen = shell(command).trimEnd().split("\n");
      if (!matches(output, seen))
        expect(`$ ${command}\n${seen.join("\n")}`).toBe(`$ ${command}\n${output.join("\n")}`);
    }
  },
  ts: ({ file, shows, line, text }) => {
    if (shows !== null) expect(readFileSync(join(folder, shows), "utf8")).toBe(text);
    else writeFileSync(join(folder, file ?? `block_${line}.ts`), text);
  },
  json: ({ text }) => {
    expect(JSON.parse(text)).toHaveProperty("formatVersion", 1);
  },
  yaml: ({ text }) => {
    const commands = [...text.matchAll(/npx schema-diff (\S+)(.*)/g)].map(
      ([, name = "", rest = ""]) => ({ name, rest }),
    );
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
    expect(
      [...new Set(blocks.map(({ language }) => language))].filter(
        (language) => !(language in checkers),
      ),
    ).toEqual([]);
    expect(blocks.length).toBeGreaterThan(10);
  });

  test.each(blocks.map((block) => [block.line, block.language, block] as const))(
    "line %i: the %s block holds",
    (_line, language, block) => {
      checkers[language]?.(block);
    },
  );

  test("TypeScript type-checks under strict, the written scripts too", () => {
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          target: "ES2022",
          module: "NodeNext",
          moduleResolution: "NodeNext",
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          types: ["node"],
          typeRoots: [join(project, "node_modules/@types")],
          preserveSymlinks: false,
        },
        include: ["*.ts", "migrations/*.ts"],
      }),
    );
    const { stdout } = spawnSync(
      process.execPath,
      [join(project, "node_modules/typescript/bin/tsc"), "-p", folder],
      { encoding: "utf8" },
    );
    expect(stdout).toBe("");
  });

  test("links to files that are there", () => {
    const links = [
      ...readFileSync(join(project, "README.md"), "utf8").matchAll(/\]\(([^)#:]+)\)/g),
    ].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(project, link)))).toEqual([]);
  });
});
