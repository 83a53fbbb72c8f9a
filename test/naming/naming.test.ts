/** Names that conventions make: every token, SQLAlchemy's cuts, and what is an error here that is an accident there. */
import {
  byAuthor,
  emptySchema,
  nowhere,
  plainColumn,
  plainIndex,
  type Constraint,
  type Schema,
  type Table,
} from "../../src/model/index.js";
import {
  checkCollisions,
  checkConvention,
  defaultConvention,
  lendNames,
  nameFor,
  plainColumns,
  type AskedName,
  type NamingConvention,
  type Subject,
} from "../../src/naming/index.js";
import { cutName } from "../../src/sql/index.js";
import { characters, native, plain } from "../metadata/fake.js";

const unique: Subject = {
  kind: "unique",
  table: { schema: "app.x", name: "t" },
  columns: [
    { name: "a", key: "A" },
    { name: "b", key: "B" },
  ],
  target: null,
  expression: null,
};
const foreign: Subject = {
  kind: "foreignKey",
  table: { schema: null, name: "t" },
  columns: plainColumns(["x", "y"]),
  target: { table: { schema: "s", name: "p" }, columns: plainColumns(["id", "no"]) },
  expression: null,
};
const check: Subject = {
  kind: "check",
  table: { schema: null, name: "t" },
  columns: [],
  target: null,
  expression: "1 = 1",
};
const unnamed: AskedName = { ask: "convention" };
const stem = (text: string): AskedName => ({ ask: "stem", text });
const nameOf = (
  subject: Subject,
  convention: NamingConvention,
  asked: AskedName = unnamed,
  dialect = native,
): string | null => nameFor(subject, asked, convention, dialect.facts).name;

describe("tokens", () => {
  it.each([
    ["%(table_name)s", "t"],
    ["%(column_0_name)s", "a"],
    ["%(column_1_name)s", "b"],
    ["%(column_0_key)s", "A"],
    ["%(column_1_label)s", "app_x_t_b"],
    ["%(column_0N_name)s", "ab"],
    ["%(column_0_N_name)s", "a_b"],
    ["%(column_0N_key)s", "AB"],
    ["%(column_0_N_key)s", "A_B"],
    ["%(column_0_N_label)s", "app_x_t_a_app_x_t_b"],
    ["100%%_%(table_name)s", "100%_t"],
    ["fixed", "fixed"],
  ])("%s is %s", (template, name) => expect(nameOf(unique, { uq: template })).toBe(name));

  it.each([
    ["%(referred_table_name)s", "p"],
    ["%(referred_column_0_name)s", "id"],
    ["%(referred_column_1_name)s", "no"],
    ["%(referred_column_0N_name)s", "idno"],
    ["%(referred_column_0_N_name)s", "id_no"],
    ["%(referred_column_0_key)s", "id"],
    ["%(referred_column_0_label)s", "s_p_id"],
    ["%(column_0_N_name)s", "x_y"],
  ])("of a foreign key: %s is %s", (template, name) =>
    expect(nameOf(foreign, { fk: template })).toBe(name),
  );

  it("of the user are functions of the constraint and its table", () => {
    const convention: NamingConvention = {
      fk: "fk_%(pair)s",
      pair: (constraint, table) =>
        `${table.fullname}>${constraint.elements.map((e) => e.targetFullname).join("+")}`,
    };
    expect(nameOf(foreign, convention)).toBe("fk_t>s.p.id+s.p.no");
  });

  it("may be replaced whole by a function, which leaves stated names alone", () => {
    const convention: NamingConvention = {
      uq: (constraint, table) => `u_${table.name}_${constraint.columns.map((c) => c.key).join("")}`,
    };
    expect(nameOf(unique, convention)).toBe("u_t_AB");
    expect(nameOf(unique, convention, stem("mine"))).toBe("mine");
  });

  it("are not read from names: a column called %(table_name)s is only an ugly name", () => {
    expect(
      nameOf(
        { ...unique, columns: plainColumns(["%(table_name)s"]) },
        { uq: "uq_%(column_0_name)s" },
      ),
    ).toBe("uq_%(table_name)s");
  });
});

