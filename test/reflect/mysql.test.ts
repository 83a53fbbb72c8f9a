/** MySQL and MariaDB on real servers: what they hold is read, made anew, and printed by the witness in the same words. */
import { createConnection, createPool } from "mysql2/promise";
import { dialects } from "../../src/dialects/index.js";
import {
  byAuthor,
  nameText,
  plainColumn,
  type Schema,
  type Statement,
  type Table,
} from "../../src/model/index.js";
import {
  backend,
  expectRoundTrip,
  reflected,
  servers,
  urlOf,
  withConnection,
  withDatabases,
  type Server,
} from "./mysqlServers.js";

const both: readonly Server[] = ["mysql", "mariadb"];

const rich = `
  CREATE TABLE p (id int PRIMARY KEY, b int, c varchar(5), UNIQUE (b), UNIQUE (b, c), KEY (c));
  CREATE TABLE t (id int(11) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, a int DEFAULT 0, z tinyint(1) DEFAULT true,
    s varchar(30) DEFAULT 'o''b\\\\x', s2 varchar(10) COLLATE utf8mb4_bin, s3 varchar(10) CHARACTER SET latin1, d decimal(8,2) DEFAULT 0,
    ts timestamp DEFAULT now() ON UPDATE now(), dt datetime(3) DEFAULT now(3), e enum('a','b''c') DEFAULT 'a', bt bit(3) DEFAULT b'101',
    u varchar(40) DEFAULT (uuid()), ex varchar(30) DEFAULT (concat('a''', '\\\\')), j json, g int GENERATED ALWAYS AS (a + 1) STORED,
    g2 varchar(40) AS (concat(s, 'x''\\\\y')) VIRTUAL, bin varbinary(3) DEFAULT 'ab', bin2 binary(4) DEFAULT 0x01, inv int INVISIBLE, p int,
    KEY kk (a DESC, s(3)), UNIQUE uu (s(3)), FULLTEXT ft (s), CONSTRAINT fk_p FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE,
    FOREIGN KEY (a) REFERENCES p (b), CONSTRAINT ck1 CHECK (s IN ('a', 'b''\\\\')), CHECK (a > 0),
    y year DEFAULT 2001, b2 boolean DEFAULT false COMMENT 'x''\\\\y\nz') COMMENT = 'it''s' ROW_FORMAT = COMPRESSED;
  CREATE TABLE pre (name text, id int, PRIMARY KEY (name(10), id));
  CREATE TABLE latin (a varchar(10), b varchar(10) COLLATE latin1_bin, c varchar(10) CHARACTER SET utf8mb4) CHARSET = latin1;
  CREATE TABLE bytes (a varbinary(5), e enum('a', 'bc') DEFAULT 'bc') CHARSET = binary;
  CREATE TABLE parted (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d), KEY k (d) USING BTREE)
    PARTITION BY RANGE (year(d)) (PARTITION p0 VALUES LESS THAN (2000), PARTITION pm VALUES LESS THAN MAXVALUE);`;

const own: { readonly [S in Server]: string } = {
  mysql: `
    CREATE TABLE fx (id int PRIMARY KEY, a int, b varchar(50), KEY f1 ((a + 1)), KEY f2 ((lower(b)), a DESC), UNIQUE KEY f3 ((a * 2)), KEY ((a + 5)),
      KEY inv (a) INVISIBLE, CHECK (a > 0) NOT ENFORCED, e json DEFAULT (json_array()), t text DEFAULT ('x'), pt point NOT NULL SRID 4326, SPATIAL KEY sp (pt));`,
  mariadb: `
    CREATE SEQUENCE s1; CREATE SEQUENCE s2 START WITH 5 INCREMENT BY 2 CACHE 10 CYCLE;
    CREATE TABLE cc (a int CHECK (a > 0), b int COMMENT 'x' CHECK (b <> 1), c json NOT NULL, d longtext CHECK (json_valid(d)), u uuid DEFAULT uuid(),
      i inet6, w int(5), KEY ig (a) IGNORED, CONSTRAINT zz CHECK (a <> b));
    CREATE TABLE sv (a int) WITH SYSTEM VERSIONING;`,
};

