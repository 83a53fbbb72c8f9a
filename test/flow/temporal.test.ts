/** PostgreSQL 18: keys WITHOUT OVERLAPS and foreign keys with a PERIOD are told by name, and what they hold is not changed under them. */
import { diff } from "schema-diff";
import { freshDatabase, onConnection } from "../servers/urls.js";

const key = "PRIMARY KEY (id, during WITHOUT OVERLAPS)";
const points = "CONSTRAINT f FOREIGN KEY (id, PERIOD during) REFERENCES room (id, PERIOD during)";
const rooms = (type: string): string => `
  CREATE TABLE room (id ${type}, during daterange, note text, ${key});
  CREATE TABLE stay (id ${type}, during daterange, CONSTRAINT once UNIQUE (id, during WITHOUT OVERLAPS), ${points});
  COMMENT ON CONSTRAINT room_id_not_null ON room IS 'of a key'`;

const both = async (
  from: string,
  to: string,
  look: (from: string, to: string) => Promise<void>,
): Promise<void> => {
  const [one, other] = [await freshDatabase("postgres"), await freshDatabase("postgres")];
  try {
    for (const [{ url }, script] of [
      [one, from],
      [other, to],
    ] as const)
      await onConnection(url, async (ask) => {
        await ask("CREATE EXTENSION btree_gist");
        await ask(script);
      });
    await look(one.url, other.url);
  } finally {
    await one.drop();
    await other.drop();
  }
};

const plain = `
  CREATE TABLE room (id integer NOT NULL, during daterange NOT NULL, note text);
  CREATE TABLE stay (id integer, during daterange)`;

test("they are told with their side", () =>
  both(rooms("integer"), plain, async (from, to) => {
    const told = (await diff({ from, to })).notCompared
      .filter(({ kind }) => kind !== "extension")
      .map(({ kind, name, side }) => [side, kind, name].join(" "));
    expect(told.sort()).toEqual([
      "from comment constraint room_id_not_null",
      "from foreign key with a period f",
      "from primary key without overlaps room_pkey",
      "from unique without overlaps once",
    ]);
  }));

test.each([
  [
    "a column's type",
    rooms("bigint"),
    /constraint f of table stay, .*constraint once of table stay/,
  ],
  [
    "their name",
    `${plain}; ALTER TABLE stay ADD CONSTRAINT once UNIQUE (id, during)`,
    /constraint once of table stay, UNIQUE/,
  ],
  [
    "what they point to",
    "CREATE TABLE stay (id integer, during daterange)",
    /constraint f of table stay, FOREIGN KEY/,
  ],
])("%s is refused by name", (_, to, says) =>
  both(rooms("integer"), to, async (a, b) => {
    const plan = await diff({ from: a, to: b });
    expect(() => plan.statements).toThrow(says);
  }),
);

test("what they do not hold is changed", () =>
  both(
    rooms("integer"),
    rooms("integer").replace("note text", "note varchar(9), more integer"),
    async (from, to) => {
      const { statements } = await diff({ from, to });
      expect(statements).not.toEqual([]);
      await onConnection(from, async (ask) => {
        for (const statement of statements) await ask(statement);
      });
      expect((await diff({ from, to })).inSync).toBe(true);
    },
  ));
