/** Empty databases on the MySQL and MariaDB servers of the tests, and the round trip that both are put through. */
import { createConnection, type Connection as Driver, type RowDataPacket } from "mysql2/promise";
import { dialects } from "../../src/dialects/index.js";
import type { Operation, Schema, Sql } from "../../src/model/index.js";
import type { Backend } from "../../src/reflect/backend.js";
import type { Connection } from "../../src/reflect/connection.js";
import { mariadb } from "../../src/reflect/mariadb/index.js";
import { mysql } from "../../src/reflect/mysql/index.js";

const answering = ({ dialect }: Connection): Backend => (dialect === "mariadb" ? mariadb : mysql);

/** The backend of whichever server answers, as `openDatabase` picks it. */
export const backend: Backend = {
  ...mysql,
  reflect: (connection, options) => answering(connection).reflect(connection, options),
  print: (connection, tables, context) => answering(connection).print(connection, tables, context),
};

export const servers = {
  mysql: process.env["SCHEMA_DIFF_TEST_MYSQL_URL"] ?? "mysql://root@127.0.0.1:33109",
  mariadb: process.env["SCHEMA_DIFF_TEST_MARIADB_URL"] ?? "mysql://root@127.0.0.1:33106",
} as const;

export type Server = keyof typeof servers;

export const urlOf = (server: Server, database: string): string => {
  const url = new URL(servers[server]);
  url.pathname = `/${database}`;
  return url.href;
};

let counter = 0;

/** Databases of the test's own, removed afterwards. */
export const withDatabases = async <T>(
  server: Server,
  count: number,
  use: (driver: Driver, names: readonly string[]) => Promise<T>,
): Promise<T> => {
  const driver = await createConnection({
    uri: servers[server].replace(/^mariadb:/, "mysql:"),
    multipleStatements: true,
  });
  const names = Array.from({ length: count }, () => `schema_diff_test_${process.pid}_${++counter}`);
  try {
    for (const name of names)
      await driver.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
    return await use(driver, names);
  } finally {
    for (const name of names) await driver.query(`DROP DATABASE IF EXISTS \`${name}\``);
    await driver.end();
  }
};

export const withConnection = async <T>(
  server: Server,
  database: string,
  use: (connection: Connection) => Promise<T>,
): Promise<T> => {
  const connection = await backend.open(urlOf(server, database));
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
};

/** Loads one script into a database of its own and reflects it. */
export const reflected = (server: Server, sql: Sql): Promise<Schema> =>
  withDatabases(server, 1, async (driver, [name = ""]) => {
    await driver.query(`USE \`${name}\`; ${sql}`);
    return withConnection(server, name, (connection) =>
      backend.reflect(connection, { schemas: [] }),
    );
  });

/** The server's own print of every table, with its keys in the order in which they were added. */
export const shown = async (driver: Driver, database: string): Promise<readonly string[]> => {
  const [tables] = await driver.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type <> 'VIEW' AND table_type <> 'SEQUENCE' ORDER BY 1",
    [database],
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const [rows] = await driver.query<RowDataPacket[]>(
      `SHOW CREATE TABLE \`${database}\`.\`${String(name).replaceAll("`", "``")}\``,
    );
    const text = String(rows[0]?.["Create Table"]).replace(/ AUTO_INCREMENT=\d+/, "");
    lines.push(...text.split("\n"));
  }
  return lines;
};

/** What makes the schema anew in an empty database. */
export const operationsOf = ({ sequences, tables }: Schema): readonly Operation[] => [
  ...sequences.map((sequence): Operation => ({ do: "createSequence", sequence })),
  ...tables.map((t): Operation => ({
    do: "createTable",
    table: { ...t, constraints: t.constraints.filter((c) => c.kind !== "foreignKey") },
  })),
  ...tables.flatMap((table) =>
    table.indexes.map((index): Operation => ({ do: "createIndex", table, index })),
  ),
  ...tables.flatMap((table) =>
    table.constraints
      .filter((c) => c.kind === "foreignKey")
      .map((constraint): Operation => ({ do: "createConstraint", table, constraint })),
  ),
];

/** load → reflect → ddl → reflect: the same schema, the same text of the server; and the witness prints it as it is. */
export const expectRoundTrip = (server: Server, sql: Sql): Promise<Schema> =>
  withDatabases(server, 2, async (driver, [from = "", to = ""]) => {
    await driver.query(`USE \`${from}\`; ${sql}`);
    const first = await withConnection(server, from, (c) => backend.reflect(c, { schemas: [] }));
    const { ddl, normalize } = dialects[server];
    await driver.query(`USE \`${to}\``);
    for (const operation of operationsOf(first))
      for (const { sql } of ddl.statements(operation, first)) await driver.query(sql);
    const second = await withConnection(server, to, (c) => backend.reflect(c, { schemas: [] }));
    expect(second.tables).toEqual(first.tables);
    expect(second.sequences).toEqual(first.sequences);
    expect(await shown(driver, to)).toEqual(await shown(driver, from));
    expect(normalize(first).tables).toEqual(first.tables);
    const printed = await withConnection(server, from, (c) =>
      backend.print(c, first.tables, first),
    );
    expect(printed).toEqual(first.tables.map((table) => ({ table })));
    return first;
  });
