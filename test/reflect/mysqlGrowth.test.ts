/** What the server reads to answer the catalogue's questions grows with the tables, and not with their square; and a comparison with a declaration asks about a table by itself only where a difference may hide there. */
import type { Connection as Driver } from "mysql2/promise";
import { diff, reflect } from "../../src/index.js";
import type { Sql } from "../../src/model/index.js";
import { renderMetadata } from "../../src/render/metadata.js";
import { evaluate } from "../render/metadata.evaluate.js";
import {
  backend,
  servers as urls,
  shown,
  withConnection,
  withDatabases,
  type Server,
} from "./mysqlServers.js";

const servers = Object.keys(urls) as readonly Server[];

/** With two keys of a class, a plain index with a setting that only SHOW CREATE TABLE has, CHECKs, and a foreign key. */
const table = (i: number): Sql =>
  `CREATE TABLE t${i} (id int PRIMARY KEY, a int NOT NULL, b int, p int,
     CONSTRAINT u_z${i} UNIQUE (b), CONSTRAINT u_a${i} UNIQUE (a),
     KEY k_z${i} (b) USING BTREE, KEY k_a${i} (a, b),
     CONSTRAINT c_z${i} CHECK (a > 1), CONSTRAINT c_a${i} CHECK (b > 1),
     CONSTRAINT f${i} FOREIGN KEY (p) REFERENCES t${Math.floor(i / 2)} (id))`;

const tables = (count: number): Sql =>
  Array.from({ length: count }, (_, i) => table(i)).join(";\n");

/** The rows that storage engines have read for this connection (the manual, "Server Status Variables", `Handler_read_next` and its like). */
const rowsRead = async (server: Server, database: string): Promise<number> =>
  withConnection(server, database, async (connection) => {
    const total = async (): Promise<number> =>
      (await connection.query("SHOW SESSION STATUS LIKE 'Handler_read%'")).reduce(
        (sum, row) => sum + Number(row["Value"]),
        0,
      );
    const before = await total();
    const { tables: read } = await backend.reflect(connection, { schemas: [], onlyCompared: true });
    expect(read.every(({ constraints }) => constraints.length === 6)).toBe(true);
    return (await total()) - before;
  });

/** Records the statements that a connection is given. */
const recorded = (driver: Driver): string[] => {
  const statements: string[] = [];
  const query: unknown = driver.query.bind(driver);
  Object.defineProperty(driver, "query", {
    value: (sql: string, ...values: readonly unknown[]) => {
      statements.push(sql);
      return typeof query === "function" ? Reflect.apply(query, driver, [sql, ...values]) : null;
    },
  });
  return statements;
};

describe.each(servers)("on %s", (server) => {
  it("four times the tables are four times the rows to read", () =>
    withDatabases(server, 2, async (driver, [few = "", many = ""]) => {
      await driver.query(`USE \`${few}\`; ${tables(40)}`);
      await driver.query(`USE \`${many}\`; ${tables(160)}`);
      const growth = (await rowsRead(server, many)) / (await rowsRead(server, few));
      expect(growth).toBeLessThan(6);
    }));

  it("a declaration that a database agrees with asks for no table's text, and one that it does not for what the way back restores", () =>
    withDatabases(server, 1, async (driver, [name = ""]) => {
      await driver.query(`USE \`${name}\`; ${tables(4)}`);
      const asked = recorded(driver);
      const texts = (): readonly string[] =>
        asked.splice(0).filter((sql) => sql.startsWith("SHOW CREATE"));
      const whole = await renderMetadata(await reflect(driver));
      const written = whole.replaceAll(/options: \{ using: "btree" \}/g, "");
      expect(written).not.toBe(whole);
      texts();
      const agreed = await diff({ from: driver, to: evaluate(written) });
      expect(agreed).toMatchObject({ inSync: true, undecided: [] });
      expect(texts()).toEqual([]);

      const before = await shown(driver, name);
      texts();
      const less = written
        .replace(/^export const t3 = [^]*?^\);\n/m, "")
        .replace(/.*"k_z1".*\n/, "");
      const plan = await diff({ from: driver, to: evaluate(less), undeclaredObjects: "compare" });
      expect(plan.changes.map(({ verb, kind, name: what }) => [verb, kind, what])).toEqual([
        ["drop", "index", "k_z1"],
        ["drop", "table", "t3"],
      ]);
      expect(texts()).toHaveLength(4);
      for (const sql of [...plan.statements, ...plan.reverse().statements]) await driver.query(sql);
      expect([...(await shown(driver, name))].sort()).toEqual([...before].sort());
      expect(await shown(driver, name)).toContain(before.find((line) => line.includes("k_z1")));
    }));
});
