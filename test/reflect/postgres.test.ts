/** PostgreSQL read and written: what is reflected, printed as DDL and reflected again is the same, on the real server. */
import { postgres as dialect } from "../../src/dialects/postgres/index.js";
import {
  byAuthor,
  nameText,
  plainColumn,
  plainElement,
  plainIndex,
  type Constraint,
  type Operation,
  type Schema,
  type Table,
} from "../../src/model/index.js";
import { postgres } from "../../src/reflect/postgres/index.js";
import {
  canDump,
  creating,
  dump,
  reflectUrl,
  runSql,
  servers,
  statementsOf,
  withDatabase,
} from "./postgresDatabases.js";
import { oddNames, richSchema } from "./postgresRich.js";

const comparable = (schema: Schema): unknown => ({
  ...dialect.quirks.reduce((s, quirk) => quirk.erase(s), schema),
  notCompared: [],
  opaque: [],
});

const tableNamed = (schema: Schema, name: string): Table => {
  const table = schema.tables.find((t) => t.name === name && t.schema === null);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
};

describe.each(await servers())("PostgreSQL $major", ({ url: server, version }) => {
  it("comes back the same after reflect, DDL and reflect", () =>
    withDatabase(
      async (a) =>
        withDatabase(async (b) => {
          await runSql(a, [richSchema(version)]);
          const there = await reflectUrl(a);
          await runSql(b, statementsOf(creating(there)));
          expect(comparable(await reflectUrl(b))).toEqual(comparable(there));
          if (!canDump(version)) return;
          await runSql(a, [
            "DROP TABLE parted_1",
            "ALTER TABLE checks DROP CONSTRAINT checks_v_check",
          ]);
          await runSql(b, ["ALTER TABLE checks DROP CONSTRAINT checks_v_check"]);
          expect(dump(b)).toBe(dump(a));
        }, server),
      server,
    ));

  it("knows which names the server gave", () =>
    withDatabase(async (url) => {
      await runSql(url, [richSchema(version)]);
      const keys = tableNamed(await reflectUrl(url), "keys");
      const origins = Object.fromEntries(
        keys.constraints.map((c) => [nameText(c.name) ?? "", c.name.from]),
      );
      expect(origins).toMatchObject({
        pk_keys: "author",
        uq_keys: "author",
        keys_k1_k2_key: "server",
        keys_pc_fkey: "server",
        keys_pc_fkey1: "server",
        keys_k1_check: "server",
        keys_k1_check1: "server",
        keys_check: "server",
        ck_no: "author",
        ex: "author",
        keys_during_int4range_excl: "server",
      });
      const indexed = tableNamed(await reflectUrl(url), "indexed");
      expect(
        indexed.indexes.filter((i) => i.name.from === "server").map((i) => nameText(i.name)),
      ).toEqual(["indexed_a_idx", "indexed_a_idx1", "indexed_lower_expr_expr1_idx"]);
    }, server));

  it("says what the model does not know", () =>
    withDatabase(async (url) => {
      await runSql(url, [richSchema(version)]);
      const { notCompared, objects } = await reflectUrl(url);
      expect(objects?.view?.map(({ name }) => name)).toEqual(["seen"]);
      expect(
        notCompared.map((u) => `${u.kind} ${u.schema === null ? "" : `${u.schema}.`}${u.name}`),
      ).toEqual(["domain dom", "function app.f(x integer, y text)", "partition parted_1"]);
    }, server));

  it("takes every name as a name", () =>
    withDatabase(async (url) => {
      const tables = oddNames.map((name, i): Table => ({
        schema: null,
        name,
        comment: name,
        options: {},
        definition: null,
        columns: [
          plainColumn(name, "integer"),
          {
            ...plainColumn(`${String(i)}`, "text"),
            comment: name,
            default: dialect.lexicon.literal(name),
          },
        ],
        constraints: [
          {
            kind: "check",
            name: byAuthor(name),
            comment: name,
            expression: `${dialect.lexicon.quote(name)} > 0`,
            validated: true,
            enforced: true,
            inherited: true,
            ofColumn: null,
          },
        ],
        indexes: [
          {
            ...plainIndex(byAuthor(`i${name}`.slice(0, 31)), [plainElement({ column: name })]),
            comment: name,
          },
        ],
      }));
      const create = tables.flatMap((table): readonly Operation[] => [
        { do: "createTable", table },
        ...table.indexes.map((index): Operation => ({ do: "createIndex", table, index })),
      ]);
      await runSql(url, statementsOf(create));
      const there = await reflectUrl(url);
      expect(there.tables.map((t) => t.name)).toEqual(
        [...oddNames].sort((a, b) => (a < b ? -1 : 1)),
      );
      for (const table of tables) {
        const found = tableNamed(there, table.name);
        expect(found.columns[0]?.name).toBe(table.name);
        expect(found.comment).toBe(table.name);
        expect(found.constraints.map((c) => [nameText(c.name), c.comment])).toEqual([
          [table.name, table.name],
        ]);
        expect(found.indexes[0]?.elements).toEqual(table.indexes[0]?.elements);
      }
      const change = tables.flatMap((table): readonly Operation[] => [
        { do: "renameConstraint", table, kind: "check", name: table.name, to: "c" },
        { do: "dropConstraint", table, kind: "check", name: "c", dropped: null },
        { do: "alterColumn", table, name: table.name, change: { name: "n" }, existing: null },
        { do: "dropColumn", table, name: "n", dropped: null },
        { do: "dropTable", table, dropped: null },
      ]);
      await runSql(url, statementsOf(change, there));
      expect((await reflectUrl(url)).tables).toEqual([]);
    }, server));

  it("reads inside a caller's transaction and leaves it as it was", () =>
    withDatabase(async (url) => {
      const { default: pg } = await import("pg");
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(
          "BEGIN; SET LOCAL search_path = public, pg_catalog; CREATE TABLE open_work (a integer)",
        );
        const connection = await postgres.open(client);
        // Asked while the first questions are answered: in the transaction that reads.
        let jitWhileReading = "";
        const meanwhile = (): void => {
          void client
            .query<{ jit: string }>("SHOW jit")
            .then(({ rows }) => (jitWhileReading = rows[0]?.jit ?? ""));
        };
        expect(
          (await postgres.reflect(connection, { schemas: [], meanwhile })).tables.map(
            (t) => t.name,
          ),
        ).toEqual(["open_work"]);
        expect(jitWhileReading).toBe("off");
        const settings =
          "SELECT current_setting('search_path') AS path, current_setting('jit') AS jit";
        expect((await client.query<Record<string, string>>(settings)).rows).toEqual([
          { path: "public, pg_catalog", jit: "on" },
        ]);
        await connection.close();
        await client.query("COMMIT");
        expect((await reflectUrl(url)).tables.map((t) => t.name)).toEqual(["open_work"]);
      } finally {
        await client.end();
      }
    }, server));

  it("has a witness that reaches a fixpoint and leaves nothing behind", () =>
    withDatabase(async (url) => {
      await runSql(url, [richSchema(version)]);
      const before = await reflectUrl(url);
      const check = (expression: string): Constraint => ({
        kind: "check",
        name: byAuthor("ck"),
        comment: null,
        expression,
        validated: true,
        enforced: true,
        inherited: true,
        ofColumn: null,
      });
      const declared: Table = {
        schema: null,
        name: "fresh",
        comment: null,
        options: {},
        definition: null,
        columns: [
          { ...plainColumn("v", "varchar(9)"), default: "'a'" },
          { ...plainColumn("m", "newmood"), default: "'new'" },
          { ...plainColumn("m2", "mood"), default: "'added'" },
          { ...plainColumn("q", "int"), default: "nextval('later')" },
          {
            ...plainColumn("s", "integer"),
            identity: {
              kind: "serial",
              numbers: {
                start: null,
                increment: null,
                min: null,
                max: null,
                cache: null,
                cycle: false,
              },
            },
          },
        ],
        constraints: [check("v IN ('a', 'b')"), check("fresh.v <> 'c'")],
        indexes: [
          {
            ...plainIndex(byAuthor("ix"), [
              plainElement({ expression: "lower(v)" }),
              plainElement({ column: "m" }),
            ]),
            where: "q>3",
          },
        ],
      };
      const context: Schema = {
        ...before,
        enums: [
          { schema: null, name: "newmood", values: ["new"], comment: null },
          { schema: null, name: "mood", values: ["sad", "added"], comment: null },
        ],
        sequences: [
          {
            schema: null,
            name: "later",
            type: "bigint",
            ownedBy: null,
            comment: null,
            start: null,
            increment: null,
            min: null,
            max: null,
            cache: null,
            cycle: false,
          },
        ],
        tables: [declared],
      };
      const connection = await postgres.open(url);
      try {
        const wrong: Table = { ...declared, name: "wrong", constraints: [check("nosuch > 1")] };
        const [once, refused] = await postgres.print(connection, [declared, wrong], context);
        if (once === undefined || !("table" in once)) throw new Error(JSON.stringify(once));
        expect(refused).toEqual({ cannot: 'column "nosuch" does not exist' });
        expect(once.table.columns.map((c) => [c.type, c.default])).toEqual([
          ["character varying(9)", "'a'::character varying"],
          ["newmood", "'new'::newmood"],
          ["mood", "'added'::mood"],
          ["integer", "nextval('later'::regclass)"],
          ["integer", null],
        ]);
        expect(once.table.indexes[0]).toEqual({
          ...declared.indexes[0],
          elements: [
            plainElement({ expression: "lower((v)::text)" }),
            plainElement({ column: "m" }),
          ],
          where: "q > 3",
        });
        const [twice] = await postgres.print(connection, [once.table], context);
        if (twice === undefined || !("table" in twice)) throw new Error(JSON.stringify(twice));
        expect(twice.table.constraints[0]).not.toEqual(once.table.constraints[0]);
        const [thrice] = await postgres.print(connection, [twice.table], context);
        expect(thrice).toEqual(twice);
      } finally {
        await connection.close();
      }
      expect(await reflectUrl(url)).toEqual(before);
    }, server));

  it("prints every live table as it is, once it has been printed", () =>
    withDatabase(async (url) => {
      await runSql(url, [richSchema(version)]);
      const live = await reflectUrl(url);
      const connection = await postgres.open(url);
      try {
        const once = await postgres.print(connection, live.tables, live);
        expect(once.flatMap((p) => ("cannot" in p ? [p.cannot] : []))).toEqual([]);
        const different = once.flatMap((p, i) =>
          "table" in p && JSON.stringify(p.table) !== JSON.stringify(live.tables[i])
            ? [p.table.name]
            : [],
        );
        // Only the one known text that is no fixpoint, IN over a varchar, moves once more.
        expect(different).toEqual(["checks"]);
      } finally {
        await connection.close();
      }
    }, server));
});