describe("stated names", () => {
  const building: NamingConvention = { ck: "ck_%(table_name)s_%(constraint_name)s" };
  it("are stems where the template builds on them, and stand otherwise", () => {
    expect(nameOf(check, building, stem("positive"))).toBe("ck_t_positive");
    expect(nameOf(check, { ck: "ck_%(table_name)s" }, stem("positive"))).toBe("positive");
    expect(nameOf(check, building, { ask: "exactly", text: "positive" })).toBe("positive");
    expect(nameOf(check, {}, unnamed)).toBeNull();
  });

  it("that carry the prefix already are warned about", () => {
    const { name, warning } = nameFor(check, stem("ck_t_x"), building, native.facts);
    expect(name).toBe("ck_t_ck_t_x");
    expect(warning).toMatch(/already begins with "ck_t_".*finalName\("ck_t_x"\)/);
  });
});

describe("the limit", () => {
  const long = (prefix: string, letter: string, count: number): string =>
    prefix + letter.repeat(count);
  it.each([
    [long("uq_order_item_", "x", 60), long("uq_order_item_", "x", 41) + "_407e"],
    [long("fk_", "y", 70), long("fk_", "y", 52) + "_62d3"],
    [long("ix_", "z", 70), long("ix_", "z", 52) + "_5628"],
  ])("cuts as SQLAlchemy cuts: %s", (name, cut) => {
    expect(cutName(name, native.facts.identifierLimit)).toBe(cut);
    expect(nameOf(unique, { uq: name })).toBe(cut);
  });

  it("leaves 64 of MySQL's characters alone and cuts 65 to 61", () => {
    expect(nameOf(unique, { uq: "é".repeat(64) }, unnamed, characters)).toBe("é".repeat(64));
    expect([...(nameOf(unique, { uq: "é".repeat(65) }, unnamed, characters) ?? "")]).toHaveLength(
      61,
    );
  });

  it("counts bytes where the server does, and cuts no character in two", () => {
    for (const letter of ["é", "漢", "😀", "👩‍🚀"]) {
      const cut = cutName(letter.repeat(66), native.facts.identifierLimit);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(60);
      expect(cut).toMatch(/^\P{Cs}+_[0-9a-f]{4}$/u);
    }
  });

  it("is an error for a name that somebody chose", () => {
    expect(() => nameOf(unique, {}, stem("n".repeat(64)))).toThrow(
      /"n+" of UNIQUE \(a, b\) of table app.x.t has 64 bytes, and 63 are the limit/,
    );
  });
});

describe("what is wrong with a convention is said", () => {
  it.each<[NamingConvention, RegExp]>([
    [{ uq: "uq_%(tabel_name)s" }, /%\(tabel_name\)s .*unknown/],
    [{ uq: "uq_%(column_1_N_name)s" }, /%\(column_1_N_name\)s .*unknown/],
    [{ uq: "uq_%(column_0_type)s" }, /%\(column_0_type\)s .*unknown/],
    [{ uq: "uq_%(constructor)s" }, /%\(constructor\)s .*unknown/],
    [{ uq: "uq_%(ix)s" }, /%\(ix\)s .*unknown/],
    [{ uq: "uq_%(referred_table_name)s" }, /foreign key only/],
    [{ uq: "100%" }, /% that opens no token/],
    [{ unique: "uq_%(table_name)s" }, /"unique" is no kind of constraint/],
  ])("%j", (convention, message) => expect(() => checkConvention(convention)).toThrow(message));

  it("when a token is empty", () => {
    expect(() => nameOf(unique, { uq: "uq_%(column_2_name)s" })).toThrow(
      /%\(column_2_name\)s .* is empty for UNIQUE \(a, b\) of table app.x.t/,
    );
    expect(() => nameOf(check, { ck: "ck_%(column_0_name)s" })).toThrow(
      /is empty for CHECK \(1 = 1\) of table t/,
    );
    expect(() => nameOf(unique, { uq: "uq_%(mine)s", mine: () => "" })).toThrow(
      /%\(mine\)s .* is empty/,
    );
    expect(() => nameOf(unique, { uq: () => "" })).toThrow(/function uq gave ""/);
  });

  it("when a CHECK has no name to build on", () => {
    expect(() => nameOf(check, { ck: "ck_%(constraint_name)s" })).toThrow(
      /CHECK \(1 = 1\) of table t has no name/,
    );
  });
});

