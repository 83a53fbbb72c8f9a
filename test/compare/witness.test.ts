/** The witness on values: a fake server prints, and equal print makes equal spelling. */
import { dialects } from "../../src/dialects/index.js";
import type { Schema, Table } from "../../src/model/index.js";
import { respell, type Printed } from "../../src/reflect/index.js";
import { author, check, column, schema, table } from "./schemas.js";

const postgres = dialects.postgres;

/** A server that prints by a dictionary: what is not in it is printed as it is. */
const printer = (words: Readonly<Record<string, string>>) => {
  const asked: (readonly Table[])[] = [];
  const print = async (tables: readonly Table[]): Promise<readonly Printed[]> => {
    asked.push(tables);
    return tables.map((t) => ({
      table: {
        ...t,
        constraints: t.constraints.map((c) =>
          c.kind === "check" ? { ...c, expression: words[c.expression] ?? c.expression } : c,
        ),
      },
    }));
  };
  return { asked, print };
};

const holding = (expression: string): Schema =>
  schema(table("t", [column("a")], [check(author("c"), expression)]));

const expressionOf = ({ tables }: Schema): unknown =>
  tables[0]?.constraints.map((c) => (c.kind === "check" ? c.expression : null));

it("is not asked where the texts agree", async () => {
  const { asked, print } = printer({});
  const { declared } = await respell(holding("(a > 0)"), holding("a>0"), postgres, print);
  expect(asked).toEqual([]);
  expect(expressionOf(declared)).toEqual(["a>0"]);
});

it("makes the declared text the live one where the server prints it so", async () => {
  const { asked, print } = printer({ "a IN (1)": "(a = 1)" });
  const { declared, doubts } = await respell(
    holding("(a = 1)"),
    holding("a IN (1)"),
    postgres,
    print,
  );
  expect(expressionOf(declared)).toEqual(["(a = 1)"]);
  expect(doubts).toEqual([]);
  expect(asked).toHaveLength(1);
});

it("prints both sides again where the first print is no fixpoint", async () => {
  const { asked, print } = printer({ "v IN ('x')": "once", once: "twice", live: "twice" });
  const { declared } = await respell(holding("live"), holding("v IN ('x')"), postgres, print);
  expect(expressionOf(declared)).toEqual(["live"]);
  expect(asked).toHaveLength(2);
});

it("leaves the author's text where the meaning differs", async () => {
  const { declared } = await respell(
    holding("(a > 1)"),
    holding("a > 0"),
    postgres,
    printer({}).print,
  );
  expect(expressionOf(declared)).toEqual(["a > 0"]);
});

it("tells of tables that nobody could be asked about", async () => {
  const refused = await respell(holding("x"), holding("y"), postgres, async (tables) =>
    tables.map(() => ({ cannot: "permission denied" })),
  );
  expect(refused.doubts).toEqual([{ schema: null, table: "t", because: "permission denied" }]);
  const alone = await respell(holding("x"), holding("y"), postgres, null);
  expect(alone.doubts.map(({ table: name }) => name)).toEqual(["t"]);
});
