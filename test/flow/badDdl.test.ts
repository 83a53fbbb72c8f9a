/** A .sql file that the server refuses: its line, what the server says, and that the text is what is to be mended. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reflect, type DialectName } from "schema-diff";
import { serverUrl } from "../servers/urls.js";

const directory = mkdtempSync(join(tmpdir(), "bad-ddl-"));
afterAll(() => rmSync(directory, { recursive: true }));

const dialects: readonly (readonly [DialectName, (() => string) | null])[] = [
  ["postgres", () => serverUrl("postgres")],
  ["mysql", () => serverUrl("mysql")],
  ["mariadb", () => serverUrl("mariadb")],
  ["sqlite", null],
];

test.each(dialects)("%s", async (dialect, server) => {
  const file = join(directory, "bad.sql");
  writeFileSync(file, "CREATE TABLE a (id integer);\n\nCREATE TABEL b (id integer);\n");
  await expect(
    reflect(file, { dialect, ...(server === null ? {} : { devUrl: server() }) }),
  ).rejects.toMatchObject({
    code: "source",
    message: expect.stringMatching(/bad\.sql: line 3: .*TABEL/),
    todo: "correct the SQL text",
  });
});
