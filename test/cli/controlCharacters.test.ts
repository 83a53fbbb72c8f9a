/** What a terminal would obey, in names, comments and messages, is shown and not done: in every format that a command prints, and in what it writes. */
import { newFolder, type Folder } from "./program.js";

/** Controls but line feeds and tabs, line separators, and directions of writing. */
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

const schema = String.raw`import { check, integer, MetaData, table, text, unique } from "schema-diff";
export const metadata = new MetaData();
table(
  "u\u001b[31mred\u202eevil\nline",
  metadata,
  { "a\u001b]0;x\u0007": integer().primaryKey(), b: text() },
  (c) => [unique([c.b], { name: "q\u001b[1m\u0085\u2028z" }), check("b <> 'x'", { name: "k\u009b31m" })],
);
`;

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
  folder.write("app.db", "");
  folder.write("schema.ts", schema);
});
afterEach(() => folder.remove());

const both = ["--url", "sqlite:app.db", "--metadata", "schema.ts"] as const;

const shown = async (...args: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await folder.run(...args);
  expect(stdout + stderr).not.toMatch(obeyed);
  return stdout + stderr;
};

test("in what is printed and written", async () => {
  for (const format of ["json", "typescript", "plan"])
    expect(
      await shown("diff", "--from", "sqlite:app.db", "--to", "schema.ts", "--format", format),
    ).toContain("u001b");
  expect(await shown("check", ...both)).toContain(String.raw`u\u001b[31mred\u202eevil\nline`);
  await shown("generate", ...both, "-m", "hi \u001b[31m*/ \u202e x");
  const [script = ""] = folder.files().filter((file) => file.startsWith("migrations/"));
  expect(folder.read(script)).not.toMatch(obeyed);
  await shown("upgrade", "--url", "sqlite:app.db");
  await shown("history", "--url", "sqlite:app.db");
  for (const format of ["json", "typescript"])
    await shown("reflect", "sqlite:app.db", "--format", format);
  expect(await shown("check", ...both)).toContain("in sync");
});

test("SQL, which has no way to show them, says so and prints nothing", async () => {
  const { status, stdout, stderr } = await folder.run(
    "diff",
    "--from",
    "sqlite:app.db",
    "--to",
    "schema.ts",
    "--format",
    "sql",
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(
    /holds the control character \\u001b, which no SQL text can show[\s\S]*→ write it as a script/,
  );
});

test("a snapshot with them is read back as it was", async () => {
  await folder.run("generate", ...both, "-m", "first");
  await folder.run("upgrade", "--url", "sqlite:app.db");
  const { stdout } = await folder.run("reflect", "sqlite:app.db", "--format", "json");
  folder.write("s.json", stdout);
  expect(
    (await folder.run("diff", "--from", "s.json", "--to", "sqlite:app.db", "--exit-code")).status,
  ).toBe(0);
});
