/** Where DDL commits by itself: rows that would make a script fail are counted before any of it runs, and the first of them is named. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migrator } from "../../src/migrate/index.js";
import { SchemaDiffError } from "../../src/model/index.js";
import { freshDatabase, query } from "../servers/urls.js";
import { scriptText } from "./scratch.js";

const schema = [
  "CREATE TABLE parent (id int PRIMARY KEY, code varchar(9)) ENGINE=InnoDB",
  "INSERT INTO parent VALUES (1, 'x'), (2, 'y')",
  "CREATE TABLE child (id int PRIMARY KEY, parent_id int, n int, word varchar(9), other int) ENGINE=InnoDB",
  "INSERT INTO child VALUES (1, 1, 5, 'a', NULL), (2, 7, 5, 'A', 3), (3, 8, NULL, 'b', 4), (4, NULL, -2, 'c', 4)",
  "CREATE TABLE keyless (a int, b varchar(9))",
  "INSERT INTO keyless VALUES (1, 'p'), (1, 'p'), (NULL, 'q')",
];

const gone = 'await op.dropColumn("child", "other");';

interface Refusal {
  readonly up: string;
  readonly message: string;
}

const refusals: Readonly<Record<string, Refusal>> = {
  "a foreign key": {
    up: 'await op.createForeignKey("fk_c", "child", "parent", ["parent_id"], ["id"]);',
    message:
      "foreign key fk_c: rows of table child would point to no row of parent (2 rows; the first: id = 2, parent_id = 7)",
  },
  "a unique constraint": {
    up: 'await op.createUniqueConstraint("uq_n", "child", ["n"]);',
    message:
      "rows of table child have the same values in n, which unique uq_n forbids (2 rows; the first: n = 5)",
  },
  "a unique index over the beginning of a text": {
    up: 'await op.createIndex("ix_b", "keyless", [{ column: "b", prefix: 1 }], { unique: true });',
    message:
      "rows of table keyless have the same values in b, which unique index ix_b forbids (2 rows; the first: b = 'p')",
  },
  "a primary key, of a NULL": {
    up: 'await op.createPrimaryKey("pk_k", "keyless", ["a"]);',
    message:
      "keyless.a holds NULL and cannot become the primary key (1 row; the first: a = NULL, b = 'q')",
  },
  "a primary key, of a value that is there twice": {
    up: 'await op.createPrimaryKey("pk_k", "keyless", ["b"]);',
    message:
      "rows of table keyless have the same values in b, which the primary key forbids (2 rows; the first: b = 'p')",
  },
  "a NOT NULL": {
    up: 'await op.alterColumn("child", "n", { nullable: false, existing: { name: "n", type: "int" } });',
    message: "child.n holds NULL and cannot become NOT NULL (1 row; the first: id = 3)",
  },
  "a CHECK": {
    up: 'await op.createCheckConstraint("ck_n", "child", "n > 0");',
    message: "rows of table child break the CHECK constraint ck_n (1 row; the first: id = 4)",
  },
  "one of a batch": {
    up: 'await op.batchAlterTable("child", {}, async (batch) => { await batch.dropColumn("word"); await batch.createUniqueConstraint("uq_n", ["n"]); });',
    message:
      "rows of table child have the same values in n, which unique uq_n forbids (2 rows; the first: n = 5)",
  },
};

const named = (collation: string, charset = "utf8mb4"): string =>
  `varchar(9) CHARACTER SET ${charset} COLLATE ${charset}_${collation}`;

interface Merged {
  readonly only?: "mysql";
  readonly columns: string;
  readonly rows: string;
  readonly up: readonly string[];
  readonly message: string;
}

const alters = (column: string, change: string, before: string): string =>
  `await op.alterColumn("held", "${column}", { ${change}, existing: { name: "${column}", nullable: false, ${before} } });`;

const toCi = (column: string): string =>
  alters(column, 'collation: "utf8mb4_general_ci"', 'type: "varchar(9)", collation: "utf8mb4_bin"');

/** Values that become equal under a key, by another collation or another type. */
const merged: Readonly<Record<string, Merged>> = {
  "a collation, under a unique": {
    columns: `id int PRIMARY KEY, a ${named("bin")} NOT NULL, CONSTRAINT uq UNIQUE (a)`,
    rows: "(1, 'Ann'), (2, 'bob'), (3, 'ann')",
    up: [toCi("a")],
    message:
      "rows of table held have the same values in a once a is utf8mb4_general_ci, which unique uq forbids (2 rows; the first: a = 'Ann', a of another row = 'ann')",
  },
  "a collation, under the primary key": {
    columns: `a ${named("bin")} NOT NULL, n int, PRIMARY KEY (a, n)`,
    rows: "('Ann', 1), ('ann', 2), ('x', 3), ('X', 3)",
    up: [toCi("a")],
    message:
      "rows of table held have the same values in a, n once a is utf8mb4_general_ci, which the primary key forbids (2 rows; the first: a = 'X', a of another row = 'x', n = 3)",
  },
  "a collation, under the beginning of a text": {
    columns: `a ${named("bin")} NOT NULL, UNIQUE KEY ix (a(2))`,
    rows: "('Ann'), ('anx'), ('bob')",
    up: [toCi("a")],
    message:
      "in a once a is utf8mb4_general_ci, which unique index ix forbids (2 rows; the first: a = 'Ann', a of another row = 'anx')",
  },
  "the collations of two columns": {
    columns: `a ${named("bin")} NOT NULL, b ${named("bin")} NOT NULL, CONSTRAINT uq UNIQUE (a, b)`,
    rows: "('A', 'x'), ('a', 'X')",
    up: [toCi("a"), toCi("b")],
    message:
      "in a, b once a is utf8mb4_general_ci, b is utf8mb4_general_ci, which unique uq forbids (2 rows; the first: a = 'A', a of another row = 'a', b = 'X', b of another row = 'x')",
  },
  "the collations of two columns of a batch": {
    columns: `a ${named("bin")} NOT NULL, b ${named("bin")} NOT NULL, CONSTRAINT uq UNIQUE (a, b)`,
    rows: "('A', 'x'), ('a', 'X')",
    up: [
      `await op.batchAlterTable("held", {}, async (batch) => { ${[toCi("a"), toCi("b")].join(" ").replaceAll("op.alterColumn", "batch.alterColumn").replaceAll('"held", ', "")} });`,
    ],
    message: "in a, b once a is utf8mb4_general_ci, b is utf8mb4_general_ci, which unique uq",
  },
  "a character set": {
    columns: `a ${named("bin", "latin1")} NOT NULL, CONSTRAINT uq UNIQUE (a)`,
    rows: "('Ä'), ('a')",
    up: [
      alters("a", 'collation: "utf8mb4_general_ci"', 'type: "varchar(9)", collation: "latin1_bin"'),
    ],
    message: "in a once a is utf8mb4_general_ci, which unique uq forbids (2 rows; the first: a = '",
  },
  "a number of fewer digits": {
    columns: "a decimal(10,4) NOT NULL, CONSTRAINT uq UNIQUE (a)",
    rows: "(1.04), (1.01), (2.25), (2.2)",
    up: [alters("a", 'type: "decimal(10,1)"', 'type: "decimal(10,4)"')],
    message:
      "in a once a is decimal(10,1), which unique uq forbids (2 rows; the first: a = '1.0100', a of another row = '1.0400')",
  },
  "a double as an int": {
    columns: "a double NOT NULL PRIMARY KEY",
    rows: "(1.2), (0.9), (3)",
    up: [alters("a", 'type: "int"', 'type: "double"')],
    message: "in a once a is int, which the primary key forbids (2 rows; the first: a = 0.9",
  },
  "a moment as a day": {
    columns: "a datetime NOT NULL, CONSTRAINT uq UNIQUE (a)",
    rows: "('2020-01-01 10:00:00'), ('2020-01-01 11:00:00')",
    up: [alters("a", 'type: "date"', 'type: "datetime"')],
    message: "in a once a is date, which unique uq forbids (2 rows; the first: a = ",
  },
  "an expression over a column": {
    only: "mysql",
    columns: `a ${named("bin")} NOT NULL, UNIQUE KEY ix ((left(a, 1)))`,
    rows: "('Ann'), ('ab')",
    up: [toCi("a")],
    message:
      "once a is utf8mb4_general_ci, which unique index ix forbids (2 rows; the first: expression 1 = 'A')",
  },
  "a text as a number": {
    columns: `a ${named("bin")} NOT NULL, CONSTRAINT uq UNIQUE (a)`,
    rows: "('1'), ('01')",
    up: [alters("a", 'type: "int"', 'type: "varchar(9)", collation: "utf8mb4_bin"')],
    message: "in a once a is int, which unique uq forbids (2 rows; the first: a = '01'",
  },
};

