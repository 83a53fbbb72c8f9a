/** What is known of SQLite's statements: of the dialect's own by whoever made them, of somebody's SQL by its words. */
import { dialects } from "../../src/dialects/index.js";
import { emptySchema, sqlOf, statement, type Statement } from "../../src/model/index.js";

const { ddl } = dialects.sqlite;
const before = emptySchema("sqlite");
const executed = (sql: string): Statement | undefined =>
  ddl.statements({ do: "execute", sql }, before)[0];

test.each([
  ["CREATE TABLE t (a)", "schema", "any"],
  ["-- why\n/* how */ create unique index i on t (a)", "schema", "any"],
  ["ALTER TABLE t ADD COLUMN a", "schema", "any"],
  ['DROP VIEW "v"', "schema", "any"],
  // Its work may be done already, so that it need not raise the schema's version.
  ["CREATE TABLE IF NOT EXISTS t (a)", "unknown", "any"],
  ['DROP TABLE "temp".t', "unknown", "any"],
  ["CREATE VIRTUAL TABLE t USING fts5 (a)", "unknown", "any"],
  ["CREATE TEMP TABLE t (a)", "temporary", "any"],
  ["UPDATE t SET a = 1; CREATE TEMPORARY VIEW v AS SELECT 1", "temporary", "any"],
  ["INSERT OR ROLLBACK INTO t VALUES (1)", "unknown", "mayRollBack"],
  // A name or a text is no word.
  ["UPDATE \"rollback\" SET a = 'CREATE TEMP TABLE, ROLLBACK'", "unknown", "any"],
])("what op.execute says is judged by its words: %s", (sql, changes, transaction) => {
  expect(executed(sql)).toMatchObject({ sql, changes, transaction, guard: null, explain: null });
});

test("a failure is explained by what the statement says of itself, and not by its text", () => {
  const message = "UNIQUE constraint failed: t.a";
  const made = ddl.statements(
    {
      do: "createIndex",
      table: { schema: null, name: "t" },
      index: {
        name: { from: "author", text: "i" },
        unique: true,
        nulls: "distinct",
        method: null,
        elements: [
          {
            of: { column: "a" },
            descending: false,
            nulls: null,
            collation: null,
            operatorClass: null,
            prefix: null,
          },
        ],
        include: [],
        where: null,
        comment: null,
        options: {},
      },
    },
    before,
  );
  expect(sqlOf(made)).toEqual(['CREATE UNIQUE INDEX "i" ON "t" ("a")']);
  expect(made.map((one) => ddl.explain?.(one, message)?.message)).toEqual([
    `rows have the same values in t.a, which a unique index forbids (SQLite: ${message})`,
  ]);
  expect(ddl.explain?.(statement(sqlOf(made)[0] ?? ""), message)).toBeNull();
});
