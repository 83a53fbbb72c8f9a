/** The comparator on values: pairing, names, what is skipped, what is undecided, and that order never matters. */
import fc from "fast-check";
import {
  compare,
  type CompareOptions,
  type Constraint,
  type Schema,
  type Table,
} from "schema-diff";
import {
  author,
  check,
  column,
  foreignKey,
  index,
  line,
  nameless,
  primaryKey,
  schema,
  server,
  table,
  unique,
} from "./schemas.js";

const found = (live: Schema, declared: Schema, options?: CompareOptions): readonly string[] =>
  compare(live, declared, options).changes.map(line);

const of = (...constraints: readonly Constraint[]): Schema =>
  schema(table("t", [column("a"), column("b")], constraints));

describe("names", () => {
  it.each<[string, Constraint, Constraint, readonly string[]]>([
    ["the same name and meaning", unique(author("u"), "a"), unique(author("u"), "a"), []],
    [
      "a name of the server's, and none declared",
      unique(server("t_a_key"), "a"),
      unique(nameless, "a"),
      [],
    ],
    ["an author's name, and none declared", unique(author("mine"), "a"), unique(nameless, "a"), []],
    [
      "a name of the server's, and another declared",
      unique(server("t_a_key"), "a"),
      unique(author("uq_t_a"), "a"),
      ["rename unique t.uq_t_a"],
    ],
    [
      "an author's name, and another declared",
      unique(author("old"), "a"),
      unique(author("new"), "a"),
      ["rename unique t.new"],
    ],
    [
      "the lent name is the declared one",
      unique({ from: "nowhere", lent: "uq_t_a" }, "a"),
      unique(author("uq_t_a"), "a"),
      [],
    ],
    [
      "the same name, another meaning",
      unique(author("u"), "a"),
      unique(author("u"), "b"),
      ["alter unique t.u"],
    ],
    [
      "nobody chose a name, and a setting differs",
      foreignKey(server("t_a_fkey"), "a", "p"),
      foreignKey(nameless, "a", "p", { onDelete: "cascade" }),
      ["alter foreignKey t.t_a_fkey"],
    ],
    [
      "another name and another meaning",
      unique(author("x"), "a"),
      unique(author("y"), "b"),
      ["drop unique t.x", "add unique t.y"],
    ],
    [
      "two primary keys",
      primaryKey(author("x"), "a"),
      primaryKey(author("y"), "b"),
      ["alter primaryKey t.y"],
    ],
  ])("%s", (_title, live, declared, expected) => {
    expect([...found(of(live), of(declared))].sort()).toEqual([...expected].sort());
  });

  it("are left alone where they are to be ignored", () => {
    expect(
      found(of(unique(author("old"), "a")), of(unique(author("new"), "a")), { names: "ignore" }),
    ).toEqual([]);
  });

  it("that were exchanged are renames, not new keys", () => {
    const live = of(unique(author("one"), "a"), unique(author("two"), "b"));
    const declared = of(unique(author("two"), "a"), unique(author("one"), "b"));
    expect(found(live, declared)).toEqual(["rename unique t.one", "rename unique t.two"]);
  });
});

describe("CHECKs", () => {
  it("that nobody named are skipped and counted, on both sides", () => {
    const { changes, skipped } = compare(
      of(check(server("t_a_check"), "a > 0")),
      of(check(nameless, "b > 0")),
    );
    expect(changes).toEqual([]);
    expect(skipped.map(({ side, count }) => `${count} ${side}`)).toEqual(["1 live", "1 declared"]);
  });

  it("that nobody named are matched by meaning where that is asked for", () => {
    const options = { unnamedChecks: "compare" } as const;
    expect(
      found(of(check(server("t_a_check"), "a > 0")), of(check(nameless, "(a>0)")), options),
    ).toEqual([]);
    expect(
      found(of(check(server("t_a_check"), "a > 0")), of(check(nameless, "b > 0")), options),
    ).toEqual(["add check t.", "drop check t.t_a_check"]);
  });

  it("with a name are compared by name and by meaning", () => {
    expect(found(of(check(author("c"), "a > 0")), of(check(author("c"), "A > 0")))).toEqual([]);
    expect(found(of(check(author("c"), "a > 0")), of(check(author("c"), "a > 1")))).toEqual([
      "alter check t.c",
    ]);
    expect(found(of(check(author("c"), "a > 0")), of())).toEqual(["drop check t.c"]);
  });

  it("of a table that no server could be asked about are undecided, and never become a change", () => {
    const doubts = [{ schema: null, table: "t", because: "no server" }];
    const { changes, undecided, inSync } = compare(
      of(check(author("c"), "a > 0")),
      of(check(author("c"), "0 < a")),
      { doubts },
    );
    expect(changes).toEqual([]);
    expect(inSync).toBe(true);
    expect(undecided).toEqual([
      {
        kind: "check",
        schema: null,
        table: "t",
        name: "c",
        aspects: [{ path: "expression", from: "a > 0", to: "0 < a" }],
        because: "no server",
      },
    ]);
  });
});

