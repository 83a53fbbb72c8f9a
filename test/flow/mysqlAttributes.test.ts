/** MySQL and MariaDB: what SHOW CREATE TABLE tells of a table, changed both ways between two databases, until the server prints both alike. */
import { diff } from "schema-diff";
import { freshDatabase, onConnection, query } from "../servers/urls.js";

type Server = "mysql" | "mariadb";

interface Attribute {
  readonly name: string;
  readonly one: string;
  readonly other: string;
  readonly on?: Server;
}

/** The table has the attribute's name. */
const table = (name: string, one: string, other: string, on?: Server): Attribute => ({
  name,
  one: `CREATE TABLE \`${name}\` ${one}`,
  other: `CREATE TABLE \`${name}\` ${other}`,
  ...(on !== undefined && { on }),
});

const column = (name: string, one: string, other: string, on?: Server): Attribute =>
  table(name, `(id int PRIMARY KEY, c ${one})`, `(id int PRIMARY KEY, c ${other})`, on);

const attributes: readonly Attribute[] = [
  column(
    "bytes that begin with zero",
    "varbinary(10) DEFAULT x'001077'",
    "varbinary(10) DEFAULT ''",
  ),
  column(
    "bytes that are no text",
    "varbinary(10) DEFAULT x'00ff27'",
    "varbinary(10) DEFAULT x'ff00'",
  ),
  column("bytes with their padding", "binary(4) DEFAULT x'0010'", "binary(4) DEFAULT x'001000ff'"),
  column(
    "bytes of a text",
    "varbinary(20) DEFAULT 'ž?\\\\'''",
    "varbinary(20) DEFAULT x'c5be003f'",
  ),
  column(
    "a list of bytes",
    "enum('a','b') CHARACTER SET binary DEFAULT 'a'",
    "enum('a','b') CHARACTER SET binary DEFAULT 'b'",
  ),
  column("a number as wide as it is shown", "int(5) unsigned zerofill", "int(8) zerofill"),
  column("a boolean", "tinyint(1) DEFAULT 1", "tinyint DEFAULT 1"),
  column("a width that is stored", "int(5)", "bigint(3)", "mariadb"),
  column("a width of bits", "tinyint(1) unsigned", "tinyint unsigned", "mariadb"),
  column("compressed text", "varchar(100) COMPRESSED DEFAULT 'x'", "varchar(100)", "mariadb"),
  column("compressed bytes", "blob COMPRESSED", "blob", "mariadb"),
  column("how a column is stored", "int COLUMN_FORMAT FIXED STORAGE DISK", "int", "mysql"),
  column("a zero date", "datetime DEFAULT '0000-00-00 00:00:00'", "datetime DEFAULT NULL"),
  column("a day that is zero", "date DEFAULT '2001-01-00'", "date DEFAULT '2001-00-00'"),
  table(
    "beside a zero date",
    "(id int, d date DEFAULT '0000-00-00')",
    "(id bigint, d date DEFAULT '0000-00-00', KEY (id))",
  ),
  table(
    "a collation that was written",
    "(c varchar(9) CHARACTER SET latin1, d text, e enum('x') COLLATE latin1_bin) CHARSET latin1",
    "(c varchar(9), d text COLLATE latin1_swedish_ci, e enum('x') COLLATE latin1_bin) CHARSET latin1",
    "mysql",
  ),
  table(
    "a charset with its columns",
    "(c varchar(9), d text, g varchar(9) AS (upper(c)), KEY (c)) CHARSET latin1",
    "(c varchar(9), d text, g varchar(9) AS (upper(c)), KEY (c)) CHARSET utf8mb4",
  ),
  table(
    "a charset that comes to its column",
    "(c varchar(9) CHARACTER SET latin1, d varchar(9)) CHARSET utf8mb4",
    "(c varchar(9), d varchar(9) CHARACTER SET utf8mb4) CHARSET latin1",
  ),
  table(
    "a charset that a new column has",
    "(id int) CHARSET latin1",
    "(id int, c varchar(9), d varchar(9) CHARACTER SET latin1) CHARSET utf8mb4",
  ),
  table("where it is stored", "(id int) AUTOEXTEND_SIZE=4M", "(id int)", "mysql"),
  table(
    "in which tablespace",
    "(id int) TABLESPACE innodb_system",
    "(id int) TABLESPACE innodb_file_per_table",
    "mysql",
  ),
  table(
    "what else a table says",
    "(id int) STATS_PERSISTENT=1 STATS_SAMPLE_PAGES=20 MAX_ROWS=100 AVG_ROW_LENGTH=9 PACK_KEYS=1 CHECKSUM=1 COMMENT='a'",
    "(id int) STATS_AUTO_RECALC=1 MAX_ROWS=200 DELAY_KEY_WRITE=1",
  ),
  table("a page that is compressed", "(id int) COMPRESSION='zlib'", "(id int)", "mysql"),
  table(
    "one that the engine compresses",
    "(id int) PAGE_COMPRESSED=1 PAGE_COMPRESSION_LEVEL=5",
    "(id int)",
    "mariadb",
  ),
  table("rows that keep their past", "(id int) WITH SYSTEM VERSIONING", "(id int)", "mariadb"),
  table(
    "columns of rows that keep their past",
    "(id int PRIMARY KEY, b int, d int) WITH SYSTEM VERSIONING",
    "(id bigint PRIMARY KEY COMMENT 'x', b varchar(9) DEFAULT 'z', c int NOT NULL, UNIQUE KEY u (c), KEY k (b)) WITH SYSTEM VERSIONING",
    "mariadb",
  ),
  table(
    "a column without a past",
    "(id int, b int) WITH SYSTEM VERSIONING",
    "(id int, b int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING",
    "mariadb",
  ),
  table(
    "types that no cast leads to",
    "(a inet6 PRIMARY KEY, b uuid, c inet4 DEFAULT '1.2.3.4', d int, g point NOT NULL, h double, KEY (b))",
    "(a inet4 PRIMARY KEY, b int, c inet6 DEFAULT '::1', d uuid, g int NOT NULL, h polygon, KEY (b))",
    "mariadb",
  ),
  table(
    "the method of a primary key",
    "(id int AUTO_INCREMENT, c int, PRIMARY KEY (id) USING BTREE, KEY k (c) USING BTREE)",
    "(id int AUTO_INCREMENT, c int, PRIMARY KEY (id), KEY k (c))",
  ),
  table(
    "the method of one in memory",
    "(id int, c int, PRIMARY KEY (id) USING HASH, KEY k (c) USING HASH) ENGINE=MEMORY",
    "(id int, c int, PRIMARY KEY (id) USING BTREE, KEY k (c) USING BTREE) ENGINE=MEMORY",
  ),
  table(
    "partitions by key",
    "(id int PRIMARY KEY) PARTITION BY KEY () PARTITIONS 4",
    "(id int PRIMARY KEY) PARTITION BY KEY (id) PARTITIONS 3",
  ),
  table(
    "foreign keys that the server names",
    "(x int, y int, FOREIGN KEY (x) REFERENCES p (a), FOREIGN KEY (y) REFERENCES p (a))",
    "(x int, y int, FOREIGN KEY (x) REFERENCES p (a) ON DELETE CASCADE, FOREIGN KEY (y) REFERENCES p (a))",
  ),
  table(
    "one that takes another's number",
    "(x int, y int, FOREIGN KEY (x) REFERENCES p (a), FOREIGN KEY (y) REFERENCES p (a))",
    "(x int, y int, FOREIGN KEY (y) REFERENCES p (a))",
  ),
  table(
    "one whose columns change places",
    "(x int, y int, FOREIGN KEY (x, y) REFERENCES p (a, b))",
    "(x int, y int, FOREIGN KEY (y, x) REFERENCES p (a, b))",
  ),
  table(
    "a default that counts",
    "(id int DEFAULT nextval(s))",
    "(id int DEFAULT nextval(s), b int)",
    "mariadb",
  ),
];

