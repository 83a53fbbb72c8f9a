/** Sequences get other ranges. MariaDB's are moved into those that they have not come to; none is set back to values that it gave already. */
import { diff, MetaData } from "schema-diff";
import { freshDatabase, onConnection, query } from "../servers/urls.js";

interface Ranged {
  readonly name: string;
  /** The sequence `s` as it is, and what it has counted. */
  readonly from: readonly string[];
  readonly to: string;
  /** The value that it gives next. */
  readonly next: string;
}

const ranged: readonly Ranged[] = [
  {
    name: "a range above one that counts up",
    from: ["CREATE SEQUENCE s START WITH 5 MAXVALUE 1000"],
    to: "CREATE SEQUENCE s START WITH 60 MINVALUE 50 MAXVALUE 1000",
    next: "60",
  },
  {
    name: "a range that it is in already",
    from: ["CREATE SEQUENCE s START WITH 5 NOCACHE", "DO SETVAL(s, 700)"],
    to: "CREATE SEQUENCE s START WITH 60 MINVALUE 50",
    next: "701",
  },
  {
    name: "a range below one that counts down",
    from: ["CREATE SEQUENCE s INCREMENT BY -1"],
    to: "CREATE SEQUENCE s INCREMENT BY -3 MINVALUE -100 MAXVALUE -50 START WITH -60",
    next: "-60",
  },
  {
    name: "one that has begun another round",
    from: [
      "CREATE SEQUENCE s MAXVALUE 10 CYCLE NOCACHE",
      "DO SETVAL(s, 10), NEXT VALUE FOR s, NEXT VALUE FOR s",
    ],
    to: "CREATE SEQUENCE s START WITH 50 MINVALUE 40 MAXVALUE 90 CYCLE",
    next: "50",
  },
  {
    name: "one that is at its end and turns",
    from: ["CREATE SEQUENCE s MAXVALUE 10", "DO SETVAL(s, 10)"],
    to: "CREATE SEQUENCE s INCREMENT BY -1",
    next: "-1",
  },
  {
    name: "one that turns where it is",
    from: ["CREATE SEQUENCE s NOCACHE", "DO SETVAL(s, 10)"],
    to: "CREATE SEQUENCE s INCREMENT BY -1 MINVALUE 1 MAXVALUE 100 START WITH 100",
    next: "11",
  },
];

test.each(ranged)("$name", async ({ from, to, next }) => {
  const [one, other] = [await freshDatabase("mariadb"), await freshDatabase("mariadb")];
  try {
    await onConnection(one.url, async (ask) => {
      for (const statement of from) await ask(statement);
    });
    await query(other.url, to);
    const plan = await diff({ from: one.url, to: other.url });
    const back = plan.reverse().statements;
    for (const statement of plan.statements) await query(one.url, statement);
    expect((await diff({ from: one.url, to: other.url })).inSync).toBe(true);
    const [row] = await query(one.url, "SELECT next_not_cached_value AS next FROM s");
    expect(String(row?.["next"])).toBe(next);
    for (const statement of back) await query(one.url, statement);
    const again = await diff({ from: one.url, to: other.url });
    expect(again.statements).toEqual(plan.statements);
  } finally {
    await one.drop();
    await other.drop();
  }
});

test("what is left unsaid of a sequence is what the server fills in", async () => {
  const database = await freshDatabase("mariadb");
  try {
    const to = new MetaData();
    to.sequence("down", { increment: -1 });
    to.sequence("down_from", { increment: -2, max: 100 });
    to.sequence("down_to", { increment: -2, min: -100 });
    to.sequence("up_from", { min: 5 });
    to.sequence("between", { min: -10, max: -5 });
    const { statements } = await diff({ from: database.url, to });
    for (const statement of statements) await query(database.url, statement);
    expect((await diff({ from: database.url, to })).changes).toEqual([]);
  } finally {
    await database.drop();
  }
});

test.each(["postgres", "postgresOld"] as const)(
  "%s: a range that a sequence has left behind is refused by name, before anything runs",
  async (server) => {
    const [one, other] = [await freshDatabase(server), await freshDatabase(server)];
    try {
      await onConnection(one.url, async (ask) => {
        await ask("CREATE SEQUENCE narrow; SELECT setval('narrow', 50)");
        await ask("CREATE SEQUENCE small; SELECT setval('small', 40000)");
        await ask("CREATE SEQUENCE inside; SELECT setval('inside', 50)");
        await ask("CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY)");
        await ask("INSERT INTO t SELECT FROM generate_series(1, 30)");
      });
      const to = `CREATE SEQUENCE narrow MAXVALUE 10; CREATE SEQUENCE small AS smallint; CREATE SEQUENCE inside MAXVALUE 60;
        CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY (MAXVALUE 20))`;
      await query(other.url, to);
      const plan = await diff({ from: one.url, to: other.url });
      expect(() => plan.statements).toThrow(
        /^the server cannot make this change: sequence narrow has counted to 50, .*; sequence small has counted to 40000, .*; the sequence of column t\.id has counted to 30, [^;]*$/,
      );
      const back = await diff({ from: other.url, to: one.url });
      expect(back.statements).not.toEqual([]);
    } finally {
      await one.drop();
      await other.drop();
    }
  },
);
