/** What is written is laid out as prettier is set up in the project, so that its own `prettier --check` passes. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { newFolder, type Folder } from "./program.js";

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => folder.remove());

const schema = `import { check, integer, MetaData, table, varchar } from 'schema-diff'

export const metadata = new MetaData()
table('user', metadata, { id: integer().primaryKey(), name: varchar(30).notNull().unique() }, () => [check("name <> ''", { name: 'ck_user_name' })])
`;

const checkedByPrettier = (...files: readonly string[]): string => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, "node_modules/prettier/bin/prettier.cjs"), "--check", ...files],
    { cwd: folder.path, encoding: "utf8" },
  );
  return `${stdout}${stderr}`;
};

const settings: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  [
    ".prettierrc",
    { ".prettierrc": "{ semi: false, singleQuote: true, tabWidth: 4 }" },
    /^ {4}await op\.createTable\('user', \[$/m,
  ],
  [
    "package.json",
    { "package.json": '{ "type": "module", "prettier": { "useTabs": true, "printWidth": 60 } }' },
    /^\tawait op\.createTable\("user", \[$/m,
  ],
  [
    "overrides for the scripts",
    {
      ".prettierrc.json":
        '{ "overrides": [{ "files": "migrations/**", "options": { "quoteProps": "consistent", "semi": false } }] }',
    },
    /^export const revision = "1"$/m,
  ],
  [
    ".editorconfig",
    {
      ".editorconfig":
        "root = true\n[*.ts]\nindent_style = space\nindent_size = 6\nmax_line_length = 70\n",
    },
    /^ {6}await op\.createTable\("user", \[$/m,
  ],
];

test.each(settings)("by %s", async (_where, files, shape) => {
  for (const [file, text] of Object.entries(files)) folder.write(file, text);
  folder.write("schema.ts", schema);
  const flags = ["--url", "sqlite:app.db", "--metadata", "schema.ts"];
  for (const revision of ["1", "2"]) {
    expect(
      await folder.run("generate", "-m", "users", "--rev-id", revision, ...flags),
    ).toMatchObject({ status: 0 });
    if (revision === "1") await folder.run("upgrade", "--url", "sqlite:app.db");
    folder.write("schema.ts", `${schema}table('other', metadata, { id: integer() })\n`);
  }
  folder.write(
    "migrations/3.ts",
    folder.read("migrations/2_users.ts").replace(/(revision = )["']2["']/, '$1"3"'),
  );
  expect(await folder.run("merge", "--rev-id", "4")).toMatchObject({ status: 0 });
  const { stdout } = await folder.run("reflect", "sqlite:app.db");
  folder.write("reflected.ts", stdout);
  expect(folder.read("migrations/1_users.ts")).toMatch(shape);
  const written = folder.files().filter((file) => /^migrations\/(?:1|2|4)_/.test(file));
  expect(written).toHaveLength(3);
  expect(checkedByPrettier(...written, "reflected.ts")).toBe(
    "Checking formatting...\nAll matched files use Prettier code style!\n",
  );
});

test("settings that are broken are told, and nothing is written", async () => {
  folder.write(".prettierrc", "{ semi: ");
  folder.write("schema.ts", schema);
  const { status, stdout, stderr } = await folder.run(
    "generate",
    "-m",
    "users",
    "--url",
    "sqlite:app.db",
    "--metadata",
    "schema.ts",
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(
    /^begins the database app\.db\nerror: prettier's settings for .*migrations\/\d+_users\.ts cannot be used: [^]*\n {2}→ mend them/,
  );
  expect(folder.files().filter((file) => file.startsWith("migrations"))).toEqual([]);
});
