/** Which driver this run's `sqlite:` URLs are served by, and that the port hides what differs between the two. */
import { rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reflect } from "schema-diff";
import { openDatabase } from "../../src/reflect/index.js";
import { sqliteDriver } from "../../src/reflect/sqlite/driver.js";
import Database, { driver, handleOf } from "./database.mjs";

const folder = mkdtempSync(join(tmpdir(), "sqlite-driver-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFile = `sqlite:${join(folder, "app.db")}`;

test("the driver is the one that this run is about", async () => {
  const { connection } = await openDatabase("sqlite::memory:");
  expect(connection.driver.startsWith(driver)).toBe(true);
  await connection.close();
  expect((await sqliteDriver()).title).toBe(connection.driver);
});

test("an open handle is a source and stays open; it is told by its file", async () => {
  const database = new Database(join(folder, "handle.db"));
  database.exec("CREATE TABLE t (a integer)");
  expect((await reflect(handleOf(database))).tables.map(({ name }) => name)).toEqual(["t"]);
  const { connection } = await openDatabase(handleOf(database));
  expect(connection.description).toBe(`sqlite:${join(folder, "handle.db")}`);
  await connection.close();
  expect(database.prepare("SELECT count(*) FROM t").pluck().get()).toBe(0);
  database.close();
});

test("integers are numbers, however large; parameters are bound; a statement without rows gives none", async () => {
  const { connection } = await openDatabase(inFile);
  await connection.execute("CREATE TABLE n (a integer, b text)");
  expect(await connection.query("INSERT INTO n VALUES (9007199254740993, ?)", ["x"])).toEqual([]);
  expect(await connection.query("SELECT a, b FROM n WHERE b = ?", ["x"])).toEqual([
    { a: 9007199254740992, b: "x" },
  ]);
  await connection.close();
});

test("a rollback after the transaction is over is no error, and an error of SQL is SQLite's own", async () => {
  const { connection } = await openDatabase(inFile);
  await connection.execute("BEGIN");
  await connection.execute("ROLLBACK");
  await connection.execute("ROLLBACK");
  await expect(connection.execute("SELECT * FROM nowhere")).rejects.toMatchObject({
    message: "no such table: nowhere",
  });
  expect(await connection.query("PRAGMA busy_timeout")).toEqual([{ timeout: 5000 }]);
  await connection.close();
});

test("a path that looks like a URI is a path", async () => {
  const { connection } = await openDatabase(`sqlite:${join(folder, "file:a.db")}`);
  await connection.execute("CREATE TABLE t (a)");
  await connection.close();
  expect((await reflect(`sqlite:${join(folder, "file:a.db")}`)).tables).toHaveLength(1);
});

test("a file that is no database is told with its name", async () => {
  await expect(reflect(`sqlite:${folder}`)).rejects.toMatchObject({
    code: "connection",
    message: expect.stringContaining(folder),
  });
});
