/** Which words of views, triggers, indexes and CHECKs mean a column: SQLite's own RENAME COLUMN says. */
import Database from "../sqlite/database.mjs";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import { schemaOf, type Entry } from "../../src/dialects/sqlite/readSchema.js";
import { knownIn, referencesIn } from "../../src/dialects/sqlite/references/index.js";
import { plainBatch, type Operation, type Schema } from "../../src/model/index.js";

const tables = `
CREATE TABLE t (id integer PRIMARY KEY, a integer, q integer UNIQUE, "end" integer);
CREATE TABLE u (id integer PRIMARY KEY, b integer, q integer, r integer);
CREATE TABLE w (id integer, b integer);
CREATE TABLE q (id integer, c integer);
CREATE VIEW uv (id, q) AS SELECT id, b FROM u;`;

const views: readonly string[] = [
  "SELECT q FROM t",
  'SELECT t.q, main.t.q, T.Q, "t"."q", [t].[q], `t`.`q` FROM t',
  "SELECT a AS q FROM t ORDER BY q",
  "SELECT a AS q FROM t ORDER BY q COLLATE nocase DESC",
  "SELECT a AS q FROM t ORDER BY q + 1",
  "SELECT a AS q FROM t WHERE q > 1",
  "SELECT a AS q FROM t GROUP BY q HAVING q > 1",
  "SELECT a q, q AS z FROM t ORDER BY q, z",
  "SELECT a AS 'q' FROM t ORDER BY q LIMIT 3 OFFSET 1",
  "SELECT q AS q FROM t ORDER BY q",
  "SELECT q FROM t ORDER BY q, t.q",
  "SELECT 'q', \"q\" FROM t",
  "SELECT q.c FROM q, t",
  "SELECT q.c, t.q FROM q JOIN t ON t.q = q.id",
  "SELECT q.q, q.a FROM t AS q",
  "SELECT x.q FROM t x, u y WHERE x.q = y.q",
  "SELECT y.q FROM t x, u y WHERE x.id = y.q",
  "SELECT b, r FROM u WHERE EXISTS (SELECT 1 FROM t WHERE t.id = u.q AND q > 3)",
  "SELECT b, r FROM u WHERE EXISTS (SELECT 1 FROM w WHERE w.id = q)",
  "SELECT (SELECT max(q) FROM u) FROM t",
  "SELECT (SELECT max(b) FROM w WHERE b = q) FROM t",
  "SELECT (SELECT q) FROM t",
  "SELECT * FROM t WHERE q IN (SELECT q FROM u) AND a NOT IN (1, q) AND id IN q",
  "WITH q (q) AS (SELECT q FROM t) SELECT q.q FROM q",
  "WITH t (q) AS (SELECT b FROM u) SELECT q FROM t",
  "WITH x AS (SELECT a AS q FROM t), y AS (SELECT q FROM x) SELECT y.q, t.q FROM y, t",
  "WITH RECURSIVE n (q) AS (SELECT 1 UNION ALL SELECT q + 1 FROM n WHERE q < 5) SELECT n.q, t.q FROM n JOIN t ON t.id = n.q",
  "SELECT s.q FROM (SELECT a AS q FROM t) AS s",
  "SELECT s.z FROM (SELECT q AS z FROM t ORDER BY q) s",
  "SELECT q AS x FROM t UNION SELECT b FROM w ORDER BY x",
  "SELECT q FROM t UNION SELECT b FROM w ORDER BY 1",
  "SELECT a AS q FROM t UNION ALL SELECT q FROM u ORDER BY q",
  "SELECT a FROM t EXCEPT SELECT q FROM t INTERSECT SELECT q FROM u",
  "SELECT sum(q) OVER q FROM t WINDOW q AS (PARTITION BY q ORDER BY q DESC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
  "SELECT sum(a) OVER (q ROWS UNBOUNDED PRECEDING) FROM t WINDOW q AS (ORDER BY id)",
  "SELECT count(*) FILTER (WHERE q > 1) OVER (ORDER BY q RANGE BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES) FROM t",
  "SELECT group_concat(q, 'q' ORDER BY q DESC) FROM t",
  "SELECT count(DISTINCT q), total(q) FROM t",
  "SELECT CAST(q AS q), CAST(a AS q (10)), a COLLATE binary FROM t",
  "SELECT CASE q WHEN q THEN q ELSE q END AS q FROM t",
  "SELECT CASE WHEN a THEN q END q FROM t",
  "SELECT q IS NOT NULL, q ISNULL, q NOT NULL, q IS NOT DISTINCT FROM a, q BETWEEN q AND q, q NOT BETWEEN 1 AND q, q LIKE q ESCAPE q, NOT q, - q, ~ q FROM t",
  "SELECT q -> '$.q', q ->> 'q', q || 'q', q << 2, q == a, q <> a FROM t",
  "SELECT (q, a) = (1, q) FROM t",
  "SELECT t.a FROM t LEFT OUTER JOIN u ON t.q = u.q WHERE u.q IS NULL",
  "SELECT a FROM t CROSS JOIN u USING (id) WHERE t.q > u.q",
  "SELECT a FROM (t JOIN w ON t.q = w.b) JOIN u ON u.q = t.q",
  "SELECT j.value FROM t, json_each(t.q) AS j WHERE q > 0",
  "SELECT j.value, q FROM t, json_each('[1]') AS j",
  "SELECT uv.q FROM uv JOIN t ON t.id = uv.id",
  "SELECT a FROM t INDEXED BY sqlite_autoindex_t_1 WHERE q = 1",
  "SELECT t.a FROM t NOT INDEXED WHERE q = 1",
  "SELECT t.*, x.* FROM t, t AS x",
  "SELECT t.a, x.t FROM t, (SELECT id AS t FROM u) AS x",
  "SELECT t.b FROM u AS t",
  "SELECT t.a, t FROM main.t JOIN (SELECT b AS t FROM w) ORDER BY t, main.t.q",
  "VALUES (1, 2), ((SELECT q FROM t), 3)",
  "SELECT iif(q, q, q), max(q, 1), date('now', q) FROM t -- q\n WHERE /* q */ q > 0",
  "SELECT left.q FROM t AS left",
  "SELECT DISTINCT q FROM t ORDER BY max(q, a)",
  "SELECT a FROM t GROUP BY q, q + 1 HAVING count(q) > 1",
  "SELECT EXISTS (SELECT q FROM t), NOT EXISTS (SELECT q FROM u) AS q",
  "SELECT 't'.'q' FROM t",
  "SELECT a FROM t AS 'x' WHERE x.q = 1",
  "SELECT z.q FROM (SELECT q FROM u) AS z, t",
];

