/** Opens MySQL by URL or takes a handle, and finds out which server answers; the one place that loads mysql2. */
import {
  messageOf,
  SchemaDiffError,
  type ErrorCode,
  type Sql,
  lookupTable,
} from "../../model/index.js";
import type { MemberName } from "../../dialects/mysql/flavour.js";
import type { Connection, Row } from "../connection.js";
import { loadDriver, moduleOf } from "../../module/driver.js";
import { noAnswer, timeoutOf, timeoutParameter } from "../connectTimeout.js";
import { interruptible } from "../interruption.js";
import { described } from "../described.js";
import { clientOf, type Client } from "./handle.js";
import { session as sessionQuestion } from "./questions.js";

/** What a connection opened here offers beyond the contract. */
export interface Session extends Connection {
  readonly dialect: MemberName;
  /** The current database; null where none is selected. */
  readonly database: string | null;
  readonly id: number;
  /** Is a transaction open? Starting another would commit it. */
  readonly inTransaction: () => Promise<boolean>;
}

const sessions = new WeakMap<Connection, Session>();

/** The session of a connection that `open` returned. */
export const sessionOf = (connection: Connection): Session => {
  const found = sessions.get(connection);
  if (found === undefined)
    throw new SchemaDiffError(
      "internal",
      `${connection.description} was not opened by the mysql backend`,
    );
  return found;
};

const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const rowsOf = (result: unknown): readonly Row[] =>
  Array.isArray(result) ? result.filter(isRow) : [];

export const fieldOf = (thrown: unknown, field: string): unknown =>
  typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, field) : undefined;

const refusals: Readonly<Record<string, readonly [code: ErrorCode, todo: string]>> = lookupTable({
  ER_ACCESS_DENIED_ERROR: ["connection", "check user and password"],
  ER_DBACCESS_DENIED_ERROR: ["permission", "grant the user access to this database"],
  ER_BAD_DB_ERROR: ["connection", "check the database's name, or create it"],
  ECONNREFUSED: ["connection", "check that the server runs and listens there"],
  ENOTFOUND: ["connection", "check the host's name"],
  EAI_AGAIN: ["connection", "check the host's name"],
  EHOSTUNREACH: ["connection", "check that the host can be reached from here"],
  ECONNRESET: ["connection", "check that a MySQL or MariaDB server answers there, and its log"],
  ER_CON_COUNT_ERROR: ["connection", "the server has no connection left: close some"],
  ER_SERVER_SHUTDOWN: ["connection", "the server is stopping: try again"],
});

const refusal = (thrown: unknown, description: string): SchemaDiffError => {
  const known = String(fieldOf(thrown, "code") ?? "");
  if (known === "ETIMEDOUT") return noAnswer(description, "a MySQL or MariaDB server", thrown);
  const [code, todo] = (Object.hasOwn(refusals, known) ? refusals[known] : undefined) ?? [
    "connection",
    // Errors of the driver itself have no code.
    known === ""
      ? "check what follows the ? of the URL: the driver does not take it"
      : "check the URL, and the server's log",
  ];
  return new SchemaDiffError(code, `cannot open ${description}: ${messageOf(thrown)}`, todo, {
    cause: thrown,
  });
};

/** `10.11.19-MariaDB-0+deb12u1` → [10, 11, 19]; a MariaDB server may put `5.5.5-` in front for replication: `5.5.5-10.11.19-MariaDB`. */
const versionOf = (text: string): readonly number[] =>
  (/^\d+(?:\.\d+)*/.exec(text.replace(/^5\.5\.5-(?=\d+\..*mariadb)/i, ""))?.[0] ?? "")
    .split(".")
    .filter((p) => p !== "")
    .map(Number);

/** SQL modes in which the server prints or reads quotes and backslashes differently from what is expected here. */
const strangeModes = new Set([
  "NO_BACKSLASH_ESCAPES",
  "ANSI_QUOTES",
  "ANSI",
  "DB2",
  "MAXDB",
  "MSSQL",
  "ORACLE",
  "POSTGRESQL",
]);

const plainMode = (mode: string): string =>
  mode
    .split(",")
    .filter((m) => !strangeModes.has(m))
    .join(",");

/** Session settings while the catalogue is read, and how they are restored. */
const settings = (row: Row, maria: boolean): readonly (readonly [set: Sql, back: Sql])[] => {
  const mode = String(row["mode"]);
  return [
    ...(plainMode(mode) === mode
      ? []
      : [
          [
            `SET SESSION sql_mode = '${plainMode(mode)}'`,
            `SET SESSION sql_mode = '${mode}'`,
          ] as const,
        ]),
    ...(Number(row["quotes"]) === 1
      ? []
      : [
          [
            "SET SESSION sql_quote_show_create = 1",
            "SET SESSION sql_quote_show_create = 0",
          ] as const,
        ]),
    // the key that MySQL 8.0.30 makes for tables without one (sql_generate_invisible_primary_key) was declared by nobody
    ...(maria
      ? []
      : [
          [
            "SET SESSION show_gipk_in_create_table_and_information_schema = OFF",
            "SET SESSION show_gipk_in_create_table_and_information_schema = ON",
          ] as const,
        ]),
  ];
};

