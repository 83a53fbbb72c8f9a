/** Opening PostgreSQL, and what goes wrong with it: each in one sentence with the way out, never with the password. */
import pg from "pg";
import { SchemaDiffError } from "../../src/model/index.js";
import { postgres } from "../../src/reflect/postgres/index.js";
import { reflectUrl, runSql, serverUrl, withDatabase } from "./postgresDatabases.js";

const withParts = (
  parts: Partial<Pick<URL, "username" | "password" | "port" | "pathname" | "hostname">>,
): string => Object.assign(new URL(serverUrl), parts).href;

const failure = async (work: Promise<unknown>): Promise<SchemaDiffError> => {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError) return thrown;
    throw thrown;
  }
  throw new Error("nothing went wrong");
};

describe("opening", () => {
  it("leaves our own parameter out of the URL and the password out of the description", () =>
    withDatabase(async (url) => {
      const connection = await postgres.open(`${url}?schema=a,b`);
      expect(connection.description).not.toContain("schema=");
      expect(connection.version[0]).toBeGreaterThanOrEqual(13);
      await connection.close();
    }));

  it.each([
    ["no server", { port: "1" }, "check that the server runs, and that this is its port"],
    [
      "no such database",
      { pathname: "/nosuch" },
      "create the database, or correct its name in the URL",
    ],
    ["no such user", { username: "nobody", password: "secret" }, "check the user and the password"],
    ["no such host", { hostname: "nosuch.invalid" }, "check the host's name"],
  ])("tells: %s", async (_, parts, todo) => {
    const error = await failure(postgres.open(withParts(parts)));
    expect(error).toMatchObject({ code: "connection", todo });
    expect(error.message).not.toContain("secret");
  });

  it("takes clients and pools, and leaves them open", () =>
    withDatabase(async (url) => {
      const pool = new pg.Pool({ connectionString: url });
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        for (const handle of [pool, client]) {
          expect(postgres.owns(handle)).toBe(true);
          const connection = await postgres.open(handle);
          expect((await postgres.reflect(connection, { schemas: [] })).tables).toEqual([]);
          await connection.close();
          expect((await handle.query<{ one: number }>("SELECT 1 AS one")).rows).toEqual([
            { one: 1 },
          ]);
        }
        expect(postgres.owns({ query: () => undefined })).toBe(false);
      } finally {
        await client.end();
        await pool.end();
      }
    }));
});

describe("rights", () => {
  it("a catalogue that may not be read is said", () =>
    withDatabase(async (url) => {
      const role = `schema_diff_blind_${String(process.pid)}`;
      await runSql(url, [
        `DROP ROLE IF EXISTS ${role}`,
        `CREATE ROLE ${role}`,
        "REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC",
      ]);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(`SET ROLE ${role}`);
        const connection = await postgres.open(client);
        expect(await failure(postgres.reflect(connection, { schemas: [] }))).toMatchObject({
          code: "permission",
        });
      } finally {
        await client.end();
        await runSql(url, [`DROP ROLE ${role}`]);
      }
    }));

  it("a client that nobody has connected is refused, not waited for", () =>
    withDatabase(async (url) => {
      const client = new pg.Client({ connectionString: url });
      expect(await failure(postgres.open(client))).toMatchObject({
        code: "source",
        message: "this client of pg is not connected",
      });
      await client.connect();
      try {
        expect((await postgres.open(client)).dialect).toBe("postgres");
      } finally {
        await client.end();
      }
    }));

  it("a witness that may not make tables answers nothing", () =>
    withDatabase(async (url) => {
      await runSql(url, ["CREATE TABLE t (a integer CHECK (a IN (1, 2)))"]);
      const live = await reflectUrl(url);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query("BEGIN READ ONLY");
        const connection = await postgres.open(client);
        expect(await postgres.print(connection, live.tables, live)).toEqual([
          { cannot: "cannot execute CREATE TABLE in a read-only transaction" },
        ]);
        expect((await postgres.reflect(connection, { schemas: [] })).tables).toEqual(live.tables);
      } finally {
        await client.end();
      }
    }));
});

describe("scratch databases", () => {
  const count = async (): Promise<unknown> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      return (
        await client.query(
          "SELECT count(*)::int AS n FROM pg_database WHERE datname LIKE 'schema\\_diff\\_scratch\\_%'",
        )
      ).rows[0];
    } finally {
      await client.end();
    }
  };

  it("hold the text while it is used, and are gone afterwards", async () => {
    const schema = await postgres.scratch(
      "CREATE TABLE t (a serial);\nSET search_path = '';",
      serverUrl,
      (c) => postgres.reflect(c, { schemas: [] }),
    );
    expect(schema.tables.map((t) => t.name)).toEqual(["t"]);
    await failure(
      postgres.scratch("SELECT 1", serverUrl, () =>
        Promise.reject(new SchemaDiffError("usage", "mine")),
      ),
    );
    expect(await count()).toEqual({ n: 0 });
  });

  it("say the line of an error", async () => {
    const error = await failure(
      postgres.scratch(
        "CREATE TABLE t (a integer); -- 🦆\n\nCREATE TABLE u (a nosuch);\n",
        serverUrl,
        () => Promise.resolve(),
      ),
    );
    expect(error).toMatchObject({
      code: "source",
      message: 'line 3: type "nosuch" does not exist',
    });
    expect(await count()).toEqual({ n: 0 });
  });

  it("need a server", async () => {
    expect(
      (await failure(postgres.scratch("SELECT 1", null, () => Promise.resolve()))).todo,
    ).toContain("--dev-url");
  });
});
