/** Where something is wrong is data of the error, and not only words: the file, the line, the object. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migrator, readScripts, reflect, SchemaDiffError, type ErrorPlace } from "schema-diff";
import { findConfig } from "../src/cli/config.js";
import { placed, placedAsync, inFile, ofObject } from "../src/model/index.js";
import { ConnectionLost } from "../src/reflect/outsideSql.js";

let root: string;
const write = (file: string, text: string): string => {
  writeFileSync(join(root, file), text);
  return join(root, file);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "schema-diff-place-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const placeOf = async (work: () => Promise<unknown>): Promise<ErrorPlace | null> => {
  const thrown: unknown = await work().then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof SchemaDiffError) return thrown.place;
  throw new Error(`no SchemaDiffError, but ${String(thrown)}`);
};

const script = (...up: readonly string[]): string =>
  [
    'export const revision = "1";',
    "export const downRevision = null;",
    "export const up = async (op) => {",
    '  await op.createTable("pet", [{ name: "id", type: "integer" }]);',
    ...up,
    "};",
    "export const down = async () => undefined;",
    "",
  ].join("\n");

const upgrade = (...up: readonly string[]) => {
  const file = write("1_pets.ts", script(...up));
  const migrator = new Migrator({ source: `sqlite:${join(root, "a.db")}`, directory: root });
  return { file, place: placeOf(() => migrator.upgrade()) };
};

describe("of a script that fails", () => {
  test.each([
    ["what the database refuses", 'await op.execute("INSERT INTO nowhere VALUES (1)");', null],
    ["what cannot be", 'await op.dropColumn("pet", "age");', "table pet"],
    ["a statement on a table", 'await op.bulkInsert("pet", [{ age: 1 }]);', "table pet"],
    ["an argument", 'await op.dropColumn("pet", 7);', null],
    ["what the script itself throws", 'throw new TypeError("no");', null],
  ])("%s", async (_, wrong, object) => {
    const { file, place } = upgrade("", `  ${wrong}`);
    expect(await place).toEqual({ file, line: 6, object });
  });

  test("an operation inside of a function of its own, after others", async () => {
    const { file, place } = upgrade(
      "  const add = async (name) => {",
      '    await op.addColumn("pet", { name, type: "text" });',
      "  };",
      '  await add("a");',
      '  await add("a");',
    );
    expect(await place).toEqual({ file, line: 6, object: "table pet" });
  });

  test("one that is no script", async () => {
    const file = write("1.ts", 'export const revision = "1";\n');
    expect(await placeOf(() => readScripts(root))).toEqual(inFile(file));
  });

  test("one that does not load", async () => {
    const file = write("1.ts", "export const a = 1;\nnull.b;\n");
    expect(await placeOf(() => readScripts(root))).toEqual(inFile(file, 2));
  });
});

test("of SQL text", async () => {
  const file = write("a.sql", "CREATE TABLE a (id integer);\n\nCREATE TABEL b (id integer);\n");
  expect(await placeOf(() => reflect(file, { dialect: "sqlite" }))).toEqual(inFile(file, 3));
});

test.each([
  ["no JSON", "{"],
  ["another value", '{ "formatVersion": 1, "dialect": 5 }'],
])("of a snapshot: %s", async (_, text) => {
  const file = write("a.json", text);
  expect(await placeOf(() => reflect(file))).toEqual(inFile(file));
});

test("of a file that is not there", async () => {
  const file = join(root, "a.sql");
  expect(await placeOf(() => reflect(file, { dialect: "sqlite" }))).toEqual(inFile(file));
});

test.each([
  ["a setting that is none", "export default { ulr: 1 };", null],
  ["one that throws", "\nnull.a;", 2],
])("of the config: %s", async (_, text, line) => {
  const file = write("config.ts", text);
  expect(await placeOf(() => findConfig(file, root))).toEqual(inFile(file, line));
});

describe("what is known further out", () => {
  const broken = new ConnectionLost("sql", "gone", "run it again", { place: ofObject("table a") });
  const thrown = (work: () => unknown): unknown => {
    try {
      return work();
    } catch (error) {
      return error;
    }
  };
  const throwing = (): never => {
    throw broken;
  };

  test("is added, and nothing else of the error changes", async () => {
    const found = thrown(() => placed(() => inFile("a.ts", 3), throwing));
    expect(found).toBeInstanceOf(ConnectionLost);
    expect(found).toMatchObject({
      message: "gone",
      stack: broken.stack,
      place: { file: "a.ts", line: 3, object: "table a" },
    });
    await expect(
      placedAsync(
        () => inFile("a.ts"),
        async () => throwing(),
      ),
    ).rejects.toMatchObject({ place: { file: "a.ts", line: null, object: "table a" } });
  });

  test("a line is one of its own file", () => {
    const inner = new SchemaDiffError("sql", "no", "so", { place: inFile("b.sql") });
    expect(inner.at(inFile("a.ts", 3)).place).toEqual(inFile("b.sql"));
  });

  test("what is no error of ours stays what it is", () => {
    const other = new TypeError("no");
    expect(
      thrown(() =>
        placed(
          () => inFile("a.ts"),
          () => {
            throw other;
          },
        ),
      ),
    ).toBe(other);
  });
});
