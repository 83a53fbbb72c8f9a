/** Only a function that does nothing but call `op` is called before its time. */
import { callsOnlyOp } from "../../src/migrate/rows/callsOnlyOp.js";
import type { Operations } from "../../src/migrate/index.js";

type Step = (op: Operations) => Promise<void>;

/** As scripts stand there once their types are taken out. */
const step = (text: string): Step => {
  const made: unknown = new Function(`return (${text});`)();
  if (typeof made !== "function") throw new Error(text);
  return made as Step;
};

const calling = [
  'async function up(op) { await op.addColumn("a", { name: "n", type: "int", nullable: false }); }',
  "async function up(op) {}",
  'async (op) => { await op.execute("SELECT 1 -- 2"); }',
  "async op => { await op.execute(`UPDATE a SET n = ${1 + 1}`); /* ` */ }",
  'async function up(op) { await op.batchAlterTable("a", { recreate: "always" }, async (batch) => { await batch.dropColumn("b"); }); }',
  'async function up(op) { const name = "a"; for (const n of [1, 2]) await op.execute(`DROP TABLE ${name}${n}`); }',
  'async function up(op) { await op.bulkInsert("a", [{ at: new Date("2024-01-01"), n: 1n, b: Buffer.from("ff", "hex") }]); }',
  "async function up(op) { if (true) { await op.execute('a \\' b'); } }",
];

const doingMore = [
  'async function up(op) { console.log("x"); }',
  'async function up(op) { await fetch("http://127.0.0.1"); await op.execute("SELECT 1"); }',
  "async function up(op) { await op.execute(`SELECT ${await read()}`); }",
  "async function up(op) { await new Promise((wake) => setTimeout(wake, 10)); }",
  'async function up(op) { const { n } = await import("node:fs"); }',
  "async function up(op) { await helper(op); }",
  "async function up(op) { globalThis.n = 1; }",
  "async function up(op) { await op.execute(tables[0]); }",
  "async function up(op) { for (const t of /a/.exec('a')) await op.dropTable(t); }",
  "async function up(op) { this.n = 1; }",
  "async function up() { for (const client of arguments) client.query(); }",
  "async function up(op) { await op.execute(`a ${`b ${c}`}`); }",
  "async function up(op) { process.exit(1); }",
  "async function up(op, client = connect()) { await client.query(); }",
];

test.each(calling)("%s calls nothing else", (text) => {
  expect(callsOnlyOp(step(text))).toBe(true);
});

test.each(doingMore)("%s may do more", (text) => {
  expect(callsOnlyOp(step(text))).toBe(false);
});

test("what has no text may do anything", () => {
  const bound = step("async function up(op) {}").bind(null);
  expect([callsOnlyOp(bound), callsOnlyOp(setTimeout)]).toEqual([false, false]);
});
