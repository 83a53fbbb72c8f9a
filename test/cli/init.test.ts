/** `init`: what it writes, keeps, marks and says comes next; and what `generate` says of a database that no script has run on. */
import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { join } from "node:path";
import type { Io } from "../../src/cli/io.js";
import type { Prompter } from "../../src/cli/init/prompter.js";
import { run } from "../../src/cli/run.js";
import { freshDatabase, query, serverUrl, type ServerName } from "../servers/urls.js";
import { ioWithin, newFolder, type Folder } from "./program.js";

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => folder.remove());

const ok = async (...args: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await folder.run(...args);
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
};

/** Fails with one message, and leaves every file as it was. */
const refused = async (...args: readonly string[]): Promise<string> => {
  const before = folder
    .files()
    .map((file) => [file, file.endsWith(".db") ? "" : folder.read(file)]);
  const { status, stdout, stderr } = await folder.run(...args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(
    folder.files().map((file) => [file, file.endsWith(".db") ? "" : folder.read(file)]),
  ).toEqual(before);
  return stderr;
};

const sql = (statements: string, file = "app.db"): void => {
  const database = new Database(join(folder.path, file));
  database.exec(statements);
  database.close();
};

const tables = `CREATE TABLE user (id INTEGER PRIMARY KEY, name VARCHAR(30) NOT NULL UNIQUE, age INTEGER CHECK (age > 0), CONSTRAINT young CHECK (age < 200));
CREATE TABLE note (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES user (id) ON DELETE CASCADE, text VARCHAR(10));
CREATE INDEX of_user ON note (user_id);`;

describe("where nothing is", () => {
  const wayOut =
    /^error: nothing says which database\n {2}→ give --url, set the environment variable DATABASE_URL, or set url in schema-diff\.config\.ts\n$/;

  test("init says which variable to set, and so does every next command until it is set", async () => {
    expect(await ok("init")).toBe(
      'wrote schema.ts\nwrote schema-diff.config.ts\nnext: declare tables in schema.ts, set DATABASE_URL to the URL of the database (such as postgres://me@localhost:5432/app), then run npx schema-diff generate -m "first tables"\n',
    );
    for (const command of [
      ["generate"],
      ["check"],
      ["upgrade"],
      ["downgrade", "base"],
      ["current"],
      ["history"],
      ["stamp", "head"],
    ]) {
      expect([command, await refused(...command)]).toEqual([
        command,
        expect.stringMatching(wayOut),
      ]);
    }
    expect((await folder.runWith({ DATABASE_URL: "" }, "check")).stderr).toMatch(wayOut);
    expect(await folder.runWith({ DATABASE_URL: "sqlite:app.db" }, "generate")).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("in sync"),
    });
  });

  test("a config that reads an empty variable says the same", async () => {
    folder.write(
      "schema-diff.config.ts",
      'import { defineConfig } from "schema-diff";\nexport default defineConfig({ url: process.env["DATABASE_URL"] ?? "", metadata: "schema.ts" });\n',
    );
    expect(await refused("current")).toMatch(wayOut);
  });

  test("--dialect shows how its URLs are written; one that needs no server needs no URL either", async () => {
    expect(await ok("init", "--dialect", "mysql")).toContain(
      "set DATABASE_URL to the URL of the database (such as mysql://me@localhost:3306/app)",
    );
    expect(folder.read("schema-diff.config.ts")).toContain('dialect: "mysql"');
    expect(await ok("init", "--dialect", "sqlite", "--force")).toMatch(
      /next: declare tables in schema\.ts, then run npx schema-diff generate -m "first tables"\n$/,
    );
    folder.write(
      "schema.ts",
      folder
        .read("schema.ts")
        .replace("{ MetaData }", "{ integer, MetaData, varchar }")
        .replace("// metadata.table", "metadata.table"),
    );
    await ok("generate", "-m", "first tables", "--rev-id", "1");
    expect(await ok("upgrade")).toBe("ran 1 first tables\n");
    expect(await ok("check")).toBe("in sync\n");
  });

  test("a SQLite file that is yet to be made is not made by init", async () => {
    expect(await ok("init", "--url", "sqlite:new.db")).toMatch(/npx schema-diff generate/);
    expect(folder.files()).toEqual(["schema-diff.config.ts", "schema.ts"]);
    await ok("generate");
  });

  test("a convention is declared by the metadata", async () => {
    await ok("init", "--dialect", "sqlite", "--naming-convention", "postgresql");
    expect(folder.read("schema.ts")).toContain('uq: "%(table_name)s_%(column_0_N_name)s_key"');
    expect(folder.read("schema-diff.config.ts")).not.toContain("namingConvention");
  });

  test("--config says where the config is; what it says starts there", async () => {
    sql(tables);
    expect(
      await ok(
        "init",
        "--url",
        "sqlite:app.db",
        "--config",
        "db/schema-diff.config.json",
        "--metadata",
        "db/schema.ts",
      ),
    ).toMatch(/next: npx schema-diff check --config db\/schema-diff\.config\.json\n$/);
    expect(JSON.parse(folder.read("db/schema-diff.config.json"))).toEqual({
      url: "sqlite:../app.db",
      metadata: "schema.ts",
      migrations: "../migrations",
    });
    expect(await ok("check", "--config", "db/schema-diff.config.json")).toMatch(/in sync\n$/);
  });
});

