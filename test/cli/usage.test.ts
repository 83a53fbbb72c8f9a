/** What the program says of itself, and what it says of a call that is wrong: one message with the way out, exit status 2. */
import { allCommands, commandNames } from "../../src/cli/commands/index.js";
import type { Io } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";
import { newFolder, type Outcome } from "./program.js";

const folder = newFolder();
afterAll(() => folder.remove());

/** The same run inside this process, for calls that reach neither a database nor a module. */
const call = async (...args: readonly string[]): Promise<Outcome> => {
  const [out, err]: [string[], string[]] = [[], []];
  const io: Io = {
    cwd: folder.path, env: {}, paint: false, now: () => new Date(0), progress: () => undefined, prompter: null,
    print: (text) => void out.push(`${text}\n`), say: (text) => void err.push(`${text}\n`),
  };
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
    [[], /there is no command/, /the commands are init, generate/],
    [["chck"], /no command "chck"/, /did you mean "check"\?/],
    [["--url", "sqlite:a.db"], /the command comes first/, /--help/],
    [["check", "--metdata", "a.ts"], /no option of check "--metdata"/, /did you mean "--metadata"\?/],
    [["check", "-x"], /no option of check "-x"/, /the options are/],
    [["check", "--dry-run"], /no option of check "--dry-run"/, /the options are/],
    [["check", "--url"], /--url needs a value: --url URL/, /^$/],
    [["check", "--url", "--strict"], /--url needs a value/, /^$/],
    [["check", "--strict=yes"], /--strict takes no value/, /^$/],
    [["check", "--url", "a", "--url", "b"], /--url is given twice/, /^$/],
    [["check", "--format", "xml"], /no format of check "xml"/, /text, json/],
    [["check", "--unnamed-checks", "skipp"], /no --unnamed-checks "skipp"/, /did you mean "skip"\?/],
    [["check", "--dialect", "postgresql"], /no --dialect "postgresql"/, /did you mean "postgres"\?/],
    [["check", "extra"], /does not know what to do with "extra"/, /usage: schema-diff check/],
    [["stamp"], /stamp needs REV/, /--help/],
    [["diff", "--from", "a.sql"], /diff needs --to SOURCE/, /usage: schema-diff diff/],
    [["check"], /nothing says which database/, /give --url, set the environment variable DATABASE_URL, or write a config file/],
    [["check", "--url", "sqlite::memory:"], /nothing says what the database is to be/, /give --metadata/],
    [["check", "--url", "oracle://x", "--metadata", "a.ts"], /"oracle:\/\/x" is no source/, /give a database URL/],
    [["check", "--config", "nowhere.ts"], /config file nowhere\.ts does not exist/, /check --config/],
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

  test("shows a stack only where --verbose asks for it", async () => {
    expect((await folder.run("check", "--config", "nowhere.ts")).stderr).not.toMatch(/^\s+at /m);
    expect((await folder.run("check", "--config", "nowhere.ts", "--verbose")).stderr).toMatch(/^\s+at /m);
  });
});