describe("silence", () => {
  const live = schema({
    ...table("t", [column("a", "text", { collation: "C", options: { storage: "external" } })]),
    options: { fillfactor: "70" },
  });
  const declared = schema(table("t", [column("a", "text")]));

  it("of a declaration is no opinion on options and collations", () => {
    expect(found(live, declared)).toEqual([]);
  });

  it("of a database says that there are none", () => {
    expect(found(live, declared, { unspecified: "absent" })).toEqual([
      "alter table t.t",
      "alter column t.a",
    ]);
  });
});

it("says in which aspects a pair differs, as they are written", () => {
  const [change] = compare(
    of(foreignKey(author("f"), "a", "p")),
    of(foreignKey(author("f"), "a", "p", { onDelete: "cascade" })),
  ).changes;
  expect(change?.aspects).toEqual([{ path: "onDelete", from: "noAction", to: "cascade" }]);
  expect(change?.hazards.map(({ code }) => code)).toEqual(["may-fail-on-rows"]);
});

describe("on any schema", () => {
  const names = fc.constantFrom(author("n"), author("m"), server("t_a_key"), nameless);
  const constraint: fc.Arbitrary<Constraint> = fc.oneof(
    fc.tuple(names, fc.constantFrom("a", "b")).map(([name, c]) => unique(name, c)),
    fc.tuple(names, fc.constantFrom("a > 0", "b > 0", "a>0")).map(([name, e]) => check(name, e)),
    fc
      .tuple(
        names,
        fc.constantFrom("a", "b"),
        fc.constantFrom("noAction" as const, "cascade" as const),
      )
      .map(([name, c, onDelete]) => foreignKey(name, c, "t", { onDelete })),
  );
  const tables: fc.Arbitrary<Table> = fc
    .tuple(
      fc.constantFrom("t", "u", "v"),
      fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }),
      fc.array(constraint, { maxLength: 4 }),
      fc.array(
        names.map((name) => index(name, "a")),
        { maxLength: 2 },
      ),
    )
    .map(([name, columns, constraints, indexes]) =>
      table(
        name,
        columns.map((c) => column(c)),
        constraints,
        indexes,
      ),
    );
  const schemas = fc
    .uniqueArray(tables, { selector: ({ name }) => name, maxLength: 3 })
    .map((all) => schema(...all));
  const backwards = (s: Schema): Schema => ({
    ...s,
    tables: [...s.tables].reverse().map((t) => ({
      ...t,
      columns: [...t.columns].reverse(),
      constraints: [...t.constraints].reverse(),
      indexes: [...t.indexes].reverse(),
    })),
  });
  const all: CompareOptions = { unnamedChecks: "compare", unspecified: "absent" };

  it("nothing differs from itself", () => {
    fc.assert(fc.property(schemas, (s) => expect(compare(s, s, all).changes).toEqual([])));
  });

  it("the order of what was read means nothing", () => {
    fc.assert(
      fc.property(schemas, schemas, (a, b) =>
        expect(found(backwards(a), backwards(b), all)).toEqual(found(a, b, all)),
      ),
    );
  });

  it("no input is changed", () => {
    fc.assert(
      fc.property(schemas, schemas, (a, b) => {
        const before = JSON.stringify([a, b]);
        compare(a, b, all);
        expect(JSON.stringify([a, b])).toBe(before);
      }),
    );
  });
});
