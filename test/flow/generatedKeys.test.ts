/** MySQL's keys of its own making (sql_generate_invisible_primary_key): told where a database has them, and no key is planned beside one. */
import { diff } from "schema-diff";
import { freshDatabase, onConnection, query } from "../servers/urls.js";

test("a generated primary key is told with its side, and another key is refused by name", async () => {
  const [one, other] = [await freshDatabase("mysql"), await freshDatabase("mysql")];
  try {
    await onConnection(one.url, async (ask) => {
      await ask("SET SESSION sql_generate_invisible_primary_key = ON");
      await ask("CREATE TABLE t (a int NOT NULL)");
      await ask("CREATE TABLE u (a int NOT NULL)");
    });
    await query(other.url, "CREATE TABLE t (a int NOT NULL)");
    await query(other.url, "CREATE TABLE u (a int PRIMARY KEY)");
    const plan = await diff({ from: one.url, to: other.url });
    expect(plan.notCompared.map(({ kind, name, side }) => [kind, name, side])).toEqual([
      ["generated primary key", "t.my_row_id", "from"],
      ["generated primary key", "u.my_row_id", "from"],
    ]);
    expect(() => plan.statements).toThrow(
      /^the server cannot make this change: table u has a primary key that the server made by itself \(my_row_id\)/,
    );
    for (const statement of (await diff({ from: other.url, to: one.url })).statements)
      await query(other.url, statement);
    expect((await diff({ from: other.url, to: one.url })).inSync).toBe(true);
  } finally {
    await one.drop();
    await other.drop();
  }
});
