/** The names PostgreSQL gives by itself: asked of the server and recomputed, over widths, alphabets and numbers. */
import fc from "fast-check";
import pg from "pg";
import { names } from "../../src/dialects/postgres/index.js";
import { lexicon } from "../../src/dialects/postgres/lexicon.js";
import { nameText, type Table } from "../../src/model/index.js";
import { reflectUrl, runSql, withDatabase } from "./postgresDatabases.js";

const { quote } = lexicon;

/** One to 63 bytes in one to four bytes a character. */
const name = fc
  .tuple(fc.constantFrom("a", "ü", "名", "🦆", "xü", "b🦆"), fc.integer({ min: 1, max: 63 }))
  .map(([unit, bytes]) => {
    let text = "";
    while (Buffer.byteLength(text + unit) <= bytes) text += unit;
    return text === "" ? "n" : text;
  });

const tables = fc.array(fc.record({ table: name, a: name, b: name }), {
  minLength: 60,
  maxLength: 60,
});

const create = (table: string, a: string, b: string): string => `
CREATE TABLE ${quote(table)} (
  ${quote(a)} serial PRIMARY KEY, ${quote(b)} integer UNIQUE, c integer REFERENCES ${quote(table)}, CHECK (${quote(b)} > 0), CHECK (${quote(b)} > 1),
  CHECK (${quote(a)} > ${quote(b)}), UNIQUE (${quote(a)}, ${quote(b)}), FOREIGN KEY (${quote(a)}) REFERENCES ${quote(table)}, EXCLUDE USING btree (${quote(b)} WITH =));
CREATE INDEX ON ${quote(table)} (${quote(b)}, ${quote(a)});
CREATE INDEX ON ${quote(table)} (${quote(b)}, ${quote(a)});
CREATE INDEX ON ${quote(table)} ((${quote(a)} + 1), abs(${quote(b)}))`;

/** A schema a table, so that no two get into each other's numbers. */
const inSchema = (n: number, sql: string): string =>
  `CREATE SCHEMA s${String(n)}; SET search_path = s${String(n)}; ${sql}`;

const authors = (table: Table): readonly string[] =>
  [...table.constraints, ...table.indexes]
    .filter((item) => item.name.from !== "server")
    .map((item) => nameText(item.name) ?? "");

describe("names that PostgreSQL gives", () => {
  it("are recomputed to the byte", () =>
    withDatabase(async (url) => {
      const [sample] = fc.sample(tables, { numRuns: 1, seed: 20261121 });
      const distinct = (sample ?? []).filter(({ a, b }) => a !== b && a !== "c" && b !== "c");
      await runSql(
        url,
        distinct.map(({ table, a, b }, n) => inSchema(n, create(table, a, b))),
      );
      const schema = await reflectUrl(url);
      expect(distinct.length).toBeGreaterThan(30);
      expect(schema.tables.length).toBe(distinct.length);
      expect(schema.tables.flatMap(authors)).toEqual([]);
      // A sequence under the server's own name makes the column serial; so none is left over.
      expect(schema.sequences).toEqual([]);
      expect(schema.tables.every((t) => t.columns[0]?.identity?.kind === "serial")).toBe(true);
    }));

  it("are numbered past the names that are taken", () =>
    withDatabase(async (url) => {
      await runSql(url, [
        `
      CREATE TABLE t_a_key (x integer); CREATE TABLE t_pkey (x integer);
      CREATE TABLE t (a integer UNIQUE, b integer PRIMARY KEY);
      CREATE TABLE u (x integer, CONSTRAINT v_y_check CHECK (x > 0));
      CREATE TABLE v (y integer CHECK (y > 0));
      CREATE TABLE w (z integer, CONSTRAINT w_z_key1 UNIQUE (z))`,
      ]);
      const found = (await reflectUrl(url)).tables.flatMap((t) =>
        t.constraints.map((c) => [nameText(c.name), c.name.from]),
      );
      expect(found).toEqual([
        ["t_pkey1", "server"],
        ["t_a_key1", "server"],
        ["v_y_check", "author"],
        ["v_y_check1", "server"],
        ["w_z_key1", "author"],
      ]);
    }));

  it("of sequences follow the same rule", async () => {
    const long = "l".repeat(60);
    await withDatabase(async (url) => {
      await runSql(url, [`CREATE TABLE ${quote(long)} (${quote("ö".repeat(31))} serial)`]);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        const { rows } = await client.query<{ name: string }>(
          "SELECT relname::text AS name FROM pg_class WHERE relkind = 'S'",
        );
        expect(rows.map((r) => r.name)).toEqual([names.sequenceName(long, "ö".repeat(31))]);
      } finally {
        await client.end();
      }
    });
  });
});
