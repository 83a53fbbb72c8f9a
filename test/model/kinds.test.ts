/** The table of object kinds: a field that no row speaks of does not compile, and no row's field is lost in a comparison. */
import {
  asWritten,
  comparedOf,
  objectKinds,
  plainElement,
  readTable,
  type Collation,
  type Column,
  type Constraint,
  type EnumType,
  type Fields,
  type Index,
  type Namespace,
  type ObjectKind,
  type Sequence,
  type Table,
  type View,
} from "../../src/model/index.js";
import {
  author,
  check,
  column,
  foreignKey,
  index,
  primaryKey,
  table,
  unique,
} from "../compare/schemas.js";

/** The same type with a field that nobody has heard of. */
type Grown<T> = T & { readonly fresh: string };

/** That the type checker refuses each of these lines is the test: `tsc` fails where one of them compiles. */
const refused: readonly object[] = [
  // @ts-expect-error: `fresh` has no row
  objectKinds.schema.fields satisfies Fields<Grown<Namespace>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.enum.fields satisfies Fields<Grown<EnumType>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.sequence.fields satisfies Fields<Grown<Sequence>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.table.fields satisfies Fields<Grown<Table>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.collation.fields satisfies Fields<Grown<Collation>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.view.fields satisfies Fields<Grown<View>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.column.fields satisfies Fields<Grown<Column>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.primaryKey.fields satisfies Fields<Grown<Constraint<"primaryKey">>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.unique.fields satisfies Fields<Grown<Constraint<"unique">>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.foreignKey.fields satisfies Fields<Grown<Constraint<"foreignKey">>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.check.fields satisfies Fields<Grown<Constraint<"check">>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.exclude.fields satisfies Fields<Grown<Constraint<"exclude">>>,
  // @ts-expect-error: `fresh` has no row
  objectKinds.index.fields satisfies Fields<Grown<Index>>,
];

/** A kind without a row is refused as well. */
// @ts-expect-error: `function` has no row
const kindRefused: object = objectKinds satisfies Record<ObjectKind | "function", object>;

/** The same lines without the new field compile. */
const accepted: readonly object[] = [
  objectKinds.unique.fields satisfies Fields<Constraint<"unique">>,
  objectKinds.column.fields satisfies Fields<Column>,
];

const whole: Table = table(
  "t",
  [
    column("a", "integer", {
      default: "1",
      generated: { expression: "a", stored: true },
      onUpdate: "now()",
    }),
  ],
  [
    primaryKey(author("pk"), "a"),
    { ...unique(author("uq"), "a"), parts: [{ descending: true, collation: null }] },
    foreignKey(author("fk"), "a", "t", { onDeleteColumns: ["a"] }),
    { ...check(author("ck"), "a"), ofColumn: "a" },
    {
      kind: "exclude",
      name: author("xc"),
      comment: null,
      method: "gist",
      elements: [{ ...plainElement({ column: "a" }), operator: "=" }],
      include: ["a"],
      where: "a",
      deferral: "notDeferrable",
    },
  ],
  [{ ...index(author("i"), "a"), include: ["a"], where: "a" }],
);

test("every kind has its line above", () => {
  expect(refused).toEqual(Object.values(objectKinds).map(({ fields }) => fields));
  expect(accepted).toHaveLength(2);
  expect(kindRefused).toBe(objectKinds);
});

test("a table that is read as it is written is the very table that went in", () => {
  expect(readTable(whole, asWritten)).toBe(whole);
});

test("every name and every piece of SQL in a table is read", () => {
  const upper = (text: string): string => text.toUpperCase();
  const read = readTable(whole, {
    ownName: upper,
    column: upper,
    table: ({ schema, name }) => ({ schema, name: upper(name) }),
    columnOf: (_, name) => upper(name),
    expression: upper,
    columnDefault: (sql, type) => upper(`${type} ${sql}`),
    generated: upper,
    action: () => "cascade",
  });
  expect(read).toMatchObject({
    name: "T",
    columns: [
      {
        name: "A",
        type: "integer",
        default: "INTEGER 1",
        generated: { expression: "A", stored: true },
        onUpdate: "NOW()",
      },
    ],
    constraints: [
      { columns: ["A"] },
      { columns: ["A"], parts: [{ descending: true, collation: null }] },
      {
        columns: ["A"],
        target: { schema: null, name: "T" },
        targetColumns: ["ID"],
        onDelete: "cascade",
        onUpdate: "cascade",
        onDeleteColumns: ["A"],
      },
      { expression: "A", ofColumn: "A" },
      { elements: [{ of: { column: "A" }, operator: "=" }], include: ["A"], where: "A" },
    ],
    indexes: [{ elements: [{ of: { column: "A" } }], include: ["A"], where: "A" }],
  });
});

test("a key says plain parts where it carries none", () => {
  expect(comparedOf("unique", unique(author("u"), "a"), asWritten)).toMatchObject({ parts: [] });
});

test("what is not compared says why", () => {
  const silent = Object.entries(objectKinds).flatMap(([kind, { fields }]) =>
    Object.entries<{ readonly role: string; readonly because?: string }>(fields).flatMap(
      ([name, { role, because = "" }]) =>
        (role === "notCompared") === (because !== "") ? [] : [`${kind}.${name}`],
    ),
  );
  expect(silent).toEqual([]);
});
