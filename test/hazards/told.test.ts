/** Hazards are where the reviewer is: over the operation in the script, over the statement in SQL, in the report and the JSON. */
import {
  integer,
  MetaData,
  render,
  table,
  varchar,
  diff,
  type HazardPolicy,
  type Plan,
} from "schema-diff";
import Database, { handleOf } from "../sqlite/database.mjs";

const ugly = "a*/b\nprocess.exit(1)";

const planned = async (): Promise<Plan> => {
  const database = new Database(":memory:");
  database.exec(
    `CREATE TABLE "${ugly}" (id INTEGER PRIMARY KEY, gone TEXT, kept TEXT); CREATE TABLE other (id INTEGER)`,
  );
  const metadata = new MetaData();
  table(ugly, metadata, {
    id: integer().primaryKey(),
    kept: integer(),
    code: varchar(10).notNull(),
  });
  return diff({ from: handleOf(database), to: metadata });
};

const textOf = (plan: Plan, format: "typescript" | "sql" | "json" | "text"): Promise<string> =>
  render(plan, { format, message: "m", revision: "1" });

test("in every format", async () => {
  const plan = await planned();
  expect(new Set(plan.hazards.map(({ code }) => code))).toEqual(
    new Set(["loses-data", "may-fail-on-rows", "rewrites-table"]),
  );
  const script = await textOf(plan, "typescript");
  const lines = script.split("\n").map((line) => line.trim());
  const over = (call: RegExp): string =>
    lines[lines.findIndex((line) => call.test(line)) - 1] ?? "";
  expect(over(/dropColumn\("gone"\)/)).toBe(
    "// ! loses-data: the rows' values in this column are lost",
  );
  expect(over(/op\.dropTable\("other"\)/)).toBe(
    "// ! loses-data: the rows' values in this table are lost",
  );
  expect(script).toContain("// ! may-fail-on-rows: fails where existing rows hold values that");
  expect(script).toContain("// ! may-fail-on-rows: fails where the table holds rows: NOT NULL");
  const sql = await textOf(plan, "sql");
  expect(sql).toMatch(
    /^-- ! loses-data: the rows' values in this table are lost\nDROP TABLE "other"/m,
  );
  expect(sql).toContain("-- ! loses-data: the rows' values in this column are lost");
  expect(await textOf(plan, "text")).toContain("! loses-data");
  expect(await textOf(plan, "json")).toContain('"code": "loses-data"');
});

test("what a hazard says ends no comment", async () => {
  const plan = await planned();
  const message = `${ugly}\u202e \u001b[31m`;
  const spoilt: Plan = Object.create(plan, {
    hazardsOf: { value: () => [{ code: "loses-data", message }] },
    printedWithHazards: {
      value: [{ sql: "SELECT 1", hazards: [{ code: "loses-data", message }] }],
    },
  });
  const told = "loses-data: a*/b\\nprocess.exit(1)\\u202e \\u001b[31m";
  expect(await textOf(spoilt, "typescript")).toContain(`// ! ${told}\n`);
  expect(await textOf(spoilt, "sql")).toBe(`-- ! ${told}\nSELECT 1;\n`);
});

test("a policy refuses what is there to be run", async () => {
  const plan = await planned();
  const with_ = (hazards: HazardPolicy, format: "sql" | "text" = "sql"): Promise<string> =>
    render(plan, { format, hazards });
  await expect(with_({ "loses-data": "refuse" })).rejects.toMatchObject({
    code: "hazard",
    message: expect.stringMatching(/^the plan has the hazard loses-data\n(?: {2}.*\n?){2}$/),
    todo: expect.stringContaining('{ hazards: { "loses-data": "allow" } }'),
  });
  await expect(with_({ "rewrites-table": "ask" })).rejects.toMatchObject({ code: "hazard" });
  await expect(with_({ "loses-data": "allow", "fills-rows": "refuse" })).resolves.toContain("DROP");
  await expect(with_({ "loses-data": "refuse" }, "text")).resolves.toContain("! loses-data");
});
