/** The plan on values: an order that executes, names that are free when they are taken, and the way back. */
import fc from "fast-check";
import { compare, type Operation, type Schema } from "schema-diff";
import { orderTables, planOf } from "../../src/plan/index.js";
import {
  author,
  check,
  column,
  foreignKey,
  index,
  nameless,
  primaryKey,
  schema,
  table,
  unique,
} from "../compare/schemas.js";

const plan = (from: Schema, to: Schema) =>
  planOf(compare(from, to), from, to, { explicitNames: true });

const told = (o: Operation): string => {
  switch (o.do) {
    case "createTable":
      return `createTable ${o.table.name}`;
    case "dropTable":
      return `dropTable ${o.table.name}`;
    case "createConstraint":
      return `create ${o.constraint.kind} ${o.table.name}`;
    case "dropConstraint":
      return `drop ${o.kind} ${o.table.name} ${o.name}`;
    case "renameConstraint":
      return `rename ${o.name} ${o.to}`;
    default:
      return o.do;
  }
};

const id = [column("id", "integer", { nullable: false })];
const keyed = (name: string, ...more: Parameters<typeof table>[2] & object) =>
  table(name, [...id, column("x")], [primaryKey(author(`pk_${name}`), "id"), ...more]);

describe("a ring of tables that go", () => {
  const unnamed = (from: Schema) => planOf(compare(from, schema()), from, schema());
  const named = author("fk_element_parent_node_id");
  const tables = (element: typeof named | typeof nameless, node: typeof nameless) =>
    schema(
      keyed("element", foreignKey(element, "x", "node")),
      keyed("node", foreignKey(node, "x", "element")),
    );

  it("is cut at the foreign key that has a name", () => {
    expect(unnamed(tables(named, nameless)).operations.map(told)).toEqual([
      "drop foreignKey element fk_element_parent_node_id",
      "dropTable node",
      "dropTable element",
    ]);
  });

  it("says which foreign key to name where none has a name", () => {
    expect(() => unnamed(tables(nameless, nameless)).operations).toThrow(
      expect.objectContaining({
        code: "circular",
        message:
          "the tables element, node refer to each other, and to drop them one of their foreign keys has to be dropped first, by a name; none of these has one: element (x) to node; node (x) to element",
        todo: "name the foreign key of element to node or the foreign key of node to element, or give the metadata a naming convention",
      }),
    );
  });

  it("says that a foreign key with useAlter has no name to be dropped by", () => {
    const from = schema(keyed("element", foreignKey(nameless, "x", "node")), keyed("node"));
    const useAlter = [{ table: { schema: null, name: "element" }, name: null, columns: ["x"] }];
    expect(() => planOf(compare(from, schema()), from, schema(), { useAlter }).operations).toThrow(
      expect.objectContaining({
        code: "naming",
        message:
          "the foreign key of element (x) to node is to be dropped by ALTER TABLE (useAlter), and has no name",
      }),
    );
  });
});

describe("tables", () => {
  it("come after what they point to, and a cycle is closed by ALTER", () => {
    const to = schema(
      keyed("a", foreignKey(author("a_b"), "x", "b")),
      keyed("b", foreignKey(author("b_c"), "x", "c")),
      keyed("c", foreignKey(author("c_a"), "x", "a")),
    );
    expect(plan(schema(), to).operations.map(told)).toEqual([
      "createTable c",
      "createTable b",
      "createTable a",
      "create foreignKey c",
    ]);
  });

  it("go before what they point to, and what closes a cycle is dropped by name first, also where nobody named it", () => {
    const to = schema(
      keyed("a", foreignKey(nameless, "x", "b")),
      keyed("b", foreignKey(nameless, "x", "a")),
    );
    expect(plan(schema(), to).reverse().operations.map(told)).toEqual([
      "drop foreignKey b b_x_fkey",
      "dropTable a",
      "dropTable b",
    ]);
  });

  it("in a chain of ten thousand are ordered without recursion", () => {
    const chain = Array.from({ length: 10_000 }, (_, i) =>
      keyed(`t${i}`, ...(i === 9_999 ? [] : [foreignKey(author(`f${i}`), "x", `t${i + 1}`)])),
    );
    const { tables, cycleEdges } = orderTables(chain, () => false);
    expect(tables[0]?.name).toBe("t9999");
    expect(cycleEdges).toEqual([]);
  });
});

