/** A SQLite file that cannot be opened: the way out is about what is wrong with it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "../../src/reflect/sqlite/connection.js";

const directory = mkdtempSync(join(tmpdir(), "unopened-"));
afterAll(() => rmSync(directory, { recursive: true }));

beforeAll(() => {
  mkdirSync(join(directory, "folder"));
  writeFileSync(join(directory, "text"), "no database, but a text\n".repeat(40));
});

test.each([
  ["folder", /^this is a directory: name the file in it$/],
  ["text", /^check the path: this file is no SQLite database, or it is encrypted$/],
  ["no/where/app.db", /^make the directory .*\/no\/where, or check the path$/],
])("%s", async (path, todo) => {
  await expect(open(`sqlite:${join(directory, path)}`)).rejects.toMatchObject({
    code: "connection",
    message: expect.stringMatching(/ could not be opened: /),
    todo: expect.stringMatching(todo),
  });
});