test("a password goes to the environment, and the next command says so", async () => {
  const url = new URL(serverUrl("postgres"));
  url.password = "hunter22";
  const { status, stdout, stderr } = await folder.run("init", "--url", url.href);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(
    `set DATABASE_URL to ${serverUrl("postgres")} with its password, then run npx schema-diff generate`,
  );
  for (const text of [stdout, ...folder.files().map(folder.read)])
    expect(text).not.toContain("hunter22");
  expect(await refused("check")).toMatch(/set the environment variable DATABASE_URL/);
  expect((await folder.runWith({ DATABASE_URL: url.href }, "init", "--force")).stdout).toMatch(
    /next: declare tables in schema\.ts, then run npx schema-diff generate/,
  );
});

describe("what exists", () => {
  beforeEach(() => sql(tables));

  test("is kept, and what is missing is written", async () => {
    folder.write("schema.ts", "// mine\n");
    expect(await ok("init", "--url", "sqlite:app.db")).toBe(
      "kept schema.ts as it is\nwrote schema-diff.config.ts\nnext: npx schema-diff check\n",
    );
    expect(folder.read("schema.ts")).toBe("// mine\n");
    folder.write(
      "schema-diff.config.ts",
      'export default { url: "sqlite:app.db", metadata: "db/tables.ts", exclude: ["note"] };\n',
    );
    const config = folder.read("schema-diff.config.ts");
    expect(await ok("init")).toBe(
      "kept schema-diff.config.ts as it is\nwrote db/tables.ts, as sqlite:app.db is now\nnext: npx schema-diff check\n",
    );
    expect(folder.read("schema-diff.config.ts")).toBe(config);
    expect(await ok("check")).toMatch(/in sync\n$/);
    const again = JSON.parse(await ok("init", "--format", "json")) as unknown;
    expect(again).toEqual({
      formatVersion: 1,
      config: "schema-diff.config.ts",
      metadata: "db/tables.ts",
      reflected: false,
      wrote: [],
      kept: ["db/tables.ts", "schema-diff.config.ts"],
      baseline: null,
      next: { set: null, run: "schema-diff check" },
    });
  });

  test("a config that is kept does not take up flags, and init says so", async () => {
    folder.write(
      "schema-diff.config.json",
      '{ "url": "sqlite:app.db", "metadata": "schema.ts" }\n',
    );
    expect(
      (await folder.run("init", "--exclude", "note", "--migrations", "scripts")).stderr,
    ).toContain(
      "note: schema-diff.config.json is kept as it is, and does not say --migrations, --exclude",
    );
  });

  test("--force overwrites the config that is there, whatever its ending, and the metadata", async () => {
    folder.write("schema-diff.config.mjs", "export default {};\n");
    folder.write("schema.ts", "// mine\n");
    expect(await ok("init", "--url", "sqlite:app.db", "--force")).toMatch(
      /^wrote schema\.ts, as sqlite:app\.db is now\nwrote schema-diff\.config\.mjs\n/,
    );
    expect(await ok("check")).toMatch(/in sync\n$/);
  });

  test("is as it was where anything fails", async () => {
    folder.write("schema.ts", "// mine\n");
    expect(
      await refused(
        "init",
        "--url",
        "sqlite:app.db",
        "--force",
        "--config",
        "schema.ts/schema-diff.config.ts",
      ),
    ).toMatch(/schema\.ts\/schema-diff\.config\.ts cannot be written/);
    expect(
      await refused(
        "init",
        "--url",
        "sqlite:app.db",
        "--metadata",
        "deep/down/schema.ts",
        "--config",
        "schema.ts/schema-diff.config.ts",
      ),
    ).toMatch(/cannot be written/);
    expect(existsSync(join(folder.path, "deep"))).toBe(false);
  });

  test("what nothing in a convention fits is told, and nothing is written", async () => {
    sql(
      "CREATE TABLE twice (a INTEGER, b INTEGER REFERENCES user (id), FOREIGN KEY (b) REFERENCES user (name))",
    );
    expect(
      await refused("init", "--url", "sqlite:app.db", "--naming-convention", "sqlalchemy"),
    ).toMatch(
      /the naming convention does not fit this database: [^]*fk_twice_b_user[^]*--naming-convention none/,
    );
    await ok("init", "--url", "sqlite:app.db", "--naming-convention", "none");
  });

  test.each([
    [["--metadata", "schema.sql"], /init writes the metadata as a module/],
    [["--dialect", "postgres"], /--dialect says postgres, and the URL is one of sqlite/],
    [["--rev-id", "1"], /--baseline is not given/],
    [["--naming-convention", "oracle"], /no --naming-convention "oracle"/],
  ])("%j is refused", async (args, message) => {
    expect(await refused("init", "--url", "sqlite:app.db", ...args)).toMatch(message);
  });
});