const foreignKey = (column: string, name: Constraint["name"]): Constraint => ({
  kind: "foreignKey",
  name,
  comment: null,
  columns: [column],
  target: { schema: null, name: "p" },
  targetColumns: ["id"],
  onUpdate: "noAction",
  onDelete: "noAction",
  onDeleteColumns: [],
  match: "simple",
  deferral: "notDeferrable",
  validated: true,
  enforced: true,
});
const checkOf = (expression: string, name: Constraint["name"] = nowhere): Constraint => ({
  kind: "check",
  name,
  comment: null,
  expression,
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: null,
});
const tableOf = (name: string, parts: Partial<Table>): Table => ({
  schema: null,
  name,
  columns: [plainColumn("x", "integer"), plainColumn("y", "integer")],
  constraints: [],
  indexes: [],
  comment: null,
  options: {},
  definition: null,
  ...parts,
});
const schemaOf = (...tables: readonly Table[]): Schema => ({ ...emptySchema("sqlite"), tables });

describe("names that meet", () => {
  const index = (name: string): Partial<Table> => ({ indexes: [plainIndex(byAuthor(name), [])] });
  it("are said with both places, as far as the server minds", () => {
    const two = schemaOf(tableOf("a", index("i")), tableOf("b", index("i")));
    expect(() => checkCollisions(two, native.facts)).toThrow(
      /"i" names both INDEX of table a and INDEX of table b/,
    );
    expect(() => checkCollisions(two, characters.facts)).not.toThrow();
    const foreign = schemaOf(
      tableOf("a", { constraints: [foreignKey("x", byAuthor("f"))] }),
      tableOf("b", { constraints: [foreignKey("x", byAuthor("f"))] }),
    );
    expect(() => checkCollisions(foreign, native.facts)).not.toThrow();
    expect(() => checkCollisions(foreign, characters.facts)).toThrow(
      /"f" names both FOREIGN KEY of table a and FOREIGN KEY of table b/,
    );
    expect(() =>
      checkCollisions(schemaOf(tableOf("a", index("b")), tableOf("b", {})), native.facts),
    ).toThrow(/"b" names both the table itself|"b" names both/);
    expect(() =>
      checkCollisions(schemaOf(tableOf("a", index("I")), tableOf("b", index("i"))), plain.facts),
    ).toThrow(/names both/);
  });
});

describe("lending names to what has none", () => {
  const convention: NamingConvention = {
    ...defaultConvention,
    fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    ck: "ck_%(table_name)s_%(column_0_name)s",
  };
  it("gives every nameless constraint the convention's name, and says which are two", () => {
    const live = schemaOf(
      tableOf("t", {
        constraints: [
          foreignKey("x", nowhere),
          foreignKey("y", byAuthor("own")),
          checkOf("y > 1"),
          checkOf("y < 9"),
          checkOf("1 = 1"),
        ],
      }),
    );
    const { schema, ambiguous } = lendNames(live, convention, plain);
    expect(schema.tables[0]?.constraints.map((c) => c.name)).toEqual([
      { from: "nowhere", lent: "fk_t_x_p" },
      byAuthor("own"),
      { from: "nowhere", lent: "ck_t_y" },
      { from: "nowhere", lent: "ck_t_y" },
      { from: "nowhere", lent: null },
    ]);
    expect(ambiguous).toEqual([{ table: { schema: null, name: "t" }, name: "ck_t_y" }]);
    expect(live.tables[0]?.constraints[0]?.name).toEqual(nowhere);
  });

  it("never throws for a CHECK that the convention cannot name", () => {
    const { schema } = lendNames(
      schemaOf(tableOf("t", { constraints: [checkOf("x > 1")] })),
      { ck: "ck_%(constraint_name)s" },
      plain,
    );
    expect(schema.tables[0]?.constraints[0]?.name).toEqual(nowhere);
  });
});
