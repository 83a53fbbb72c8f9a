/** A connection that is lost while COMMIT is answered leaves nobody who knows whether it was committed; what is told is that, and it is found out. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { integer, MetaData, Migrator, prove, SchemaDiffError } from "schema-diff";
import { execute } from "../stories/places.js";
import { freshDatabase, query } from "../servers/urls.js";
import { scriptText } from "./scratch.js";

/** Stands before the server, and cuts the connection where COMMIT is asked: before the server hears of it, or with its answer. */
const between = async (
  target: URL,
  cut: "question" | "answer",
): Promise<{ readonly port: number; readonly server: Server }> => {
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let commits = false;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (data) => {
      if (/\bCOMMIT\b/.test(data.toString("latin1"))) {
        if (cut === "question") return end();
        commits = true;
      }
      upstream.write(data);
    });
    upstream.on("data", (data) => {
      if (commits) end();
      else client.write(data);
    });
    for (const socket of [client, upstream]) {
      socket.on("error", end);
      socket.on("close", end);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return { port: address.port, server };
};

describe.each(["postgres", "postgresOld"] as const)("%s", (name) => {
  test.each([
    ["question", false],
    ["answer", true],
  ] as const)("cut with its %s", async (cut, committed) => {
    const { url, drop } = await freshDatabase(name);
    const directory = mkdtempSync(join(tmpdir(), "schema-diff-lost-"));
    const { port, server } = await between(new URL(url), cut);
    try {
      writeFileSync(
        join(directory, "1.ts"),
        scriptText("1", null, 'await op.createTable("a", [{ name: "id", type: "integer" }]);\n'),
      );
      // What the migrator itself commits before the script is there already.
      await new Migrator({ source: url, directory }).stamp("base");
      const through = new URL(url);
      through.port = String(port);
      const told = await new Migrator({ source: through.href, directory }).upgrade().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (!(told instanceof SchemaDiffError)) throw new Error(`not told: ${String(told)}`);
      expect(told.message).toContain(
        "The connection was lost while the script was committed: `schema-diff current` says whether it was.",
      );
      expect(told.message).not.toContain("Nothing of the script stays");
      expect(told.todo).not.toMatch(/mend the script/);
      // And it does.
      const migrator = new Migrator({ source: url, directory });
      expect(await migrator.current()).toEqual(committed ? ["1"] : []);
      await migrator.upgrade();
      expect(await migrator.current()).toEqual(["1"]);
      expect(
        await query(url, "SELECT count(*)::int AS n FROM pg_tables WHERE tablename = 'a'"),
      ).toEqual([{ n: 1 }]);
    } finally {
      server.close();
      rmSync(directory, { recursive: true });
      await drop();
    }
  });
});

test("what the user may not do is no fault of the plan that is proved", async () => {
  const { url, drop } = await freshDatabase("postgres");
  const role = `prove_${process.pid}`;
  try {
    await execute(url, "CREATE TABLE t (id integer NOT NULL)");
    await execute(url, `CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
    const own = new URL(url);
    own.username = role;
    own.password = "x";
    const declared = new MetaData();
    declared.table("t", { id: integer().notNull(), n: integer() });
    const told = await prove({ from: own.href, to: declared }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(told instanceof SchemaDiffError)) throw new Error(`not told: ${String(told)}`);
    expect(told.code).toBe("permission");
    expect(told.message).toMatch(/must be owner of table t/);
    expect(told.todo).not.toBe("");
    expect(told.todo).not.toMatch(/mend the/);
    expect(
      await query(
        url,
        "SELECT count(*)::int AS n FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'n'",
      ),
    ).toEqual([{ n: 0 }]);
  } finally {
    await execute(url, `DROP ROLE IF EXISTS ${role}`);
    await drop();
  }
});