describe("--baseline", () => {
  test("needs a database that holds something, and is the first script", async () => {
    expect(await refused("init", "--baseline")).toMatch(/nothing says which database/);
    expect(await refused("init", "--baseline", "--url", "sqlite:none.db")).toMatch(
      /none\.db does not exist/,
    );
    sql("SELECT 1 FROM sqlite_schema");
    expect(await refused("init", "--baseline", "--url", "sqlite:app.db")).toMatch(
      /holds nothing that a baseline could build/,
    );
    sql(tables);
    await ok("init", "--baseline", "--url", "sqlite:app.db", "--rev-id", "1");
    expect(await refused("init", "--baseline")).toMatch(
      /there are migration scripts in migrations already, up to 1\n.*stamp REV/,
    );
    sql("UPDATE schema_diff_version SET version_num = 'other'");
    expect(await refused("init", "--baseline", "--migrations", "elsewhere")).toMatch(
      /the database is at other, which no script in elsewhere has/,
    );
  });

  test("says everything as JSON, and what it cannot build", async () => {
    sql(`${tables} CREATE VIEW names AS SELECT name FROM user;`);
    const { status, stdout, stderr } = await folder.run(
      "init",
      "--baseline",
      "--url",
      "sqlite:app.db",
      "--rev-id",
      "1",
      "--format",
      "json",
    );
    expect([status, stderr]).toEqual([
      0,
      "warning: the baseline does not build what schema-diff does not model: view names\n",
    ]);
    expect(JSON.parse(stdout)).toEqual({
      formatVersion: 1,
      config: "schema-diff.config.ts",
      metadata: "schema.ts",
      reflected: true,
      wrote: ["schema.ts", "migrations/1_baseline.ts", "schema-diff.config.ts"],
      kept: [],
      baseline: {
        revision: "1",
        downRevisions: [],
        message: "baseline",
        file: "migrations/1_baseline.ts",
      },
      next: { set: null, run: "schema-diff check" },
    });
  });

  test("comes later too: what init wrote before is kept", async () => {
    sql(tables);
    expect((await folder.run("init", "--url", "sqlite:app.db")).stderr).toContain(
      "init --baseline",
    );
    expect(await ok("init", "--baseline", "--rev-id", "1")).toBe(
      "kept schema.ts as it is\nkept schema-diff.config.ts as it is\nwrote migrations/1_baseline.ts\nthe database is marked as being at 1\nnext: npx schema-diff check\n",
    );
    expect(await ok("current")).toBe("1 (head)\n");
  });

  test("leaves neither files nor a stamp where the mark cannot be made", async () => {
    sql(`${tables} CREATE TABLE schema_diff_version (something_else INTEGER);`);
    expect(await refused("init", "--baseline", "--url", "sqlite:app.db")).toMatch(/version_num/);
    sql("DROP TABLE schema_diff_version");
    const holder = new Database(join(folder.path, "app.db"));
    holder.exec("BEGIN IMMEDIATE");
    expect(await refused("init", "--baseline", "--url", "sqlite:app.db")).toMatch(
      /another migration is running|locked/,
    );
    holder.exec("ROLLBACK");
    holder.close();
    expect(folder.files()).toEqual(["app.db"]);
    sql("CREATE TABLE schema_diff_version (version_num TEXT)"); // it is not there
  });

  const columns: Readonly<Record<ServerName, string>> = {
    postgres: "serial",
    postgresOld: "serial",
    mysql: "int auto_increment",
    mariadb: "int auto_increment",
  };

  const build = async (name: ServerName, url: string): Promise<void> => {
    const table = name.startsWith("postgres") ? '"user"' : "user";
    await query(
      url,
      `CREATE TABLE ${table} (id ${columns[name]} PRIMARY KEY, name varchar(30) NOT NULL UNIQUE, age integer CHECK (age > 0), CONSTRAINT young CHECK (age < 200))`,
    );
    await query(
      url,
      `CREATE TABLE note (id integer PRIMARY KEY, user_id integer, a integer NOT NULL DEFAULT 3, UNIQUE (user_id, a), FOREIGN KEY (user_id) REFERENCES ${table} (id) ON DELETE CASCADE)`,
    );
    await query(url, "CREATE INDEX by_a ON note (a)");
    await query(url, `INSERT INTO ${table} (id, name) VALUES (1, 'a')`);
  };

  /** The promise of a baseline: here nothing is left to do, and an empty database becomes the same one. */
  const holds = async (url: string, other: string, args: readonly string[]): Promise<void> => {
    expect(
      await folder.run("init", "--baseline", "--rev-id", "1", "--url", url, ...args),
    ).toMatchObject({ status: 0, stderr: "" });
    expect(await ok("current")).toBe("1 (head)\n");
    expect(await ok("check")).toMatch(/in sync\n$/);
    expect(await folder.run("upgrade")).toMatchObject({ status: 0, stderr: "nothing to run\n" });
    expect(await folder.run("generate")).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("nothing to do"),
    });
    expect(await ok("upgrade", "--url", other)).toBe("ran 1 baseline\n");
    expect(await ok("diff", "--from", url, "--to", other, "--exit-code")).toMatch(/in sync\n$/);
    expect(await ok("check", "--url", other)).toMatch(/in sync\n$/);
    expect(await ok("downgrade", "base", "--url", other)).toBe("took back 1 baseline\n");
    // A snapshot leaves out what is empty, but for the tables.
    const empty: unknown = JSON.parse(await ok("reflect", other, "--format", "json"));
    expect(empty).toMatchObject({ tables: [] });
    expect(empty).not.toHaveProperty("enums");
    expect(empty).not.toHaveProperty("sequences");
  };

  const styles = ["none", "sqlalchemy", "postgresql"];

  test.each(styles)("on SQLite, with the convention %s", async (style) => {
    sql(tables);
    await holds("sqlite:app.db", "sqlite:other.db", ["--naming-convention", style]);
  });

  const served: readonly (readonly [ServerName, string])[] = [
    ["postgres", "postgresql"],
    ["postgresOld", "sqlalchemy"],
    ["mysql", "sqlalchemy"],
    ["mariadb", "none"],
  ];

  test.each(served)("on %s, with the convention %s", async (name, style) => {
    const [there, other] = [await freshDatabase(name), await freshDatabase(name)];
    try {
      await build(name, there.url);
      await holds(there.url, other.url, ["--naming-convention", style]);
    } finally {
      await there.drop();
      await other.drop();
    }
  });

  test.each(["postgres", "mysql", "mariadb"] as const)(
    "on %s, a role that may not write leaves nothing",
    async (name) => {
      const { url, drop } = await freshDatabase(name);
      const role = `init_${process.pid}_${name}`;
      const database = new URL(url).pathname.slice(1);
      const isPostgres = name === "postgres";
      const account = isPostgres ? role : `'${role}'@'%'`;
      try {
        await build(name, url);
        await query(url, isPostgres ? `CREATE ROLE ${role} LOGIN` : `CREATE USER ${account}`);
        await query(
          url,
          isPostgres
            ? `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`
            : `GRANT SELECT, CREATE, DROP, REFERENCES, CREATE TEMPORARY TABLES ON ${database}.* TO ${account}`,
        );
        const own = new URL(url);
        own.username = role;
        const before = (
          await query(
            url,
            isPostgres
              ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
              : "SHOW TABLES",
          )
        ).length;
        expect(await refused("init", "--baseline", "--url", own.href)).toMatch(
          /permission denied|command denied/i,
        );
        expect(folder.files()).toEqual([]);
        expect(
          (
            await query(
              url,
              isPostgres
                ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                : "SHOW TABLES",
            )
          ).length,
        ).toBe(before);
      } finally {
        await drop();
        await query(serverUrl(name), isPostgres ? `DROP ROLE ${role}` : `DROP USER ${account}`);
      }
    },
  );
});

