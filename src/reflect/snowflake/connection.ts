/** Opens Snowflake by URL or takes a connection of its driver; the one place that loads snowflake-sdk. */
import type { Connection as DriverConnection, Driver, ResultColumn } from "snowflake-sdk";
import { messageOf, SchemaDiffError, type Sql, lookupTable } from "../../model/index.js";
import { loadDriver, moduleOf } from "../../module/driver.js";
import type { Connection, Row } from "../connection.js";
import { noAnswer } from "../connectTimeout.js";
import { interruptible } from "../interruption.js";
import { addressOf } from "./address.js";
import { codeOf, type Bind, type Port } from "./port.js";
import { ended, signIn } from "./signIn.js";

/** What a connection opened here offers beyond the contract. */
export interface Session extends Connection {
  /** As stored in the catalogue; null where none is selected. */
  readonly database: string | null;
  /** The current schema, as stored in the catalogue; null where there is none. */
  readonly schema: string | null;
  readonly id: string;
  readonly user: string;
}

const sessions = new WeakMap<Connection, Session>();

/** The session of a connection that `open` returned. */
export const sessionOf = (connection: Connection): Session => {
  const found = sessions.get(connection);
  if (found === undefined)
    throw new SchemaDiffError(
      "internal",
      `${connection.description} was not opened by the snowflake backend`,
    );
  return found;
};

const can = (value: unknown, method: string): boolean =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, method) === "function";

export const owns = (handle: unknown): handle is DriverConnection =>
  ["execute", "connectAsync", "destroy", "isUp", "fetchResult"].every((one) => can(handle, one));

/** Numbers and moments are fetched as text: a number of 38 digits does not fit in a double. */
const asText = ["Number", "Date", "Buffer", "JSON"];

/** A value that is fetched as text although its type is another has the word NULL for null. */
const withNulls = (rows: readonly Row[], columns: readonly ResultColumn[]): readonly Row[] => {
  const others = columns.filter((column) => !column.isString()).map((column) => column.getName());
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      others.flatMap((name) => (row[name] === "NULL" ? [[name, null] as const] : [])),
    ),
  }));
};

const portOf = (connection: DriverConnection, close: () => Promise<void>): Port => {
  let cancel: (() => Promise<void>) | null = null;
  return {
    execute: (sql, binds) =>
      new Promise((resolve, reject) => {
        const running = connection.execute({
          sqlText: sql,
          ...(binds === undefined || binds.length === 0 ? {} : { binds }),
          fetchAsString: asText,
          complete: (error, statement, rows) => {
            cancel = null;
            if (error === undefined || error === null)
              resolve(withNulls(rows ?? [], statement.getColumns() ?? []));
            else reject(error);
          },
        });
        cancel = () =>
          new Promise((done) => {
            running.cancel(() => {
              done();
            });
          });
      }),
    cancel: async () => {
      await cancel?.();
    },
    close,
  };
};

/** Unquoted labels are returned in upper case. */
const withLabels = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      /^[A-Z_][A-Z0-9_$]*$/.test(key) ? key.toLowerCase() : key,
      value,
    ]),
  );

const isBind = (value: unknown): value is Bind =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const bindsOf = (values: readonly unknown[] | undefined): readonly Bind[] =>
  (values ?? []).map((value) => (isBind(value) ? value : String(value)));

const where: Sql =
  "SELECT CURRENT_VERSION() AS version, CURRENT_DATABASE() AS database_name, CURRENT_SCHEMA() AS schema_name, CURRENT_USER() AS user_name, CURRENT_SESSION() AS session_id";

const quotedCase: Sql = "SHOW PARAMETERS LIKE 'QUOTED_IDENTIFIERS_IGNORE_CASE' IN SESSION";

const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

/** Refuses a session in which quoted names mean other names than those that the catalogue holds. */
const refuseFoldedQuotes = (rows: readonly Row[], description: string): void => {
  if (String(rows[0]?.["value"]).toLowerCase() !== "true") return;
  throw new SchemaDiffError(
    "connection",
    `${description}: QUOTED_IDENTIFIERS_IGNORE_CASE is TRUE, so that "name" and "NAME" are one`,
    "ALTER SESSION SET QUOTED_IDENTIFIERS_IGNORE_CASE = FALSE, or unset it for the user",
  );
};