const before: Readonly<Record<Server, readonly string[]>> = {
  mysql: ["CREATE TABLE p (a int PRIMARY KEY, b int, UNIQUE (a, b))"],
  mariadb: ["CREATE TABLE p (a int PRIMARY KEY, b int, UNIQUE (a, b))", "CREATE SEQUENCE s"],
};

/** All of them on one connection, in a mode of its own. */
const run = (url: string, mode: string, statements: readonly string[]): Promise<void> =>
  onConnection(url, async (ask) => {
    await ask(`SET SESSION sql_mode = '${mode}'`);
    for (const statement of statements) await ask(statement);
  });

const printed = async (url: string, name: string): Promise<readonly string[]> => {
  const [row = {}] = await query(url, `SHOW CREATE TABLE \`${name}\``);
  const database = new URL(url).pathname.slice(1);
  return String(row["Create Table"])
    .replaceAll(`\`${database}\`.`, "")
    .split("\n")
    .map((line) => line.replace(/,$/, "").trim())
    .sort();
};

describe.each(["mysql", "mariadb"] as const)("%s", (server) => {
  const own = attributes.filter(({ on }) => on === undefined || on === server);

  test.each([
    ["one way", "one", "other"],
    ["and back", "other", "one"],
  ] as const)("%s", async (_, from, to) => {
    const [a, b] = [await freshDatabase(server), await freshDatabase(server)];
    try {
      for (const [{ url }, side] of [
        [a, from],
        [b, to],
      ] as const)
        await run(url, "", [...before[server], ...own.map((attribute) => attribute[side])]);
      const plan = await diff({ from: a.url, to: b.url });
      const found = new Set(plan.changes.map(({ table: name }) => name));
      expect(own.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
      await run(a.url, "TRADITIONAL", plan.statements);
      const again = await diff({ from: a.url, to: b.url });
      expect({ changes: again.changes, notCompared: again.notCompared }).toEqual({
        changes: [],
        notCompared: [],
      });
      for (const { name } of own)
        expect({ [name]: await printed(a.url, name) }).toEqual({
          [name]: await printed(b.url, name),
        });
    } finally {
      await a.drop();
      await b.drop();
    }
  });

  test("a table has the collation of its own database, and keeps it in another", async () => {
    const [a, b] = [await freshDatabase(server), await freshDatabase(server)];
    try {
      const same = "CREATE TABLE same (a varchar(3)) CHARACTER SET latin1";
      await run(a.url, "", [
        "ALTER DATABASE CHARACTER SET latin1",
        "CREATE TABLE t (a varchar(3))",
      ]);
      await run(a.url, "", [same]);
      await run(b.url, "", [
        "ALTER DATABASE CHARACTER SET utf8mb4",
        "CREATE TABLE t (a varchar(3))",
      ]);
      await run(b.url, "", [same, "CREATE TABLE come (a varchar(3))"]);
      const plan = await diff({ from: a.url, to: b.url });
      expect(new Set(plan.changes.map(({ table: name }) => name))).toEqual(new Set(["come", "t"]));
      await run(a.url, "", plan.statements);
      expect((await diff({ from: a.url, to: b.url })).changes).toEqual([]);
      for (const name of ["come", "same", "t"])
        expect(await printed(a.url, name)).toEqual(await printed(b.url, name));
    } finally {
      await a.drop();
      await b.drop();
    }
  });
});

test("the engine of rows that keep their past is refused by name", async () => {
  const [a, b] = [await freshDatabase("mariadb"), await freshDatabase("mariadb")];
  try {
    await query(a.url, "CREATE TABLE t (id int) ENGINE=InnoDB WITH SYSTEM VERSIONING");
    await query(b.url, "CREATE TABLE t (id int) ENGINE=MyISAM WITH SYSTEM VERSIONING");
    const plan = await diff({ from: a.url, to: b.url });
    expect(() => plan.statements).toThrow(
      /table t: MariaDB gives no other engine to a table that keeps its past/,
    );
  } finally {
    await a.drop();
    await b.drop();
  }
});
