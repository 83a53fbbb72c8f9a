/** The migrator on PostgreSQL, MySQL and MariaDB: scripts, locks, failures, lost connections. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migrator } from "../../src/migrate/index.js";
import { SchemaDiffError } from "../../src/model/index.js";
import { freshDatabase, query, serverNames, type ServerName } from "../servers/urls.js";
import { scriptText } from "./scratch.js";

const integer: { readonly [S in ServerName]: string } = {
  postgres: "integer",
  postgresOld: "integer",
  mysql: "int",
  mariadb: "int(11)",
};
const short: { readonly [S in ServerName]: string } = {
  postgres: "character varying(30)",
  postgresOld: "character varying(30)",
  mysql: "varchar(30)",
  mariadb: "varchar(30)",
};
const isPostgres = (name: ServerName): boolean => name.startsWith("postgres");

const failure = async (work: Promise<unknown>): Promise<SchemaDiffError> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof SchemaDiffError) return thrown;
  throw new Error(`no SchemaDiffError, but ${String(thrown)}`);
};

describe.each(serverNames)("%s", (name) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let root: string;
  const script = (revision: string, down: string | null, up: string, back = ""): void => {
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, `${revision}.ts`), scriptText(revision, down, up, back));
  };
  const migrator = (options = {}): Migrator =>
    new Migrator({ source: database.url, directory: root, ...options });
  const tables = async (): Promise<readonly string[]> =>
    (
      await query(
        database.url,
        isPostgres(name)
          ? "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
          : "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1",
      )
    ).map((r) => String(r["name"]));

  beforeEach(async () => {
    database = await freshDatabase(name);
    root = mkdtempSync(join(tmpdir(), "schema-diff-servers-"));
    script(
      "01",
      null,
      `await op.createTable("user", [
      { name: "id", type: "${integer[name]}", nullable: false }, { name: "name", type: "${short[name]}", nullable: false, default: "'x'" },
      { primaryKey: ["id"], name: "pk_user" },
    ]);`,
      'await op.dropTable("user");',
    );
    script(
      "02",
      "01",
      'await op.alterColumn("user", "name", { nullable: true });\nawait op.createUniqueConstraint("uq_user_name", "user", ["name"]);',
      'await op.dropConstraint("uq_user_name", "user", { type: "unique" });\nawait op.alterColumn("user", "name", { nullable: false });',
    );
  });
  afterEach(async () => {
    rmSync(root, { recursive: true });
    await database.drop();
  });

  test("up and down; an alteration keeps what it does not speak of", async () => {
    await migrator().upgrade("01");
    const columns =
      "SELECT column_name AS name, is_nullable AS nullable, column_default AS said FROM information_schema.columns WHERE table_name = 'user' AND table_schema IN ('public', ";
    const read = () =>
      query(
        database.url,
        `${columns}${isPostgres(name) ? "'public'" : "DATABASE()"}) ORDER BY ordinal_position`,
      );
    const before = await read();
    await migrator().upgrade();
    expect(await migrator().current()).toEqual(["02"]);
    expect((await read()).map((c) => [c["name"], c["nullable"]])).toEqual([
      ["id", "NO"],
      ["name", "YES"],
    ]);
    expect((await read())[1]?.["said"]).toBe(before[1]?.["said"]);
    await query(
      database.url,
      `INSERT INTO ${isPostgres(name) ? '"user"' : "user"} (id) VALUES (1)`,
    );
    await migrator().downgrade("01");
    expect(await read()).toEqual(before);
    await migrator().downgrade("base");
    expect(await tables()).toEqual(["schema_diff_version"]);
  });

  test("a script that fails half-way: what stays is said", async () => {
    script(
      "03",
      "02",
      'await op.createTable("extra", [{ name: "id", type: "int" }]);\nawait op.execute("INSERT INTO nowhere VALUES (1)");\nawait op.dropTable("user");',
    );
    const { code, message } = await failure(migrator().upgrade());
    expect(code).toBe("script");
    expect(message).toMatch(
      /^03\.ts \(up of 03\) failed: .*nowhere.*\n {2}in the statement\n {4}INSERT INTO nowhere VALUES \(1\)\n/,
    );
    expect(await migrator().current()).toEqual(["02"]);
    if (isPostgres(name)) {
      expect(message).toContain("Nothing of the script stays; the revision is not marked as run.");
      expect(await tables()).toEqual(["schema_diff_version", "user"]);
    } else {
      expect(message).toMatch(
        /These statements ran and stay, and the revision is not marked as run:\n {4}CREATE TABLE/,
      );
      expect(await tables()).toEqual([
        "extra",
        "schema_diff_version",
        "schema_diff_version_journal",
        "user",
      ]);
    }
  });

  test("one migrator at a time", async () => {
    const [begun, end] = [`${root}.begun`, `${root}.end`];
    script(
      "03",
      "02",
      `const { existsSync, writeFileSync } = await import("node:fs");
      writeFileSync(${JSON.stringify(begun)}, "");
      while (!existsSync(${JSON.stringify(end)})) await new Promise((wake) => setTimeout(wake, 20));
      await op.createTable("slow", [{ name: "id", type: "int" }]);`,
    );
    const first = migrator().upgrade();
    while (!existsSync(begun))
      await new Promise((wake) => {
        setTimeout(wake, 20);
      });
    expect(await failure(migrator({ lockTimeout: 100 }).upgrade())).toMatchObject({
      code: "locked",
    });
    const second = migrator().upgrade();
    writeFileSync(end, "");
    expect((await first).revisions).toHaveLength(3);
    expect((await second).revisions).toHaveLength(0);
    for (const file of [begun, end]) rmSync(file);
  });

  test("what is printed runs as it is, version rows included", async () => {
    const { statements } = await migrator().upgrade("01", { sql: true });
    expect(await tables()).toEqual([]);
    const { openDatabase } = await import("../../src/reflect/index.js");
    const { connection } = await openDatabase(database.url);
    for (const statement of statements) await connection.execute(statement);
    await connection.close();
    expect(await migrator().current()).toEqual(["01"]);
    await migrator().upgrade();
    await migrator().downgrade("base");
    expect(await tables()).toEqual(["schema_diff_version"]);
  });

  test("a constraint that is told by its columns is not printed", async () => {
    await migrator().upgrade();
    script(
      "03",
      "02",
      'await op.dropConstraint({ type: "unique", columns: ["name"] }, "user");',
      'await op.createUniqueConstraint("uq_user_name", "user", ["name"]);',
    );
    expect(await failure(migrator().upgrade("head", { sql: true }))).toMatchObject({
      code: "script",
      message: expect.stringContaining(
        "dropConstraint tells the UNIQUE (name) of user by its columns: its name is looked up on the live table, and --sql prints for databases that nobody can ask",
      ),
      todo: "write its name, as generate does, or run the script without --sql",
    });
    expect(await migrator().current()).toEqual(["02"]);
  });

  test("a batch that was written for SQLite runs as plain ALTERs", async () => {
    await migrator().upgrade();
    script(
      "03",
      "02",
      `await op.batchAlterTable("user", { namingConvention: { uq: "uq_%(table_name)s_%(column_0_name)s" } }, async (batch) => {
      await batch.dropConstraint("uq_user_name", { type: "unique" });
      await batch.alterColumn("name", { nullable: false });
      await batch.addColumn({ name: "age", type: "${integer[name]}", nullable: false, default: "0" });
      await batch.createCheckConstraint("ck_user_age", "age >= 0");
      await batch.createIndex("ix_user_age", ["age"]);
    });`,
      `await op.batchAlterTable("user", {}, async (batch) => {
      await batch.dropIndex("ix_user_age");
      await batch.dropConstraint("ck_user_age", { type: "check" });
      await batch.dropColumn("age");
      await batch.alterColumn("name", { nullable: true });
      await batch.createUniqueConstraint("uq_user_name", ["name"]);
    });`,
    );
    const { reflect } = await import("../../src/flow/index.js");
    const before = await reflect(database.url);
    await migrator().upgrade();
    const [user] = (await reflect(database.url)).tables;
    expect(user?.columns.map((c) => [c.name, c.nullable])).toEqual([
      ["id", false],
      ["name", false],
      ["age", false],
    ]);
    expect(user?.indexes.map((i) => i.name)).toEqual([{ from: "author", text: "ix_user_age" }]);
    expect(user?.constraints.map((c) => c.kind).sort()).toEqual(["check", "primaryKey"]);
    await migrator().downgrade("-1");
    expect(await reflect(database.url)).toEqual(before);
  });

  test("what a batch states beside its operations is added on every server", async () => {
    await migrator().upgrade();
    script(
      "03",
      "02",
      `await op.batchAlterTable("user", { tableArgs: [{ check: "id > 5" }, { check: "id < 900", name: "ck_user_id" }] }, async (batch) => {
      await batch.addColumn({ name: "age", type: "${integer[name]}" });
    });`,
    );
    await migrator().upgrade();
    const { reflect } = await import("../../src/flow/index.js");
    const [user] = (await reflect(database.url)).tables;
    expect(
      user?.constraints
        .flatMap((c) => (c.kind === "check" ? [c.expression.replaceAll(/[`()]/g, "")] : []))
        .sort(),
    ).toEqual(["id < 900", "id > 5"]);
  });

  test("a primary key goes by the name the script gives it", async () => {
    await migrator().upgrade("01");
    script(
      "02",
      "01",
      'await op.dropConstraint("pk_user", "user", { type: "primary" });',
      'await op.createPrimaryKey("pk_user", "user", ["id"]);',
    );
    await migrator().upgrade();
    await migrator().downgrade("01");
  });

  test("a connection that is lost, as a killed process loses it, leaves no lock, and where DDL has transactions nothing of the script", async () => {
    await migrator().upgrade("01");
    const kill = isPostgres(name)
      ? "SELECT pg_terminate_backend(pg_backend_pid())"
      : "KILL CONNECTION_ID()";
    script(
      "03",
      "02",
      `await op.createTable("half", [{ name: "id", type: "int" }]);\nawait op.execute(${JSON.stringify(kill)});\nawait op.dropTable("user");`,
    );
    const { code, message } = await failure(migrator().upgrade());
    expect([code, message]).toEqual([
      "script",
      expect.stringContaining("03.ts (up of 03) failed: "),
    ]);
    expect(await migrator().current()).toEqual(["02"]);
    script("03", "02", 'await op.createTable("quick", [{ name: "id", type: "int" }]);');
    if (!isPostgres(name)) {
      const halfWay = await failure(migrator({ lockTimeout: 1000 }).upgrade());
      expect(halfWay.message).toContain("the script was changed since a part of it ran");
      await migrator().abandon();
    }
    await migrator({ lockTimeout: 1000 }).upgrade();
    expect(await tables()).toEqual([
      ...(isPostgres(name) ? [] : ["half"]),
      "quick",
      "schema_diff_version",
      "user",
    ]);
  });
});
