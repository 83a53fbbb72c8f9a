/** What is compared and what is left alone, as the config and the command line say it. */
import Database from "../sqlite/database.mjs";
import { join } from "node:path";
import { newFolder, type Folder } from "./program.js";

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
  const database = new Database(join(folder.path, "app.db"));
  database.exec(
    `CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, secret INTEGER CHECK (secret > 0));
    CREATE INDEX ix_tmp ON account (id); CREATE TABLE other (a INTEGER)`,
  );
  database.close();
  folder.write(
    "schema.ts",
    `import { integer, MetaData, table } from "schema-diff";
export const metadata = new MetaData();
table("account", metadata, { id: integer().primaryKey() });
`,
  );
});
afterEach(() => folder.remove());

test("the config's selectors, functions included, and those of the command line", async () => {
  folder.write(
    "schema-diff.config.ts",
    `import { defineConfig } from "schema-diff";
export default defineConfig({
  url: "sqlite:app.db",
  metadata: "schema.ts",
  include: ["account"],
  exclude: [({ kind, reflected, counterpart }) => kind === "index" && reflected && counterpart === false],
});
`,
  );
  const drift = await folder.run("check");
  expect([drift.status, drift.stdout.match(/column .*secret/g)]).toEqual([1, expect.anything()]);
  expect(drift.stdout).not.toMatch(/ix_tmp|other/);
  expect(await folder.run("check", "--exclude", "column:account.secret")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/in sync\n$/) as unknown,
  });
  expect(await folder.run("check", "--exclude", "colunm:secret")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/exclude.*did you mean "column"/s) as unknown,
  });
});

test("reflect shows what is selected, and nothing that stands on what is not", async () => {
  const { stdout } = await folder.run(
    ...["reflect", "sqlite:app.db", "--include", "account,index:none"],
    ...["--exclude", "column:secret", "--format", "sql"],
  );
  expect(stdout.replace(/\s+/g, " ")).toBe(
    'CREATE TABLE "account" ( "id" INTEGER NOT NULL, PRIMARY KEY ("id") ); ',
  );
});