const triggers: readonly string[] = [
  "AFTER UPDATE OF q ON t BEGIN SELECT NEW.q, OLD.q, new.Q; END",
  'AFTER UPDATE OF a, "q" ON t WHEN NEW.q > OLD.q AND NEW.a > 1 BEGIN SELECT 1; END',
  "AFTER UPDATE OF q ON u WHEN NEW.q > OLD.q BEGIN UPDATE t SET q = NEW.q WHERE q = OLD.q; END",
  "AFTER INSERT ON u BEGIN UPDATE t SET q = q + 1, (a, q) = (q, 2) WHERE t.q IN (SELECT q FROM u); END",
  "AFTER INSERT ON u BEGIN INSERT INTO t (id, q) VALUES (NEW.id, NEW.q); END",
  "AFTER INSERT ON u BEGIN INSERT OR REPLACE INTO t (id, q) SELECT q, b FROM u WHERE q > 1; END",
  "AFTER INSERT ON u BEGIN REPLACE INTO u (q) SELECT q FROM t; END",
  "AFTER INSERT ON u BEGIN INSERT INTO t (id, q) VALUES (1, 2) ON CONFLICT (q) WHERE q > 0 DO UPDATE SET q = excluded.q + t.q + q WHERE q > excluded.a; END",
  "AFTER INSERT ON u BEGIN INSERT INTO t (id, q) SELECT id, q FROM u WHERE true ON CONFLICT (q) DO UPDATE SET a = excluded.q; END",
  "AFTER INSERT ON u BEGIN DELETE FROM t WHERE q = NEW.q; DELETE FROM u WHERE q = 1; END",
  "AFTER INSERT ON u BEGIN UPDATE u SET q = t.q FROM t WHERE t.id = u.q; END",
  "AFTER INSERT ON u BEGIN UPDATE t SET a = u.q FROM u WHERE u.id = t.q; END",
  "BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'q') WHERE OLD.q = 1; END",
  "BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'q' || OLD.q); SELECT RAISE(IGNORE); END",
  'BEFORE DELETE ON t WHEN OLD."end" > 1 BEGIN SELECT CASE WHEN OLD.q THEN 1 END; END',
  "INSTEAD OF UPDATE OF q ON uv BEGIN UPDATE t SET a = NEW.q WHERE q = OLD.q; END",
  "INSTEAD OF INSERT ON uv BEGIN INSERT INTO t (q) VALUES (NEW.q); END",
  "AFTER INSERT ON t FOR EACH ROW BEGIN WITH x (q) AS (SELECT NEW.q) SELECT q FROM x; END",
  "AFTER INSERT ON t BEGIN INSERT INTO u (b) WITH x AS (SELECT q AS z FROM t) SELECT x.z FROM x; END",
  "AFTER INSERT ON t BEGIN SELECT q FROM t ORDER BY q LIMIT NEW.q; END",
];

