/** How a command ends: by itself whatever is left open, with all that it had to say, and with a status that is its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { newFolder, type Folder } from "./program.js";

const program = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "dist/cli/main.js");

const metadata = (tables: number): string =>
  [
    'import { integer, MetaData, table } from "schema-diff";',
    "export const metadata = new MetaData();",
    ...Array.from(
      { length: tables },
      (_, i) =>
        `table("t${i}", metadata, { ${Array.from({ length: 40 }, (_, j) => `column_${j}: integer()`).join(", ")} });`,
    ),
  ].join("\n");

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => folder.remove());

describe("what a module leaves open holds no command up", () => {
  const open: readonly (readonly [string, string])[] = [
    ["a timer", "setInterval(() => undefined, 1000);"],
    [
      "a server",
      'import { createServer } from "node:net";\ncreateServer().listen(0, "127.0.0.1");',
    ],
    ["a promise that waits", "setTimeout(() => undefined, 600_000);"],
  ];

  test.each(open)(
    "%s in the config",
    async (_what, text) => {
      folder.write(
        "schema-diff.config.ts",
        `${text}\nexport default { url: "sqlite:app.db", metadata: "schema.ts" };\n`,
      );
      folder.write("schema.ts", metadata(1));
      folder.write("app.db", "");
      const { status, stdout } = await folder.run("check");
      expect([status, stdout]).toEqual([1, expect.stringContaining("table t0")]);
      expect(await folder.run("check", "--url", "sqlite:none.db")).toMatchObject({
        status: 2,
        stdout: "",
      });
    },
    30_000,
  );

  test("a timer in a script", async () => {
    folder.write(
      "migrations/1_a.ts",
      'setInterval(() => undefined, 1000);\nexport const revision = "1";\nexport const downRevision = null;\nexport async function up() {}\nexport async function down() {}\n',
    );
    expect(await folder.run("upgrade", "--url", "sqlite:app.db")).toEqual({
      status: 0,
      stdout: "ran 1\n",
      stderr: "begins the database app.db\n",
    });
  }, 30_000);
});

describe("a module that", () => {
  test.each([
    [
      "waits for ever",
      "await new Promise(() => undefined);",
      /^error: a module waits for something that never comes\n {2}→ /,
    ],
    [
      "ends the program",
      "process.exit(0);",
      /^error: a module ended the program before it was done\n {2}→ look for process\.exit/,
    ],
  ])("%s is told, with status 2", async (_what, text, message) => {
    folder.write("schema.ts", `${text}\nexport const metadata = 1;\n`);
    const { status, stdout, stderr } = await folder.run(
      "reflect",
      "schema.ts",
      "--dialect",
      "sqlite",
    );
    expect([status, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
  });
});

/** Runs `reflect --format json` on a large schema, and reads as slowly, or as little, as it is told. */
const readBy = (
  read: (stdout: NodeJS.ReadableStream) => Promise<number>,
): Promise<{
  readonly length: number;
  readonly status: number | null;
  readonly stderr: string;
}> => {
  folder.write("schema.ts", `setInterval(() => undefined, 1000);\n${metadata(300)}`);
  const child = spawn(
    process.execPath,
    [program, "reflect", "schema.ts", "--dialect", "sqlite", "--format", "json"],
    { cwd: folder.path, stdio: ["ignore", "pipe", "pipe"] },
  );
  const said: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const length = read(child.stdout);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => {
      length.then(
        (all) => resolve({ length: all, status, stderr: Buffer.concat(said).toString() }),
        reject,
      );
    });
  });
};

describe("a large result", () => {
  test("is whole through a pipe whose reader is slow", async () => {
    const { length, status, stderr } = await readBy(async (stdout) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 2500);
      });
      let all = "";
      for await (const chunk of stdout) all += String(chunk);
      expect(JSON.parse(all)).toMatchObject({ formatVersion: 1 });
      return all.length;
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(length).toBeGreaterThan(500_000);
  });

  test("whose reader goes away is cut off, and that is said", async () => {
    const { status, stderr } = await readBy(async (stdout) => {
      for await (const chunk of stdout) return String(chunk).length;
      return 0;
    });
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(
        /^error: whoever reads the output went away before all of it was written\n/,
      ),
    ]);
  });

  test("on a full disk is told", async () => {
    folder.write("schema.ts", metadata(300));
    const child = spawn(
      process.execPath,
      [program, "reflect", "schema.ts", "--dialect", "sqlite"],
      {
        cwd: folder.path,
        stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
      },
    );
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said += String(chunk)));
    const [status] = await once(child, "close");
    expect([status, said]).toEqual([
      2,
      expect.stringMatching(/^error: the output cannot be written: ENOSPC.*\n {2}→ make room/),
    ]);
  });
});
