/** The snapshot's JSON Schema: what every server gives fits it, and it refuses just what the reader of snapshots refuses. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Database, { handleOf } from "../sqlite/database.mjs";
import { snapshotJsonSchema } from "../../src/codec/jsonSchema.js";
import { reflect } from "../../src/flow/index.js";
import { plainNumbers, type Schema } from "../../src/model/index.js";
import { parseSnapshot, snapshotJson, snapshotSchema } from "../../src/render/index.js";
import { freshDatabase, query, serverNames, type ServerName } from "../servers/urls.js";
import { misfits, mutants } from "./jsonSchema.js";

const jsonSchema: unknown = JSON.parse(
  readFileSync(new URL("../../snapshot.schema.json", import.meta.url), "utf8"),
);

const snapshot = (schema: Schema): unknown => JSON.parse(snapshotJson(schema));

const reads = (value: unknown): boolean => {
  try {
    parseSnapshot(JSON.stringify(value), "s.json");
    return true;
  } catch {
    return false;
  }
};

const postgres = [
  "CREATE SCHEMA other",
  "CREATE TYPE mood AS ENUM ('a', 'b')",
  "CREATE SEQUENCE s INCREMENT 2 MAXVALUE 9000000000000000000 CYCLE",
  "CREATE TABLE other.a (id serial PRIMARY KEY, n integer GENERATED ALWAYS AS IDENTITY (START 5), UNIQUE (n) DEFERRABLE)",
  `CREATE TABLE b (a integer REFERENCES other.a ON DELETE SET NULL, m mood DEFAULT 'a', t text COLLATE "C", g integer GENERATED ALWAYS AS (a + 1) STORED,
    r int4range, CONSTRAINT ck CHECK (a > 0) NO INHERIT, CONSTRAINT ex EXCLUDE USING gist (r WITH &&) WHERE (a > 1))`,
  "CREATE INDEX ix ON b (lower(t) DESC NULLS LAST, a) INCLUDE (g) WHERE a > 0",
  "COMMENT ON COLUMN b.a IS 'x'",
  "CREATE VIEW v AS SELECT a FROM b",
];
const family = [
  "CREATE TABLE a (id integer AUTO_INCREMENT PRIMARY KEY, n varchar(30) CHARACTER SET latin1 NOT NULL UNIQUE COMMENT 'x') COMMENT 'y'",
  `CREATE TABLE b (a integer, t text, g integer GENERATED ALWAYS AS (char_length(t)) STORED, at timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    e enum('p', 'q') DEFAULT 'p', CONSTRAINT ck CHECK (a > 0), CONSTRAINT fk FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE)`,
  "CREATE INDEX ix ON b (t(10), a)",
  "CREATE VIEW v AS SELECT a FROM b",
];
const ddl: { readonly [S in ServerName]: readonly string[] } = {
  postgres,
  postgresOld: postgres,
  mysql: family,
  mariadb: family,
};

test("stands where $schema says, and travels with the package", () => {
  expect(snapshotSchema).toBe("schema-diff/snapshot.schema.json");
  const { files, exports } = createRequire(import.meta.url)("../../package.json") as {
    readonly files: readonly string[];
    readonly exports: object;
  };
  expect(files).toContain("snapshot.schema.json");
  expect(exports).toHaveProperty(["./snapshot.schema.json"], "./snapshot.schema.json");
});

test("is what the codecs say; `npm run schema` writes it", () => {
  expect(JSON.stringify(jsonSchema)).toBe(JSON.stringify(snapshotJsonSchema()));
});

test.each(serverNames)("what %s gives fits", async (name) => {
  const { url, drop } = await freshDatabase(name);
  try {
    for (const statement of ddl[name]) await query(url, statement);
    const schema = await reflect(
      url,
      name.startsWith("postgres") ? { schemas: ["public", "other"] } : {},
    );
    expect(schema.tables).toHaveLength(2);
    expect(misfits(jsonSchema, snapshot(schema))).toEqual([]);
    for (const wrong of mutants(snapshot(schema))) agree(wrong);
  } finally {
    await drop();
  }
});

const agree = (value: unknown): void => {
  const found = misfits(jsonSchema, value);
  if ((found.length === 0) !== reads(value))
    expect({ found, reads: reads(value), value }).toBe("the same verdict");
};

test("on SQLite, and it refuses what the reader refuses", async () => {
  const database = new Database(":memory:");
  database.exec(`CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT COLLATE NOCASE DEFAULT 'x', UNIQUE (n) ON CONFLICT IGNORE);
    CREATE TABLE b (a INTEGER CONSTRAINT fk REFERENCES a DEFERRABLE INITIALLY DEFERRED, CHECK (a > 0)); CREATE INDEX ix ON b (a + 1 DESC) WHERE a > 1; CREATE VIEW v AS SELECT 1`);
  const schema = await reflect(handleOf(database));
  database.close();
  const full: Schema = {
    ...schema,
    namespaces: [{ name: "other", comment: null }],
    enums: [{ schema: null, name: "e", values: ["a"], comment: "x" }],
    sequences: [
      {
        schema: null,
        name: "s",
        type: "bigint",
        ...plainNumbers,
        start: "9007199254740993",
        ownedBy: { table: { schema: null, name: "a" }, column: "id" },
        comment: null,
      },
    ],
  };
  expect(misfits(jsonSchema, snapshot(full))).toEqual([]);
  let refused = 0;
  for (const wrong of mutants(snapshot(full))) {
    agree(wrong);
    if (!reads(wrong)) refused += 1;
  }
  expect(refused).toBeGreaterThan(150);
  // As snapshots were before defaults were left out.
  expect(misfits(jsonSchema, full)).toEqual([]);
  expect(reads(full)).toBe(true);
  for (const wrong of mutants(full)) agree(wrong);
});
