/** Reports, JSON, snapshots, SQL text and diagrams. */
import {
  byAuthor,
  emptySchema,
  plainColumn,
  plainElement,
  plainIndex,
  plainNumbers,
  type Change,
  type Comparison,
  type Constraint,
  type Schema,
  type Table,
} from "../../src/model/index.js";
import {
  findingsJson,
  mermaidText,
  parseSnapshot,
  reportText,
  snapshotJson,
  sqlText,
  type Findings,
} from "../../src/render/index.js";

const unique: Constraint<"unique"> = {
  kind: "unique",
  name: byAuthor("uq_user_name"),
  comment: null,
  columns: ["name"],
  include: [],
  nulls: "distinct",
  deferral: "notDeferrable",
  onConflict: null,
};
const key: Constraint<"primaryKey"> = {
  kind: "primaryKey",
  name: byAuthor("pk_user"),
  comment: null,
  columns: ["id"],
  include: [],
  deferral: "notDeferrable",
  onConflict: null,
};
const link: Constraint<"foreignKey"> = {
  kind: "foreignKey",
  name: { from: "nowhere", lent: null },
  comment: null,
  columns: ["parent"],
  target: { schema: null, name: "user" },
  targetColumns: ["id"],
  onUpdate: "noAction",
  onDelete: "cascade",
  onDeleteColumns: [],
  match: "simple",
  deferral: "notDeferrable",
  validated: true,
  enforced: true,
};
const user: Table = {
  schema: null,
  name: "user",
  comment: null,
  options: {},
  definition: null,
  columns: [
    {
      ...plainColumn("id", "integer"),
      nullable: false,
      identity: { kind: "byDefault", numbers: plainNumbers },
    },
    plainColumn("name", "text"),
    plainColumn("parent", "integer"),
  ],
  constraints: [key, unique, link],
  indexes: [
    {
      ...plainIndex(byAuthor("ix_user"), [
        { ...plainElement({ expression: "lower(name)" }), descending: true },
      ]),
      definition: "CREATE INDEX …",
    },
  ],
};
const schema: Schema = {
  ...emptySchema("postgres"),
  version: [18, 4],
  defaultSchema: "public",
  tables: [user],
  namespaces: [{ name: "app", comment: "x" }],
  enums: [{ schema: null, name: "mood", values: ["a", "b"], comment: null }],
  sequences: [
    {
      schema: null,
      name: "s",
      type: "bigint",
      ...plainNumbers,
      start: "5",
      ownedBy: { table: { schema: null, name: "user" }, column: "id" },
      comment: null,
    },
  ],
  notCompared: [{ kind: "view", schema: null, name: "v", table: null, definition: null }],
};

const common = { schema: null, table: "user", aspects: [], hazards: [] };
const changes: readonly Change[] = [
  {
    verb: "add",
    kind: "unique",
    name: "uq_user_name",
    from: null,
    to: unique,
    because: "nothing live",
    ...common,
  },
  {
    verb: "alter",
    kind: "column",
    name: "name",
    from: plainColumn("name", "text"),
    to: plainColumn("name", "varchar(3)"),
    because: "",
    ...common,
    aspects: [{ path: "type", from: "text", to: "varchar(3)" }],
    hazards: [{ code: "may-fail-on-rows", message: "longer values do not fit" }],
  },
  {
    verb: "rename",
    kind: "index",
    name: "ix_new",
    from: plainIndex(byAuthor("ix_old"), []),
    to: plainIndex(byAuthor("ix_new"), []),
    because: "same meaning",
    ...common,
  },
  {
    verb: "drop",
    kind: "table",
    name: "old",
    from: { ...user, name: "old" },
    to: null,
    because: "not declared",
    ...common,
    table: "old",
  },
];
const comparison: Comparison = {
  inSync: false,
  changes,
  undecided: [
    {
      kind: "check",
      schema: null,
      table: "user",
      name: "ck",
      aspects: [{ path: "expression", from: "a", to: "b" }],
      because: "the server may not be asked",
    },
  ],
  skipped: [
    {
      kind: "check",
      schema: null,
      table: "user",
      side: "live",
      count: 2,
      because: "nobody named them",
    },
  ],
  notCompared: schema.notCompared.map((item) => ({ ...item, side: "from" })),
};

