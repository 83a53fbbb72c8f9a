/** What loses rows, or may fail on them, without a change of type: a column that is computed from now on, and options of tables. */
import { diff, render, type Plan } from "schema-diff";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execute } from "../stories/places.js";
import { freshDatabase, serverUrl } from "../servers/urls.js";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "schema-diff-hazards-"));
});
afterAll(() => rm(cwd, { recursive: true }));

const codes = ({ changes }: Plan): readonly string[] =>
  changes.flatMap(({ hazards }) => hazards.map(({ code }) => code));

const plain = "CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int)";
const computed =
  "CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int GENERATED ALWAYS AS (a + 1) STORED)";

const between = async (dialect: string, from: string, to: string): Promise<Plan> => {
  await writeFile(join(cwd, "from.sql"), `${from};\n`);
  await writeFile(join(cwd, "to.sql"), `${to};\n`);
  const devUrl =
    dialect === "postgres" || dialect === "mysql" || dialect === "mariadb"
      ? { devUrl: serverUrl(dialect) }
      : {};
  return diff({ from: "from.sql", to: "to.sql", dialect, cwd, ...devUrl });
};

test.each(["postgres", "mysql", "mariadb", "sqlite"])(
  "%s: a column that is computed from now on loses its values, and not the other way",
  async (dialect) => {
    const plan = await between(dialect, plain, computed);
    expect(codes(plan)).toEqual(["loses-data"]);
    expect(await render(plan, { format: "typescript", message: "m", revision: "1" })).toMatch(
      /! loses-data/,
    );
    expect(codes(await between(dialect, computed, plain))).toEqual([]);
    expect(codes(await between(dialect, computed, computed))).toEqual([]);
  },
);

const split = (...ends: readonly number[]): string =>
  `CREATE TABLE t (a int NOT NULL PRIMARY KEY) PARTITION BY RANGE (a) (${ends
    .map((end, i) => `PARTITION p${i} VALUES LESS THAN (${end})`)
    .join(", ")})`;

const text = (collation: string, key: string): string =>
  `CREATE TABLE t (a varchar(10) CHARACTER SET utf8mb4 COLLATE ${collation} NOT NULL ${key})`;

test.each([
  ["BINARY", "NOCASE", "UNIQUE", ["may-fail-on-rows"]],
  ["NOCASE", "BINARY", "UNIQUE", []],
  ["BINARY", "NOCASE", "", []],
])("sqlite: from %s to %s under %j", async (from, to, key, expected) => {
  const holding = (collation: string): string =>
    `CREATE TABLE t (a text NOT NULL COLLATE ${collation}${key === "" ? "" : `, CONSTRAINT uq ${key} (a)`})`;
  const plan = await between("sqlite", holding(from), holding(to));
  expect(codes(plan)).toEqual(expected);
  const script = await render(plan, { format: "typescript", message: "m", revision: "1" });
  for (const code of expected) expect(script).toContain(`// ! ${code}: `);
});

test("postgres: a table that is logged no more loses its rows in a crash, and not the other way", async () => {
  const unlogged = plain.replace("CREATE", "CREATE UNLOGGED");
  expect(codes(await between("postgres", plain, unlogged))).toEqual(["loses-data"]);
  expect(codes(await between("postgres", unlogged, plain))).toEqual([]);
});

const collated = (collation: string, key: string, options = "deterministic = false"): string =>
  [
    `CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', ${options})`,
    `CREATE TABLE t (a text${collation === "" ? "" : ` COLLATE ${collation}`} NOT NULL${key === "" ? "" : `, CONSTRAINT uq ${key}`})`,
  ].join(";\n");

test.each([
  ["for a unique", collated("", "UNIQUE (a)"), collated("ci", "UNIQUE (a)"), ["may-fail-on-rows"]],
  [
    "for a primary key",
    collated("", "PRIMARY KEY (a)"),
    collated("ci", "PRIMARY KEY (a)"),
    ["may-fail-on-rows"],
  ],
  [
    "for a unique index over an expression",
    `${collated("", "")};\nCREATE UNIQUE INDEX ix ON t (btrim(a))`,
    `${collated("ci", "")};\nCREATE UNIQUE INDEX ix ON t (btrim(a))`,
    ["may-fail-on-rows"],
  ],
  ["for no key", collated("", ""), collated("ci", ""), []],
  [
    "to one that tells all values apart",
    collated("", "UNIQUE (a)", "deterministic = true"),
    collated("ci", "UNIQUE (a)", "deterministic = true"),
    [],
  ],
  ["to the default", collated("ci", "UNIQUE (a)"), collated("", "UNIQUE (a)"), []],
  [
    "as the collation itself changes",
    collated("ci", "UNIQUE (a)", "deterministic = true"),
    collated("ci", "UNIQUE (a)"),
    ["may-fail-on-rows"],
  ],
  [
    "as the collation itself changes back",
    collated("ci", "UNIQUE (a)"),
    collated("ci", "UNIQUE (a)", "deterministic = true"),
    [],
  ],
])("postgres: a collation that treats values as equal, %s", async (_, from, to, expected) => {
  const plan = await between("postgres", from, to);
  expect(codes(plan)).toEqual(expected);
  const told = (await render(plan, { format: "sql" })).includes("-- ! may-fail-on-rows: fails");
  expect(told).toBe(expected.length > 0);
  if (expected.length === 0) return;
  // What is told is so.
  const { url, drop } = await freshDatabase("postgres");
  try {
    for (const statement of from.split(";\n")) await execute(url, statement);
    await execute(url, "INSERT INTO t VALUES ('Ann'), ('ann')");
    await expect(
      (async () => {
        for (const statement of plan.statements) await execute(url, statement);
      })(),
    ).rejects.toThrow(/could not create unique index/);
  } finally {
    await drop();
  }
});