const wrap = async (
  port: Port,
  described: string | null,
  wanted: string | null,
): Promise<Session> => {
  const ask = async (sql: Sql, values?: readonly unknown[]): Promise<readonly Row[]> =>
    (await port.execute(sql, bindsOf(values))).map(withLabels);
  const [row = {}] = await ask(where);
  const database = textOrNull(row["database_name"]);
  const user = textOrNull(row["user_name"]) ?? "";
  const description = described ?? `snowflake database ${database ?? "(none)"} as ${user}`;
  if (wanted !== null && database === null)
    throw new SchemaDiffError(
      "connection",
      `${description}: there is no database ${wanted}, or the role may not use it`,
      "check its name, create it, or name a role with ?role=",
    );
  refuseFoldedQuotes(await ask(quotedCase), description);
  const held = interruptible(port.cancel);
  const session: Session = {
    dialect: "snowflake",
    description,
    driver: "snowflake-sdk",
    version: (/^[\d.]+/.exec(String(row["version"]))?.[0] ?? "").split(".").map(Number),
    database,
    schema: textOrNull(row["schema_name"]),
    id: String(row["session_id"]),
    user,
    query: (sql, values) => held.ask(() => ask(sql, values)),
    execute: (sql) =>
      held.run(async () => {
        await port.execute(sql);
      }),
    close: async () => {
      held.closed();
      await port.close();
    },
  };
  sessions.set(session, session);
  return session;
};

/** What to do, by the code of the driver's or the server's error. */
const wayOut: Readonly<Record<string, string>> = lookupTable({
  "390100": "check user and password",
  "390144": "check the user and its public key",
  "394508": "check the token",
  "390201": "check the role, the warehouse and the database",
  "401001": "check the account's name, and that it can be reached from here",
  "404290": "check the account's name",
});

const cannotConnect = (where: string, thrown: unknown): SchemaDiffError =>
  new SchemaDiffError(
    "connection",
    `no connection to ${where}: ${messageOf(thrown)}`,
    wayOut[codeOf(thrown)] ?? "check the URL",
    { cause: thrown },
  );

interface Module {
  readonly default: Driver;
}

const isModule = (value: unknown): value is Module =>
  can(Reflect.get(Object(value), "default"), "createConnection");

/**
 * Settings that keep the driver, when set before it is imported, from asking the clouds' metadata servers where it runs, from
 * loading a native part, and from reporting its use.
 */
const quiet: Readonly<Record<string, string>> = lookupTable({
  SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true",
  SNOWFLAKE_DISABLE_MINICORE: "true",
  SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: "true",
});

const loaded = async (): Promise<Driver> => {
  for (const [name, value] of Object.entries(quiet)) process.env[name] ??= value;
  const module = moduleOf(
    await loadDriver<Module>({ name: "snowflake-sdk" }, () => import("snowflake-sdk"), isModule),
    "Snowflake",
    "snowflake-sdk",
  );
  // Otherwise it would write a log into the working directory.
  module.default.configure({ logLevel: "OFF" });
  return module.default;
};

const openUrl = async (source: string): Promise<Session> => {
  const { options, where: place, database, connectTimeout } = addressOf(source);
  const driver = await loaded();
  try {
    const connection = await signIn(
      (more) => driver.createConnection({ ...options, ...more }),
      connectTimeout,
      () => noAnswer(place, "Snowflake", null),
    );
    return await wrap(
      portOf(connection, () => ended(connection)),
      place,
      database,
    ).catch(async (thrown: unknown) => {
      // Nobody else has a reference to it.
      await ended(connection);
      throw thrown;
    });
  } catch (thrown) {
    throw thrown instanceof SchemaDiffError ? thrown : cannotConnect(place, thrown);
  }
};

export const open = async (source: string | object): Promise<Session> => {
  if (typeof source === "string") return openUrl(source);
  if (!owns(source))
    throw new SchemaDiffError(
      "source",
      "this object is no connection of snowflake-sdk",
      "give what createConnection of snowflake-sdk returns",
    );
  if (!source.isUp())
    throw new SchemaDiffError(
      "source",
      "this connection of snowflake-sdk is not connected",
      "await connection.connectAsync() before it is given away",
    );
  return wrap(
    portOf(source, async () => undefined),
    null,
    null,
  );
};
