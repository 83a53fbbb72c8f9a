/** The databases that the laws are tried on, and what may be declared there. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DialectName } from "schema-diff";
import { driver } from "../sqlite/database.mjs";
import { freshSnowflake } from "../servers/snowflakeDatabases.js";
import { freshDatabase, serverUrl, type ServerName } from "../servers/urls.js";
import { runAll } from "./run.js";

export interface Place {
  readonly title: string;
  readonly dialect: DialectName;
  readonly server: ServerName | null;
  /** MySQL and MariaDB, where much is so and not otherwise. */
  readonly innodb: boolean;
  readonly virtual: boolean;
  readonly partialIndexes: boolean;
  readonly expressionIndexes: boolean;
  /** The kinds that the law of objects draws here besides tables. */
  readonly objects: readonly string[];
}

const place = (
  title: string,
  dialect: DialectName,
  server: ServerName | null,
  more: Partial<Place> = {},
): Place => ({
  title,
  dialect,
  server,
  innodb: false,
  virtual: true,
  partialIndexes: false,
  expressionIndexes: true,
  objects: [],
  ...more,
});

const ofPostgres = ["schema", "enum", "sequence", "view"];

const everywhere: readonly Place[] = [
  place("PostgreSQL 18", "postgres", "postgres", { partialIndexes: true, objects: ofPostgres }),
  place("PostgreSQL 13", "postgres", "postgresOld", {
    partialIndexes: true,
    virtual: false,
    objects: ofPostgres,
  }),
  place("MySQL", "mysql", "mysql", { innodb: true, objects: ["schema"] }),
  place("MariaDB", "mariadb", "mariadb", {
    innodb: true,
    expressionIndexes: false,
    objects: ["schema"],
  }),
  place("SQLite", "sqlite", null, { partialIndexes: true }),
];

/** Other laws than that of graphs declare what Snowflake does not have; what is left of theirs is tried in long runs. */
const snowflakePlace = place("Snowflake", "snowflake", null);

/** The run for the other driver of SQLite is about SQLite alone. */
export const places = everywhere.filter(
  ({ dialect }) => driver !== "node:sqlite" || dialect === "sqlite",
);

export const longRunPlaces = driver === "node:sqlite" ? [] : [snowflakePlace];
export const graphPlaces = driver === "node:sqlite" ? places : [...places, snowflakePlace];

/** A database that is emptied again and again. */
export interface Ground {
  readonly url: string;
  /** The name of a second schema, which the law of objects uses; of databases, where each is a schema. */
  readonly other: string;
  readonly empty: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

const onFile = async (): Promise<Ground> => {
  const directory = await mkdtemp(join(tmpdir(), "laws-"));
  const file = join(directory, "law.db");
  return {
    url: `sqlite:${file}`,
    other: "main",
    empty: () => rm(file, { force: true }),
    drop: () => rm(directory, { recursive: true, force: true }),
  };
};

const emptying = (dialect: DialectName, database: string, other: string): readonly string[] =>
  dialect === "postgres"
    ? [
        `DROP SCHEMA IF EXISTS public, ${other} CASCADE`,
        "CREATE SCHEMA public",
        `CREATE SCHEMA ${other}`,
      ]
    : [
        // foreign keys go from one database to the other
        "SET FOREIGN_KEY_CHECKS = 0",
        `DROP DATABASE IF EXISTS ${other}`,
        `DROP DATABASE IF EXISTS ${database}`,
        `CREATE DATABASE ${database}`,
        `CREATE DATABASE ${other}`,
      ];

const onSnowflake = async (): Promise<Ground> => {
  const { url, drop } = await freshSnowflake(serverUrl("snowflake"));
  const statements = ["other", "public"].map((name) => `CREATE OR REPLACE SCHEMA ${name}`);
  return { url, other: "other", empty: () => runAll(url, statements), drop };
};

export const ground = async ({ server, dialect }: Place): Promise<Ground> => {
  if (dialect === "snowflake") return onSnowflake();
  if (server === null) return onFile();
  const { url, drop } = await freshDatabase(server);
  const database = new URL(url).pathname.slice(1);
  const other = dialect === "postgres" ? "other" : `${database}_other`;
  const admin = new URL(url);
  if (dialect !== "postgres") admin.pathname = "/";
  const empty = (): Promise<void> => runAll(admin.href, emptying(dialect, database, other));
  return {
    url,
    other,
    drop: async () => {
      if (dialect !== "postgres") {
        await empty();
        await runAll(admin.href, [`DROP DATABASE ${other}`]);
      }
      await drop();
    },
    empty,
  };
};
