/** Modules of the user's are transpiled once a text: what is kept between runs, for how long it holds, and whom it is believed. */
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectOf, leastTime, processorTime } from "../../bench/scripts.mjs";
import { Migrator } from "../../src/index.js";
import { isOurs } from "../../src/module/cacheFolder.js";
import { loadModule } from "../../src/module/index.js";
import { newFolder } from "../cli/program.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "schema-diff-module-"));
  mkdirSync(join(folder, "node_modules"));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const at = (file: string): string => join(folder, file);
const write = (file: string, text: string): string => {
  writeFileSync(at(file), text);
  return at(file);
};

const place = (): string => at("node_modules/.cache/schema-diff");
const packs = (): readonly string[] =>
  existsSync(place())
    ? readdirSync(place())
        .filter((name) => name.endsWith(".json"))
        .sort()
        .map((name) => join(place(), name))
    : [];
const onlyPack = (): string => {
  const [pack, ...more] = packs();
  expect(more).toEqual([]);
  return pack ?? "";
};

/** Loads a module; how many were known, and how many were transpiled. */
const load = async (
  path: string,
): Promise<{ readonly value: unknown; readonly known: number; readonly fresh: number }> => {
  const told: string[] = [];
  const loaded = await loadModule(path, (text) => told.push(text));
  const [, known, fresh] = /: (\d+) from the cache, (\d+) transpiled/.exec(told.join("\n")) ?? [];
  return { value: loaded["value"], known: Number(known), fresh: Number(fresh) };
};

const helped =
  'import { helper } from "./helper.js";\nenum Kind { A = 40 }\nexport const value: number = Kind.A + helper;\n';

describe("a module", () => {
  test("is transpiled once a text, and so is what it imports", async () => {
    write("helper.ts", "export const helper: number = 1;\n");
    const path = write("a.ts", helped);
    expect(await load(path)).toEqual({ value: 41, known: 0, fresh: 2 });
    expect(await load(path)).toEqual({ value: 41, known: 2, fresh: 0 });
    write("helper.ts", "export const helper: number = 2;\n");
    expect(await load(path)).toEqual({ value: 42, known: 1, fresh: 1 });
    write("a.ts", helped.replace("40", "50"));
    expect(await load(path)).toEqual({ value: 52, known: 1, fresh: 1 });
    write("a.ts", helped);
    expect(await load(path)).toEqual({ value: 42, known: 1, fresh: 1 });
  });

  test.each([".ts", ".mts", ".js", ".mjs"])(
    "%s that changed is loaded as it is now, in the same process",
    async (ending) => {
      const path = write(`a${ending}`, "export const value = 1;\n");
      expect((await load(path)).value).toBe(1);
      write(`a${ending}`, "export const value = 2;\n");
      expect((await load(path)).value).toBe(2);
    },
  );

  test("leaves nothing of what it no longer is, and nothing of one that is gone", async () => {
    await load(write("a.ts", "export const value: string = 'first text';\n"));
    await load(write("b.ts", "export const value: string = 'of b';\n"));
    await load(write("a.ts", "export const value: string = 'second text';\n"));
    expect(readFileSync(onlyPack(), "utf8")).toMatch(/of b[^]*second text|second text[^]*of b/);
    expect(readFileSync(onlyPack(), "utf8")).not.toContain("first text");
    rmSync(at("b.ts"));
    await load(write("a.ts", "export const value: string = 'third text';\n"));
    expect(readFileSync(onlyPack(), "utf8")).not.toContain("of b");
  });

  test("that does not parse says so each time", async () => {
    const path = write("a.ts", "export const value = ;\n");
    for (let i = 0; i < 2; i += 1)
      await expect(load(path)).rejects.toThrow(/a\.ts.* cannot be loaded/);
    write("a.ts", "export const value = 3;\n");
    expect((await load(path)).value).toBe(3);
  });

  test("leaves the process's stack traces as they were", async () => {
    const before = [Error.prepareStackTrace, Error.stackTraceLimit];
    await load(write("a.ts", `export const value: number = ${Date.now()};\n`));
    expect([Error.prepareStackTrace, Error.stackTraceLimit]).toEqual(before);
  });
});

