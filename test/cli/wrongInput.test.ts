/** What a schema file or a config says wrongly: one message, with the file and the line, and status 2. */
import { newFolder, type Folder } from "./program.js";

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
  folder.write("app.db", "");
});
afterEach(() => folder.remove());

test("a declaration with a wrong value is told with its line", async () => {
  folder.write(
    "schema.ts",
    `import { integer, MetaData, table } from "schema-diff";

export const metadata = new MetaData();
table("user", metadata, { id: integer().primaryKey() });
table("post", metadata, {
  id: integer().primaryKey(),
  user_id: integer().references("user.id", { onDelete: "CASCADE" as never }),
});
`,
  );
  const { status, stdout, stderr } = await folder.run(
    "check",
    "--url",
    "sqlite:app.db",
    "--metadata",
    "schema.ts",
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toBe(
    `error: .references: options.onDelete must be "noAction" or "restrict" or "cascade" or "setNull" or "setDefault", but is "CASCADE"
  in schema.ts:7
  → did you mean "cascade"?
`,
  );
});

test.each([
  [
    '{ "a\\0b": integer() }',
    /^error: table: column must be a name .*, but is "a\\u0000b"\n {2}in schema\.ts:3\n {2}→ /,
  ],
  [
    '{ "": integer() }',
    /^error: table: column must be a name .*, but is ""\n {2}in schema\.ts:3\n {2}→ /,
  ],
])("no column is called %s", async (columns, message) => {
  folder.write(
    "schema.ts",
    `import { integer, MetaData } from "schema-diff";
export const metadata = new MetaData();
metadata.table("t", ${columns});
`,
  );
  const { status, stderr } = await folder.run(
    "check",
    "--url",
    "sqlite:app.db",
    "--metadata",
    "schema.ts",
  );
  expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
});

test("what shows when all is declared is told with the line of its table", async () => {
  folder.write(
    "schema.ts",
    `import { integer, MetaData, table } from "schema-diff";
export const metadata = new MetaData();

table("user", metadata, { id: integer().references("users.id") });
`,
  );
  const { status, stderr } = await folder.run(
    "check",
    "--url",
    "sqlite:app.db",
    "--metadata",
    "schema.ts",
  );
  expect(status).toBe(2);
  expect(stderr).toMatch(/which is not declared\n  in schema\.ts:4\n  → did you mean "user"\?/);
});

test.each(["__proto__", "constructor", "toString", "metdata"])(
  "a config with the key %s is refused in words",
  async (key) => {
    folder.write("c.json", `{ "url": "sqlite:app.db", "metadata": "schema.ts", "${key}": 5 }`);
    const { status, stderr } = await folder.run("check", "--config", "c.json");
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`^error: c\\.json: there is no setting "${key}"\n  → `));
  },
);