describe("generate on a database that was never stamped", () => {
  const schema =
    'import { integer, MetaData, table } from "schema-diff";\nexport const metadata = new MetaData();\ntable("t", metadata, { a: integer() });\n';
  beforeEach(() => {
    folder.write(
      "schema-diff.config.json",
      '{ "url": "sqlite:app.db", "metadata": "schema.ts" }\n',
    );
    folder.write("schema.ts", schema);
  });

  test("and is empty, while scripts wait: upgrade", async () => {
    await ok("generate", "--rev-id", "1", "-m", "start");
    expect(await refused("generate")).toMatch(
      /the database is behind: a script has not run \(1\)\n.*run `schema-diff upgrade` first/,
    );
  });

  test("and holds tables, while scripts wait: stamp, which then is the way out", async () => {
    await ok("generate", "--rev-id", "1", "-m", "start");
    sql("CREATE TABLE t (a INTEGER)");
    expect(await refused("generate")).toMatch(
      /the database was never stamped: it holds a table \(t\), and no script of migrations is known to have run on it\n {2}→ .*`schema-diff stamp REV` \(the last one is 1\)/,
    );
    await ok("stamp", "1");
    expect(await folder.run("generate")).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("nothing to do"),
    });
  });

  test("and has forgotten where it was: the same", async () => {
    await ok("generate", "--rev-id", "1", "-m", "start");
    await ok("upgrade");
    sql("DELETE FROM schema_diff_version");
    expect(await refused("generate")).toMatch(/never stamped/);
  });

  test("tables that are left alone do not count", async () => {
    await ok("generate", "--rev-id", "1", "-m", "start");
    sql("CREATE TABLE legacy (a INTEGER)");
    expect(await refused("generate", "--exclude", "legacy")).toMatch(
      /run `schema-diff upgrade` first/,
    );
  });

  test("and there are no scripts: the script is written, and what it lacks is said", async () => {
    sql("CREATE TABLE u (a INTEGER); CREATE TABLE v (a INTEGER)");
    const { status, stderr } = await folder.run("generate", "--rev-id", "1");
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(
        /note: the database was never stamped, and no script makes its 2 tables \(u, v\).*`schema-diff init --baseline`/,
      ),
    ]);
  });
});