describe("the cache", () => {
  const path = (): string => write("a.ts", "export const value: number = 1;\n");
  const planted = (pack: string): void =>
    writeFileSync(pack, readFileSync(pack, "utf8").replaceAll("= 1;", "= 666;"));

  test("is readable and writable by its user alone", async () => {
    await load(path());
    expect(lstatSync(place()).mode & 0o077).toBe(0);
    expect(lstatSync(onlyPack()).mode & 0o077).toBe(0);
  });

  test("is run where it is ours", async () => {
    await load(path());
    planted(onlyPack());
    expect((await load(path())).value).toBe(666);
  });

  test("is not believed where others may write the file, or the folder", async () => {
    await load(path());
    planted(onlyPack());
    chmodSync(onlyPack(), 0o666);
    expect((await load(path())).value).toBe(1);
    planted(onlyPack());
    chmodSync(onlyPack(), 0o600);
    chmodSync(place(), 0o777);
    expect((await load(path())).value).toBe(1);
  });

  test("is not believed where it is a link", async () => {
    await load(path());
    const pack = onlyPack();
    const elsewhere = write(
      "planted.json",
      readFileSync(pack, "utf8").replaceAll("= 1;", "= 666;"),
    );
    rmSync(pack);
    symlinkSync(elsewhere, pack);
    expect((await load(path())).value).toBe(1);
    rmSync(place(), { recursive: true });
    mkdirSync(at("other"), { mode: 0o700 });
    symlinkSync(at("other"), place());
    await load(path());
    expect(readdirSync(at("other"))).toEqual([]);
  });

  test("is not believed where it belongs to another user", async () => {
    const { mode, uid } = lstatSync(folder);
    expect(isOurs(Object.assign(lstatSync(folder), { mode, uid: uid + 1 }))).toBe(false);
    if (process.getuid?.() !== 0) return;
    await load(path());
    planted(onlyPack());
    chownSync(onlyPack(), 12_345, 12_345);
    expect((await load(path())).value).toBe(1);
  });

  test("forgets what nobody has written for a month, and looks for that once a day", async () => {
    const daysAgo = (file: string, days: number): void =>
      utimesSync(file, new Date(), new Date(Date.now() - days * 24 * 3600 * 1000));
    await load(path());
    const pack = onlyPack();
    const [old, young] = [join(place(), "old.json"), join(place(), "young.json")];
    for (const file of [old, young]) writeFileSync(file, "{}");
    daysAgo(old, 31);
    await load(write("a.ts", "export const value: number = 2;\n"));
    expect(packs()).toEqual([pack, old, young].sort());
    daysAgo(join(place(), "swept"), 2);
    await load(write("a.ts", "export const value: number = 3;\n"));
    expect(packs()).toEqual([pack, young].sort());
  });

  test("that is damaged, or of another format, is as none", async () => {
    await load(path());
    for (const text of [
      "",
      "{",
      "[]",
      '{"formatVersion":0,"entries":{}}',
      '{"formatVersion":1,"entries":{"x":1}}',
    ]) {
      writeFileSync(onlyPack(), text);
      expect((await load(path())).value).toBe(1);
    }
  });

  describe("of a project without node_modules", () => {
    // By the program: a test's process.env is not what the system's folder of temporary files is found by.
    const project = newFolder();
    const outside = newFolder();
    afterAll(() => [project, outside].forEach(({ remove }) => remove()));
    const facts = async (temporary: string): Promise<string> => {
      project.write(
        "schema.ts",
        'import { MetaData } from "schema-diff";\nexport const metadata = new MetaData();\n',
      );
      const { status, stderr } = await project.runWith(
        { TMPDIR: temporary },
        "reflect",
        "schema.ts",
        "--dialect",
        "sqlite",
        "--verbose",
      );
      expect(status).toBe(0);
      return stderr;
    };

    test("lies in a folder of this user's among the temporary files", async () => {
      expect(await facts(outside.path)).toContain(
        `0 from the cache, 1 transpiled, kept in ${outside.path}/schema-diff`,
      );
      const [own = ""] = readdirSync(outside.path);
      expect(lstatSync(join(outside.path, own)).mode & 0o077).toBe(0);
      expect(await facts(outside.path)).toContain("1 from the cache, 0 transpiled");
      // Left there by another user, it would not be believed.
      chmodSync(join(outside.path, own), 0o777);
      expect(await facts(outside.path)).toContain("0 from the cache, 1 transpiled");
    });

    test("that cannot be written is no failure", async () => {
      // Not by permissions: root may write everywhere.
      outside.write("file", "no folder");
      for (let i = 0; i < 2; i += 1)
        expect(await facts(join(outside.path, "file"))).toMatch(/0 from the cache, 1 transpiled$/m);
    });
  });
});

