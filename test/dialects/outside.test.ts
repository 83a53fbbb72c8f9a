/** A dialect from outside: what CONTRIBUTING's steps give, registered by one call, is a dialect everywhere. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reflect, diff } from "../../src/flow/index.js";
import { integer, MetaData, table } from "../../src/metadata/index.js";
import { Migrator } from "../../src/migrate/index.js";
import { registerDialect } from "../../src/reflect/backends.js";
import { checkDatabaseUrl, dialectOfUrl, isDatabaseUrl } from "../../src/reflect/index.js";
import { render } from "../../src/render/plan.js";
import { writeScript } from "../../src/migrate/scripts.js";
import { snapshotJson, parseSnapshot } from "../../src/render/snapshot.js";
import { Toy, toyAt } from "./outside/backend.js";
import { plugin } from "./outside/index.js";

const declared = (): MetaData => {
  const metadata = new MetaData();
  table("shelf", metadata, { id: integer(), height: integer() });
  table("book", metadata, { id: integer() });
  return metadata;
};

const held = (): MetaData => {
  const metadata = new MetaData();
  table("shelf", metadata, { id: integer(), width: integer() });
  table("box", metadata, { id: integer() });
  return metadata;
};

const apply = (to: Toy, statements: readonly string[]): void => {
  for (const statement of statements) to.execute(statement);
};

let remove: () => void;

beforeAll(() => {
  remove = registerDialect(plugin);
});

afterAll(() => {
  remove();
});

const holding = async (): Promise<Toy> => {
  const database = new Toy();
  apply(database, (await diff({ from: database, to: held() })).statements);
  return database;
};

describe("a dialect from outside", () => {
  test("is compared, planned and printed: up, nothing left, and down again", async () => {
    const database = await holding();
    const before = database.tables;
    const plan = await diff({ from: database, to: declared() });
    expect(plan.dialect).toBe("toy");
    expect(plan.changes.map(({ verb, kind, name }) => `${verb} ${kind} ${name}`).sort()).toEqual([
      "add column height",
      "add table book",
      "drop column width",
      "drop table box",
    ]);
    apply(database, plan.statements);
    const second = await diff({ from: database, to: declared() });
    expect([second.inSync, second.statements]).toEqual([true, []]);
    apply(database, plan.reverse().statements);
    const back = await diff({ from: database, to: held() });
    expect(back.inSync).toBe(true);
    expect(new Set(database.tables.map(({ name }) => name))).toEqual(
      new Set(before.map(({ name }) => name)),
    );
  });

  test("refuses what it has not", async () => {
    const metadata = new MetaData();
    table("shelf", metadata, { id: integer().primaryKey() });
    const plan = await diff({ from: new Toy(), to: metadata });
    expect(() => plan.statements).toThrow(
      "the primaryKey of table shelf: a toy has no constraints",
    );
  });

  test("is migrated: each script in its session, marked in its version table", async () => {
    const directory = mkdtempSync(join(tmpdir(), "toy-"));
    try {
      const plan = await diff({ from: "toy://migrated", to: declared() });
      const text = await render(plan, {
        format: "typescript",
        message: "tables",
        revision: "0001",
        downRevision: null,
      });
      expect(text).toContain("In the words of toy.");
      await writeScript(directory, "0001_tables.ts", text);
      const migrator = new Migrator({ source: "toy://migrated", directory });
      await migrator.upgrade();
      const database = toyAt("toy://migrated");
      expect(database.versions).toEqual(["0001"]);
      expect(database.log).toEqual([
        "lock",
        "begin",
        "createTable",
        "createTable",
        "check",
        "commit",
        "unlock",
      ]);
      expect((await diff({ from: "toy://migrated", to: declared() })).inSync).toBe(true);
      await migrator.downgrade("base");
      expect([database.versions, database.tables]).toEqual([[], []]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test("has its URLs known, and what other tools write instead", () => {
    expect([isDatabaseUrl("toy://box"), dialectOfUrl("toy://box")]).toEqual([true, "toy"]);
    const todo = (wrong: string): unknown => {
      try {
        checkDatabaseUrl(wrong);
        return null;
      } catch (thrown) {
        return thrown;
      }
    };
    expect(todo("plaything://box")).toMatchObject({ todo: "did you mean toy://box?" });
    expect(todo("shop:4711/box")).toMatchObject({ todo: "did you mean toy://shop:4711/box?" });
    expect(todo("oracle://x")).toMatchObject({ todo: expect.stringContaining(" or toy://") });
  });

  test("has snapshots and is told among the dialects", async () => {
    const schema = await reflect(await holding());
    expect(parseSnapshot(snapshotJson(schema), "a.json")).toEqual(schema);
    await expect(reflect(declared())).rejects.toMatchObject({
      todo: expect.stringContaining(" or toy"),
    });
    await expect(reflect({})).rejects.toMatchObject({ todo: expect.stringContaining("a Toy") });
  });

  test("takes no name that is taken, and is gone when it is taken out", () => {
    expect(() => registerDialect(plugin)).toThrow('there is a dialect "toy" already');
    remove();
    expect(isDatabaseUrl("toy://box")).toBe(false);
    remove = registerDialect(plugin);
    expect(isDatabaseUrl("toy://box")).toBe(true);
  });
});