/** Changes under a key that no two of the rows collide by. */
const apart: Readonly<Record<string, Omit<Merged, "message">>> = {
  "values that stay apart": {
    columns: `a ${named("bin")} NOT NULL, CONSTRAINT uq UNIQUE (a)`,
    rows: "('Ann'), ('bob')",
    up: [toCi("a")],
  },
  "a key that goes before": {
    columns: `a ${named("bin")} NOT NULL, CONSTRAINT uq UNIQUE (a)`,
    rows: "('Ann'), ('ann')",
    up: ['await op.dropConstraint("uq", "held", { type: "unique" });', toCi("a")],
  },
  "rows that a script mends": {
    columns: `a ${named("bin")} NOT NULL, CONSTRAINT uq UNIQUE (a)`,
    rows: "('Ann'), ('ann')",
    up: ["await op.execute(\"UPDATE held SET a = 'x' WHERE a = 'ann'\");", toCi("a")],
  },
  NULLs: {
    columns: `a ${named("bin")} NULL, b ${named("bin")} NOT NULL, CONSTRAINT uq UNIQUE (a, b)`,
    rows: "(NULL, 'x'), (NULL, 'X')",
    up: [toCi("b")],
  },
};

/** What comes before makes the rows other than they are. */
const helped: Readonly<Record<string, readonly string[]>> = {
  "by SQL": [
    'await op.execute("UPDATE child SET n = id");',
    'await op.createUniqueConstraint("uq_n", "child", ["n"]);',
  ],
  "by rows that are added": [
    'await op.bulkInsert("parent", [{ id: 7, code: "z" }, { id: 8, code: "z" }]);',
    'await op.createForeignKey("fk_c", "child", "parent", ["parent_id"], ["id"]);',
  ],
  "by a column in another's place": [
    'await op.dropColumn("child", "n");',
    'await op.addColumn("child", { name: "n", type: "int" });',
    'await op.createUniqueConstraint("uq_n", "child", ["n"]);',
  ],
  "by a table in another's place": [
    'await op.dropTable("keyless");',
    'await op.createTable("keyless", [{ name: "a", type: "int", nullable: false }, { name: "b", type: "varchar(9)" }]);',
    'await op.createPrimaryKey("pk_k", "keyless", ["a"]);',
  ],
  "by another table's name": [
    'await op.renameTable("child", "once");',
    'await op.createTable("child", [{ name: "n", type: "int" }]);',
    'await op.createUniqueConstraint("uq_n", "child", ["n"]);',
  ],
  "by another column's name": [
    'await op.alterColumn("child", "n", { newName: "m", existing: { name: "n", type: "int" } });',
    'await op.alterColumn("child", "id", { newName: "n", existing: { name: "id", type: "int", nullable: false } });',
    'await op.createUniqueConstraint("uq_n", "child", ["n"]);',
  ],
  "by a setting of the session": [
    'await op.execute("SET foreign_key_checks = 0");',
    'await op.createForeignKey("fk_c", "child", "parent", ["parent_id"], ["id"]);',
  ],
  "by a mode that fills NULLs, for a CHECK": [
    "await op.execute(\"SET sql_mode = ''\");",
    'await op.alterColumn("child", "n", { nullable: false, existing: { name: "n", type: "int" } });',
    'await op.createCheckConstraint("ck_n", "child", "n IS NOT NULL");',
  ],
  "by a mode that fills NULLs": [
    "await op.execute(\"SET sql_mode = ''\");",
    'await op.alterColumn("child", "n", { nullable: false, existing: { name: "n", type: "int" } });',
  ],
};

