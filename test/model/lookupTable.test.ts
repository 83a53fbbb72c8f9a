/** What every object has is a row of no table that texts of others are looked up in. */
import { diff, MetaData, reflect } from "../../src/index.js";
import { lookupTable } from "../../src/model/index.js";
import { dialects } from "../../src/dialects/index.js";

const inherited = ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"];

test.each(inherited)("%s finds nothing", (word) => {
  const table = lookupTable({ a: 1 });
  expect(table[word]).toBeUndefined();
  expect(word in table).toBe(false);
  expect(table["a"]).toBe(1);
});

test.each(Object.keys(dialects).flatMap((dialect) => inherited.map((word) => [dialect, word])))(
  "%s: a type called %s",
  async (dialect = "", word = "") => {
    const named = dialect as keyof typeof dialects;
    expect(typeof dialects[named].types.canonical(word)).toBe("string");
    const metadata = new MetaData();
    metadata.sequence("s", { type: word });
    const schema = await reflect(metadata, { dialect: named });
    const plan = await diff({ from: schema, to: metadata, dialect: named });
    expect(plan.statements).toEqual([]);
  },
);
