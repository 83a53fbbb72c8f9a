/** The conformance suite, as a dialect's own tests run it: our dialects on their servers, and the toy from outside. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conformance, type EmptyDatabase } from "../../src/conformance/index.js";
import { dialectNamed } from "../../src/dialects/index.js";
import { backendNamed } from "../../src/reflect/index.js";
import { freshSnowflake } from "../servers/snowflakeDatabases.js";
import { freshDatabase, serverUrl, type ServerName } from "../servers/urls.js";
import { statement, type Backend, type Dialect } from "schema-diff";
import { Toy, toyBackend } from "./outside/backend.js";
import { plugin as toy } from "./outside/index.js";

const builtIn = (name: string) => ({
  dialect: dialectNamed(name),
  backend: () => backendNamed(name),
});

const onServer = (name: ServerName) => async (): Promise<EmptyDatabase> => {
  const { url, drop } = await freshDatabase(name);
  return { source: url, drop };
};

const onSnowflake = async (): Promise<EmptyDatabase> => {
  const { url, drop } = await freshSnowflake(serverUrl("snowflake"));
  return { source: url, drop };
};

const inFile = async (): Promise<EmptyDatabase> => {
  const folder = await mkdtemp(join(tmpdir(), "conformance-"));
  return {
    source: `sqlite:${join(folder, "a.db")}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
};

const subjects = [
  ["PostgreSQL 18", { ...builtIn("postgres"), database: onServer("postgres") }],
  ["PostgreSQL 13", { ...builtIn("postgres"), database: onServer("postgresOld") }],
  ["MySQL", { ...builtIn("mysql"), database: onServer("mysql") }],
  ["MariaDB", { ...builtIn("mariadb"), database: onServer("mariadb") }],
  ["SQLite", { ...builtIn("sqlite"), database: inFile }],
  ["Snowflake", { ...builtIn("snowflake"), database: onSnowflake }],
  ["a toy", { ...toy, database: async () => ({ source: new Toy(), drop: async () => undefined }) }],
] as const;

describe.each(subjects)("%s", (title, subject) => {
  test.each(conformance(subject).map((one) => [one.name, one] as const))(
    "%s",
    async (_, { run }) => {
      const outcome = await run();
      expect(outcome === null || title === "a toy").toBe(true);
    },
  );
});

interface Broken {
  readonly name: string;
  readonly says: string;
  readonly dialect?: Partial<Dialect>;
  readonly backend?: Partial<Backend>;
}

const { objects = {} } = dialectNamed("postgres");

const broken: readonly Broken[] = [
  {
    name: "identifiers: every name",
    says: "must be one quoted token",
    dialect: { lexicon: { ...toy.dialect.lexicon, quote: String } },
  },
  {
    name: "types:",
    says: "types.canonical must leave",
    dialect: { types: { ...toy.dialect.types, canonical: (text) => `${text}!` } },
  },
  {
    name: "quirks:",
    says: "an id in kebab case",
    dialect: { quirks: [{ id: "No Kebab", because: "x", erase: (schema) => schema }] },
  },
  {
    name: "transactions:",
    says: "facts.transactionalDdl must say",
    dialect: { facts: { ...toy.dialect.facts, transactionalDdl: false } },
  },
  {
    name: "reflect:",
    says: "normalize must leave what is normal alone",
    dialect: { normalize: (schema) => ({ ...schema, defaultSchema: `${schema.defaultSchema}+` }) },
  },
  {
    name: "support: what is not supported",
    says: "must be refused as unsupported",
    dialect: { ddl: { ...toy.dialect.ddl, statements: () => [] } },
  },
  {
    name: "support: no attribute of an SQL object",
    says: "comment of a collation must be printed, or refused",
    dialect: {
      objects,
      ddl: { ...toy.dialect.ddl, statements: () => [statement("CREATE COLLATION german")] },
    },
  },
  {
    name: "witness:",
    says: "backend.print must answer for each table",
    backend: { print: async () => [] },
  },
  {
    name: "DDL: tables",
    says: "must read back as that declaration",
    backend: {
      reflect: async (...args) => {
        const schema = await toyBackend.reflect(...args);
        return { ...schema, tables: schema.tables.slice(1) };
      },
    },
  },
];

test.each(broken)("$name is told: $says", async ({ name, says, dialect, backend }) => {
  const checks = conformance({
    dialect: { ...toy.dialect, ...dialect },
    backend: async () => ({ ...toyBackend, ...backend }),
    database: async () => ({ source: new Toy(), drop: async () => undefined }),
  });
  const found = checks.find((one) => one.name.startsWith(name));
  await expect(found?.run()).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining(says),
  });
});