describe("foreign keys", () => {
  it("that do not change step aside for a key that does, and come back", () => {
    const child = keyed("c", foreignKey(author("f"), "x", "p"));
    const from = schema(child, keyed("p"));
    const to = schema(child, table("p", [...id, column("x")], [unique(author("uq"), "id")]));
    expect(plan(from, to).operations.map(told)).toEqual([
      "drop foreignKey c f",
      "drop primaryKey p pk_p",
      "create unique p",
      "create foreignKey c",
    ]);
  });

  it("go before the table they point to, and come after the key they need", () => {
    const from = schema(keyed("a"), keyed("b", foreignKey(author("f"), "x", "a")));
    const to = schema(keyed("b"));
    expect(plan(from, to).operations.map(told)).toEqual(["drop foreignKey b f", "dropTable a"]);
    expect(plan(from, to).reverse().operations.map(told)).toEqual([
      "createTable a",
      "create foreignKey b",
    ]);
  });
});

describe("renames", () => {
  const held = (
    names: readonly string[],
    renames: readonly (readonly [string, string])[],
  ): readonly string[] => {
    const holding = new Set(names);
    const named = (all: readonly string[]): Schema =>
      schema(
        table(
          "t",
          names.map((name) => column(`on_${name}`)),
          [],
          all.map((name, i) => index(author(name), `on_${names[i] ?? ""}`)),
        ),
      );
    const after = new Map(renames);
    const [from, to] = [named(names), named(names.map((name) => after.get(name) ?? name))];
    for (const operation of plan(from, to).operations) {
      if (operation.do !== "renameIndex") throw new Error("no rename");
      if (!holding.delete(operation.name) || holding.has(operation.to))
        throw new Error(`${operation.name} → ${operation.to} fails`);
      holding.add(operation.to);
    }
    return [...holding].sort();
  };

  it("never take a name that is held: chains from their end, cycles through a parked name", () => {
    const permutation = fc.array(fc.nat(), { minLength: 8, maxLength: 8 }).map((weights) => {
      const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
      const targets = [...names].sort(
        (x, y) => (weights[names.indexOf(x)] ?? 0) - (weights[names.indexOf(y)] ?? 0),
      );
      return names
        .map((name, i) => [name, targets[i] ?? name] as const)
        .filter(([name, to]) => name !== to);
    });
    fc.assert(
      fc.property(permutation, fc.nat(7), (renames, cut) => {
        const names = renames.map(([name]) => name);
        expect(held(names, renames)).toEqual([...names].sort());
        const chain = renames.slice(0, cut);
        expect(
          held(
            chain.map(([name]) => name),
            chain,
          ),
        ).toEqual(chain.map(([, to]) => to).sort());
      }),
    );
  });
});

it("the way back of the way back is the way there", () => {
  const from = schema(keyed("t", unique(author("u"), "x")));
  const to = schema(
    table(
      "t",
      [...id, column("y", "text")],
      [primaryKey(author("pk"), "id"), check(author("c"), "y <> ''")],
      [index(author("i"), "y")],
    ),
  );
  const there = plan(from, to);
  expect(there.reverse().reverse().statements).toEqual(there.statements);
  expect(
    there
      .reverse()
      .changes.map(({ verb }) => verb)
      .sort(),
  ).toEqual(["add", "add", "drop", "drop", "drop", "rename"]);
});

it("everything that is added has a name", () => {
  const to = schema(
    table(
      "t",
      [column("a")],
      [unique(nameless, "a"), check(nameless, "a > 0")],
      [index(nameless, "a")],
    ),
  );
  const names = plan(schema(), to).operations.flatMap((o) =>
    o.do === "createTable"
      ? o.table.constraints.map(({ name }) => name)
      : o.do === "createIndex"
        ? [o.index.name]
        : [],
  );
  expect(names).toEqual([
    { from: "server", text: "t_a_key" },
    { from: "server", text: "t_a_check" },
    { from: "server", text: "t_a_idx" },
  ]);
});
