/** How Snowflake's catalogue is asked, through a handle of the driver's shape: how often, and what is done without what an account does not have. */
import { check, diff, integer, MetaData, primaryKey, reflect, varchar } from "schema-diff";
import { inMemory } from "../servers/snowflake/inMemory.mjs";

interface Asked {
  readonly sqlText: string;
  readonly binds?: readonly unknown[];
  readonly complete: (error: unknown, statement: unknown, rows?: readonly object[]) => void;
}

type Row = Readonly<Record<string, string | null>>;

/** The server's own error, and what an account that lacks a part of the catalogue says. */
const failing = (code: string): Error => Object.assign(new Error(`SQL error ${code}`), { code });

/** A connection as the driver hands it out, on an account of its own in this process. */
const account = ({
  fails = () => null,
  seen = (row) => row,
}: {
  readonly fails?: (sql: string) => string | null;
  readonly seen?: (row: Row) => Row;
} = {}) => {
  const { ask } = inMemory();
  const statements: string[] = [];
  const execute = ({ sqlText, binds = [], complete }: Asked) => {
    statements.push(sqlText);
    const code = fails(sqlText);
    const named = (columns: readonly string[]) =>
      columns.map((name) => ({ getName: () => name, isString: () => true }));
    try {
      if (code !== null) throw failing(code);
      const { columns, rows } = ask(sqlText, ...binds.map(String));
      complete(null, { getColumns: () => named(columns) }, rows.map(seen));
    } catch (error) {
      complete(error, { getColumns: () => [] });
    }
    return { cancel: () => undefined };
  };
  const nothing = (): void => undefined;
  const handle = {
    execute,
    connectAsync: nothing,
    destroy: nothing,
    fetchResult: nothing,
    isUp: () => true,
  };
  return { ask, handle, statements };
};

const table = (name: string): string =>
  `CREATE TABLE ${name} (id INT, code VARCHAR(9), CONSTRAINT pk PRIMARY KEY (id) RELY COMMENT 'key', CONSTRAINT uq UNIQUE (code), CONSTRAINT ck CHECK (id > 0))`;

test("a schema of any size is asked by the same number of statements", async () => {
  const counts: number[] = [];
  for (const size of [1, 12]) {
    const { ask, handle, statements } = account();
    for (let i = 0; i < size; i++) ask(table(`t${String(i)}`));
    expect((await reflect(handle)).tables).toHaveLength(size);
    counts.push(statements.length);
  }
  expect(counts[1]).toBe(counts[0]);
});

test("columns of SHOW that an account does not have yet are done without", async () => {
  const { ask, handle } = account({
    seen: ({ rely: _rely, comment: _comment, is_hybrid: _hybrid, ...row }) => row,
  });
  ask(table("t"));
  const [read] = (await reflect(handle)).tables;
  expect(read?.constraints.map(({ kind, comment }) => [kind, comment])).toEqual([
    ["primaryKey", null],
    ["unique", null],
    ["check", null],
  ]);
});

test("a view of columns that is too large for the server is read table by table", async () => {
  const { ask, handle, statements } = account({
    fails: (sql) => (sql.includes("INFORMATION_SCHEMA.COLUMNS") ? "090030" : null),
  });
  for (const name of ["t", "u"]) ask(table(name));
  const { tables } = await reflect(handle);
  expect(tables.map(({ columns }) => columns.map(({ name, type }) => [name, type]))).toEqual([
    [
      ["id", "NUMBER(38,0)"],
      ["code", "VARCHAR(9)"],
    ],
    [
      ["id", "NUMBER(38,0)"],
      ["code", "VARCHAR(9)"],
    ],
  ]);
  expect(statements.filter((sql) => sql.startsWith("DESCRIBE TABLE"))).toHaveLength(2);
});

describe("an account without CHECK_CONSTRAINTS", () => {
  const without = () => {
    const found = account({
      fails: (sql) => (sql.includes("CHECK_CONSTRAINTS") ? "002003" : null),
    });
    found.ask(table("t"));
    return found;
  };

  test("is read all the same, and it is said what could not be", async () => {
    const schema = await reflect(without().handle);
    expect(schema.tables[0]?.constraints.map(({ kind }) => kind)).toEqual(["primaryKey", "unique"]);
    expect(schema.notCompared).toMatchObject([
      { kind: "unreadable part of the catalogue", name: "CHECK_CONSTRAINTS" },
    ]);
  });

  test("has no differences of CHECKs", async () => {
    const to = new MetaData();
    to.table("t", { id: integer(), code: varchar(9).unique("uq") }, [
      primaryKey(["id"], { name: "pk", comment: "key" }),
      check("id > 0", { name: "ck" }),
    ]);
    to.table("u", { id: integer() }, [check("id > 0", { name: "ck" })]);
    const plan = await diff({ from: without().handle, to });
    expect(plan.changes.map(({ verb, kind, name }) => `${verb} ${kind} ${name ?? ""}`)).toEqual([
      "add table u",
    ]);
    expect(plan.statements).toEqual([expect.stringContaining('CONSTRAINT "CK" CHECK (id > 0)')]);
  });
});
