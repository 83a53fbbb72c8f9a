/** A user who may see less than everything is told the same schema as everybody, or that it cannot be told: never another one. */
import {
  compare,
  diff,
  integer,
  MetaData,
  Migrator,
  primaryKey,
  reflect,
  render,
  SchemaDiffError,
  type Schema,
} from "schema-diff";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshSnowflake, querySnowflake } from "../servers/snowflakeDatabases.js";
import { execute } from "../stories/places.js";
import { freshDatabase, serverUrl } from "../servers/urls.js";

const made = [
  "CREATE TABLE p (id int PRIMARY KEY)",
  `CREATE TABLE c (
    id int PRIMARY KEY, p int, q int CHECK (q > 0), r int NOT NULL DEFAULT 5,
    CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL,
    CONSTRAINT g FOREIGN KEY (q) REFERENCES p (id), CONSTRAINT ck CHECK (id > 0 AND r < 9), UNIQUE (r))`,
  "CREATE TABLE bare (a int, CONSTRAINT bare_a CHECK (a > 1))",
];

/** What the views of a catalogue hide from who has no right to it. */
const hung = [
  "CREATE VIEW v AS SELECT a FROM bare",
  "CREATE TRIGGER tr BEFORE INSERT ON c FOR EACH ROW SET NEW.r = NEW.id",
  "CREATE FUNCTION fn () RETURNS int DETERMINISTIC RETURN 1",
  "CREATE EVENT ev ON SCHEDULE EVERY 1 YEAR DISABLE DO SELECT 1",
];