const texts = [
  ...views.map((sql) => `CREATE VIEW q1 AS ${sql}`),
  ...triggers.map((sql) => `CREATE TRIGGER q1 ${sql}`),
];

const entries = 'SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema ORDER BY rowid';
const t = { schema: null, name: "t" };

const made = (text: string): Database.Database => {
  const database = new Database(":memory:");
  database.exec(`${tables}\n${text}`);
  return database;
};
const read = (database: Database.Database): Schema =>
  schemaOf(database.prepare<[], Entry>(entries).all(), [], [3, 53]);
/** SQLite quotes the new name where the old one was quoted. */
const bare = (sql: string): string => sql.replaceAll('"zz"', "zz");
const textsIn = (database: Database.Database): readonly unknown[] =>
  database
    .prepare(
      "SELECT name, replace(sql, '\"zz\"', 'zz') FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name",
    )
    .raw()
    .all();

describe.each(texts)("%s", (text) => {
  const bySqlite = made(text);
  bySqlite.exec("ALTER TABLE t RENAME COLUMN q TO zz");
  const own = bare(
    String(bySqlite.prepare("SELECT sql FROM sqlite_schema WHERE name = 'q1'").pluck().get()),
  );

  it("is read as SQLite reads it", () => {
    const places = referencesIn(text, knownIn(read(made(text))), "T", "Q")?.places ?? [];
    expect(
      bare(
        [...places]
          .reverse()
          .reduce((sql, { start, end }) => `${sql.slice(0, start)}zz${sql.slice(end)}`, text),
      ),
    ).toBe(own);
  });

  it.each(["always", "auto"] as const)(
    "is by a batch (%s) what it is by RENAME COLUMN, and foreseen",
    (recreate) => {
      const database = made(text);
      const before = read(database);
      const batch: Operation = {
        do: "batch",
        table: t,
        operations: [
          { do: "alterColumn", table: t, name: "q", change: { name: "zz" }, existing: null },
        ],
        options: { ...plainBatch, recreate },
      };
      for (const { sql } of dialect.ddl.script(dialect.ddl.statements(batch, before)))
        database.exec(sql);
      expect(textsIn(database)).toEqual(textsIn(bySqlite));
      expect(
        bare(
          dialect.ddl.after?.(batch, before).notCompared.find((u) => u.name === "q1")?.definition ??
            "",
        ),
      ).toBe(own);
    },
  );

  it("follows its table's own rename as SQLite makes it", () => {
    const database = made(text);
    const rename: Operation = { do: "renameTable", table: t, to: "zz" };
    // SQLite writes the table's new name over `excluded`, so that such a rename is refused.
    if (/excluded/.test(text)) {
      expect(() => dialect.ddl.statements(rename, read(database))).toThrow(/says excluded of it/);
      return;
    }
    // An index that SQLite creates has another name after it.
    if (/INDEXED BY/.test(text)) {
      expect(() => database.exec("ALTER TABLE t RENAME TO zz")).toThrow(/no such index/);
      return;
    }
    const after = dialect.ddl.after?.(rename, read(database));
    for (const { sql } of dialect.ddl.statements(rename, read(database))) database.exec(sql);
    expect(after).toEqual(read(database));
  });
});
