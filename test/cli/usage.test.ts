/** What the program says of itself, and what it says of a call that is wrong: one message with the way out, exit status 2. */
import { allCommands, commandNames } from "../../src/cli/commands/index.js";
import { isColoured } from "../../src/cli/paint.js";
import { run } from "../../src/cli/run.js";
import { diff, MetaData, Migrator, reflect } from "../../src/index.js";
import { ioWithin, newFolder, type Outcome } from "./program.js";

const folder = newFolder();
afterAll(() => folder.remove());

let env: Readonly<Record<string, string>> = {};

/** The same run inside this process, for calls that end before they reach a database. */
const call = async (...args: readonly string[]): Promise<Outcome> => {
  const [out, err]: [string[], string[]] = [[], []];
  const io = ioWithin({
    cwd: folder.path,
    env,
    print: (text) => void out.push(`${text}\n`),
    say: (text) => void err.push(`${text}\n`),
  });
  const status = await run(args, io);
  return { status, stdout: out.join(""), stderr: err.join("") };
};

describe("help", () => {
  test("lists every command", async () => {
    const { status, stdout, stderr } = await folder.run("--help");
    expect([status, stderr]).toEqual([0, ""]);
    for (const name of commandNames) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
  });

  test("of each command shows its options and examples", async () => {
    for (const command of await allCommands()) {
      const { status, stdout, stderr } = await call(command.name, "--help");
      expect([status, stderr]).toEqual([0, ""]);
      for (const option of command.options) expect(stdout).toContain(`--${option}`);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) expect(stdout).toContain(example);
      for (const format of command.formats) expect(stdout).toContain(format);
    }
  });

  test("--version is that of the package", async () => {
    const { status, stdout } = await folder.run("--version");
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });
});

describe("a wrong call", () => {
  const wrong: readonly (readonly [readonly string[], RegExp, RegExp])[] = [
    [["chck"], /no command "chck"/, /did you mean "check"\?/],
    [["--url", "sqlite:a.db"], /the command comes first/, /--help/],
    [
      ["check", "--metdata", "a.ts"],
      /no option of check "--metdata"/,
      /did you mean "--metadata"\?/,
    ],
    [["check", "-x"], /no option of check "-x"/, /the options are/],
    [["check", "--force"], /no option of check "--force"/, /the options are/],
    [["check", "--url"], /--url needs a value: --url URL/, /--help says how a command is written$/],
    [
      ["check", "--url", "--strict"],
      /--url needs a value/,
      /--help says how a command is written$/,
    ],
    [["check", "--strict=yes"], /--strict takes no value/, /--help says how a command is written$/],
    [
      ["check", "--url", "a", "--url", "b"],
      /--url is given twice/,
      /--help says how a command is written$/,
    ],
    [["check", "--format", "xml"], /no format of check "xml"/, /text, json/],
    [
      ["check", "--unnamed-checks", "skipp"],
      /no --unnamed-checks "skipp"/,
      /did you mean "skip"\?/,
    ],
    [
      ["check", "--dialect", "postgresql"],
      /no --dialect "postgresql"/,
      /did you mean "postgres"\?/,
    ],
    [["check", "extra"], /does not know what to do with "extra"/, /usage: schema-diff check/],
    [["stamp"], /stamp needs REV/, /--help/],
    [["diff", "--from", "a.sql"], /diff needs --to SOURCE/, /usage: schema-diff diff/],
    [
      ["check"],
      /nothing says which database/,
      /give --url, set the environment variable DATABASE_URL, or write a config file/,
    ],
    [
      ["check", "--url", "sqlite::memory:"],
      /nothing says what the database is to be/,
      /give --metadata/,
    ],
    [
      ["check", "--url", "oracle://x", "--metadata", "a.ts"],
      /--url "oracle:\/\/x" is no database URL/,
      /use postgres:/,
    ],
    [
      ["check", "--config", "nowhere.ts"],
      /config file nowhere\.ts does not exist/,
      /check --config/,
    ],
  ];

  test.each(wrong)("%j", async (args, message, todo) => {
    const { status, stdout, stderr } = await call(...args);
    expect([status, stdout]).toEqual([2, ""]);
    const [first = "", second = "", ...rest] = stderr.trimEnd().split("\n");
    expect(first).toMatch(/^error: /);
    expect(first).toMatch(message);
    expect(second.replace(/^ {2}→ /, "")).toMatch(todo);
    expect(rest).toEqual([]);
  });

  test("without a command is told all of them, on standard error", async () => {
    const { status, stdout, stderr } = await folder.run();
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe((await folder.run("--help")).stdout);
  });

  test("shows a stack only where --verbose asks for it", async () => {
    expect((await folder.run("check", "--config", "nowhere.ts")).stderr).not.toMatch(/^\s+at /m);
    expect((await folder.run("check", "--config", "nowhere.ts", "--verbose")).stderr).toMatch(
      /^\s+at /m,
    );
  });
});