describe("asked by a port", () => {
  interface Asking {
    readonly io: Io;
    readonly asked: string[];
    readonly out: string[];
  }

  const asking = (answers: Readonly<Record<string, string>>, env: Io["env"] = {}): Asking => {
    const [asked, out]: [string[], string[]] = [[], []];
    const answer = (message: string): string => {
      const [, text] = Object.entries(answers).find(([part]) => message.includes(part)) ?? [];
      asked.push(message);
      if (text === undefined) throw new Error(`not expected: ${message}`);
      return text;
    };
    const prompter: Prompter = {
      select: async (message, choices) => {
        const wanted = answer(message);
        const chosen = choices.find(({ value }) => value === wanted);
        if (chosen === undefined) throw new Error(`${wanted} is no choice of ${message}`);
        return chosen.value;
      },
      text: async (message, _shown, wrong) => {
        const text = answer(message);
        expect(wrong(text)).toBeNull();
        return text;
      },
      secret: async (message) => answer(message),
    };
    const io = ioWithin({
      cwd: folder.path,
      env,
      print: (text) => void out.push(text),
      say: (text) => void out.push(text),
      prompter: async () => prompter,
    });
    return { io, asked, out };
  };

  test("a server that is not there yet", async () => {
    const { io, asked, out } = asking({
      database: "mariadb",
      URL: "",
      metadata: "src/schema.ts",
      called: "none",
    });
    expect(await run(["init"], io)).toBe(0);
    expect(asked).toHaveLength(4);
    expect(out.at(-1)).toContain("(such as mariadb://me@localhost:3306/app)");
    expect(folder.read("schema-diff.config.ts")).toContain('dialect: "mariadb"');
    expect(folder.files()).toContain("src/schema.ts");
  });

  test("what a flag, a file or the environment says is not asked", async () => {
    const flags = asking({ called: "none" });
    expect(await run(["init", "--url", "sqlite:app.db", "--metadata", "a.ts"], flags.io)).toBe(0);
    expect(flags.asked).toHaveLength(1);
    const files = asking({});
    expect(await run(["init"], files.io)).toBe(0);
    expect(files.asked).toEqual([]);
    const json = asking({});
    expect(await run(["init", "--force", "--format", "json"], json.io)).toBe(0);
    const environment = asking(
      { metadata: "b.ts", called: "sqlalchemy" },
      { DATABASE_URL: "sqlite:other.db" },
    );
    expect(await run(["init", "--force"], environment.io)).toBe(0);
    expect(folder.read("schema-diff.config.ts")).toContain('url: process.env["DATABASE_URL"]');
  });

  test("a module that is there is asked for no convention", async () => {
    folder.write("mine.ts", "// mine\n");
    const { io, asked } = asking({ database: "sqlite", URL: "sqlite:app.db", metadata: "mine.ts" });
    expect(await run(["init"], io)).toBe(0);
    expect(asked).toHaveLength(3);
    expect(folder.read("mine.ts")).toBe("// mine\n");
  });

  test("a wrong URL, a password in it, and a wrong place are told at once", async () => {
    const wrong: (string | null)[] = [];
    const { io } = asking({ database: "postgres", called: "none" });
    const prompter = await io.prompter?.();
    if (prompter === undefined) throw new Error("nobody to ask");
    const curious: Prompter = {
      ...prompter,
      text: async (message, _shown, judge) => {
        wrong.push(
          ...[
            "app.db",
            "postgres://me:pw@localhost/app",
            "postgres://localhost/app",
            "schema.sql",
            "schema.ts",
          ].map(judge),
        );
        return message.includes("URL") ? "" : "schema.ts";
      },
    };
    expect(await run(["init"], { ...io, prompter: async () => curious })).toBe(0);
    expect(wrong).toEqual([
      expect.stringMatching(/^Write it as postgres:/),
      expect.stringMatching(/^Leave the password out/),
      null,
      expect.any(String),
      expect.any(String),
      ...Array.from({ length: 4 }, () => expect.stringMatching(/^Name a module/)),
      null,
    ]);
  });
});
