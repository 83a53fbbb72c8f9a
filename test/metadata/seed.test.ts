/** Every example of SQLAlchemy's chapter "Defining Constraints and Indexes", in the idiom of TypeScript. */
import { createHash } from "node:crypto";
import { nameText, ofKind, type Schema, type Table } from "../../src/model/index.js";
import {
  boolean,
  check,
  declare,
  finalName,
  foreignKey,
  index,
  integer,
  MetaData,
  primaryKey,
  sql,
  table,
  text,
  unique,
  varchar,
  enumeration,
  type ColumnRef,
  type NamingConvention,
} from "../../src/metadata/index.js";
import type { ConventionConstraint, ConventionTable } from "../../src/naming/index.js";
import { native, plain } from "./fake.js";

const tableOf = (schema: Schema, name: string): Table => {
  const found = schema.tables.find((t) => t.name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
};
const declared = (metadata: MetaData, name: string, dialect = native): Table =>
  tableOf(declare(metadata, dialect).schema, name);
const names = (t: Table): readonly (string | null)[] =>
  [...t.constraints, ...t.indexes].map((o) => nameText(o.name));

const basic: NamingConvention = {
  ix: "ix_%(column_0_label)s",
  uq: "uq_%(table_name)s_%(column_0_name)s",
  ck: "ck_%(table_name)s_%(constraint_name)s",
  fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
};

describe("foreign keys", () => {
  it("are declared on a column, by text, with the table before or after", () => {
    const metadata = new MetaData();
    table("user_preference", metadata, {
      pref_id: integer().primaryKey(),
      user_id: integer().references("user.user_id").notNull(),
      pref_name: varchar(40).notNull(),
      pref_value: varchar(100),
    });
    table("user", metadata, { user_id: integer().primaryKey(), user_name: varchar(16).notNull() });
    const preference = declared(metadata, "user_preference");
    expect(ofKind(preference.constraints, "foreignKey")).toMatchObject([
      {
        columns: ["user_id"],
        target: { schema: null, name: "user" },
        targetColumns: ["user_id"],
        name: { from: "nowhere", lent: null },
      },
    ]);
    expect(preference.columns.map((c) => [c.name, c.type, c.nullable])).toEqual([
      ["pref_id", "integer", false],
      ["user_id", "integer", false],
      ["pref_name", "varchar(40)", false],
      ["pref_value", "varchar(100)", true],
    ]);
  });

  it("are declared by a column, or by a function that gives one", () => {
    const metadata = new MetaData();
    const user = table("user", metadata, { user_id: integer().primaryKey() });
    table("a", metadata, { user_id: integer().references(user.c.user_id) });
    table("b", metadata, { user_id: integer().references(() => user.c.user_id) });
    const node = table("node", metadata, {
      id: integer().primaryKey(),
      parent: integer().references((): ColumnRef => node.c.id),
    });
    for (const [name, target] of [
      ["a", "user"],
      ["b", "user"],
      ["node", "node"],
    ] as const) {
      expect(ofKind(declared(metadata, name).constraints, "foreignKey")).toMatchObject([
        { target: { name: target } },
      ]);
    }
  });

  it("reach into another schema", () => {
    const metadata = new MetaData();
    table("user", metadata, { id: integer().primaryKey() }, [], { schema: "app" });
    table("a", metadata, { user_id: integer().references("app.user.id") });
    expect(ofKind(declared(metadata, "a").constraints, "foreignKey")).toMatchObject([
      { target: { schema: "app", name: "user" } },
    ]);
    const inside = declare(metadata, native, { defaultSchema: "app" }).schema;
    expect(ofKind(tableOf(inside, "a").constraints, "foreignKey")).toMatchObject([
      { target: { schema: null, name: "user" } },
    ]);
    expect(inside.namespaces).toEqual([]);
  });

  it("have several columns", () => {
    const metadata = new MetaData();
    table("invoice", metadata, {
      invoice_id: integer().primaryKey(),
      ref_num: integer().primaryKey(),
      description: varchar(60).notNull(),
    });
    table(
      "invoice_item",
      metadata,
      {
        item_id: integer().primaryKey(),
        item_name: varchar(60).notNull(),
        invoice_id: integer().notNull(),
        ref_num: integer().notNull(),
      },
      (t) => [foreignKey([t.invoice_id, t.ref_num], ["invoice.invoice_id", "invoice.ref_num"])],
    );
    expect(ofKind(declared(metadata, "invoice").constraints, "primaryKey")).toMatchObject([
      { columns: ["invoice_id", "ref_num"] },
    ]);
    expect(ofKind(declared(metadata, "invoice_item").constraints, "foreignKey")).toMatchObject([
      {
        columns: ["invoice_id", "ref_num"],
        target: { schema: null, name: "invoice" },
        targetColumns: ["invoice_id", "ref_num"],
      },
    ]);
  });

  it("may point to each other, and say that they come by ALTER", () => {
    const metadata = new MetaData();
    table("node", metadata, {
      node_id: integer().primaryKey(),
      primary_element: integer().references("element.element_id"),
    });
    table(
      "element",
      metadata,
      { element_id: integer().primaryKey(), parent_node_id: integer() },
      (t) => [
        foreignKey([t.parent_node_id], ["node.node_id"], {
          useAlter: true,
          name: "fk_element_parent_node_id",
        }),
      ],
    );
    const { schema, useAlter } = declare(metadata, native);
    expect(useAlter).toEqual([
      {
        table: { schema: null, name: "element" },
        name: "fk_element_parent_node_id",
        columns: ["parent_node_id"],
      },
    ]);
    expect(names(tableOf(schema, "element"))).toEqual([null, "fk_element_parent_node_id"]);
  });

  it("say what happens on update and on delete", () => {
    const metadata = new MetaData();
    table("parent", metadata, { id: integer().primaryKey() });
    table("revisions", metadata, { id: integer().primaryKey(), note_id: integer().primaryKey() });
    table("child", metadata, {
      id: integer()
        .references("parent.id", { onUpdate: "cascade", onDelete: "cascade" })
        .primaryKey(),
    });
    table(
      "composite",
      metadata,
      { id: integer().primaryKey(), rev_id: integer(), note_id: integer() },
      (t) => [
        foreignKey([t.rev_id, t.note_id], ["revisions.id", "revisions.note_id"], {
          onUpdate: "cascade",
          onDelete: "setNull",
        }),
      ],
    );
    expect(ofKind(declared(metadata, "child").constraints, "foreignKey")).toMatchObject([
      { onUpdate: "cascade", onDelete: "cascade" },
    ]);
    expect(ofKind(declared(metadata, "composite").constraints, "foreignKey")).toMatchObject([
      { onUpdate: "cascade", onDelete: "setNull" },
    ]);
  });
});

describe("keys and checks", () => {
  it("UNIQUE: on a column without a name, on the table with one", () => {
    const metadata = new MetaData();
    table(
      "mytable",
      metadata,
      { col1: integer().unique(), col2: integer(), col3: integer() },
      (t) => [unique([t.col2, t.col3], { name: "uix_1" })],
    );
    expect(
      ofKind(declared(metadata, "mytable").constraints, "unique").map((u) => [
        u.columns,
        nameText(u.name),
      ]),
    ).toEqual([
      [["col1"], null],
      [["col2", "col3"], "uix_1"],
    ]);
  });

  it("CHECK: on a column, and on the table with a name", () => {
    const metadata = new MetaData();
    table(
      "mytable",
      metadata,
      { col1: integer().check("col1>5"), col2: integer(), col3: integer() },
      [check("col2 > col3 + 5", { name: "check1" })],
    );
    expect(
      ofKind(declared(metadata, "mytable").constraints, "check").map((c) => [
        c.expression,
        nameText(c.name),
      ]),
    ).toEqual([
      ["col1>5", null],
      ["col2 > col3 + 5", "check1"],
    ]);
  });

  it("PRIMARY KEY: stated with a name", () => {
    const metadata = new MetaData();
    table("mytable", metadata, { id: integer(), version_id: integer(), data: varchar(50) }, (t) => [
      primaryKey([t.id, t.version_id], { name: "mytable_pk" }),
    ]);
    const mytable = declared(metadata, "mytable");
    expect(ofKind(mytable.constraints, "primaryKey")).toMatchObject([
      { columns: ["id", "version_id"], name: { from: "author", text: "mytable_pk" } },
    ]);
    expect(mytable.columns.map((c) => c.nullable)).toEqual([false, false, true]);
  });
});

describe("the naming convention", () => {
  it("names a UNIQUE of the table and one of a column", () => {
    const metadata = new MetaData({ namingConvention: basic });
    table("user", metadata, { id: integer().primaryKey(), name: varchar(30).notNull() }, (t) => [
      unique([t.name]),
    ]);
    expect(names(declared(metadata, "user"))).toEqual(["pk_user", "uq_user_name"]);
    const flag = new MetaData({ namingConvention: basic });
    table("user", flag, { id: integer().primaryKey(), name: varchar(30).notNull().unique() });
    expect(names(declared(flag, "user"))).toEqual(["pk_user", "uq_user_name"]);
  });

  it("names indexes where nothing is said", () => {
    const metadata = new MetaData();
    table("t", metadata, { a: integer().index() });
    expect(names(declared(metadata, "t"))).toEqual(["ix_t_a"]);
  });

  it("takes tokens of the user: the GUID", () => {
    const oid = Buffer.from("6ba7b8129dad11d180b400c04fd430c8", "hex");
    const uuid5 = (name: string): string => {
      const bytes = createHash("sha1").update(oid).update(name).digest().subarray(0, 16);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    };
    const fk_guid = (constraint: ConventionConstraint, of: ConventionTable): string =>
      uuid5(
        [
          of.name,
          ...constraint.elements.map((e) => e.parent.name),
          ...constraint.elements.map((e) => e.targetFullname),
        ].join("_"),
      );
    const metadata = new MetaData({
      namingConvention: { fk_guid, ix: "ix_%(column_0_label)s", fk: "fk_%(fk_guid)s" },
    });
    table("user", metadata, {
      id: integer().primaryKey(),
      version: integer().primaryKey(),
      data: varchar(30),
    });
    const address = table("address", metadata, {
      id: integer().primaryKey(),
      user_id: integer(),
      user_version_id: integer(),
    });
    address.add(foreignKey(["user_id", "user_version_id"], ["user.id", "user.version"]));
    expect(
      ofKind(declared(metadata, "address").constraints, "foreignKey").map((f) => nameText(f.name)),
    ).toEqual(["fk_0cd51ab5-8d70-56e8-a83c-86661737766d"]);
  });

  it("builds on the name of a CHECK", () => {
    const metadata = new MetaData({
      namingConvention: { ck: "ck_%(table_name)s_%(constraint_name)s" },
    });
    table("foo", metadata, { value: integer() }, [check("value > 5", { name: "value_gt_5" })]);
    expect(names(declared(metadata, "foo"))).toEqual(["ck_foo_value_gt_5"]);
  });

  it("names a CHECK for its column, said outside the table or inside, by reference or by text", () => {
    const namingConvention = { ck: "ck_%(table_name)s_%(column_0_name)s" };
    const outside = new MetaData({ namingConvention });
    const foo = table("foo", outside, { value: integer() });
    check(sql`${foo.c.value} > 5`);
    const inside = new MetaData({ namingConvention });
    table("foo", inside, { value: integer() }, (t) => [check(sql`${t.value} > 5`)]);
    const raw = new MetaData({ namingConvention });
    table("foo", raw, { value: integer() }, [check("value > 5")]);
    for (const metadata of [outside, inside, raw])
      expect(names(declared(metadata, "foo"))).toEqual(["ck_foo_value"]);
    expect(ofKind(declared(outside, "foo").constraints, "check")).toMatchObject([
      { expression: '"value" > 5' },
    ]);
  });

  it("names the CHECK that stands in for a boolean: by its own name, by the convention, by its column", () => {
    const flag = (metadata: MetaData, name: string | null): MetaData => {
      table("foo", metadata, { flag: boolean({ name }) });
      return metadata;
    };
    expect(names(declared(flag(new MetaData(), "ck_foo_flag"), "foo", plain))).toEqual([
      "ck_foo_flag",
    ]);
    const building = (): MetaData =>
      new MetaData({ namingConvention: { ck: "ck_%(table_name)s_%(constraint_name)s" } });
    expect(names(declared(flag(building(), "flag_bool"), "foo", plain))).toEqual([
      "ck_foo_flag_bool",
    ]);
    expect(
      names(
        declared(
          flag(
            new MetaData({ namingConvention: { ck: "ck_%(table_name)s_%(column_0_name)s" } }),
            null,
          ),
          "foo",
          plain,
        ),
      ),
    ).toEqual(["ck_foo_flag"]);
    const nameless = flag(building(), null);
    expect(declared(nameless, "foo", native).constraints).toEqual([]);
    expect(() => declare(nameless, plain)).toThrow(/foo.*no name/);
  });

  it("leaves a final name alone", () => {
    const metadata = new MetaData({
      namingConvention: { ck: "ck_%(table_name)s_%(constraint_name)s" },
    });
    table("foo", metadata, { value: integer() }, [
      check("value > 5", { name: finalName("ck_foo_x") }),
    ]);
    const { schema, warnings } = declare(metadata, native);
    expect(names(tableOf(schema, "foo"))).toEqual(["ck_foo_x"]);
    expect(warnings).toEqual([]);
  });
});

describe("indexes", () => {
  it("are declared on a column, and outside the table", () => {
    const metadata = new MetaData();
    const mytable = table("mytable", metadata, {
      col1: integer().index(),
      col2: integer().index().unique(),
      col3: integer(),
      col4: integer(),
      col5: integer(),
      col6: integer(),
    });
    index("idx_col34", [mytable.c.col3, mytable.c.col4]);
    index("myindex", [mytable.c.col5, mytable.c.col6], { unique: true });
    const { indexes, constraints } = declared(metadata, "mytable");
    expect(constraints).toEqual([]);
    expect(indexes.map((i) => [nameText(i.name), i.unique, i.elements.map((e) => e.of)])).toEqual([
      ["ix_mytable_col1", false, [{ column: "col1" }]],
      ["ix_mytable_col2", true, [{ column: "col2" }]],
      ["idx_col34", false, [{ column: "col3" }, { column: "col4" }]],
      ["myindex", true, [{ column: "col5" }, { column: "col6" }]],
    ]);
  });

  it("are declared inside the table by text", () => {
    const metadata = new MetaData();
    table(
      "mytable",
      metadata,
      { col1: integer(), col2: integer(), col3: integer(), col4: integer() },
      [
        index("idx_col12", ["col1", "col2"]),
        index("idx_col34", ["col3", "col4"], { unique: true }),
      ],
    );
    expect(declared(metadata, "mytable").indexes.map((i) => [nameText(i.name), i.unique])).toEqual([
      ["idx_col12", false],
      ["idx_col34", true],
    ]);
  });

  it("descend, and hold expressions", () => {
    const metadata = new MetaData();
    const mytable = table("mytable", metadata, { somecol: text() });
    index("a", [mytable.c.somecol.desc()]);
    index("b", [sql`lower(${mytable.c.somecol})`]);
    expect(declared(metadata, "mytable").indexes.map((i) => i.elements)).toMatchObject([
      [{ of: { column: "somecol" }, descending: true }],
      [{ of: { expression: 'lower("somecol")' }, descending: false }],
    ]);
  });
});

it("enums are types of their own where the dialect has them, and CHECKs where it has none", () => {
  const metadata = new MetaData();
  table("t", metadata, { mood: enumeration("mood", ["sad", "it's ok"]) });
  expect(declare(metadata, native).schema).toMatchObject({
    enums: [{ schema: null, name: "mood", values: ["sad", "it's ok"] }],
    tables: [{ columns: [{ type: "mood" }], constraints: [] }],
  });
  expect(declare(metadata, plain).schema).toMatchObject({
    enums: [],
    tables: [
      {
        constraints: [
          { kind: "check", name: { text: "mood" }, expression: `"mood" IN ('sad', 'it''s ok')` },
        ],
      },
    ],
  });
});
