/** What no other SQL would mend: a missing right, a full disk, a server that only reads, what a commit alone finds out. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migrator } from "schema-diff";
import { explained as ofMysql } from "../../src/reflect/mysql/refusals.js";
import { explained as ofPostgres } from "../../src/reflect/postgres/refusals.js";
import { explained as ofSnowflake } from "../../src/reflect/snowflake/refusals.js";
import Database from "../sqlite/database.mjs";
import { execute, places } from "../stories/places.js";
import { scriptText } from "./scratch.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "outside-sql-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const script = (up: string): void =>
  writeFileSync(join(directory, "01.ts"), scriptText("01", null, up));

const named = (...titles: readonly string[]): typeof places =>
  places.filter(({ title }) => titles.includes(title));

const connection = { description: "u@h/d" } as Parameters<typeof ofPostgres>[1];

test.each([
  ["PostgreSQL", ofPostgres, { code: "42501" }, "permission"],
  ["PostgreSQL", ofPostgres, { code: "53100" }, "sql"],
  ["PostgreSQL", ofPostgres, { code: "25006" }, "connection"],
  ["PostgreSQL", ofPostgres, { code: "40P01" }, "locked"],
  ["PostgreSQL", ofPostgres, { message: "Connection terminated unexpectedly" }, "connection"],
  ["MySQL", ofMysql, { errno: 1142 }, "permission"],
  ["MySQL", ofMysql, { errno: 1114 }, "sql"],
  ["MySQL", ofMysql, { errno: 1290, message: "with the --read-only option" }, "connection"],
  ["MySQL", ofMysql, { errno: 1213 }, "locked"],
  ["MySQL", ofMysql, { code: "PROTOCOL_CONNECTION_LOST" }, "connection"],
  ["Snowflake", ofSnowflake, { code: "003001" }, "permission"],
  ["Snowflake", ofSnowflake, { code: 390_114 }, "connection"],
] as const)("%s: %j %j", (_server, explain, fields, code) => {
  const thrown = Object.assign(new Error("no"), fields);
  expect(explain(thrown, connection, "around")).toMatchObject({
    code,
    message: `u@h/d: ${thrown.message}`,
    todo: expect.stringMatching(/./),
    cause: thrown,
  });
});

test.each([
  [ofPostgres, { code: "23505" }],
  [ofMysql, { errno: 1062 }],
  [ofMysql, { errno: 1290, message: "with the --secure-file-priv option" }],
  [ofSnowflake, { code: "002003" }],
])("what SQL may mend stays as it is", (explain, fields) => {
  const thrown = Object.assign(new Error("no"), fields);
  expect(explain(thrown, connection, "script")).toBe(thrown);
});

test("a SQLite file that may grow no more", async () => {
  script(
    'await op.execute("CREATE TABLE a (b)");\nawait op.execute("INSERT INTO a VALUES (zeroblob(100000))");',
  );
  const database = new Database(":memory:");
  try {
    database.exec("PRAGMA max_page_count = 8");
    await expect(new Migrator({ source: database, directory }).upgrade()).rejects.toMatchObject({
      code: "script",
      message: expect.stringMatching(
        /^01\.ts \(up of 01\) failed: sqlite::memory:: database or disk is full\n {2}in the statement\n {4}INSERT .*\nNothing of the script stays/,
      ),
      todo: expect.stringMatching(/^make room where the file lies/),
    });
    expect(database.prepare("SELECT name FROM sqlite_schema").all()).toEqual([]);
  } finally {
    database.close();
  }
});

test.each(named("MySQL", "MariaDB"))("$title: a table that is full", async ({ make }) => {
  const place = await make();
  try {
    script(
      [
        'await op.execute("SET SESSION max_heap_table_size = 16384");',
        'await op.execute("CREATE TABLE a (b char(255)) ENGINE=MEMORY CHARACTER SET utf8mb4");',
        "for (let i = 0; i < 10; i += 1) await op.execute(\"INSERT INTO a SELECT 'x' FROM information_schema.COLLATIONS LIMIT 100\");",
      ].join("\n"),
    );
    await expect(new Migrator({ source: place.url, directory }).upgrade()).rejects.toMatchObject({
      code: "script",
      message: expect.stringMatching(
        /is full\n {2}in the statement\n {4}INSERT INTO a .*\nThese statements ran/s,
      ),
      todo: expect.stringMatching(
        /^make room where the database lies .*, and run `schema-diff upgrade` again: it continues after/,
      ),
    });
  } finally {
    await place.drop();
  }
});

test.each(named("PostgreSQL 18"))(
  "$title: what only the commit finds out is the script's failure",
  async ({ make }) => {
    const place = await make();
    try {
      await execute(
        place.url,
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int CONSTRAINT c_p REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
      );
      script('await op.execute("INSERT INTO c VALUES (5)");');
      const migrator = new Migrator({ source: place.url, directory });
      await expect(migrator.upgrade()).rejects.toMatchObject({
        code: "script",
        message: expect.stringMatching(
          /^01\.ts \(up of 01\) failed: .*"c_p"\n.*\(p\)=\(5\).*\nNothing of the script stays; the revision is not marked as run\.$/,
        ),
        todo: "mend the script and run it again",
      });
      expect(await migrator.current()).toEqual([]);
    } finally {
      await place.drop();
    }
  },
);

const rights: Readonly<Record<string, (user: string, database: string) => readonly string[]>> = {
  postgres: (user) => [`CREATE ROLE ${user} LOGIN PASSWORD 'x'`, "CREATE TABLE t (id int)"],
  mysql: (user, database) => [
    `CREATE USER ${user} IDENTIFIED BY 'x'`,
    `GRANT SELECT ON ${database}.* TO ${user}`,
    "CREATE TABLE t (id int)",
  ],
};

test.each(named("PostgreSQL 18", "MySQL", "MariaDB"))(
  "$title: a user who may not",
  async ({ title, dialect, make }) => {
    const place = await make();
    const user = `may_not_${dialect}_${process.pid}`;
    try {
      const own = new URL(place.url);
      const database = own.pathname.slice(1);
      for (const sql of rights[dialect === "postgres" ? dialect : "mysql"]?.(user, database) ?? [])
        await execute(place.url, sql);
      own.username = user;
      own.password = "x";
      const migrator = new Migrator({ source: own.href, directory });
      const refused = {
        code: "permission",
        message: expect.stringMatching(
          /^(?:01\.ts \(up of 01\) failed: )?the version table schema_diff_version cannot be made: .*denied/,
        ),
        todo: "give this user the right that is missing, or name another user in the URL",
      };
      script('await op.execute("DROP TABLE t");');
      await expect(migrator.upgrade()).rejects.toMatchObject(refused);
      await expect(migrator.stamp("head")).rejects.toMatchObject(refused);
      // The version table is there, and his; the rest is not.
      await new Migrator({ source: place.url, directory }).stamp("base");
      await execute(
        place.url,
        title === "PostgreSQL 18"
          ? `GRANT ALL ON schema_diff_version TO ${user}`
          : `GRANT ALL ON ${database}.schema_diff_version TO ${user}`,
      );
      if (title !== "PostgreSQL 18")
        await execute(place.url, `GRANT ALL ON ${database}.schema_diff_version_journal TO ${user}`);
      await expect(migrator.upgrade()).rejects.toMatchObject({
        code: "permission",
        message: expect.stringMatching(/\n {2}in the statement\n {4}DROP TABLE t\n/),
        todo: refused.todo,
      });
    } finally {
      await execute(place.url, dialect === "postgres" ? `DROP OWNED BY ${user}` : "DO 0");
      await execute(
        place.url,
        `DROP ${dialect === "postgres" ? "ROLE" : "USER"} IF EXISTS ${user}`,
      );
      await place.drop();
    }
  },
);
