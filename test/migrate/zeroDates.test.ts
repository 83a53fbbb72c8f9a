/** A table whose default has a zero for a month or a day is altered under a mode that refuses such defaults, and the mode is what it was afterwards. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import { Migrator } from "../../src/migrate/index.js";
import { freshDatabase } from "../servers/urls.js";
import { scriptText } from "./scratch.js";

const strict = "STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE";

const altering = [
  'await op.alterColumn("t", "n", { type: "bigint", existing: { name: "n", type: "int" } });',
  'await op.addColumn("t", { name: "m", type: "int" });',
  'await op.createIndex("ix_n", "t", ["n"]);',
  'await op.renameIndex("ix_n", "t", "ix_m");',
  'await op.createUniqueConstraint("uq_n", "t", ["n"]);',
  'await op.createForeignKey("fk_m", "t", "p", ["m"], ["id"]);',
  'await op.createTableComment("t", "old");',
  'await op.batchAlterTable("t", {}, async (batch) => { await batch.dropColumn("gone"); await batch.alterColumn("id", { comment: "c" }); });',
  'await op.dropConstraint("fk_m", "t", { type: "foreignKey" });',
  'await op.dropIndex("ix_m", "t");',
].join("\n");

describe.each(["mysql", "mariadb"] as const)("%s", (name) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let connection: Connection;
  let root: string;

  const script = (up: string): void => writeFileSync(join(root, "1.ts"), scriptText("1", null, up));
  const migrator = (): Migrator => new Migrator({ source: connection, directory: root });
  const modeNow = async (): Promise<string> => {
    const [rows] = await connection.query<RowDataPacket[]>("SELECT @@SESSION.sql_mode AS mode");
    return String(rows[0]?.["mode"]);
  };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "schema-diff-zero-"));
    database = await freshDatabase(name);
    connection = await createConnection(database.url.replace(/^mariadb:/, "mysql:"));
    await connection.query("SET SESSION sql_mode = ''");
    for (const sql of [
      "CREATE TABLE p (id int PRIMARY KEY)",
      "CREATE TABLE t (id int PRIMARY KEY, n int, gone int, d datetime NOT NULL DEFAULT '0000-00-00 00:00:00', e date DEFAULT '2001-00-01')",
      "INSERT INTO t (id, n) VALUES (1, 1)",
      `SET SESSION sql_mode = '${strict}'`,
    ])
      await connection.query(sql);
  });
  afterEach(async () => {
    await connection.end();
    await database.drop();
    rmSync(root, { recursive: true });
  });

  test("every operation on another column of it runs", async () => {
    await expect(connection.query("ALTER TABLE t ADD COLUMN x int")).rejects.toThrow(
      "Invalid default value for 'd'",
    );
    script(altering);
    await migrator().upgrade();
    const [[row]] = await connection.query<RowDataPacket[]>("SHOW CREATE TABLE t");
    expect(String(row?.["Create Table"])).toMatch(
      /`n` bigint.*DEFAULT '0000-00-00 00:00:00'.*DEFAULT '2001-00-01'.*`m` int.*`uq_n`.*COMMENT='old'/s,
    );
    expect((await modeNow()).split(",").sort()).toEqual(strict.split(",").sort());
  });

  test("the mode is set back where the statement fails", async () => {
    script('await op.addColumn("t", { name: "n", type: "int" });');
    for (let time = 0; time < 2; time += 1) {
      await expect(migrator().upgrade()).rejects.toThrow("Duplicate column name 'n'");
      expect((await modeNow()).split(",").sort()).toEqual(strict.split(",").sort());
    }
    script('await op.addColumn("t", { name: "m", type: "int" });');
    await migrator().abandon();
    await migrator().upgrade();
    expect(await migrator().current()).toEqual(["1"]);
  });
});
