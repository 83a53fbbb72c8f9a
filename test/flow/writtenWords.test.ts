/** Between two SQLite databases the words of the text are carried: what comes of it has them, both ways, and a second look finds nothing. */
import { diff, MetaData, render, integer, varchar, type Plan } from "schema-diff";
import Database, { handleOf } from "../sqlite/database.mjs";

type Handle = Database.Database;

const holding = (ddl: string): Handle => {
  const database = new Database(":memory:");
  database.exec(ddl);
  return database;
};

const textsOf = (database: Handle): readonly string[] =>
  database
    .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    .pluck()
    .all()
    .map((sql) => sql.replace(/["`]/g, "").replace(/\s+/g, " "));

const found = ({ changes }: Plan): readonly string[] =>
  changes.map(({ verb, kind, table, name }) => `${verb} ${kind} ${table ?? ""}.${name ?? ""}`);

const look = (from: Handle, to: Handle): Promise<Plan> =>
  diff({ from: handleOf(from), to: handleOf(to) });

/** What was found there and back. */
const bothWays = async (one: string, other: string): Promise<readonly (readonly string[])[]> => {
  const findings: (readonly string[])[] = [];
  for (const [before, after] of [
    [one, other],
    [other, one],
  ] as const) {
    const [from, to] = [holding(before), holding(after)];
    const plan = await look(from, to);
    findings.push(found(plan));
    const script = await render(plan, { format: "typescript", revision: "1", downRevision: null });
    expect(script).toContain("export async function up");
    for (const sql of plan.statements) from.exec(sql);
    expect(textsOf(from)).toEqual(textsOf(to));
    const again = await look(from, to);
    expect({ found: found(again), statements: again.statements }).toEqual({
      found: [],
      statements: [],
    });
    for (const sql of plan.reverse().statements) from.exec(sql);
    expect(textsOf(from)).toEqual(textsOf(holding(before)));
    for (const database of [from, to]) database.close();
  }
  return findings;
};

it.each([
  [
    "the blanks of a type",
    "CREATE TABLE t (id integer, n numeric (10, 2))",
    "CREATE TABLE t (id integer, n numeric(10,2))",
    ["alter column t.n"],
  ],
  [
    "a type that changes",
    "CREATE TABLE t (id integer, n Numeric (10, 3))",
    "CREATE TABLE t (id integer, n text)",
    ["alter column t.n"],
  ],
  [
    "DEFAULT NULL",
    "CREATE TABLE t (id integer, n varchar(5) DEFAULT NULL)",
    "CREATE TABLE t (id integer, n varchar(5))",
    ["alter column t.n"],
  ],
  [
    "the case of a default",
    "CREATE TABLE t (at timestamp DEFAULT current_timestamp)",
    "CREATE TABLE t (at timestamp DEFAULT CURRENT_TIMESTAMP)",
    ["alter column t.at"],
  ],
  [
    "the case of a table",
    "CREATE TABLE USERS (id integer PRIMARY KEY, a text)",
    "CREATE TABLE users (id integer PRIMARY KEY, a integer)",
    ["rename table users.users", "alter column users.a"],
  ],
  [
    "REFERENCES without columns",
    "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p)",
    "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id))",
    ["alter foreignKey t.fk"],
  ],
  [
    "REFERENCES without columns, of a key that grows",
    "CREATE TABLE p (a integer, b integer, CONSTRAINT uq UNIQUE (a), PRIMARY KEY (a)); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p)",
    "CREATE TABLE p (a integer, b integer, CONSTRAINT uq UNIQUE (a), PRIMARY KEY (a, b)); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (a))",
    ["alter primaryKey p.", "alter foreignKey t.fk"],
  ],
  [
    "REFERENCES without columns, of a key that moves",
    "CREATE TABLE p (a integer, b integer, CONSTRAINT ua UNIQUE (a), CONSTRAINT ub UNIQUE (b), PRIMARY KEY (a)); CREATE TABLE t (n integer, a integer, FOREIGN KEY (a) REFERENCES p)",
    "CREATE TABLE p (a integer, b integer, CONSTRAINT ua UNIQUE (a), CONSTRAINT ub UNIQUE (b), PRIMARY KEY (b)); CREATE TABLE t (n integer, a integer, FOREIGN KEY (a) REFERENCES p)",
    ["alter primaryKey p.", "add foreignKey t.", "drop foreignKey t."],
  ],
  [
    "REFERENCES without columns, of the table itself",
    "CREATE TABLE p (a integer, b integer, CONSTRAINT uq UNIQUE (a), FOREIGN KEY (b) REFERENCES p, PRIMARY KEY (a))",
    "CREATE TABLE p (a integer, b integer, CONSTRAINT uq UNIQUE (a), FOREIGN KEY (b) REFERENCES p (a), PRIMARY KEY (a, b))",
    ["alter primaryKey p.", "alter foreignKey p."],
  ],
  [
    "REFERENCES in another case",
    "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY (a) REFERENCES P (ID))",
    "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id))",
    ["alter foreignKey t.fk"],
  ],
])("%s", async (_what, one, other, expected) => {
  const [there, back] = await bothWays(one, other);
  const named = (lines: readonly string[] | undefined) =>
    lines?.map((line) => line.replace("USERS.USERS", "users.users").replace("USERS", "users"));
  expect(named(there)).toEqual(expected);
  expect(named(back)).toEqual(expected);
});

it("columns and foreign keys come with their words", async () => {
  const less = "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (id integer)";
  const more =
    "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (id integer, n VarChar (20) DEFAULT NULL, p integer REFERENCES P ON DELETE CASCADE)";
  const [from, to] = [holding(less), holding(more)];
  const plan = await look(from, to);
  for (const sql of plan.statements) from.exec(sql);
  expect(textsOf(from)).toEqual(textsOf(to));
  for (const sql of plan.reverse().statements) from.exec(sql);
  expect(textsOf(from)).toEqual(textsOf(holding(less)));
});

it("case alone is no difference of a type, and a declaration has no words", async () => {
  const database = holding(
    "CREATE TABLE T (Id Integer NOT NULL PRIMARY KEY, n VarChar (20) DEFAULT NULL, p integer REFERENCES t)",
  );
  const plan = await look(
    database,
    holding(
      "CREATE TABLE T (Id INTEGER NOT NULL PRIMARY KEY, n varchar (20) DEFAULT NULL, p integer REFERENCES t)",
    ),
  );
  expect(found(plan)).toEqual([]);
  const metadata = new MetaData();
  metadata.table("t", {
    id: integer().primaryKey(),
    n: varchar(20),
    p: integer().references("t.id"),
  });
  expect(found(await diff({ from: handleOf(database), to: metadata }))).toEqual([]);
});