const failure = async (work: Promise<unknown>): Promise<SchemaDiffError> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof SchemaDiffError) return thrown;
  throw new Error(`no SchemaDiffError, but ${String(thrown)}`);
};

describe.each(["mysql", "mariadb"] as const)("%s", (name) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let root: string;
  const sql = (text: string) => query(database.url, text);
  const script = (...up: readonly string[]): void =>
    writeFileSync(join(root, "1.ts"), scriptText("1", null, up.join("\n")));
  const migrator = (): Migrator => new Migrator({ source: database.url, directory: root });
  const tables = async (): Promise<readonly unknown[]> =>
    (
      await sql(
        "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1",
      )
    ).map((row) => row["name"]);
  const start = async (): Promise<void> => {
    for (const table of await tables()) await sql(`DROP TABLE \`${String(table)}\``);
    for (const statement of schema) await sql(statement);
  };
  const all = ["child", "keyless", "parent"];

  beforeEach(async () => {
    database = await freshDatabase(name);
    root = mkdtempSync(join(tmpdir(), "schema-diff-rows-"));
    await start();
  });
  afterEach(async () => {
    rmSync(root, { recursive: true });
    await database.drop();
  });

  test.each(Object.entries(refusals))("%s is refused before anything runs", async (_, refusal) => {
    script(gone, 'await op.createTable("late", [{ name: "a", type: "int" }]);', refusal.up);
    const { code, message, todo } = await failure(migrator().upgrade());
    expect([code, message]).toEqual(["batch", expect.stringContaining(refusal.message)]);
    expect(message).toContain("No statement of the script ran");
    expect(todo).toMatch(/^(?:mend|give)/);
    expect(await tables()).toEqual(all);
    expect(await sql("SELECT other FROM child WHERE id = 2")).toEqual([{ other: 3 }]);
  });

  test.each(Object.entries(merged).filter(([, { only = name }]) => only === name))(
    "values that become equal by %s are refused before anything runs",
    async (_, { columns, rows, up, message: expected }) => {
      await sql(`CREATE TABLE held (${columns}) ENGINE=InnoDB`);
      await sql(`INSERT INTO held VALUES ${rows}`);
      script(gone, ...up);
      const { code, message, todo } = await failure(migrator().upgrade());
      expect([code, message]).toEqual(["batch", expect.stringContaining(expected)]);
      expect(message).toContain("No statement of the script ran");
      expect(todo).toMatch(/^mend/);
      expect(await sql("SELECT other FROM child WHERE id = 2")).toEqual([{ other: 3 }]);
    },
  );

  test.each(Object.entries(apart))("a change under a key runs with %s", async (_, table) => {
    await sql(`CREATE TABLE held (${table.columns}) ENGINE=InnoDB`);
    await sql(`INSERT INTO held VALUES ${table.rows}`);
    script(...table.up);
    expect((await migrator().upgrade()).revisions).toHaveLength(1);
  });

  test("what a script does before is no reason to refuse it", async () => {
    for (const [what, up] of Object.entries(helped)) {
      await start();
      script(...up);
      expect([what, (await migrator().upgrade()).revisions.length]).toEqual([what, 1]);
    }
  });

  test("what only comes to be in the script is asked in its turn", async () => {
    script(
      gone,
      'await op.addColumn("child", { name: "m", type: "int", nullable: false, default: "0" });',
      'await op.createUniqueConstraint("uq_m", "child", ["m"]);',
    );
    const { message, todo } = await failure(migrator().upgrade());
    expect(message).toContain("unique uq_m forbids (4 rows; the first: m = 0)");
    expect(message).toContain("These statements ran and stay");
    expect(todo).toMatch(/^mend or delete.*`schema-diff upgrade` again: it continues after/);
    await sql("UPDATE child SET m = id");
    await migrator().upgrade();
    expect(await migrator().current()).toEqual(["1"]);
  });

  test("a question changes nothing, whatever it calls", async () => {
    await sql("SET GLOBAL log_bin_trust_function_creators = 1");
    await sql(
      "CREATE FUNCTION empties() RETURNS int DETERMINISTIC MODIFIES SQL DATA BEGIN DELETE FROM parent; RETURN 1; END",
    );
    script('await op.createCheckConstraint("ck_n", "child", "empties() = 0");');
    const { message } = await failure(migrator().upgrade());
    expect(message).toMatch(/CHECK|function/i);
    expect(await sql("SELECT count(*) AS n FROM parent")).toEqual([{ n: 2 }]);
  });

  test("is not asked again of what ran", async () => {
    script(
      'await op.createUniqueConstraint("uq_w", "child", ["id", "word"]);',
      'await op.execute("SELECT * FROM nowhere");',
    );
    await failure(migrator().upgrade());
    await sql("ALTER TABLE child DROP INDEX uq_w, DROP PRIMARY KEY");
    await sql("INSERT INTO child (id, word) VALUES (1, 'a')");
    script('await op.createUniqueConstraint("uq_w", "child", ["id", "word"]);');
    expect((await migrator().upgrade()).revisions).toHaveLength(1);
  });

  test("what is printed holds no question", async () => {
    script(refusals["a CHECK"]?.up ?? "");
    const { statements } = await migrator().upgrade("head", { sql: true });
    expect(statements.filter((text) => text.startsWith("SELECT"))).toEqual([]);
  });
});
