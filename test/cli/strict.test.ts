/** What `strict` in the config counts as a difference, beside changes. */
import Database from "../sqlite/database.mjs";
import { join } from "node:path";
import { newFolder, type Folder } from "./program.js";

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
  const db = new Database(join(folder.path, "app.db"));
  db.exec("CREATE TABLE t (a INTEGER); CREATE VIEW v AS SELECT a FROM t");
  db.close();
  folder.write(
    "schema.ts",
    'import { integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\ntable("t", metadata, { a: integer() });\n',
  );
});
afterEach(() => folder.remove());

const status = async (strict: unknown, ...args: readonly string[]): Promise<number | null> => {
  folder.write(
    "schema-diff.config.json",
    JSON.stringify({ url: "sqlite:app.db", metadata: "schema.ts", strict }),
  );
  return (await folder.run(...args)).status;
};

test("a view that nobody looked at fails where notCompared counts", async () => {
  expect(await status(true, "check")).toBe(0);
  expect(await status(["undecided"], "check", "--strict")).toBe(0);
  expect(await status(["undecided", "notCompared"], "check")).toBe(1);
});

test("two databases that have it alike differ in nothing", async () => {
  const both = ["diff", "--from", "sqlite:app.db", "--to", "sqlite:app.db", "--exit-code"];
  expect(await status(["notCompared"], ...both)).toBe(0);
});

test("what is no such word is told", async () => {
  folder.write("schema-diff.config.json", '{ "strict": ["views"] }');
  expect(await folder.run("check")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('"undecided" and "notCompared"'),
  });
});