test("a report tells what differs by table, then what was left alone, then a sum", () => {
  expect(reportText(comparison)).toBe(`table user
  + unique uq_user_name (name)  (nothing live)
  ~ column name
      type: text → varchar(3)
      ! may-fail-on-rows: longer values do not fit
  → index ix_old → ix_new  (same meaning)

table old
  - table old (3 columns)  (not declared)

undecided
  ? check ck of table user  (the server may not be asked)
      expression: a → b

left alone
  2 live check constraints of table user: nobody named them

not compared
  1 view: v

1 to add, 1 to drop, 1 to rename, 1 to alter, 1 undecided
`);
  expect(
    reportText({ inSync: true, changes: [], undecided: [], skipped: [], notCompared: [] }),
  ).toBe("in sync\n");
});

test("the JSON has the contract's keys in the contract's order, whatever order the values had", () => {
  const findings = { ...comparison, dialect: "postgres" as const, statements: ["SELECT 1"] };
  const data = JSON.parse(findingsJson(findings));
  expect(Object.keys(data)).toEqual([
    "formatVersion",
    "dialect",
    "inSync",
    "changes",
    "undecided",
    "skipped",
    "notCompared",
    "statements",
  ]);
  expect(Object.keys(data.changes[0])).toEqual([
    "verb",
    "kind",
    "schema",
    "table",
    "name",
    "from",
    "to",
    "aspects",
    "because",
    "hazards",
  ]);
  const turned: Findings = {
    ...findings,
    changes: JSON.parse(
      JSON.stringify(changes.map((c) => Object.fromEntries(Object.entries(c).reverse()))),
    ),
  };
  expect(findingsJson(turned)).toBe(findingsJson(findings));
});

test("a snapshot reads back as it was, and is the same text again", () => {
  const text = snapshotJson(schema);
  expect(parseSnapshot(text, "s.json")).toEqual(schema);
  expect(snapshotJson(parseSnapshot(text, "s.json"))).toBe(text);
  expect(
    text.startsWith(
      '{\n  "$schema": "schema-diff/snapshot.schema.json",\n  "formatVersion": 1,\n  "dialect": "postgres",',
    ),
  ).toBe(true);
});

test.each([
  ["{", "s.json is no JSON"],
  ["[]", "s.json: snapshot must be an object, but is a list"],
  ['{"formatVersion": 2}', "s.json: snapshot.formatVersion is 2, and this program reads 1"],
  [
    '{"formatVersion": 1, "dialect": "oracle"}',
    's.json: snapshot.dialect must be "postgres" or "mysql" or "mariadb" or "sqlite" or "snowflake", but is "oracle"',
  ],
  [
    '{"formatVersion": 1, "dialect": "mysql", "tables": [{"name": "t", "columns": [{"name": 5}]}]}',
    "s.json: snapshot.tables[0].columns[0].name must be text, but is 5",
  ],
  [
    '{"formatVersion": 1, "dialect": "mysql", "tables": [], "tabels": []}',
    's.json: snapshot does not know "tabels"',
  ],
  [
    '{"formatVersion": 1, "dialect": "mysql", "tables": [{"name": "t", "columns": [], "constraints": [{"kind": "chk"}]}]}',
    "s.json: snapshot.tables[0].constraints[0].kind must be",
  ],
])("a snapshot that does not fit is told by its path: %s", (text, said) => {
  expect(() => parseSnapshot(text, "s.json")).toThrow(said);
});

test("statements end in semicolons that no comment swallows", () => {
  expect(sqlText(["SELECT 1", "SELECT 2 -- two", "SELECT 3;"])).toBe(
    "SELECT 1;\nSELECT 2 -- two\n;\nSELECT 3;\n",
  );
  expect(sqlText([])).toBe("");
});

test("a diagram", () => {
  expect(mermaidText(schema)).toBe(`erDiagram
  "user" {
    integer id PK "not null"
    text name UK
    integer parent FK
  }
  "user" |o--o{ "user" : "parent"
`);
  const ugly = {
    ...user,
    name: 'a"b',
    columns: [plainColumn("1 x", "numeric(8,2)")],
    constraints: [],
  };
  expect(mermaidText({ ...schema, tables: [ugly] })).toBe(`erDiagram
  "a#34;b" {
    numeric(8_2) _x "1 x"
  }
`);
});
