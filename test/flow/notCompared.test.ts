/** Two databases: every schema is looked at, and what the model does not know is said of both, with the kind, the side and whether it differs. */
import Database, { handleOf } from "../sqlite/database.mjs";
import { diff, MetaData, reflect, render, table, integer, type Plan } from "schema-diff";
import { freshDatabase, query, type ServerName } from "../servers/urls.js";

const two = async (
  server: ServerName,
  from: readonly string[],
  to: readonly string[],
  look: (from: string, to: string) => Promise<void>,
): Promise<void> => {
  const [one, other] = [await freshDatabase(server), await freshDatabase(server)];
  try {
    for (const statement of from) await query(one.url, statement);
    for (const statement of to) await query(other.url, statement);
    await look(one.url, other.url);
  } finally {
    await one.drop();
    await other.drop();
  }
};

const said = ({ notCompared }: Pick<Plan, "notCompared">): readonly string[] =>
  notCompared
    .map(({ kind, schema, name, side, differs }) =>
      [
        side,
        ...(differs === true ? ["differs"] : []),
        kind,
        schema === null ? name : `${schema}.${name}`,
      ].join(" "),
    )
    .sort();

describe.each(["postgres", "postgresOld"] as const)("%s", (server) => {
  test("every schema is looked at, unless one is picked", () =>
    two(
      server,
      ["CREATE TABLE t (id integer)", "CREATE SCHEMA gone", "CREATE TABLE gone.a (id integer)"],
      ["CREATE TABLE t (id integer)", "CREATE SCHEMA come", "CREATE TABLE come.b (id integer)"],
      async (from, to) => {
        const plan = await diff({ from, to });
        expect(plan.statements).toEqual([
          'CREATE SCHEMA "come"',
          'DROP TABLE "gone"."a"',
          'CREATE TABLE "come"."b" (\n  "id" integer\n)',
          'DROP SCHEMA "gone"',
        ]);
        for (const statement of plan.statements) await query(from, statement);
        expect((await diff({ from, to })).inSync).toBe(true);
        expect(
          (await diff({ from: `${from}?schema=public`, to: `${to}?schema=public` })).inSync,
        ).toBe(true);
        const snapshot = await reflect(to);
        expect(snapshot.tables.map(({ schema, name }) => [schema, name])).toEqual([
          [null, "t"],
          ["come", "b"],
        ]);
        expect((await diff({ from, to: snapshot })).inSync).toBe(true);
      },
    ));

  test("beside a declaration, the schemas that hold tables and were not opened are named", () =>
    two(
      server,
      [
        "CREATE TABLE t (id integer)",
        "CREATE SCHEMA other",
        "CREATE TABLE other.a (id integer)",
        "CREATE SCHEMA empty",
      ],
      [],
      async (from) => {
        const to = new MetaData();
        table("t", to, { id: integer() });
        expect(said(await diff({ from, to }))).toEqual(["from schema other"]);
        expect(said(await diff({ from: to, to: from }))).toEqual(["to schema other"]);
      },
    ));

  test("an object is the same whatever the search path of a database says", () =>
    two(
      server,
      [
        "CREATE SCHEMA app",
        "CREATE TABLE app.t (id serial PRIMARY KEY, parent integer REFERENCES app.t)",
      ],
      [
        "CREATE SCHEMA app",
        "CREATE TABLE app.t (id serial PRIMARY KEY, parent integer REFERENCES app.t)",
      ],
      async (from, to) => {
        await query(
          from,
          `ALTER DATABASE "${new URL(from).pathname.slice(1)}" SET search_path = app`,
        );
        for (const picked of ["", "?schema=app"])
          for (const [a, b] of [
            [from, to],
            [to, from],
          ] as const)
            expect((await diff({ from: a + picked, to: b + picked })).statements).toEqual([]);
      },
    ));

  test("kinds that the model does not know are named with their side, and told apart", () =>
    two(
      server,
      [
        "CREATE TABLE t (id integer)",
        "CREATE TABLE u (id integer)",
        "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION same() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "GRANT SELECT ON t TO public",
        "GRANT UPDATE (id) ON u TO public",
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE u ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY p ON u USING (id > 0)",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO public",
      ],
      [
        "CREATE TABLE t (id integer)",
        "CREATE TABLE u (id integer)",
        "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2'",
        "CREATE FUNCTION same() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE u ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE u FORCE ROW LEVEL SECURITY",
        "CREATE POLICY p ON u USING (id > 1)",
        "CREATE DOMAIN d AS integer",
        "CREATE AGGREGATE total (integer) (SFUNC = int4pl, STYPE = integer)",
        "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, PROCEDURE = int4eq)",
        "CREATE OPERATOR CLASS plain FOR TYPE integer USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(integer, integer)",
        "CREATE TEXT SEARCH CONFIGURATION words (COPY = simple)",
        "CREATE PUBLICATION everything FOR TABLE t",
        "CREATE FOREIGN DATA WRAPPER w",
        "CREATE SERVER s FOREIGN DATA WRAPPER w",
        "CREATE TYPE pair AS (a integer, b text)",
        "CREATE CAST (pair AS integer) WITH INOUT",
        "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a",
        "CREATE INDEX m_a ON m (a)",
      ],
      async (from, to) => {
        const plan = await diff({ from, to });
        expect(plan.statements).toEqual([]);
        expect(said(plan)).toEqual([
          "both differs function f()",
          "both differs policy p",
          "both differs row level security u",
          "both function same()",
          "from default privileges postgres tables",
          "from privileges t",
          "from privileges u.id",
          "from row level security t",
          "to aggregate total(integer)",
          "to cast pair AS integer",
          "to composite type pair",
          "to domain d",
          "to foreign data wrapper w",
          "to foreign server s",
          "to index m_a",
          "to materialized view m",
          "to operator ===(integer, integer)",
          "to operator class plain (btree)",
          "to publication everything",
          "to text search configuration words",
        ]);
        expect(said(plan.reverse())).toContain("to privileges t");
        const document: unknown = JSON.parse(await render(plan, { format: "json" }));
        expect(document).toMatchObject({
          notCompared: expect.arrayContaining([
            {
              kind: "function",
              schema: null,
              name: "f()",
              table: null,
              side: "both",
              differs: true,
            },
            { kind: "function", schema: null, name: "same()", table: null, side: "both" },
          ]) as unknown,
        });
        expect(await render(plan, { format: "text" })).toContain(
          "1 function that the two sides have, and not alike: f()",
        );
      },
    ));
});