const attempt = async (client: Client, sql: Sql): Promise<boolean> =>
  client.query(sql).then(
    () => true,
    () => false,
  );

/** Runs a statement on a second connection. */
type Beside = (sql: Sql) => Promise<readonly Row[]>;

const wrap = async (
  client: Client,
  where: string | null,
  close: () => Promise<void>,
  beside: Beside | null,
): Promise<Session> => {
  const [row = {}] = rowsOf((await client.query(sessionQuestion))[0]);
  const id = Number(row["id"]);
  const held = interruptible(async () => {
    await beside?.(`KILL QUERY ${id}`);
  });
  const query = (sql: Sql, values?: readonly unknown[]): Promise<readonly Row[]> =>
    held.ask(async () => rowsOf((await client.query(sql, values))[0]));
  const maria = /mariadb/i.test(String(row["version"]));
  const done: Sql[] = [];
  for (const [set, back] of settings(row, maria)) if (await attempt(client, set)) done.push(back);
  const database = row["db"] === null || row["db"] === undefined ? null : String(row["db"]);
  const session: Session = {
    dialect: maria ? "mariadb" : "mysql",
    description:
      where ??
      `${maria ? "mariadb" : "mysql"} database ${database ?? "(none)"} as ${String(row["who"])}`,
    driver: "mysql2",
    version: versionOf(String(row["version"])),
    database,
    id,
    query,
    execute: (sql) =>
      held.run(async () => {
        await client.query(sql);
      }),
    ...(beside === null ? {} : { beside }),
    // the status flag SERVER_STATUS_IN_TRANS of the protocol's OK packet
    inTransaction: async () =>
      (Number(fieldOf((await client.query("DO 0"))[0], "serverStatus") ?? 0) & 1) === 1,
    close: async () => {
      held.closed();
      for (const sql of done.reverse()) await attempt(client, sql);
      await close();
    },
  };
  sessions.set(session, session);
  return session;
};

/** The URL for mysql2, which would take every other parameter as an option of its own. */
const driverUri = (url: string): { readonly uri: string; readonly connectTimeout?: number } => {
  const uri = new URL(url.replace(/^mariadb:/i, "mysql:"));
  const seconds = timeoutOf(uri);
  for (const ours of ["schema", timeoutParameter]) uri.searchParams.delete(ours);
  return { uri: uri.href, ...(seconds !== null && { connectTimeout: seconds * 1000 }) };
};

type Module = typeof import("mysql2/promise");

const isModule = (value: unknown): value is Module =>
  typeof value === "object" &&
  value !== null &&
  typeof Reflect.get(value, "createConnection") === "function";

const openUrl = async (url: string): Promise<Session> => {
  const where = described(url);
  try {
    const loaded = await loadDriver(
      { name: "mysql2", specifier: "mysql2/promise" },
      () => import("mysql2/promise"),
      isModule,
    );
    const { createConnection } = moduleOf(loaded, "MySQL and MariaDB", "mysql2");
    const settings = {
      ...driverUri(url),
      // So no text from outside can smuggle in a second statement: the driver cannot send one.
      multipleStatements: false,
      charset: "utf8mb4",
      dateStrings: true,
    };
    const client = await createConnection(settings);
    const beside: Beside = async (sql) => {
      const other = await createConnection(settings);
      try {
        return rowsOf((await other.query(sql))[0]);
      } finally {
        await other.end().catch(() => undefined);
      }
    };
    const asked = {
      query: (sql: Sql, values?: readonly unknown[]) =>
        values === undefined ? client.query(sql) : client.query(sql, [...values]),
    };
    return await wrap(asked, where, () => client.end(), beside).catch((thrown: unknown) => {
      // Nobody else has a reference to it, and an open connection keeps the process alive.
      client.destroy();
      throw thrown;
    });
  } catch (thrown) {
    throw thrown instanceof SchemaDiffError ? thrown : refusal(thrown, where);
  }
};

export const open = async (source: string | object): Promise<Session> => {
  if (typeof source === "string") return openUrl(source);
  const given = await clientOf(source).catch((thrown: unknown) => {
    throw refusal(thrown, "the pool that was given");
  });
  if (given === null)
    throw new SchemaDiffError(
      "source",
      "this object is no connection and no pool of mysql2",
      "give what createConnection or createPool of mysql2 or mysql2/promise returns",
    );
  const giveBack = async (): Promise<void> => {
    given.giveBack();
  };
  return wrap(given.client, null, giveBack, null);
};
