/** Snowflake's own driver talks to the tests' server, and to nothing else. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

interface Step {
  readonly sql: string;
  readonly binds?: readonly unknown[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly cancel?: number;
}

interface Outcome {
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly changed?: number;
  readonly code?: string;
  readonly sqlState?: string;
  readonly message?: string;
}

interface Answers {
  readonly outcomes: readonly (readonly Outcome[])[];
  readonly hosts: readonly string[];
}

const place = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const failures: readonly (readonly [string, string, string, string])[] = [
  ["SELEC 1", "001003", "42000", "syntax error line 1 at position 0 unexpected 'SELEC'."],
  ["SELECT * FROM absent", "002003", "02000", "Object 'ABSENT' does not exist or not authorized."],
  ["CREATE SCHEMA wire.public", "002002", "42710", "Object 'WIRE.PUBLIC' already exists."],
  ["SELECT nothing", "000904", "42000", "invalid identifier 'NOTHING'"],
  ["SELECT 1 / 0", "100051", "22012", "Division by zero"],
];

const steps: readonly Step[] = [
  { sql: "CREATE DATABASE wire" },
  {
    sql: `SELECT 7 AS i, 1.5 AS d, 0.25::FLOAT AS f, 'x''y' AS t, TRUE AS b, PARSE_JSON('{"a": [1]}') AS v,
        '2026-02-03'::DATE AS day, '2026-02-03 04:05:06.789'::TIMESTAMP_NTZ AS at, NULL AS n`,
  },
  { sql: "CREATE TABLE bound (a INTEGER, b VARCHAR)" },
  { sql: "INSERT INTO bound VALUES (?, ?)", binds: [1, "one"] },
  {
    sql: "INSERT INTO bound VALUES (?, ?)",
    binds: [
      [2, "two"],
      [3, null],
    ],
  },
  { sql: "SELECT b FROM bound WHERE a >= :1 ORDER BY a", binds: [2] },
  { sql: "SELECT COUNT(*) AS n FROM TABLE(RESULT_SCAN('{last}'))" },
  {
    sql: "SELECT SEQ4() AS n, 'row ' || SEQ4() AS t FROM TABLE(GENERATOR(ROWCOUNT => 3500)) ORDER BY n",
  },
  { sql: "SELECT 1; SELECT 2" },
  {
    sql: "CREATE TABLE one (a INT); CREATE TABLE two (a INT);",
    parameters: { MULTI_STATEMENT_COUNT: 2 },
  },
  { sql: "SHOW TABLES LIKE 'two'" },
  { sql: "SELECT SYSTEM$WAIT(60)", cancel: 100 },
  ...failures.map(([sql]) => ({ sql })),
];

const connections: readonly {
  readonly options: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
}[] = [
  { options: {}, steps },
  {
    options: { role: "reader", warehouse: "small" },
    steps: [
      { sql: "CREATE DATABASE place" },
      { sql: 'CREATE SCHEMA place."inner"' },
      { sql: "SELECT CURRENT_USER() AS u, CURRENT_ROLE() AS r, CURRENT_WAREHOUSE() AS w" },
      { sql: "CREATE TEMPORARY TABLE place.public.passing (a INT)" },
    ],
  },
  {
    options: { database: "place", schema: '"inner"' },
    steps: [
      { sql: "SELECT CURRENT_DATABASE() AS d, CURRENT_SCHEMA() AS s" },
      { sql: "SHOW TABLES IN DATABASE place" },
    ],
  },
];

let server: ChildProcess;
let answers: Answers;

beforeAll(async () => {
  server = spawn(process.execPath, [place("main.mjs"), "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: unknown[] = await once(server.stdout ?? server, "data");
  const url = String(said[0]).trim();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const child = spawn(process.execPath, [place("askThroughDriver.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify({ url, connections }));
  answers = JSON.parse(await text(child.stdout)) as Answers;
});

afterAll(async () => {
  server.kill("SIGTERM");
  const [status]: unknown[] = await once(server, "exit");
  expect(status).toBe(0);
});

test("nothing but loopback is reached", () => {
  expect(answers.hosts).toEqual(["127.0.0.1"]);
});

test("values, binds, pages, errors, several statements, and a cancelled one", () => {
  const outcomes = answers.outcomes[0] ?? [];
  expect(outcomes[1]?.rows).toEqual([
    {
      I: 7,
      D: 1.5,
      F: 0.25,
      T: "x'y",
      B: true,
      V: { a: [1] },
      DAY: "2026-02-03",
      AT: "2026-02-03 04:05:06.789",
      N: null,
    },
  ]);
  expect(outcomes[3]?.changed).toBe(1);
  expect(outcomes[4]?.rows).toEqual([{ "number of rows inserted": 2 }]);
  expect(outcomes[5]?.rows).toEqual([{ B: "two" }, { B: null }]);
  expect(outcomes[6]?.rows).toEqual([{ N: 2 }]);
  expect(outcomes[7]?.rows).toHaveLength(3500);
  expect(outcomes[7]?.rows?.at(-1)).toEqual({ N: 3499, T: "row 3499" });
  expect(outcomes[8]?.message).toContain(
    "Actual statement count 2 did not match the desired statement count 1.",
  );
  expect(outcomes[10]?.rows).toMatchObject([{ name: "TWO", kind: "TABLE" }]);
  expect(outcomes[11]).toMatchObject({ code: "000604", sqlState: "57014" });
  for (const [index, [sql, code, sqlState, why]] of failures.entries())
    expect([sql, outcomes[12 + index]]).toEqual([
      sql,
      { code, sqlState, message: expect.stringContaining(why) as unknown },
    ]);
});

test("a connection stands where its options say, and temporary tables go with it", () => {
  expect(answers.outcomes[1]?.[2]?.rows).toEqual([{ U: "ANYBODY", R: "READER", W: "SMALL" }]);
  expect(answers.outcomes[2]?.[0]?.rows).toEqual([{ D: "PLACE", S: "inner" }]);
  expect(answers.outcomes[2]?.[1]?.rows).toEqual([]);
});