const counted = "CREATE SEQUENCE s";
const holder = "CREATE TABLE t (a int NOT NULL PRIMARY KEY, n bigint)";
const owned = `${counted};\n${holder};\nALTER SEQUENCE s OWNED BY t.n`;
const serial = "CREATE TABLE t (a int NOT NULL PRIMARY KEY, n bigserial)";
const asSerial = [
  "CREATE SEQUENCE t_n_seq",
  "CREATE TABLE t (a int NOT NULL PRIMARY KEY, n bigint NOT NULL DEFAULT nextval('t_n_seq'))",
].join(";\n");

test.each([
  ["postgres", "that goes by itself", `${counted};\n${holder}`, holder, ["loses-data"]],
  ["mariadb", "that goes by itself", `${counted};\n${holder}`, holder, ["loses-data"]],
  ["postgres", "of a column that stays", owned, holder, ["loses-data"]],
  // The loss of the column, and none besides it.
  ["postgres", "with its column", owned, holder.replace(", n bigint", ""), ["loses-data"]],
  ["postgres", "with its table", owned, "CREATE TABLE u (a int)", ["loses-data"]],
  ["postgres", "that a column counts on by", asSerial, serial, []],
  ["postgres", "that comes", holder, `${counted};\n${holder}`, []],
])("%s: a sequence %s", async (dialect, _what, from, to, expected) => {
  const plan = await between(dialect, from, to);
  expect(codes(plan)).toEqual(expected);
  const sql = await render(plan, { format: "sql" });
  expect(sql.split("-- ! loses-data: ").length - 1).toBe(expected.length);
  const told = plan.changes.flatMap(({ kind, hazards }) => (hazards.length > 0 ? [kind] : []));
  if (_what.startsWith("with its")) expect(told).not.toContain("sequence");
});

test.each([
  ["postgres", "numeric(10,4)", "numeric(10,1)", "UNIQUE (a)", ["loses-data", "may-fail-on-rows"]],
  ["postgres", "numeric(10,4)", "numeric(10,1)", "", ["loses-data"]],
  ["mysql", "datetime", "date", "UNIQUE (a)", ["loses-data", "may-fail-on-rows"]],
  ["mariadb", "datetime", "date", "PRIMARY KEY (a)", ["loses-data", "may-fail-on-rows"]],
  ["mariadb", "datetime", "date", "", ["loses-data"]],
])("%s: from %s to %s under %j", async (dialect, from, to, key, expected) => {
  const holding = (type: string): string =>
    `CREATE TABLE t (a ${type} NOT NULL${key === "" ? "" : `, CONSTRAINT uq ${key}`})`;
  const told = codes(await between(dialect, holding(from), holding(to)));
  expect(told.filter((code) => code !== "rewrites-table")).toEqual(expected);
});

describe.each(["mysql", "mariadb"] as const)("%s", (server) => {
  const keyed = "CREATE TABLE t (a int NOT NULL PRIMARY KEY)";
  const rows: readonly (readonly [what: string, from: string, to: string, codes: string[]])[] = [
    ["rows in memory", keyed, `${keyed} ENGINE=MEMORY`, ["loses-data"]],
    ["rows out of memory", `${keyed} ENGINE=MEMORY`, keyed, []],
    ["fewer partitions", split(10, 20), split(10), ["may-fail-on-rows"]],
    ["no partitions", split(10), keyed, []],
    [
      "letters of either case as one, under a key",
      text("utf8mb4_bin", "PRIMARY KEY"),
      text("utf8mb4_general_ci", "PRIMARY KEY"),
      ["may-fail-on-rows"],
    ],
    [
      "letters of either case as one, under a unique",
      text("utf8mb4_bin", "UNIQUE"),
      text("utf8mb4_general_ci", "UNIQUE"),
      ["may-fail-on-rows"],
    ],
    [
      "letters of either case as one, under no key",
      text("utf8mb4_bin", ""),
      text("utf8mb4_general_ci", ""),
      [],
    ],
    [
      "each letter as itself, under a key",
      text("utf8mb4_general_ci", "PRIMARY KEY"),
      text("utf8mb4_bin", "PRIMARY KEY"),
      [],
    ],
    server === "mysql"
      ? ["no rows at all", keyed, `${keyed} ENGINE=BLACKHOLE`, ["loses-data"]]
      : ["no history", `${keyed} WITH SYSTEM VERSIONING`, keyed, ["loses-data"]],
  ];

  test.each(rows)("%s", async (_what, from, to, expected) => {
    const plan = await between(server, from, to);
    expect(plan.changes).toHaveLength(1);
    expect(codes(plan)).toEqual(expected);
    // In the script as in the report.
    const script = await render(plan, { format: "typescript", message: "m", revision: "1" });
    for (const code of expected) expect(script).toContain(`// ! ${code}: `);
    const sql = await render(plan, { format: "sql" });
    for (const code of expected) expect(sql).toContain(`-- ! ${code}: `);
  });

  test("what is told is so", async () => {
    const { url, drop } = await freshDatabase(server);
    try {
      await execute(url, split(10, 20));
      await execute(url, "INSERT INTO t VALUES (5), (15)");
      const { statements } = await between(server, split(10, 20), split(10));
      await expect(
        (async () => {
          for (const statement of statements) await execute(url, statement);
        })(),
      ).rejects.toThrow(/no partition/i);
    } finally {
      await drop();
    }
  });
});