describe("a word of another tool", () => {
  const words: readonly (readonly [said: readonly string[], message: string, todo: RegExp])[] = [
    [["status"], 'there is no command "status"', /`current` says where the database is/],
    [["push"], 'there is no command "push"', /`generate` writes .* `upgrade` runs it/],
    [["db", "push", "--force"], 'there is no command "db push"', /`upgrade` runs it/],
    [["db:push"], 'there is no command "db:push"', /`upgrade` runs it/],
    [["pull"], 'there is no command "pull"', /`reflect` prints a database/],
    [["introspect"], 'there is no command "introspect"', /`reflect`/],
    [
      ["migrate"],
      'there is no command "migrate"',
      /`upgrade` runs .* `generate -m MESSAGE` writes/,
    ],
    [["migrate", "status"], 'there is no command "migrate status"', /`current`/],
    [["migrate", "--name", "x"], 'there is no command "migrate"', /`upgrade`/],
    [["rollback"], 'there is no command "rollback"', /`downgrade` takes scripts back/],
    [["up"], 'there is no command "up"', /`upgrade`/],
    [["down"], 'there is no command "down"', /`downgrade`/],
    [["new"], 'there is no command "new"', /`generate -m MESSAGE`/],
    [["revision", "--autogenerate"], 'there is no command "revision"', /`generate -m MESSAGE`/],
    [["makemigrations"], 'there is no command "makemigrations"', /`generate/],
    [["help", "migrate", "deploy"], 'there is no command "migrate deploy"', /`upgrade`/],
    [["check", "--json"], 'there is no option of check "--json"', /^--format json$/],
    [["check", "--dry-run"], 'there is no option of check "--dry-run"', /this command only looks/],
    [["upgrade", "--dry-run"], 'there is no option of upgrade "--dry-run"', /^--sql prints/],
    [["generate", "--sql"], 'there is no option of generate "--sql"', /^--dry-run prints/],
    [["diff", "--sql"], 'there is no option of diff "--sql"', /^--format sql$/],
    [
      ["generate", "--autogenerate"],
      'there is no option of generate "--autogenerate"',
      /`generate` always compares/,
    ],
    [["generate", "--name", "x"], 'there is no option of generate "--name"', /--message TEXT/],
    [
      ["upgrade", "--database-url", "x"],
      'there is no option of upgrade "--database-url"',
      /^--url URL$/,
    ],
  ];

  test.each(words)("%j", async (args, message, todo) => {
    const { status, stdout, stderr } = await call(...args);
    const [first, second = "", ...rest] = stderr.trimEnd().split("\n");
    expect([status, stdout, first, rest]).toEqual([2, "", `error: ${message}`, []]);
    expect(second.replace(/^ {2}→ /, "")).toMatch(todo);
  });

  test("names only commands and options that there are", async () => {
    const all = await allCommands();
    for (const [args] of words) {
      const { stderr } = await call(...args);
      const [, todo = ""] = stderr.split("→");
      for (const [, command = ""] of todo.matchAll(/`([a-z]+)/g))
        expect(commandNames).toContain(command);
      for (const [option] of todo.matchAll(/--[a-z-]+/g))
        expect(all.flatMap(({ options }) => options.map((o) => `--${o}`))).toContain(option);
    }
  });
});

