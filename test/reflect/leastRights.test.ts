/** A user who may see less than everything is told the same schema as everybody, or that it cannot be told: never another one. */
import { compare, reflect, SchemaDiffError, type Schema } from "schema-diff";
import { execute } from "../stories/places.js";
import { freshDatabase } from "../servers/urls.js";

const made = [
  "CREATE TABLE p (id int PRIMARY KEY)",
  `CREATE TABLE c (
    id int PRIMARY KEY, p int, q int CHECK (q > 0), r int NOT NULL DEFAULT 5,
    CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL,
    CONSTRAINT g FOREIGN KEY (q) REFERENCES p (id), CONSTRAINT ck CHECK (id > 0 AND r < 9), UNIQUE (r))`,
  "CREATE TABLE bare (a int, CONSTRAINT bare_a CHECK (a > 1))",
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
    for (const sql of made) await execute(url, sql);
    all = await reflect(url);
    await execute(url, `CREATE USER '${user}'@'%' IDENTIFIED BY 'x'`);
  });
  afterEach(() => execute(url, `REVOKE ALL PRIVILEGES, GRANT OPTION FROM '${user}'@'%'`));
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
  test("a role that may read no table sees the same schema", async () => {
    const { url, drop } = await freshDatabase(server);
    const role = `least_${server.toLowerCase()}_${process.pid}`;
    try {
      for (const sql of made) await execute(url, sql);
      await execute(url, `CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
      const own = new URL(url);
      own.username = role;
      own.password = "x";
      expect((await reflect(own.href)).tables).toEqual((await reflect(url)).tables);
    } finally {
      await execute(url, `DROP ROLE IF EXISTS ${role}`);
      await drop();
    }
  });
});
