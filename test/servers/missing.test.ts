/** What is not there, programs and their libraries, is told by name, with its package. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { locate, missing, telling } from "./missing.mjs";
import { needs } from "./needs.mjs";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), "schema-diff-missing-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = (program: string): string => {
  const found = locate(program);
  if (found === undefined) throw new Error(`${program} is not here`);
  return found;
};

const script = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
};

describe("what is missing", () => {
  test("nothing, where everything is there and runs", async () => {
    expect(await missing(needs.pgDump)).toEqual([]);
    expect(await missing(needs.sqlite3)).toEqual([]);
    expect(await missing(needs.keeper)).toEqual([]);
  });

  test("a program that a server's own script calls, with its package", async () => {
    const path = join(folder, "bin");
    mkdirSync(path);
    const others = ["mariadbd", "mariadb-install-db", "resolveip", "sed", "awk"];
    for (const program of others)
      writeFileSync(join(path, program), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
    for (const tool of ["ldd", "sh", "cat", "dirname"]) symlinkSync(place(tool), join(path, tool));
    const lacks = await missing(needs.mariadb, path);
    expect(telling(lacks)).toBe(
      "my_print_defaults is missing (Debian: apt-get install mariadb-client-core)",
    );
    expect(readdirSync(path)).not.toContain("my_print_defaults");
  });

  test("a library that a program is linked to", async () => {
    const broken = join(folder, "sqlite3");
    const bytes = readFileSync(place("sqlite3"), "latin1").replaceAll("libc.so.6", "libq.so.6");
    writeFileSync(broken, bytes, { encoding: "latin1", mode: 0o755 });
    const lacks = await missing(() => [{ program: broken, deb: "sqlite3" }]);
    expect(lacks.map(({ what }) => what)).toEqual(["the library libq.so.6 of sqlite3 is missing"]);
    expect(lacks.map(({ damaged, deb }) => ({ damaged, deb }))).toEqual([
      { damaged: true, deb: undefined },
    ]);
    expect((await missing(() => [{ library: broken }])).map(({ what }) => what)).toEqual([
      "the library libq.so.6 of sqlite3 is missing",
    ]);
  });

  test("what runs a script", async () => {
    const file = script("tool", "#!/nowhere/perl\n");
    const lacks = await missing(() => [{ program: file, deb: "tool" }]);
    expect(telling(lacks)).toBe(
      "tool: /nowhere/perl, which runs it, is missing (Debian: apt-get install --reinstall tool)",
    );
  });

  test("what a program says itself when it does not run", async () => {
    const file = script(
      "wrapper",
      "#!/bin/sh\necho 'You must install at least one client package' >&2\nexit 1\n",
    );
    expect((await missing(() => [{ program: file }])).map(({ what }) => what)).toEqual([
      "wrapper: it does not run: You must install at least one client package",
    ]);
    expect(await missing(() => [{ program: file, ask: null }])).toEqual([]);
  });

  test("no program is called that the table does not list", () => {
    // `folder.run("check")` runs our own program (test/cli/program.ts).
    const called = /(?<![.\w])(?:execFile|spawn|run|said)(?:Sync)?\(\s*\[?"([\w.-]+)"/g;
    const listed = new Set(
      Object.values(needs).flatMap((row) => row().map(({ program }) => program)),
    );
    const calls = ["test", "fixtures"].flatMap((top) =>
      readdirSync(join(project, top), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(?:ts|mjs)$/.test(file))
        .map((file) => join(project, top, file))
        .map((file) => ({ file, text: readFileSync(file, "utf8") }))
        .filter(({ text }) => text.includes('from "node:child_process"'))
        .flatMap(({ file, text }) =>
          [...text.matchAll(called)].map(([, program]) => ({ file, program })),
        ),
    );
    expect(calls.map(({ program }) => program)).toEqual(
      expect.arrayContaining(["sh", "pg_dump", "sqlite3", "git"]),
    );
    expect(calls.filter(({ program }) => !listed.has(program))).toEqual([]);
  });

  test("a file", async () => {
    const file = join(folder, "keyring.gpg");
    expect(
      (await missing(() => [{ file, deb: "keyring" }])).map(({ what }) => basename(what)),
    ).toEqual(["keyring.gpg is missing"]);
  });
});
