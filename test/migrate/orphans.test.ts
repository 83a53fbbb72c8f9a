/** Rows that point nowhere: those that a script has found may stay, and it makes no new ones, not even for old ones that go. */
import { bench, type Bench } from "./scratch.js";

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => b.remove());

const holds = `CREATE TABLE parent (id integer PRIMARY KEY);
  CREATE TABLE child (id integer PRIMARY KEY, p integer REFERENCES parent);
  CREATE TABLE other (id integer, p integer REFERENCES parent);
  CREATE TABLE packed (id text PRIMARY KEY, p integer REFERENCES parent) WITHOUT ROWID;
  INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1, 77), (2, 1); INSERT INTO other VALUES (1, 77), (2, 1); INSERT INTO packed VALUES ('a', 77), ('b', 1)`;

test.each([
  [
    "another row of the table",
    "UPDATE child SET p = 1 WHERE id = 1; UPDATE child SET p = 77 WHERE id = 2",
    "1 of child that point to no row of parent",
  ],
  [
    "a row of another table",
    "UPDATE child SET p = 1 WHERE id = 1; UPDATE other SET p = 77 WHERE id = 2",
    "1 of other that point to no row of parent",
  ],
  [
    "the same row, to another place",
    "UPDATE child SET p = 78 WHERE id = 1",
    "1 of child that point to no row of parent",
  ],
  [
    "a row of a table without a key",
    "UPDATE other SET p = 1 WHERE id = 1; UPDATE other SET p = 78 WHERE id = 2",
    "1 of other that point to no row of parent",
  ],
  [
    "one more in a table without rowids",
    "UPDATE packed SET p = 78 WHERE id = 'b'",
    "1 of packed that point to no row of parent",
  ],
])("an old one goes, and a new one comes: %s", async (_what, sql, says) => {
  b.sql(holds);
  b.script(
    "01",
    null,
    sql
      .split("; ")
      .map((s) => `await op.execute(${JSON.stringify(s)});`)
      .join("\n"),
  );
  await expect(b.migrator().upgrade()).rejects.toMatchObject({
    code: "script",
    message: expect.stringContaining(`it would leave rows without what they point to: ${says}`),
  });
});

test.each([
  "DELETE FROM child WHERE id = 1",
  "UPDATE child SET p = 1 WHERE id = 1",
  "INSERT INTO child VALUES (3, 1)",
  "UPDATE other SET id = 5",
])("old ones may stay, and go: %s", async (sql) => {
  b.sql(holds);
  b.script("01", null, `await op.execute(${JSON.stringify(sql)});`);
  await b.migrator().upgrade();
});
