/** Databases of their own for the tests of PostgreSQL, and a whole schema as statements. */
import { execFileSync } from "node:child_process";
import pg from "pg";
import { postgres as dialect } from "../../src/dialects/postgres/index.js";
import {
  emptySchema,
  refOf,
  type Operation,
  type Schema,
  type Sql,
  schemaObjectRules,
  sqlObjectKinds,
  type Table,
  sqlOf,
} from "../../src/model/index.js";
import { postgres } from "../../src/reflect/postgres/index.js";

/** Where the tests run: the URL of an administrator's connection. */
export const serverUrl =
  process.env["SCHEMA_DIFF_TEST_POSTGRES_URL"] ?? "postgres://postgres@127.0.0.1:55418/postgres";

const urlOf = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

export const runSql = async (url: string, statements: readonly Sql[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement).catch((thrown: unknown) => {
        throw new Error(
          `${thrown instanceof Error ? thrown.message : String(thrown)}\n${statement.slice(0, 2000)}`,
        );
      });
    }
  } finally {
    await client.end();
  }
};

let made = 0;

/** Hands an empty database's URL over and drops the database afterwards. */
export const withDatabase = async <T>(
  use: (url: string) => Promise<T>,
  server: string = serverUrl,
): Promise<T> => {
  const name = `schema_diff_pg_${String(process.pid)}_${String(made++)}`;
  await runSql(server, [
    `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
    `CREATE DATABASE ${name} TEMPLATE template0`,
  ]);
  try {
    return await use(urlOf(server, name));
  } finally {
    await runSql(server, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]);
  }
};

export const reflectUrl = async (
  url: string,
  schemas: readonly string[] = ["*"],
): Promise<Schema> => {
  const connection = await postgres.open(url);
  try {
    return await postgres.reflect(connection, { schemas });
  } finally {
    await connection.close();
  }
};

export interface Server {
  readonly url: string;
  readonly version: readonly number[];
  /** For titles. */
  readonly major: number;
}

const serverAt = async (url: string): Promise<Server> => {
  const connection = await postgres.open(url);
  await connection.close();
  return { url, version: connection.version, major: connection.version[0] ?? 0 };
};

/** All servers there are: the newest major, and an old one where it is given. */
export const servers = (): Promise<readonly Server[]> =>
  Promise.all(
    [serverUrl, process.env["SCHEMA_DIFF_TEST_POSTGRES_OLD_URL"] ?? ""]
      .filter((url) => url !== "")
      .map(serverAt),
  );

/** Parents before children. */
const parentsFirst = (tables: readonly Table[]): readonly Table[] =>
  [...tables].sort((a, b) => Number("inherits" in a.options) - Number("inherits" in b.options));

/** Everything a schema holds, made in an order that executes. */
export const creating = (schema: Schema): readonly Operation[] => [
  ...schema.namespaces
    .filter((n) => n.name !== "public")
    .map((namespace): Operation => ({ do: "createSchema", namespace })),
  ...schema.enums.map((type): Operation => ({ do: "createEnum", enum: type })),
  ...schema.sequences.map((sequence): Operation => ({
    do: "createSequence",
    sequence: { ...sequence, ownedBy: null },
  })),
  ...parentsFirst(schema.tables).map((table): Operation => ({
    do: "createTable",
    table: { ...table, constraints: table.constraints.filter((c) => c.kind !== "foreignKey") },
  })),
  ...schema.sequences
    .filter((s) => s.ownedBy !== null)
    .map((to): Operation => ({ do: "alterSequence", from: { ...to, ownedBy: null }, to })),
  ...schema.tables.flatMap((table) =>
    table.indexes.map((index): Operation => ({ do: "createIndex", table: refOf(table), index })),
  ),
  ...schema.tables.flatMap((table) =>
    table.constraints
      .filter((c) => c.kind === "foreignKey")
      .map((constraint): Operation => ({
        do: "createConstraint",
        table: refOf(table),
        constraint,
      })),
  ),
  ...sqlObjectKinds.flatMap((kind) =>
    schemaObjectRules[kind]
      .all(schema)
      .map((object): Operation => ({ do: "createObject", kind, object })),
  ),
];

export const statementsOf = (
  operations: readonly Operation[],
  before: Schema = emptySchema("postgres"),
): readonly Sql[] =>
  sqlOf(operations.flatMap((operation) => dialect.ddl.statements(operation, before)));

/** The pg_dump on this machine dumps servers up to its own major. */
export const canDump = (version: readonly number[]): boolean => {
  try {
    const own = Number(
      /(\d+)/.exec(execFileSync("pg_dump", ["--version"], { encoding: "utf8" }))?.[1] ?? 0,
    );
    return own >= (version[0] ?? 0);
  } catch {
    return false;
  }
};

/** The types of pg_dump's entries that the model knows. */
const modelled = new Set([
  "TABLE",
  "SEQUENCE",
  "SEQUENCE OWNED BY",
  "DEFAULT",
  "CONSTRAINT",
  "CHECK CONSTRAINT",
  "FK CONSTRAINT",
  "INDEX",
  "TYPE",
  "SCHEMA",
  "COMMENT",
]);

const entry = /^-- Name: .*; Type: ([A-Z ]+); Schema: .*$/;

/** The independent witness: what pg_dump says of what is modelled, sorted, since the order of creation is not the point. */
export const dump = (url: string): string => {
  const lines: string[] = [];
  let kept = false;
  for (const line of execFileSync("pg_dump", ["-s", "-O", "-x", "-d", url], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }).split("\n")) {
    const type = entry.exec(line)?.[1];
    if (type !== undefined) kept = modelled.has(type);
    else if (kept && !/^(?:--|SET |COMMENT ON (?:FUNCTION|EXTENSION|VIEW|TRIGGER)|\\|$)/.test(line))
      lines.push(line.replace(/,$/, "").trim());
  }
  return lines.sort().join("\n");
};
