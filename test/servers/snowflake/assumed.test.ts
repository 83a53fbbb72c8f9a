/** What the tests' Snowflake only assumes, asked through the driver: of that server, or of an account, where nobody knows the answers yet. */
import { readFile } from "node:fs/promises";
import { freshSnowflake, querySnowflake } from "../snowflakeDatabases.js";
import { serverUrl } from "../urls.js";
import { assumed } from "./assumed.mjs";

type Ask = (statement: string) => ReturnType<typeof querySnowflake>;

const refused = async (ask: Ask, statement: string): Promise<void> => {
  await expect(ask(statement)).rejects.toThrow();
};

const family = async (ask: Ask): Promise<void> => {
  await ask("CREATE TABLE p (id INT, alt INT, CONSTRAINT pk PRIMARY KEY (id))");
  await ask("CREATE TABLE c (ref INT, CONSTRAINT fk FOREIGN KEY (ref) REFERENCES p (id))");
};

const checks = async (ask: Ask): Promise<readonly unknown[]> =>
  (
    await ask(
      "SELECT CHECK_CLAUSE AS clause FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = CURRENT_SCHEMA()",
    )
  ).map((row) => row["clause"]);

const foreignKeys = async (ask: Ask): Promise<readonly unknown[]> =>
  (await ask("SHOW IMPORTED KEYS IN SCHEMA")).map((row) => [
    row["fk_table_name"],
    row["fk_name"],
    row["pk_table_name"],
  ]);

const described = async (ask: Ask, key: string): Promise<readonly unknown[]> =>
  (await ask("DESCRIBE TABLE t")).map((row) => row[key]);