describe.each(["mysql", "mariadb"] as const)("%s", (server) => {
  let url: string;
  let drop: () => Promise<void>;
  let database: string;
  let all: Schema;
  const user = `least_${server}_${process.pid}`;

  const asUser = (): string => {
    const own = new URL(url);
    own.username = user;
    own.password = "x";
    return own.href;
  };

  beforeAll(async () => {
    ({ url, drop } = await freshDatabase(server));
    database = new URL(url).pathname.slice(1);
    for (const sql of [...made, ...hung]) await execute(url, sql);
    all = await reflect(url);
    await execute(url, `CREATE USER '${user}'@'%' IDENTIFIED BY 'x'`);
  });
  afterEach(async () => {
    await execute(url, `DROP ROLE IF EXISTS '${user}_role'`);
    await execute(url, `REVOKE ALL PRIVILEGES, GRANT OPTION FROM '${user}'@'%'`);
  });
  afterAll(async () => {
    await execute(url, `DROP USER '${user}'@'%'`);
    await drop();
  });

  test.each([
    ["SELECT on the database", ["SELECT ON %.*"]],
    ["SELECT on each table", ["SELECT ON %.p", "SELECT ON %.c", "SELECT ON %.bare"]],
    ["more than SELECT on one table", ["SELECT ON %.*", "INSERT, REFERENCES ON %.p"]],
  ])("%s shows what everybody sees", async (_what, grants) => {
    for (const grant of grants)
      await execute(url, `GRANT ${grant.replace("%", database)} TO '${user}'@'%'`);
    const seen = await reflect(asUser());
    expect(seen.tables).toEqual(all.tables);
    expect(compare(seen, all, { unnamedChecks: "compare" }).changes).toEqual([]);
  });

  /** A role that holds the grants, on at once. */
  const byRole = async (grants: readonly string[]): Promise<void> => {
    const role = `'${user}_role'`;
    await execute(url, `CREATE ROLE ${role}`);
    for (const grant of grants)
      await execute(url, `GRANT ${grant.replace("%", database)} TO ${role}`);
    await execute(url, `GRANT ${role} TO '${user}'@'%'`);
    await execute(
      url,
      server === "mysql"
        ? `SET DEFAULT ROLE ${role} TO '${user}'@'%'`
        : `SET DEFAULT ROLE ${role} FOR '${user}'@'%'`,
    );
  };
  const hiddenIn = ({ hidden = [] }: Schema): readonly string[] =>
    hidden.map(({ kind, table }) => (table === null ? kind : `${kind} of ${table}`)).sort();
  const direct = async (grants: readonly string[]): Promise<void> => {
    for (const grant of grants)
      await execute(url, `GRANT ${grant.replace("%", database)} TO '${user}'@'%'`);
  };

  test("SELECT on some columns by a role cannot be told either", async () => {
    await byRole(["SELECT ON %.p", "SELECT ON %.bare", "SELECT (id) ON %.c"]);
    await expect(reflect(asUser())).rejects.toMatchObject({
      code: "permission",
      message: expect.stringMatching(/only a part of the table (?:\w+\.)?c: /),
    });
  });

  test("a table on which he was granted nothing is not missing, but undecided", async () => {
    await direct(["SELECT ON %.p", "SELECT ON %.bare"]);
    const seen = await reflect(asUser());
    expect(seen.tables.map(({ name }) => name)).toEqual(["bare", "p"]);
    const [there, back] = [compare(seen, all), compare(all, seen)];
    for (const { changes, undecided } of [there, back])
      expect([changes, undecided.map(({ kind, name }) => `${kind} ${name ?? ""}`)]).toEqual([
        [],
        ["table c"],
      ]);
    expect(there.undecided[0]?.because).toMatch(/shown only the tables.*grant SELECT on the whole/);
  });

  test.each([
    ["TRIGGER on the database", ["SELECT, TRIGGER ON %.*"], false],
    ["TRIGGER by a role", ["SELECT, TRIGGER ON %.*"], true],
  ])("%s shows triggers", async (_what, grants, role) => {
    await (role ? byRole(grants) : direct(grants));
    const seen = await reflect(asUser());
    expect(hiddenIn(seen)).toEqual(["event", "routine", "view definition"]);
    expect(seen.notCompared.filter(({ kind }) => kind === "trigger")).toHaveLength(1);
  });

  test("without TRIGGER, what a trigger may stand on is undecided where it changes, and only there", async () => {
    await direct(["SELECT ON %.*"]);
    const seen = await reflect(asUser());
    expect(seen.notCompared.filter(({ kind }) => kind === "trigger")).toEqual([]);
    expect(hiddenIn(seen)).toContain("trigger");
    const whole = { ...all, notCompared: [], opaque: [] };
    expect(compare(seen, whole)).toMatchObject({ inSync: true, undecided: [] });
    const narrower = {
      ...whole,
      tables: all.tables.map((table) =>
        table.name === "bare" ? { ...table, columns: [], constraints: [] } : table,
      ),
    };
    expect(compare(seen, narrower).undecided.map(({ because }) => because)).toEqual(
      expect.arrayContaining([expect.stringContaining("who has the TRIGGER right")]),
    );
  });

  test("TRIGGER on one table leaves the others undecided", async () => {
    await direct(["SELECT ON %.*", "TRIGGER ON %.c"]);
    expect(hiddenIn(await reflect(asUser()))).toEqual([
      "event",
      "routine",
      "trigger of bare",
      "trigger of p",
      "view definition",
    ]);
  });

  test("between two databases all that was not shown is undecided", async () => {
    await direct(["SELECT ON %.*"]);
    const plan = await diff({ from: asUser(), to: url });
    expect(plan.changes).toEqual([]);
    const said = plan.undecided.map(({ because }) => because).join("\n");
    for (const kind of ["trigger", "routine", "event", "view definition"])
      expect(said).toContain(`a ${kind} may be there that was not shown`);
  });

  test("whoever has every right of the database is shown everything", async () => {
    await direct(["ALL PRIVILEGES ON %.*"]);
    // but for what a routine does that somebody else made
    const seen = await reflect(asUser());
    expect(hiddenIn(seen)).toEqual(["routine definition"]);
    await execute(
      url,
      server === "mysql"
        ? `GRANT SHOW_ROUTINE ON *.* TO '${user}'@'%'`
        : `GRANT SELECT ON mysql.proc TO '${user}'@'%'`,
    );
    const now = await reflect(asUser());
    expect(hiddenIn(now)).toEqual([]);
    expect(now.notCompared).toEqual(all.notCompared);
  });

  test("SELECT on some columns cannot be told, and that is said with the table", async () => {
    for (const grant of ["SELECT ON %.p", "SELECT ON %.bare", "SELECT (id) ON %.c"])
      await execute(url, `GRANT ${grant.replace("%", database)} TO '${user}'@'%'`);
    const told = await reflect(asUser()).catch((thrown: unknown) => thrown);
    if (!(told instanceof SchemaDiffError)) throw new Error("it was told");
    expect(told.code).toBe("permission");
    expect(told.message).toMatch(/this user may see only a part of the table (?:\w+\.)?c: /);
    expect(told.todo).toMatch(/grant SELECT on the whole table/);
  });
});