describe("a URL that cannot be read is told why, without its password", () => {
  test.each([
    ["postgres:/me:s3cr3t@host/db", /^write two slashes after the scheme: postgres:\/\/user@host/],
    ["mysql://me:s3cr3t@/db", /^write the host after the @: mysql:\/\/user@localhost\/database$/],
    ["postgres://me:s3cr3t@[::1/db", /^close the bracket of the address/],
    ["mysql://me:s3cr3t@host:99999/db", /^a port is a number up to 65535$/],
    ["mariadb://host:port/db", /^a port is a number up to 65535$/],
    ["mysql://me:s3cr3t/x@host/db", /^percent-encode .* \/ is %2F/],
    ["postgres://me:s3cr3t#x@host:5432/db", /^percent-encode .* # is %23/],
  ])("%s", async (url, todo) => {
    const { status, stdout, stderr } = await call("upgrade", "--migrations", ".", "--url", url);
    const [first, second = "", ...rest] = stderr.trimEnd().split("\n");
    expect([status, stdout, rest]).toEqual([2, "", []]);
    expect(first).toMatch(/^error: ".*" cannot be read as a URL$/);
    expect(second.replace(/^ {2}→ /, "")).toMatch(todo);
    expect(stderr).not.toContain("s3cr3t");
  });
});

describe("what is no source is told what was meant", () => {
  const meant: readonly (readonly [source: string, meant: string])[] = [
    ["app.db", "sqlite:app.db"],
    ["./app.db", "sqlite:./app.db"],
    ["file:app.db", "sqlite:app.db"],
    ["data/held", "sqlite:data/held"],
    ["sqlite3:app.db", "sqlite:app.db"],
    ["jdbc:sqlite:app.db", "sqlite:app.db"],
    ["localhost:5432/db", "postgres://localhost:5432/db"],
    ["me:s3cr3t/@x@localhost:3306/db", "mysql://me@localhost:3306/db"],
    ["postgresql+psycopg2://me:s3cr3t@host/db", "postgres://me@host/db"],
    ["mysql+pymysql://me:s3cr3t@host/db", "mysql://me@host/db"],
    ["jdbc:postgresql://host/db?password=s3cr3t", "postgresql://host/db"],
    ["host=h dbname=d password=s3cr3t", "postgres://user@host:5432/dbname"],
  ];

  beforeAll(() => {
    folder.write(
      "schema.ts",
      'import { MetaData } from "schema-diff";\nexport const metadata = new MetaData();\n',
    );
    folder.write("old.sql", "CREATE TABLE t (a INTEGER);\n");
    const head = Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(84)]);
    folder.write("data/held", head.toString("latin1"));
  });

  const told = async (
    source: string,
    wanted: string,
    ...args: readonly string[]
  ): Promise<void> => {
    const { status, stdout, stderr } = await call(...args);
    expect([args, status, stdout]).toEqual([args, 2, ""]);
    expect(stderr).toMatch(/^error: .* is no (?:source|database URL)\n/);
    expect(stderr).toContain(`→ did you mean ${wanted}?`);
    expect(stderr).not.toContain("s3cr3t");
    expect(stderr).not.toContain("undefined");
    if (!source.includes("s3cr3t")) expect(stderr).toContain(`"${source}"`);
  };

  test.each(meant)("%s → %s", async (source, wanted) => {
    const inMemory = "sqlite::memory:";
    await told(source, wanted, "check", "--url", source, "--metadata", "schema.ts");
    await told(source, wanted, "check", "--url", inMemory, "--metadata", source);
    await told(source, wanted, "upgrade", "--url", source);
    await told(source, wanted, "current", "--url", source);
    await told(source, wanted, "stamp", "head", "--url", source);
    await told(source, wanted, "generate", "--url", source, "--metadata", "schema.ts");
    await told(source, wanted, "diff", "--from", source, "--to", inMemory);
    await told(source, wanted, "diff", "--from", inMemory, "--to", source);
    await told(
      source,
      wanted,
      "diff",
      "--from",
      "old.sql",
      "--to",
      "old.sql",
      "--dialect",
      "postgres",
      "--dev-url",
      source,
    );
    await told(source, wanted, "reflect", source);
    env = { DATABASE_URL: source };
    await told(source, wanted, "upgrade");
    await told(source, wanted, "reflect");
    env = {};
    folder.write(
      "config/schema-diff.config.json",
      JSON.stringify({ url: source, metadata: source }),
    );
    const config = "config/schema-diff.config.json";
    if (source === "data/held") return;
    await told(source, wanted, "current", "--config", config);
    await told(source, wanted, "check", "--config", config, "--url", inMemory);
  });

  test("in the library, too", async () => {
    for (const [source, wanted] of meant) {
      if (source === "data/held") continue;
      const way = expect.objectContaining({ code: "source", todo: `did you mean ${wanted}?` });
      await expect(reflect(source)).rejects.toEqual(way);
      await expect(diff({ from: new MetaData(), to: source })).rejects.toEqual(way);
      await expect(new Migrator({ source, directory: folder.path }).current()).rejects.toEqual(way);
    }
  });

  test("a folder, and a file that is something else, are called that", async () => {
    expect((await call("reflect", "data")).stderr).toMatch(
      /→ data is a folder: give a database URL/,
    );
    folder.write("notes", "nothing of a database\n");
    expect((await call("reflect", "notes")).stderr).toMatch(
      /→ notes is a file, and no SQLite database: give a database URL/,
    );
  });

  test("a password is not shown where it is not expected either", async () => {
    for (const args of [
      ["check", "me:s3cr3t@localhost/db"],
      ["upgrade", "a", "postgres://me:s3cr3t@h/d"],
      ["reflect", "oracle://me:s3cr3t@h/d"],
    ]) {
      expect((await call(...args)).stderr).not.toContain("s3cr3t");
    }
  });
});