/** By the id of what is assumed; a text says why it is not asked. */
const probes: Readonly<Record<string, string | ((ask: Ask) => Promise<void>)>> = {
  "already-exists-unseen": "needs a second role, which is not made in an account of others",
  "drop-restrict-text": async (ask) => {
    await family(ask);
    await refused(ask, "ALTER TABLE p DROP CONSTRAINT pk RESTRICT");
    await refused(ask, "ALTER TABLE p DROP COLUMN id RESTRICT");
    await refused(ask, "DROP TABLE p RESTRICT");
  },
  "drop-column-check-cascade": async (ask) => {
    await ask("CREATE TABLE t (a INT, b INT, CHECK (a < b))");
    await refused(ask, "ALTER TABLE t DROP COLUMN a");
    await ask("ALTER TABLE t DROP COLUMN a CASCADE");
    expect(await checks(ask)).toEqual([]);
  },
  "rename-column-in-check": async (ask) => {
    await ask("CREATE TABLE t (a INT, CHECK (a < 9))");
    await ask("ALTER TABLE t RENAME COLUMN a TO renamed");
    expect(String((await checks(ask))[0])).toMatch(/renamed/i);
  },
  "rename-generated-constraint": async (ask) => {
    await ask("CREATE TABLE t (a INT, UNIQUE (a))");
    const [key = {}] = await ask("SHOW UNIQUE KEYS IN TABLE t");
    await ask(`ALTER TABLE t RENAME CONSTRAINT "${String(key["constraint_name"])}" TO uq`);
    expect(await ask("SHOW UNIQUE KEYS IN TABLE t")).toMatchObject([{ constraint_name: "UQ" }]);
  },
  "foreign-key-without-parent-key": async (ask) => {
    await family(ask);
    await refused(ask, "ALTER TABLE c ADD FOREIGN KEY (ref) REFERENCES p (alt)");
  },
  "second-primary-key": async (ask) => {
    await family(ask);
    await refused(ask, "ALTER TABLE p ADD PRIMARY KEY (alt)");
    await refused(ask, "ALTER TABLE p ADD CONSTRAINT pk UNIQUE (alt)");
  },
  "default-normalized": async (ask) => {
    await ask("CREATE TABLE t (a TIMESTAMP DEFAULT current_timestamp, b INT DEFAULT 1 + 1)");
    expect(await described(ask, "default")).toEqual([
      expect.stringMatching(/^current_timestamp\(\)$/i),
      "1 + 1",
    ]);
  },
  "default-types": "a matrix of types, of which the driver's part is recorded",
  "drop-clustering-column": async (ask) => {
    await ask("CREATE TABLE t (a INT, b INT) CLUSTER BY (a)");
    await refused(ask, "ALTER TABLE t DROP COLUMN a");
  },
  "view-names": "names of views that no reader of ours asks",
  "time-zone": "a setting of the account, which no reader of ours depends on",
  "key-column-nullability": async (ask) => {
    await ask("CREATE TABLE t (a INT, PRIMARY KEY (a))");
    expect(await described(ask, "null?")).toEqual(["N"]);
  },
  "like-and-clone-foreign-keys": async (ask) => {
    await family(ask);
    await ask("CREATE TABLE d LIKE c");
    expect(await foreignKeys(ask)).toHaveLength(2);
  },
  "create-or-replace-drops": async (ask) => {
    await family(ask);
    await ask("CREATE OR REPLACE TABLE p (id INT PRIMARY KEY)");
    expect(await foreignKeys(ask)).toEqual([]);
  },
  "foreign-key-follows-rename": async (ask) => {
    await family(ask);
    await ask("ALTER TABLE p RENAME TO q");
    expect(await foreignKeys(ask)).toEqual([["C", "FK", "Q"]]);
  },
  "inline-check-of-added-column": async (ask) => {
    await ask("CREATE TABLE t (a INT)");
    await refused(ask, "ALTER TABLE t ADD COLUMN b INT CHECK (b > 0)");
  },
  "context-functions-in-checks": (ask) =>
    refused(ask, "CREATE TABLE t (a TIMESTAMP_LTZ, CHECK (a < CURRENT_TIMESTAMP()))"),
  "generated-index-names": async (ask) => {
    await ask("CREATE HYBRID TABLE t (id INT PRIMARY KEY, a INT UNIQUE)");
    expect((await ask("SHOW INDEXES IN TABLE t")).map((row) => row["name"]).sort()).toEqual([
      "SYS_INDEX_T_PRIMARY",
      "SYS_INDEX_T_UNIQUE_A",
    ]);
  },
  "hybrid-builds": "a race between two statements; constraints.test.ts asks it without the wire",
  "default-reads-columns": async (ask) => {
    await ask("CREATE TABLE t (b INT, a INT DEFAULT b + 1)");
    await ask("INSERT INTO t (b) VALUES (1)");
    expect(await ask("SELECT a FROM t")).toEqual([{ a: "2" }]);
    await refused(ask, "CREATE TABLE u (a INT DEFAULT b + 1, b INT)");
  },
  "structured-object-json": async (ask) => {
    await ask("CREATE TABLE t (o OBJECT(f INT), a ARRAY(INT), m MAP(VARCHAR, INT))");
    const shown = (await ask("SHOW COLUMNS IN TABLE t")).map((row): unknown =>
      JSON.parse(String(row["data_type"])),
    );
    expect(shown).toMatchObject([
      { type: "OBJECT", fields: [{ fieldName: "f", fieldType: { type: "FIXED" } }] },
      { type: "ARRAY", elementType: { type: "FIXED" } },
      { type: "MAP", keyType: { type: "TEXT" }, valueType: { type: "FIXED" } },
    ]);
  },
  "generated-look-of-a-name": (ask) =>
    ask(
      'CREATE TABLE t (a INT, CONSTRAINT "SYS_CONSTRAINT_fe27c4f3-23f6-4091-92c4-5acd53cc5029" UNIQUE (a))',
    ).then(() => undefined),
  "sequence-start": async (ask) => {
    await ask("CREATE SEQUENCE q START = 7 INCREMENT = 2");
    expect(
      await ask(
        "SELECT START_VALUE AS value FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = CURRENT_SCHEMA()",
      ),
    ).toMatchObject([{ value: "7" }]);
  },
  "check-text": async (ask) => {
    await ask("CREATE TABLE t (a INT, CHECK (a   <  9))");
    expect(await checks(ask)).toEqual(["a   <  9"]);
  },
  "undrop-brings-foreign-keys": async (ask) => {
    await family(ask);
    for (const statement of ["DROP TABLE c", "UNDROP TABLE c", "DROP TABLE p", "UNDROP TABLE p"])
      await ask(statement);
    expect(await foreignKeys(ask)).toEqual([["C", "FK", "P"]]);
  },
  "unnamed-expression": async (ask) => {
    await refused(ask, "CREATE VIEW v AS SELECT 1");
    await refused(ask, "CREATE TABLE t AS SELECT 1");
  },
  "swap-temporary": async (ask) => {
    await ask("CREATE TABLE t (a INT)");
    await ask("CREATE TEMPORARY TABLE u (a INT)");
    await refused(ask, "ALTER TABLE t SWAP WITH u");
  },
  "view-expansion": async (ask) => {
    await ask("CREATE TABLE t (a INT, b INT)");
    await ask("CREATE VIEW v AS SELECT b FROM t");
    await ask("ALTER TABLE t DROP COLUMN b");
    await refused(ask, "SELECT * FROM v");
  },
  "application-scope": async (ask) => {
    await refused(ask, "SHOW TABLES IN APPLICATION absent");
    await refused(ask, "SHOW FUNCTIONS IN CLASS absent");
  },
  "layouts-without-rows": async (ask) => {
    for (const kind of ["STAGES", "TASKS", "PIPES", "FILE FORMATS", "ALERTS"])
      expect(await ask(`SHOW ${kind} IN SCHEMA`)).toEqual([]);
  },
  "virtual-columns": async (ask) => {
    await ask("CREATE TABLE t (a INT, b INT AS (a + 1), c VARCHAR AS (a::VARCHAR))");
    expect(await described(ask, "expression")).toEqual([
      null,
      "A + 1",
      expect.stringMatching(/^CAST\(A AS VARCHAR\(\d+\)\)$/),
    ]);
    await refused(ask, "INSERT INTO t (a, b) VALUES (1, 2)");
    await refused(ask, "CREATE TABLE u (b INT AS (a + 1), a INT)");
  },
  "create-or-alter": async (ask) => {
    await ask("CREATE TABLE t (a INT, b INT)");
    await refused(ask, "CREATE OR ALTER TABLE t (b INT, a INT)");
  },
  "rename-without-to": async (ask) => {
    await ask("CREATE TABLE t (a INT)");
    await ask("ALTER TABLE t RENAME u");
    await ask("SELECT a FROM u");
  },
  "clustering-column-renamed": async (ask) => {
    await ask("CREATE TABLE t (a INT, b INT) CLUSTER BY (a)");
    await refused(ask, "ALTER TABLE t RENAME COLUMN a TO c");
  },
  "tag-values": async (ask) => {
    await ask("CREATE TAG g ALLOWED_VALUES 'a'");
    await refused(ask, "CREATE TABLE t (a INT) WITH TAG (g = 'b')");
  },
  "dropped-sequence-of-a-default": async (ask) => {
    await ask("CREATE SEQUENCE q");
    await ask("CREATE TABLE t (a INT DEFAULT q.NEXTVAL, b INT)");
    await ask("DROP SEQUENCE q");
    await refused(ask, "INSERT INTO t (b) VALUES (1)");
  },
  "key-lists-a-column-twice": (ask) => refused(ask, "CREATE TABLE t (a INT, PRIMARY KEY (a, a))"),
  "add-if-not-exists": async (ask) => {
    await ask("CREATE TABLE t (a INT)");
    await refused(ask, "ALTER TABLE t ADD COLUMN IF NOT EXISTS b INT DEFAULT 1");
  },
  "error-codes": "the codes are read where a test of its own needs one",
};

test("the dialect's documentation prints the list", async () => {
  const page = await readFile("docs/snowflake.md", "utf8");
  expect(assumed.filter(({ what }) => !page.includes(`- ${what}\n`))).toEqual([]);
});

let place: Awaited<ReturnType<typeof freshSnowflake>>;
beforeAll(async () => {
  place = await freshSnowflake(serverUrl("snowflake"));
});
afterAll(() => place.drop());

test.each(assumed.map(({ id, what }, n) => [id, what, n] as const))("%s: %s", async (id, _, n) => {
  const probe = probes[id];
  if (typeof probe !== "function") {
    expect(probe).toMatch(/./);
    return;
  }
  await querySnowflake(place.url, `CREATE SCHEMA s${String(n)}`);
  await probe((statement) => querySnowflake(place.url, statement));
});
