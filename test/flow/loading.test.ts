/** A module with metadata is evaluated once, while a server reads its catalogue; its errors and the server's are told one at a time. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { diff } from "schema-diff";
import { freshDatabase, query, type ServerName } from "../servers/urls.js";

const folder = mkdtempSync(join(tmpdir(), "schema-diff-loading-"));
const script = fileURLToPath(new URL("loadingEvents.mjs", import.meta.url));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const moduleWith = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const declared = moduleWith(
  "declared.ts",
  `import { MetaData, integer } from "schema-diff";
process.stdout.write("module\\n");
export const metadata = new MetaData();
metadata.table("t", { id: integer().primaryKey(), a: integer() });
`,
);

const broken = moduleWith("broken.ts", '\nthrow new Error("it is not ready");\n');

describe.each<ServerName>(["postgres", "postgresOld", "mysql", "mariadb"])("on %s", (name) => {
  let url = "";
  let drop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    ({ url, drop } = await freshDatabase(name));
    await query(url, "CREATE TABLE t (id integer NOT NULL PRIMARY KEY)");
  });

  afterAll(() => drop());

  test("it is evaluated once, after the first questions and before the last", () => {
    const { stdout, stderr } = spawnSync(process.execPath, [script, url, declared], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const events = stdout.trim().split("\n");
    expect(events.filter((event) => event === "module")).toHaveLength(1);
    expect(events.at(0)).toBe("statement");
    expect(events.slice(-2)).toEqual(["statement", "changes: 1"]);
  });

  test("one that throws is told with its line, on either side", async () => {
    const told = { code: "metadata", message: expect.stringContaining("broken.ts:2 cannot be") };
    await expect(diff({ from: url, to: broken })).rejects.toMatchObject(told);
    await expect(diff({ from: broken, to: url })).rejects.toMatchObject(told);
  });

  test("one that is not there is told before the database is read", async () => {
    const nowhere = join(folder, "nowhere.ts");
    await expect(
      diff({ from: url, to: nowhere, schemas: ["schema_diff_nowhere"] }),
    ).rejects.toMatchObject({
      code: "source",
      message: expect.stringContaining("nowhere.ts"),
    });
  });

  test("a database that is not there is told first", async () => {
    const there = new URL(url);
    there.pathname = "/schema_diff_nowhere";
    await expect(diff({ from: there.href, to: broken })).rejects.toMatchObject({
      code: "connection",
    });
  });

  test("where both fail, one error is told", async () => {
    const told: unknown[] = [];
    const listen = (thrown: unknown): void => {
      told.push(thrown);
    };
    process.on("unhandledRejection", listen);
    try {
      await expect(
        diff({ from: url, to: broken, schemas: ["schema_diff_nowhere"] }),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^(?:permission|metadata)$/) });
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      process.off("unhandledRejection", listen);
    }
    expect(told).toEqual([]);
  });
});