describe("colours", () => {
  const escape = "\u001b[";
  const cases: readonly (readonly [env: Readonly<Record<string, string>>, coloured: boolean])[] = [
    [{}, false],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "3", NO_COLOR: "1", TERM: "dumb" }, true],
    [{ FORCE_COLOR: "0" }, false],
    [{ FORCE_COLOR: "false" }, false],
    [{ FORCE_COLOR: "" }, false],
    [{ NO_COLOR: "1" }, false],
  ];

  test.each(cases)("%j", async (variables, coloured) => {
    const { stdout } = await folder.runWith(variables, "--help");
    const { stderr } = await folder.runWith(variables, "chck");
    const none = await folder.runWith(variables);
    expect([stdout, stderr, none.stderr].map((text) => text.includes(escape))).toEqual([
      coloured,
      coloured,
      coloured,
    ]);
    expect(stderr.replace(/\u001b\[\d+m/g, "")).toMatch(
      /^error: there is no command "chck"\n {2}→ did you mean "check"\?/,
    );
  });

  test("on a terminal, unless NO_COLOR is not empty or the terminal knows none", () => {
    const terminal = { isTTY: true };
    expect(
      [
        {},
        { NO_COLOR: "" },
        { NO_COLOR: "0" },
        { TERM: "dumb" },
        { FORCE_COLOR: "0" },
        { FORCE_COLOR: "1", NO_COLOR: "1" },
      ].map((variables) => isColoured(variables, terminal)),
    ).toEqual([true, true, false, false, false, true]);
  });
});
