/** The signal of a migrator ends what runs with it as Ctrl-C ends a command, and nothing else of the process. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migrator } from "../../src/migrate/index.js";
import { SchemaDiffError } from "../../src/model/index.js";
import { freshDatabase, query } from "../servers/urls.js";
import { scriptText } from "./scratch.js";

const create = 'await op.createTable("a", [{ name: "id", type: "int" }]);';

const servers = [
  [
    "postgres",
    "SELECT pg_sleep(60)",
    "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query = 'SELECT pg_sleep(60)' AND datname = current_database()",
    "Nothing of the script stays",
  ],
  [
    "mysql",
    "INSERT INTO a SELECT SLEEP(60)",
    "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO = 'INSERT INTO a SELECT SLEEP(60)' AND DB = DATABASE()",
    "These statements ran and stay",
  ],
  [
    "mariadb",
    "INSERT INTO a SELECT SLEEP(60)",
    "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO = 'INSERT INTO a SELECT SLEEP(60)' AND DB = DATABASE()",
    "These statements ran and stay",
  ],
] as const;

const failure = async (work: Promise<unknown>): Promise<SchemaDiffError> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof SchemaDiffError) return thrown;
  throw new Error(`no SchemaDiffError, but ${String(thrown)}`);
};

describe.each(servers)("%s", (name, slow, running, stays) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let root: string;
  const isRunning = async (): Promise<boolean> => (await query(database.url, running)).length > 0;
  const write = (...up: readonly string[]): void =>
    writeFileSync(join(root, "1.ts"), scriptText("1", null, up.join("\n")));

  beforeEach(async () => {
    database = await freshDatabase(name);
    root = mkdtempSync(join(tmpdir(), "schema-diff-abort-"));
  });
  afterEach(async () => {
    rmSync(root, { recursive: true });
    await database.drop();
  });

  test("what runs is cancelled on the server, and the next upgrade reaches the end", async () => {
    write(create, `await op.execute(${JSON.stringify(slow)});`);
    const controller = new AbortController();
    const { signal } = controller;
    const migrator = new Migrator({ source: database.url, directory: root, signal });
    const upgrade = failure(migrator.upgrade());
    for (let i = 0; i < 300 && !(await isRunning()); i += 1)
      await new Promise((wake) => setTimeout(wake, 50));
    const beside = await freshDatabase(name);
    controller.abort(new Error("the server is going down"));
    // Another one of the same process goes on.
    write(create);
    const other = new Migrator({ source: beside.url, directory: root });
    expect((await other.upgrade()).revisions).toHaveLength(1);
    await beside.drop();
    const { code, message } = await upgrade;
    expect([code, message]).toEqual(["interrupted", expect.stringContaining(stays)]);
    expect(message).toContain("interrupted by the signal that was given: the server is going down");
    expect(await isRunning()).toBe(false);
    const again = new Migrator({ source: database.url, directory: root });
    if (name === "postgres") expect((await again.upgrade()).revisions).toHaveLength(1);
    // MySQL takes a SLEEP that is ended for one that is over.
    else expect((await again.halfWay())?.ran.length).toBeGreaterThan(0);
    // One that was aborted asks nothing any more.
    expect((await failure(migrator.current())).code).toBe("interrupted");
  });

  test("a statement that ends without an error when it is cancelled does not end the script", async () => {
    if (name === "postgres") return;
    write(create, 'await op.execute("DO SLEEP(61)");');
    const controller = new AbortController();
    const { signal } = controller;
    const upgrade = failure(
      new Migrator({ source: database.url, directory: root, signal }).upgrade(),
    );
    const sleeping =
      "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO = 'DO SLEEP(61)' AND DB = DATABASE()";
    for (let i = 0; i < 300 && (await query(database.url, sleeping)).length === 0; i += 1)
      await new Promise((wake) => setTimeout(wake, 50));
    controller.abort();
    expect(await upgrade).toMatchObject({ code: "interrupted" });
    const again = new Migrator({ source: database.url, directory: root });
    expect((await again.current()).map(String)).toEqual([]);
    expect((await again.upgrade()).revisions).toHaveLength(1);
  });

  test("a script that waits for something else is left alone", async () => {
    write(create, "await new Promise(() => setInterval(() => 0, 1000).unref());");
    const signal = AbortSignal.timeout(1500);
    const migrator = new Migrator({ source: database.url, directory: root, signal });
    expect(await failure(migrator.upgrade())).toMatchObject({ code: "interrupted" });
  });
});

test("what is no signal is refused in words", () => {
  const made = (): Migrator =>
    Reflect.construct(Migrator, [{ source: "sqlite::memory:", directory: "x", signal: "SIGINT" }]);
  expect(made).toThrow(/signal must be the signal of an AbortController, but is "SIGINT"/);
});
