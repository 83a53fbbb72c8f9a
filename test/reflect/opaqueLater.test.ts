/** What hangs on tables and is not modelled is asked for only where a plan changes something, and then in as many questions whatever there is. */
import pg from "pg";
import {
  bigint,
  checkPlan,
  diff,
  integer,
  MetaData,
  readPlan,
  render,
  type Plan,
} from "schema-diff";
import { freshDatabase, query } from "../servers/urls.js";

const made = (tables: number): string =>
  Array.from(
    { length: tables },
    (_, i) => `
      CREATE TABLE t${String(i)} (a integer);
      CREATE MATERIALIZED VIEW m${String(i)} AS SELECT a FROM t${String(i)};
      CREATE POLICY p ON t${String(i)} USING (a > 0);`,
  ).join("");

const declared = (tables: number, type: typeof integer | typeof bigint): MetaData => {
  const metadata = new MetaData();
  for (let i = 0; i < tables; i++) metadata.table(`t${String(i)}`, { a: type() });
  return metadata;
};

const stored = async (plan: Plan) => readPlan(await render(plan, { format: "plan" }), "plan.json");

/** A client that remembers what is asked. */
class Listening extends pg.Client {
  readonly texts: string[] = [];
  override query = new Proxy(pg.Client.prototype.query, {
    apply: (target, _this, args: unknown[]): unknown => {
      this.texts.push(JSON.stringify(args[0]));
      return Reflect.apply(target, this, args);
    },
  });
}

/** How often the client asks, and how often for a definition. */
const asked = async (url: string, to: MetaData) => {
  const client = new Listening({ connectionString: url });
  await client.connect();
  try {
    const plan = await diff({ from: client, to });
    const definitions = client.texts.filter((text) => text.includes("CREATE POLICY")).length;
    return { plan, all: client.texts.length, definitions };
  } finally {
    await client.end();
  }
};

const inDatabase = async (tables: number, work: (url: string) => Promise<void>): Promise<void> => {
  const { url, drop } = await freshDatabase("postgres");
  try {
    await query(url, made(tables));
    await work(url);
  } finally {
    await drop();
  }
};

describe("what hangs on tables", () => {
  it("is not asked for where nothing changes, and a stored plan knows that", async () => {
    await inDatabase(2, async (url) => {
      const { plan, definitions } = await asked(url, declared(2, integer));
      expect(plan.statements).toEqual([]);
      expect(plan.from.opaque).toBeUndefined();
      expect(definitions).toBe(0);
      const kept = await stored(plan);
      await checkPlan(kept, url);
      await query(url, "ALTER POLICY p ON t0 USING (a > 1)");
      await checkPlan(kept, url);
      await query(url, "ALTER TABLE t0 ADD COLUMN b integer");
      await expect(checkPlan(kept, url)).rejects.toMatchObject({ code: "stale" });
    });
  });

  it("is asked for where something changes, in a constant number of questions, and makes a stored plan stale", async () => {
    const counts: number[] = [];
    for (const tables of [1, 20])
      await inDatabase(tables, async (url) => {
        const { plan, all } = await asked(url, declared(tables, bigint));
        counts.push(all);
        expect(plan.from.opaque).toHaveLength(2 * tables);
        expect(plan.statements.filter((sql) => sql.startsWith("CREATE POLICY"))).toHaveLength(
          tables,
        );
        const kept = await stored(plan);
        await checkPlan(kept, url);
        await query(url, "ALTER POLICY p ON t0 USING (a > 1)");
        await expect(checkPlan(kept, url)).rejects.toMatchObject({ code: "stale" });
      });
    expect(counts[1]).toBe(counts[0]);
  });
});