test.each(["mysql", "mariadb"] as const)("%s: views, triggers, routines and events", (server) =>
  two(
    server,
    [
      "CREATE TABLE t (id integer)",
      "CREATE VIEW v AS SELECT id FROM t",
      "CREATE VIEW same AS SELECT id FROM t WHERE id > 1",
      "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW SET NEW.id = 1",
      "CREATE PROCEDURE p(IN a integer) SELECT a",
      "CREATE PROCEDURE same(IN a integer) SELECT a",
    ],
    [
      "CREATE TABLE t (id integer)",
      "CREATE VIEW v AS SELECT id + 1 AS id FROM t",
      "CREATE VIEW same AS SELECT id FROM t WHERE id > 1",
      "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW SET NEW.id = 2",
      "CREATE PROCEDURE p(IN a bigint) SELECT a",
      "CREATE PROCEDURE same(IN a integer) SELECT a",
      "CREATE FUNCTION f() RETURNS integer DETERMINISTIC RETURN 1",
      "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1",
    ],
    async (from, to) => {
      expect(said(await diff({ from, to }))).toEqual([
        "both differs procedure p",
        "both differs trigger r",
        "both differs view v",
        "both procedure same",
        "both view same",
        "to event e",
        "to function f",
      ]);
    },
  ),
);

test("sqlite: views and triggers", async () => {
  const [from, to] = [new Database(":memory:"), new Database(":memory:")];
  from.exec("CREATE TABLE t (id); CREATE VIEW v AS SELECT id FROM t; CREATE VIEW same AS SELECT 1");
  to.exec(
    "CREATE TABLE t (id); CREATE VIEW v AS SELECT 2 FROM t; CREATE VIEW same AS SELECT 1; CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END",
  );
  const plan = await diff({ from: handleOf(from), to: handleOf(to) });
  expect(said(plan)).toEqual(["both differs view v", "both view same", "to trigger r"]);
});
