/** A plan as data: it is the same text every time, fits its JSON Schema, reads back, and knows what it was made from. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  checkPlan,
  check,
  diff,
  foreignKey,
  integer,
  MetaData,
  readPlan,
  reflect,
  render,
  table,
  text,
  unique,
  type Plan,
} from "schema-diff";
import { planJsonSchema } from "../../src/codec/jsonSchema.js";
import { operation } from "../../src/codec/operation.js";
import { root } from "../../src/decode/decode.js";
import type { Operation } from "../../src/model/index.js";
import { freshDatabase, query, serverNames } from "../servers/urls.js";
import Database, { handleOf } from "../sqlite/database.mjs";
import { misfits, mutants } from "./jsonSchema.js";

const jsonSchema: unknown = JSON.parse(
  readFileSync(new URL("../../plan.schema.json", import.meta.url), "utf8"),
);

const stored = (plan: Plan): Promise<string> => render(plan, { format: "plan" });

const declared = (): MetaData => {
  const metadata = new MetaData();
  table("parent", metadata, { id: integer().primaryKey(), n: integer().notNull() }, [
    unique(["n"]),
    check("n > 0", { name: "positive" }),
  ]);
  table("child", metadata, { id: integer().primaryKey(), parent: integer(), t: text() }, [
    foreignKey(["parent"], ["parent.id"]),
  ]);
  return metadata;
};

const before = [
  "CREATE TABLE parent (id integer NOT NULL PRIMARY KEY, n integer)",
  "CREATE TABLE gone (a integer NOT NULL PRIMARY KEY, b integer DEFAULT 3)",
];

test("its JSON Schema is what the codecs say, and travels with the package", () => {
  expect(JSON.stringify(jsonSchema)).toBe(JSON.stringify(planJsonSchema()));
  const { files, exports } = createRequire(import.meta.url)("../../package.json") as {
    readonly files: readonly string[];
    readonly exports: object;
  };
  expect(files).toContain("plan.schema.json");
  expect(exports).toHaveProperty(["./plan.schema.json"], "./plan.schema.json");
});

test.each(serverNames)(
  "on %s: the same text twice, fitting, read back, and stale after a change",
  async (name) => {
    const { url, drop } = await freshDatabase(name);
    try {
      for (const statement of before) await query(url, statement);
      const plan = await diff({ from: url, to: declared() });
      const document = await stored(plan);
      expect(await stored(await diff({ from: url, to: declared() }))).toBe(document);
      expect(misfits(jsonSchema, JSON.parse(document))).toEqual([]);
      const read = readPlan(document, "plan.json");
      expect(read.statements).toEqual(plan.statementValues);
      expect(read.operations).toEqual(plan.operations);
      expect(read.hazards).toEqual(plan.hazards);
      expect(read.from.origin).toBe("read");
      expect(read.to.origin).toBe("declared");
      await checkPlan(read, url);
      await query(url, "ALTER TABLE gone ADD COLUMN c integer");
      await expect(checkPlan(read, url)).rejects.toMatchObject({
        code: "stale",
        message: expect.stringContaining("the database is not what the plan was made from"),
      });
      await query(url, "ALTER TABLE gone DROP COLUMN c");
      await checkPlan(read, url);
      // Whoever runs it runs the statements one by one, a guard's question in the guard's place.
      for (const { sql } of read.statements) await query(url, sql);
      expect((await diff({ from: url, to: declared() })).inSync).toBe(true);
      await expect(checkPlan(read, url)).rejects.toMatchObject({ code: "stale" });
      await expect(checkPlan(readPlan(await stored(plan.reverse())), url)).rejects.toMatchObject({
        code: "usage",
      });
    } finally {
      await drop();
    }
  },
);

const opened = (): Database.Database => {
  const database = new Database(":memory:");
  for (const statement of before) database.exec(statement);
  return database;
};

test("on SQLite, with its guards; and it refuses what the reader refuses", async () => {
  const database = opened();
  const plan = await diff({ from: handleOf(database), to: declared() });
  const document = await stored(plan);
  const value: unknown = JSON.parse(document);
  expect(misfits(jsonSchema, value)).toEqual([]);
  const read = readPlan(document);
  expect(read.statements).toEqual(plan.statementValues);
  expect(read.operations).toEqual(plan.operations);
  expect(read.statements.flatMap(({ guard }) => guard?.message ?? [])).toContain(
    "parent.n holds NULL and cannot become NOT NULL",
  );
  await checkPlan(read, handleOf(database));
  let refused = 0;
  // Each takes a while to judge: every seventh stands for all.
  for (const wrong of [...mutants(value)].filter((_, i) => i % 7 === 0)) {
    const reads = ((): boolean => {
      try {
        readPlan(JSON.stringify(wrong));
        return true;
      } catch {
        return false;
      }
    })();
    if (!reads) refused += 1;
    expect({ fits: misfits(jsonSchema, wrong).length === 0, wrong }).toEqual({
      fits: reads,
      wrong,
    });
  }
  expect(refused).toBeGreaterThan(50);
});

test("a snapshot may be what it starts from, and what is excluded stays out of the fingerprint", async () => {
  const database = opened();
  const exclude = ["gone"];
  const snapshot = await reflect(handleOf(database), { exclude });
  const plan = await diff({ from: snapshot, to: declared(), exclude });
  const read = readPlan(await stored(plan));
  expect(read.from).toMatchObject({ origin: "given", exclude });
  database.exec("DROP TABLE gone");
  await checkPlan(read, handleOf(database));
  database.exec("CREATE INDEX i ON parent (n)");
  await expect(checkPlan(read, handleOf(database))).rejects.toMatchObject({ code: "stale" });
});

test("every verb is written and read back", () => {
  const t = { schema: "s", name: "t" };
  const all: readonly Operation[] = [
    { do: "createSchema", namespace: { name: "s", comment: "c" } },
    { do: "dropSchema", name: "s" },
    { do: "createEnum", enum: { ...t, values: ["a"], comment: null } },
    { do: "dropEnum", enum: t },
    { do: "renameTable", table: t, to: "u" },
    { do: "alterTable", table: t, from: { a: "1" }, to: {} },
    {
      do: "alterColumn",
      table: t,
      name: "a",
      change: { name: "b", default: null, type: "text", using: "a::text" },
      existing: null,
    },
    { do: "alterConstraint", table: t, kind: "unique", name: "a", change: { rely: true } },
    { do: "renameConstraint", table: t, kind: "check", name: "a", to: "b" },
    { do: "renameIndex", table: t, name: "a", to: "b" },
    { do: "setComment", on: "index", owner: t, name: "i", from: null, to: "x" },
    { do: "execute", sql: "SELECT 1" },
    { do: "bulkInsert", table: t, rows: [{ a: 1, b: [null, { c: "x" }] }] },
    {
      do: "batch",
      table: t,
      operations: [{ do: "dropColumn", table: t, name: "a", dropped: null }],
      options: {
        recreate: "always",
        unnamedChecks: "omit",
        tableArgs: [],
        lossy: true,
        followRenames: false,
      },
    },
  ];
  for (const one of all)
    expect(
      operation.decode(
        JSON.parse(JSON.stringify(operation.encode(one))),
        root("plan", "it", "write it again"),
      ),
    ).toEqual(one);
  expect(() =>
    operation.encode({ do: "bulkInsert", table: t, rows: [{ at: new Uint8Array(2) }] }),
  ).toThrow("JSON has no word for the value of at");
});

test("what is no plan is told by its path", () => {
  expect(() => readPlan("{", "plan.json")).toThrow("plan.json is no JSON");
  expect(() => readPlan('{ "formatVersion": 2 }', "plan.json")).toThrow(
    "plan.json: plan.formatVersion is 2, and this program reads 1",
  );
  expect(() => readPlan('{ "formatVersion": 1, "dialect": "oracle" }', "p")).toThrow(
    "p: plan.dialect must be",
  );
});
