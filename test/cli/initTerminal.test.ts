/** `init` at a terminal: what it asks, what it writes of the answers, and that it writes nothing when it is left. */
import { newFolder, type Folder } from "./program.js";
import { atTerminal, keys, type Seen, type Turn } from "./terminal.js";

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => folder.remove());

const init = (
  args: readonly string[],
  turns: readonly Turn[],
  env: Readonly<Record<string, string>> = {},
): Promise<Seen> => atTerminal(folder.path, env, ["init", ...args], turns);

test("asks for the database, its URL, the metadata's place and a convention", async () => {
  const { status, screen } = await init(
    [],
    [
      [/Which database\?[^]*SQLite/, keys.down.repeat(3) + keys.enter],
      [/What is its URL\?[^]*sqlite:app\.db/, keys.enter],
      [/Where is the metadata to be\?[^]*schema\.ts/, keys.enter],
      [/How are constraints without a name to be called\?[^]*none/, keys.enter],
    ],
  );
  expect({ status, screen }).toEqual({
    status: 0,
    screen: expect.stringContaining(
      'next: declare tables in schema.ts, then run npx schema-diff generate -m "first tables"',
    ),
  });
  expect(folder.files()).toEqual(["schema-diff.config.ts", "schema.ts"]);
  expect(folder.read("schema-diff.config.ts")).toContain('url: "sqlite:app.db"');
  expect(folder.read("schema.ts")).toContain(
    'fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s"',
  );
});

test.each([
  ["Ctrl-C", keys.ctrlC],
  ["Esc", keys.escape],
])("%s ends it: nothing is written, one message, status 2", async (_title, key) => {
  const { status, screen } = await init(
    ["--dialect", "sqlite"],
    [
      [/What is its URL\?/, keys.enter],
      [/Where is the metadata to be\?/, key],
    ],
  );
  expect(status).toBe(2);
  expect(screen.match(/error: .*/g)).toEqual([
    expect.stringMatching(/^error: init was cancelled; nothing was written\r?$/),
  ]);
  expect(folder.files()).toEqual([]);
});

test("what flags say is not asked", async () => {
  const { status, screen } = await init(
    ["--url", "sqlite:app.db", "--metadata", "db/schema.ts", "--naming-convention", "none"],
    [],
  );
  expect(status).toBe(0);
  expect(screen).not.toContain("?");
});

test("a password is never on the screen", async () => {
  const { status, screen } = await init(
    ["--dialect", "postgres", "--metadata", "schema.ts", "--naming-convention", "none"],
    [
      [/without a password/, `postgres://me@127.0.0.1:1/app${keys.enter}`],
      [/What is the password\?/, `hunter22${keys.enter}`],
    ],
  );
  expect(status).toBe(2);
  expect(screen).toMatch(/error: .*127\.0\.0\.1/);
  expect(screen).not.toContain("hunter22");
  expect(folder.files()).toEqual([]);
});

test("nobody is asked on a build server", async () => {
  const { status, screen } = await init([], [], { CI: "true" });
  expect(status).toBe(0);
  expect(screen).toMatch(/set DATABASE_URL/);
});