describe("a migrator", () => {
  const script = (message: string, more = ""): string =>
    `/** ${message} */\n${more}\nexport const revision = "1";\nexport const downRevision: string | null = null;\nexport async function up() {}\nexport async function down() {}\n`;
  const counted = (): string =>
    `import { appendFileSync } from "node:fs";\nappendFileSync(${JSON.stringify(at("times"))}, "x");\n`;
  const times = (): number =>
    existsSync(at("times")) ? readFileSync(at("times"), "utf8").length : 0;

  beforeEach(() => mkdirSync(at("migrations")));

  test("loads its scripts once, and again when one of them, or what one imports, has changed", async () => {
    const migrator = new Migrator({ source: "sqlite::memory:", directory: at("migrations") });
    const messages = async (): Promise<readonly string[]> =>
      (await migrator.heads()).map(({ message }) => message);
    expect(await messages()).toEqual([]);
    write("migrations/_shared.ts", counted());
    write("migrations/1_a.ts", script("first", 'import "./_shared.js";'));
    expect([await messages(), times()]).toEqual([["first"], 1]);
    await migrator.status();
    await migrator.history();
    expect([await messages(), times()]).toEqual([["first"], 1]);
    write("migrations/_shared.ts", `${counted()}export const more: number = 1;\n`);
    expect([await messages(), times()]).toEqual([["first"], 2]);
    write("migrations/1_a.ts", script("second", 'import "./_shared.js";'));
    expect([await messages(), times()]).toEqual([["second"], 3]);
    write("migrations/2_b.ts", script("third").replace('"1"', '"2"').replace("= null", '= "1"'));
    expect([await messages(), times()]).toEqual([["third"], 4]);
    rmSync(at("migrations/2_b.ts"));
    expect([await messages(), times()]).toEqual([["second"], 5]);
  });

  test("tells a script that broke, and goes on when it is mended", async () => {
    const migrator = new Migrator({ source: "sqlite::memory:", directory: at("migrations") });
    write("migrations/1_a.ts", script("fine"));
    await migrator.heads();
    write("migrations/1_a.ts", script("fine").replace("export const revision", "const revision"));
    await expect(migrator.heads()).rejects.toThrow(/1_a\.ts exports no revision/);
    write("migrations/1_a.ts", "export const = 1;\n");
    await expect(migrator.heads()).rejects.toThrow(/1_a\.ts.* cannot be loaded/);
    write("migrations/1_a.ts", script("mended"));
    expect(await migrator.heads()).toMatchObject([{ message: "mended" }]);
  });
});

test("500 scripts cost a command little of the processor's time once they are known", () => {
  const [many, none] = [projectOf(500), projectOf(0)];
  try {
    const cold = processorTime(many.folder, "stamp", "head");
    // What 500 scripts add, against what it costs to transpile them: both grow alike on a machine that is busy.
    for (const command of ["current", "generate"]) {
      const added = leastTime(4, many.folder, command) - leastTime(4, none.folder, command);
      expect(added).toBeLessThan(cold / 6);
    }
  } finally {
    many.remove();
    none.remove();
  }
});