describe.each(["postgres", "postgresOld"] as const)("%s", (server) => {
  const hanging = [
    "CREATE VIEW v AS SELECT a FROM bare",
    "CREATE SEQUENCE s START 5",
    "CREATE TYPE mood AS ENUM ('good')",
    "CREATE FUNCTION fn () RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER tr BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION fn()",
    "ALTER TABLE c ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY po ON c USING (id > 0)",
    "CREATE STATISTICS st ON id, p FROM c",
  ];

  test("a role that may read no table, and use no schema, sees the same as everybody", async () => {
    const { url, drop } = await freshDatabase(server);
    const role = `least_${server.toLowerCase()}_${process.pid}`;
    try {
      for (const sql of [...made, ...hanging]) await execute(url, sql);
      await execute(url, `CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
      const own = new URL(url);
      own.username = role;
      own.password = "x";
      // How access is restored is said for whoever is connected.
      const seen = async (at: string): Promise<Schema> => ({ ...(await reflect(at)), opaque: [] });
      expect(await seen(own.href)).toEqual(await seen(url));
      await execute(url, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
      const declared = new MetaData();
      declared.table("p", { id: integer() });
      await expect(diff({ from: own.href, to: declared })).rejects.toMatchObject({
        code: "permission",
        message: expect.stringContaining("has no current schema"),
      });
      own.search = "?schema=public";
      const tables = async (at: string): Promise<string> =>
        JSON.stringify((await reflect(at)).tables).replaceAll('"schema":"public"', '"schema":null');
      expect(await tables(own.href)).toEqual(await tables(`${url}?schema=public`));
    } finally {
      await execute(url, `DROP ROLE IF EXISTS ${role}`);
      await drop();
    }
  });
});

describe("snowflake", () => {
  const holds = [
    "CREATE TABLE p (id INT PRIMARY KEY)",
    "CREATE TABLE c (id INT)",
    "GRANT USAGE ON SCHEMA PUBLIC TO ROLE reader",
    "GRANT SELECT ON TABLE p TO ROLE reader",
  ];
  const declared = new MetaData();
  for (const name of ["p", "c"]) declared.table(name, { id: integer() }, [primaryKey(["id"])]);

  const within = async (use: (url: string, asReader: string) => Promise<void>): Promise<void> => {
    const { url, drop } = await freshSnowflake(serverUrl("snowflake"));
    try {
      for (const sql of holds) await querySnowflake(url, sql);
      const own = new URL(url);
      own.searchParams.set("role", "READER");
      await use(url, own.href);
    } finally {
      await drop();
    }
  };

  test("a role that is shown everything is told nothing of hidden tables", async () =>
    within(async (url) => {
      expect((await reflect(url)).hidden).toBeUndefined();
    }));

  test("a table that the role is not shown is missing as far as can be told, which is said", async () =>
    within(async (_url, asReader) => {
      const plan = await diff({ from: asReader, to: declared });
      expect(plan.inSync).toBe(false);
      expect(plan.changes).toMatchObject([
        {
          verb: "add",
          kind: "table",
          name: "c",
          because: expect.stringMatching(/^nothing live that was shown: Snowflake .*MANAGE GRANTS/),
        },
      ]);
    }));

  test("what only the other database has is undecided where this role may only not see it", async () =>
    within(async (url, asReader) => {
      const plan = await diff({ from: url, to: asReader });
      expect([plan.statements, plan.changes]).toEqual([[], []]);
      expect(plan.undecided).toMatchObject([
        { kind: "table", name: "c", because: expect.stringMatching(/a table may be there that/) },
      ]);
    }));

  test("the script that would make it fails with the way out, and nothing is lost", async () =>
    within(async (url, asReader) => {
      const directory = await mkdtemp(join(tmpdir(), "schema-diff-unseen-"));
      const plan = await diff({ from: asReader, to: declared });
      const script = {
        format: "typescript",
        message: "c",
        revision: "1",
        downRevision: null,
      } as const;
      await writeFile(join(directory, "1_c.ts"), await render(plan, script));
      await expect(new Migrator({ source: asReader, directory }).upgrade()).rejects.toMatchObject({
        message: expect.stringMatching(/'C' is there already, and this role has no right on it/),
        todo: expect.stringMatching(/grant the role a right on it/),
      });
      expect((await reflect(url)).tables.map(({ name }) => name)).toContain("c");
      await rm(directory, { recursive: true });
    }));
});
