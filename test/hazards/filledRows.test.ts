/** What a hazard says that rows get, where a column comes NOT NULL and without a default, is what they get. */
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { diff, integer, MetaData, native, table } from "schema-diff";
import { freshDatabase } from "../servers/urls.js";

const both = [
  "tinyint",
  "smallint unsigned",
  "int",
  "bigint",
  "decimal(10,2)",
  "float",
  "double",
  "bit(3)",
  "year",
  "char(3)",
  "varchar(10)",
  "text",
  "longtext",
  "varbinary(10)",
  "blob",
  "binary(3)",
  "enum('a','b')",
  "set('a','b')",
  "time",
  "date",
  "datetime",
  "timestamp",
  "json",
];
const types = { mysql: both, mariadb: [...both, "uuid", "inet4", "inet6"] };

/** The value as the hazard writes it. */
const asTold = (value: string, type: string): string => {
  if (value === "") return "''";
  if (type.startsWith("binary")) return /^(?:00)+$/.test(value) ? "zero bytes" : value;
  return /^0(?:\.0+)?$|^0000$/.test(value) ? "0" : value;
};

describe.each(["mysql", "mariadb"] as const)("%s", (server) => {
  test.each(types[server])("%s", async (type) => {
    const { url, drop } = await freshDatabase(server);
    const client = await createConnection(url.replace(/^mariadb:/, "mysql:"));
    try {
      await client.query("CREATE TABLE t (id int PRIMARY KEY)");
      await client.query("INSERT INTO t VALUES (1)");
      const metadata = new MetaData();
      table("t", metadata, { id: integer().primaryKey(), added: native(type).notNull() });
      const plan = await diff({ from: url, to: metadata });
      const told = plan.hazards.find(({ code }) => code === "fills-rows")?.message ?? null;
      try {
        for (const sql of plan.statements) await client.query(sql);
      } catch (thrown) {
        // The server refuses to fill the rows: then nothing says that they are filled.
        expect({ type, told, thrown: String(thrown) }).toMatchObject({ told: null });
        expect(plan.hazards.map(({ code }) => code)).toContain("may-fail-on-rows");
        return;
      }
      const shown = type.startsWith("binary")
        ? "HEX(added)"
        : type.startsWith("bit")
          ? "added + 0"
          : "CAST(added AS CHAR)";
      const [rows] = await client.query<RowDataPacket[]>(`SELECT ${shown} AS value FROM t`);
      const value = asTold(String(rows[0]?.["value"]), type);
      expect(told).not.toBeNull();
      expect([
        `existing rows get ${value}: NOT NULL without a default`,
        `existing rows get '${value}': NOT NULL without a default`,
      ]).toContain(told);
    } finally {
      await client.end();
      await drop();
    }
  });
});
