/** A script waits for a lock as long as it was told to, says who holds it, and is tried again where that was asked for. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migrator } from "../../src/migrate/index.js";
import { SchemaDiffError } from "../../src/model/index.js";
import { freshDatabase, query, serverNames } from "../servers/urls.js";
import { scriptText } from "./scratch.js";

interface Other {
  readonly ask: (sql: string) => Promise<unknown>;
  readonly end: () => Promise<void>;
  readonly id: () => Promise<string>;
}

const connect = async (url: string): Promise<Other> => {
  if (url.startsWith("postgres")) {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return {
      ask: (sql) => client.query(sql),
      end: () => client.end(),
      id: async () => String((await client.query("SELECT pg_backend_pid() AS id")).rows[0].id),
    };
  }
  const { createConnection } = await import("mysql2/promise");
  const connection = await createConnection(url.replace(/^mariadb:/, "mysql:"));
  return {
    ask: (sql) => connection.query(sql),
    end: () => connection.end(),
    id: async () => String(connection.threadId),
  };
};

describe.each(serverNames)("%s", (name) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let root: string;
  let other: Other;
  const migrator = (options: object): Migrator =>
    new Migrator({ source: database.url, directory: root, ...options });

  beforeEach(async () => {
    database = await freshDatabase(name);
    root = mkdtempSync(join(tmpdir(), "schema-diff-lock-"));
    writeFileSync(
      join(root, "1.ts"),
      scriptText(
        "1",
        null,
        'await op.createTable("made", [{ name: "id", type: "int" }]);\nawait op.addColumn("held", { name: "n", type: "int" });',
      ),
    );
    await query(database.url, "CREATE TABLE held (id int)");
    other = await connect(database.url);
    await other.ask(name.startsWith("postgres") ? "BEGIN" : "START TRANSACTION");
    await other.ask("SELECT * FROM held");
  });
  afterEach(async () => {
    await other.end();
    rmSync(root, { recursive: true });
    await database.drop();
  });

  test("who holds it is told while it lasts, and with the failure", async () => {
    const told: string[] = [];
    const since = Date.now();
    const thrown: unknown = await migrator({
      lockTimeout: 2000,
      waiting: (what: string) => told.push(what),
    })
      .upgrade()
      .catch((error: unknown) => error);
    expect(Date.now() - since).toBeLessThan(9000);
    const holder = `a lock, held by process ${await other.id()} (user `;
    expect(thrown).toBeInstanceOf(SchemaDiffError);
    expect(thrown).toMatchObject({ code: "locked", message: expect.stringContaining(holder) });
    expect(String(thrown)).toContain("waited 2 s for");
    expect(told[0]).toContain(`waiting for ${holder}`);
    expect(String(thrown)).toContain(
      name.startsWith("postgres") ? "Nothing of the script stays" : "These statements ran and stay",
    );
    await other.ask("COMMIT");
    await migrator({}).upgrade();
    expect(await migrator({}).current()).toEqual(["1"]);
  });

  test("tried again, with growing pauses, it runs once the lock is free", async () => {
    const told: string[] = [];
    const upgrade = migrator({
      lockTimeout: 1000,
      retries: 5,
      waiting: (what: string) => told.push(what),
    }).upgrade();
    upgrade.catch(() => undefined);
    for (let i = 0; i < 200 && !told.some((what) => what.includes("2 of 5")); i += 1)
      await new Promise((wake) => setTimeout(wake, 50));
    await other.ask("COMMIT");
    expect((await upgrade).revisions).toMatchObject([{ revision: "1" }]);
    expect(told.filter((what) => what.startsWith("no lock in time"))).toEqual([
      "no lock in time: trying again in 1 s (1 of 5)",
      "no lock in time: trying again in 2 s (2 of 5)",
    ]);
  });
});
