/** A dialect that is given, and which the sources do not speak, is refused with the way out; it was ignored. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diff, integer, MetaData, prove, reflect } from "schema-diff";
import { freshDatabase } from "../servers/urls.js";

const declared = new MetaData();
declared.table("t", { id: integer() });

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "schema-diff-dialect-"));
  await writeFile(join(cwd, "a.sql"), "CREATE TABLE t (id INTEGER);\n");
  await writeFile(
    join(cwd, "a.json"),
    JSON.stringify(await reflect(declared, { dialect: "sqlite" })),
  );
});
afterAll(() => rm(cwd, { recursive: true }));

const refused = (what: string) => ({
  code: "usage",
  message: `the dialect is said to be postgres, and ${what} is of sqlite`,
  todo: `leave the dialect out, which ${what} says by itself, or give --dialect sqlite`,
});

test.each([
  ["sqlite::memory:", "sqlite::memory:"],
  ["a.json", "a.json"],
])("%s", async (source, what) => {
  const dialect = "postgres";
  await expect(diff({ from: source, to: declared, dialect, cwd })).rejects.toMatchObject(
    refused(what),
  );
  await expect(diff({ from: declared, to: source, dialect, cwd })).rejects.toMatchObject(
    refused(what),
  );
  await expect(reflect(source, { dialect, cwd })).rejects.toMatchObject(refused(what));
});

test("a schema value says its dialect, too", async () => {
  const schema = await reflect(declared, { dialect: "sqlite" });
  await expect(diff({ from: schema, to: declared, dialect: "postgres" })).rejects.toMatchObject(
    refused("the given schema"),
  );
  await expect(diff({ from: schema, to: declared, dialect: "sqlite" })).resolves.toBeDefined();
});

test("a mysql:// URL that has met MariaDB is of both", async () => {
  const { url, drop } = await freshDatabase("mariadb");
  try {
    const source = url.replace(/^mariadb:/, "mysql:");
    for (const dialect of ["mysql", "mariadb"])
      await expect(diff({ from: source, to: declared, dialect })).resolves.toMatchObject({
        dialect: "mariadb",
      });
    await expect(diff({ from: source, to: declared, dialect: "sqlite" })).rejects.toMatchObject({
      code: "usage",
    });
  } finally {
    await drop();
  }
});

test("the development server speaks the dialect that is tried there", async () => {
  const wrong = { code: "usage", message: expect.stringMatching(/^the development server is of/) };
  const devUrl = "snowflake://me:secret@account";
  await expect(
    diff({ from: "a.sql", to: declared, dialect: "postgres", devUrl, cwd }),
  ).rejects.toMatchObject(wrong);
  const { url, drop } = await freshDatabase("mysql");
  try {
    await expect(prove({ from: url, to: declared, devUrl })).rejects.toMatchObject(wrong);
  } finally {
    await drop();
  }
});