describe.each(both)("%s", (server) => {
  test("what is read makes the same tables again", async () => {
    const schema = await expectRoundTrip(server, rich);
    expect(schema.dialect).toBe(server);
    expect(schema.tables.map((t) => t.name)).toEqual(["bytes", "latin", "p", "parted", "pre", "t"]);
  });

  test("and so does what only this server has", async () => {
    await expectRoundTrip(server, own[server]);
  });

  test("names that look like code are only names", async () => {
    const ugly = [
      "`",
      "a``b",
      "${process.exit()}",
      'it\'s "q"',
      "new\nline",
      "select",
      "x".repeat(64),
      "#c",
      "-- c",
      "é漢",
    ];
    const quoted = ugly.map((name) => `\`${name.replaceAll("`", "``")}\``);
    const schema = await expectRoundTrip(
      server,
      quoted
        .map(
          (q, i) =>
            `CREATE TABLE ${q} (${q} int, \`c ${i}\` int, KEY ${q} (\`c ${i}\`), CONSTRAINT ${i === 6 ? q.replace("xx", "y") : q} CHECK (${q} > 0));`,
        )
        .join("\n"),
    );
    expect(schema.tables.map((t) => t.name)).toEqual([...ugly].sort());
  });

  test("names that the server chose", async () => {
    const { tables } = await reflected(
      server,
      `
      CREATE TABLE p (id int PRIMARY KEY);
      CREATE TABLE t (a int, b int, c int, \`primary\` int, KEY (a), KEY (a, b), KEY (a, c), KEY mine (b), UNIQUE (c), KEY (\`primary\`), CHECK (a > 0), CHECK (b > 0),
        CONSTRAINT ck CHECK (c > 0), FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT fk FOREIGN KEY (b) REFERENCES p (id));`,
    );
    const t = tables.find((table) => table.name === "t");
    const names = (from: string): readonly (string | null)[] =>
      [...(t?.constraints ?? []), ...(t?.indexes ?? [])]
        .filter((x) => x.name.from === from)
        .map((x) => nameText(x.name))
        .sort();
    expect(names("author")).toEqual(["ck", "fk", "mine"]);
    const checks = server === "mysql" ? ["t_chk_1", "t_chk_2"] : ["CONSTRAINT_1", "CONSTRAINT_2"];
    expect(names("server")).toEqual(
      ["a", "a_2", "a_3", "c", "primary_2", "t_ibfk_1", ...checks].sort(),
    );
  });

  const spellings: readonly (readonly [
    type: string,
    written: string | null,
    same: string | null,
  ])[] = [
    ["int", "0", "'0'"],
    ["int", "+7", "7"],
    ["int", "-1", "'-1'"],
    ["integer(11)", "1", "1"],
    ["bigint", "0012", "12"],
    ["decimal(8,2)", "0", "0.00"],
    ["numeric(8,2)", "'1.5'", "1.50"],
    ["decimal(5)", "3", "3"],
    ["double precision", "1e3", "1000"],
    ["float", "1.10", "1.1"],
    ["boolean", "true", "1"],
    ["bool", "FALSE", "0"],
    ["tinyint(1)", "'1'", "1"],
    ["varchar(9)", "'a'", '"a"'],
    ["varchar(9)", "''", "''"],
    ["varchar(9)", "'o''brien'", "'o\\'brien'"],
    ["character varying(9)", "0", "'0'"],
    ["char", "'x'", "'x'"],
    ["varchar(9)", "null", null],
    ["varchar(9)", "'null'", "'null'"],
    ["varchar(9)", "'a\\\\b'", "'a\\\\b'"],
    ["datetime", "now()", "CURRENT_TIMESTAMP"],
    ["timestamp", "localtimestamp", "current_timestamp()"],
    ["datetime(3)", "now(3)", "CURRENT_TIMESTAMP(3)"],
    ["datetime", "current_timestamp(0)", "now()"],
    ["date", "'2001-01-01'", "'2001-01-01'"],
    ["bit(4)", "5", "b'101'"],
    ["bit", "true", "b'1'"],
    ["bit(4)", "b'0011'", "b'11'"],
    ["enum('a', 'b')", "'a'", '"a"'],
    ["set('a','b')", "'a,b'", "'a,b'"],
    ["year(4)", "2001", "'2001'"],
    ["varbinary(4)", "'ab'", "0x6162"],
    ["binary(4)", "X'0100'", "0x01"],
    ["varchar(40)", "uuid()", "(uuid())"],
    ["varchar(40)", "(uuid())", "((uuid()))"],
    ["int", "(1 + 2)", "( 1+2 )"],
    ["varchar(40)", "(concat('a', \"b\"))", "(CONCAT('a','b'))"],
    ["date", "(curdate())", "(current_date)"],
    ["json", "(json_array())", "( JSON_ARRAY() )"],
    ["text", "('x')", '("x")'],
    ["timestamp", null, null],
    ["int unsigned", "4294967295", "4294967295"],
    ["bigint unsigned", "18446744073709551615", "'18446744073709551615'"],
  ];

  test("two spellings of one default are one to the witness", async () => {
    await withDatabases(server, 1, (_, [name = ""]) =>
      withConnection(server, name, async (connection) => {
        const tableOf = (side: 1 | 2): Table => ({
          schema: null,
          name: "t",
          constraints: [],
          indexes: [],
          comment: null,
          options: {},
          definition: null,
          columns: spellings.map((s, i) => ({ ...plainColumn(`c${i}`, s[0]), default: s[side] })),
        });
        const { normalize } = dialects[server];
        const schemaOf = (table: Table): Schema => ({
          formatVersion: 1,
          dialect: server,
          version: [],
          defaultSchema: null,
          namespaces: [],
          enums: [],
          sequences: [],
          tables: [table],
          notCompared: [],
        });
        const [a, b] = await backend.print(
          connection,
          [tableOf(1), tableOf(2)].flatMap((t) => normalize(schemaOf(t)).tables),
          schemaOf(tableOf(1)),
        );
        expect(a).toHaveProperty("table");
        expect(a).toEqual(b);
        // asked again, the server says the same once more
        if (a !== undefined && "table" in a)
          expect(await backend.print(connection, [a.table], schemaOf(a.table))).toEqual([a]);
      }),
    );
  });

  test("a CHECK comes back from the witness as the catalogue has it", async () => {
    const written = [
      "a in (1,2)",
      "length(s) > 3",
      "a%2=0",
      "not (a > 0 and b > 0)",
      "s like 'a%'",
      "s regexp '^a'",
      "case when a > 0 then b else 1 end > 0",
      "s <> 'it''s'",
      "(a > 0) and ((b > 0) or s is null)",
    ];
    await withDatabases(server, 1, async (driver, [name = ""]) => {
      await driver.query(
        `USE \`${name}\`; CREATE TABLE t (a int, b int, s varchar(9), ${written.map((w, i) => `CONSTRAINT c${i} CHECK (${w})`).join(", ")})`,
      );
      await withConnection(server, name, async (connection) => {
        const live = await backend.reflect(connection, { schemas: [] });
        const declared = live.tables.map((t) => ({
          ...t,
          constraints: t.constraints.map((c) =>
            c.kind === "check"
              ? { ...c, expression: written[Number(nameText(c.name)?.slice(1))] ?? "" }
              : c,
          ),
        }));
        expect(await backend.print(connection, declared, live)).toEqual(
          live.tables.map((table) => ({ table })),
        );
      });
    });
  });

  test("the witness says why it cannot, and leaves nothing behind", async () => {
    await withDatabases(server, 1, (_, [name = ""]) =>
      withConnection(server, name, async (connection) => {
        const table = (type: string): Table => ({
          schema: null,
          name: "t",
          columns: [plainColumn("a", type)],
          constraints: [],
          indexes: [],
          comment: null,
          options: {},
          definition: null,
        });
        const live = await backend.reflect(connection, { schemas: [] });
        const [good, bad] = await backend.print(
          connection,
          [table("int"), table("nosuchtype")],
          live,
        );
        expect(good).toHaveProperty("table");
        expect(bad).toHaveProperty("cannot");
        await expect(connection.query("SHOW CREATE TABLE schema_diff_witness_0")).rejects.toThrow(
          /doesn't exist/,
        );
      }),
    );
  });

  test("handles of the driver, a pool, and a transaction that stays open", async () => {
    await withDatabases(server, 1, async (driver, [name = ""]) => {
      await driver.query(`USE \`${name}\`; CREATE TABLE t (a int) `);
      const handle = await createConnection(urlOf(server, name).replace(/^mariadb:/, "mysql:"));
      const pool = createPool(urlOf(server, name).replace(/^mariadb:/, "mysql:"));
      try {
        for (const given of [handle, pool]) {
          expect(backend.owns(given)).toBe(true);
          const connection = await backend.open(given);
          expect(connection.dialect).toBe(server);
          expect((await backend.reflect(connection, { schemas: [] })).tables).toHaveLength(1);
          await connection.close();
        }
        await handle.query("BEGIN");
        await handle.query("INSERT INTO t VALUES (1)");
        const connection = await backend.open(handle);
        await backend.reflect(connection, { schemas: [] });
        await connection.close();
        await handle.query("ROLLBACK");
        expect((await handle.query("SELECT * FROM t"))[0]).toEqual([]);
      } finally {
        await handle.end();
        await pool.end();
      }
    });
  });

  test("a script with DELIMITER loads; an error names its line", async () => {
    const ddl =
      "USE elsewhere;\nCREATE TABLE b (id int, FOREIGN KEY (id) REFERENCES a (id)); -- first\nDELIMITER $$\nCREATE TRIGGER tr BEFORE INSERT ON b FOR EACH ROW BEGIN SET NEW.id = 1; SET NEW.id = 2; END$$\nDELIMITER ;\nCREATE TABLE a (id int PRIMARY KEY);\n";
    const schema = await backend.scratch(ddl, servers[server], (c) =>
      backend.reflect(c, { schemas: [] }),
    );
    expect(schema.tables.map((t) => t.name)).toEqual(["a", "b"]);
    expect(schema.notCompared.map((u) => u.kind)).toEqual(["trigger"]);
    await expect(
      backend.scratch(
        "CREATE TABLE a (id int);\n\nCREATE TABLE b (\n  id int no such word);",
        servers[server],
        async () => null,
      ),
    ).rejects.toMatchObject({ code: "source", message: expect.stringMatching(/^line 4: /) });
  });

  test("errors without a password", async () => {
    const url = new URL(urlOf(server, "no_such_database_here"));
    await expect(backend.open(url.href)).rejects.toMatchObject({
      code: "connection",
      message: expect.stringContaining("no_such_database_here"),
    });
    url.username = "nobody_here";
    url.password = "topsecret";
    const refused = await backend.open(url.href).then(
      () => null,
      (error: unknown) => String(error),
    );
    expect(refused).toContain("nobody_here");
    expect(refused).not.toContain("topsecret");
    await expect(backend.open("mysql://root@127.0.0.1:1/x")).rejects.toMatchObject({
      code: "connection",
    });
  });

  test("a key and its counter change in one statement; a virtual column gives way to a real one with its values", async () => {
    await withDatabases(server, 1, async (driver, [name = ""]) => {
      await driver.query(
        `USE \`${name}\`; CREATE TABLE t (id int PRIMARY KEY, a int, v int AS (a + 1) VIRTUAL, KEY kv (v)); INSERT INTO t (id, a) VALUES (1, 5)`,
      );
      await withConnection(server, name, async (connection) => {
        const before = await backend.reflect(connection, { schemas: [] });
        const [t] = before.tables;
        if (t === undefined) throw new Error("no table");
        const id = t.columns[0] ?? plainColumn("id", "int");
        const run = async (statements: readonly Statement[]): Promise<void> => {
          for (const { sql } of statements) await connection.execute(sql);
        };
        await run(
          dialects[server].ddl.statements(
            {
              do: "batch",
              table: t,
              options: {
                recreate: "auto",
                unnamedChecks: "carry",
                tableArgs: [],
                lossy: false,
                followRenames: true,
              },
              operations: [
                {
                  do: "dropConstraint",
                  table: t,
                  kind: "primaryKey",
                  name: "PRIMARY",
                  dropped: null,
                },
                {
                  do: "addColumn",
                  table: t,
                  column: {
                    ...plainColumn("n", "int"),
                    nullable: false,
                    identity: {
                      kind: "autoIncrement",
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
                },
                {
                  do: "createConstraint",
                  table: t,
                  constraint: {
                    kind: "primaryKey",
                    name: byAuthor("pk"),
                    comment: null,
                    columns: ["n"],
                    include: [],
                    deferral: "notDeferrable",
                    onConflict: null,
                  },
                },
              ],
            },
            before,
          ),
        );
        await run(
          dialects[server].ddl.statements(
            {
              do: "alterColumn",
              table: t,
              name: "v",
              change: { generated: null },
              existing: t.columns[2] ?? id,
            },
            before,
          ),
        );
        expect(await connection.query("SELECT v, n FROM t")).toEqual([{ v: 6, n: 1 }]);
        const after = await backend.reflect(connection, { schemas: [] });
        expect(after.tables[0]?.columns.map((c) => c.name)).toEqual(["id", "a", "v", "n"]);
        expect(after.tables[0]?.indexes.map((i) => nameText(i.name))).toEqual(["kv"]);
      });
    });
  });
});
