/** Where DDL commits by itself, an index and the foreign key that needs it are one statement: rows that refuse the one leave nothing of the other. */
import { diff, integer, MetaData, render } from "schema-diff";
import { freshDatabase, query } from "../servers/urls.js";

const declared = (): MetaData => {
  const metadata = new MetaData();
  metadata.table("p", { id: integer().primaryKey() });
  metadata.table("c", {
    id: integer().primaryKey(),
    p_id: integer().references("p.id", { name: "fk_c_p" }),
    q: integer(),
  });
  return metadata;
};

describe.each(["mysql", "mariadb"] as const)("%s", (name) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  const printed = async (): Promise<string> =>
    Object.values((await query(database.url, "SHOW CREATE TABLE c"))[0] ?? {}).join();

  beforeEach(async () => {
    database = await freshDatabase(name);
    for (const sql of [
      "CREATE TABLE p (id int NOT NULL PRIMARY KEY)",
      "CREATE TABLE c (id int NOT NULL PRIMARY KEY, p_id int, q int)",
      "INSERT INTO c VALUES (1, 7, 1)",
    ])
      await query(database.url, sql);
  });
  afterEach(() => database.drop());

  test("a row that points nowhere leaves no index behind", async () => {
    const before = await printed();
    const plan = await diff({ from: database.url, to: declared() });
    const failed: string[] = [];
    for (const sql of plan.statements)
      await query(database.url, sql).catch((error: unknown) => failed.push(String(error)));
    expect(failed).toEqual([expect.stringContaining("foreign key constraint fails")]);
    expect(await printed()).toBe(before);
  });

  test("the script says so too", async () => {
    const plan = await diff({ from: database.url, to: declared() });
    const text = await render(plan, {
      format: "typescript",
      message: "keys",
      revision: "1",
      downRevision: null,
    });
    expect(text).toMatch(
      /op\.batchAlterTable\("c", .*batch\.createIndex\("fk_c_p", \["p_id"\]\);\s+\/\/ ! may-fail[^\n]*\s+await batch\.createForeignKey\(\s*"fk_c_p"/s,
    );
  });
});
