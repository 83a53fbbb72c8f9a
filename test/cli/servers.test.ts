/** The commands on real servers: the whole way once, and what is said where a server cannot be reached; no password is ever shown. */
import { freshDatabase, query, serverNames, serverUrl } from "../servers/urls.js";
import { newFolder } from "./program.js";

const schema = `import { check, integer, MetaData, table, varchar } from "schema-diff";
export const metadata = new MetaData({ namingConvention: { uq: "uq_%(table_name)s_%(column_0_name)s", ck: "ck_%(table_name)s_%(constraint_name)s", pk: "pk_%(table_name)s", fk: "fk_%(table_name)s_%(column_0_name)s" } });
table("user", metadata, { id: integer().primaryKey(), name: varchar(30).notNull().unique(), age: integer() }, () => [check("age >= 0", { name: "age" })]);
table("note", metadata, { id: integer().primaryKey(), user_id: integer().references("user.id", { onDelete: "cascade" }) });
`;

test.each(serverNames)("generate, upgrade, check and the way back on %s", async (name) => {
  const folder = newFolder();
  const { url, drop } = await freshDatabase(name);
  try {
    await query(url, "CREATE TABLE kept (a integer)");
    folder.write("schema.ts", schema);
    const env = { DATABASE_URL: url };
    const args = ["--metadata", "schema.ts", "--exclude", "kept"];
    expect(
      await folder.runWith(env, "generate", ...args, "-m", "start", "--rev-id", "1"),
    ).toMatchObject({ status: 0, stdout: "wrote migrations/1_start.ts\n" });
    expect(await folder.runWith(env, "upgrade")).toMatchObject({
      status: 0,
      stdout: "ran 1 start\n",
      stderr: "",
    });
    expect(await folder.runWith(env, "check", ...args)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/in sync\n$/),
    });
    expect(await folder.runWith(env, "check", "--metadata", "schema.ts")).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("kept"),
    });
    expect(await folder.runWith(env, "downgrade", "base")).toMatchObject({
      status: 0,
      stdout: "took back 1 start\n",
    });
    expect(await folder.runWith(env, "check", ...args)).toMatchObject({ status: 1 });
  } finally {
    await drop();
    folder.remove();
  }
});

describe("a server that cannot be used", () => {
  const folder = newFolder();
  const secret = "s3cr%3At-pass";
  beforeAll(() => folder.write("schema.ts", schema));
  afterAll(() => folder.remove());

  const changed = (name: (typeof serverNames)[number], change: (url: URL) => void): string => {
    const url = new URL(serverUrl(name));
    url.username = "nobody_here";
    url.password = secret;
    change(url);
    return url.href;
  };

  const wrong: readonly (readonly [string, (url: URL) => void])[] = [
    ["no such user", () => undefined],
    [
      "nothing listens",
      (url) => {
        url.port = "1";
      },
    ],
    [
      "no such host",
      (url) => {
        url.hostname = "nowhere.invalid";
      },
    ],
    [
      "no such database",
      (url) => {
        url.pathname = "/no_such_database";
      },
    ],
  ];

  test.each(
    serverNames.flatMap((name) => wrong.map(([title, change]) => [name, title, change] as const)),
  )("%s: %s", async (name, _title, change) => {
    const { status, stdout, stderr } = await folder.run(
      "check",
      "--url",
      changed(name, change),
      "--metadata",
      "schema.ts",
      "--verbose",
    );
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: [^]*\n {2}→ /m);
    expect(stderr).not.toContain(secret);
    expect(stderr).not.toContain(decodeURIComponent(secret));
  });
});
