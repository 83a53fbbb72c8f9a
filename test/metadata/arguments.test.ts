/** What a user writes wrongly is told where it stands, what is wrong, and how it is written; nothing becomes SQL, and nothing ends in an error of JavaScript's own. */
import { fileURLToPath } from "node:url";
import * as schemaDiff from "../../src/index.js";
import { allDialects } from "../../src/dialects/index.js";
import { declare, MetaData, SchemaDiffError, type ColumnBuilder } from "../../src/index.js";
import { failureOf, junk } from "../junk.js";

/** As JavaScript calls it: the types are not asked. */
type Untyped = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
const untyped = (value: object): Untyped => value as Untyped;
const api = untyped(schemaDiff);
const column = (): Untyped => untyped(schemaDiff.integer());

const thrownBy = (call: () => unknown): SchemaDiffError => {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
};

const fn = (name: string): ((...args: readonly unknown[]) => unknown) => {
  const found = api[name];
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

const method =
  (name: string) =>
  (...args: readonly unknown[]): unknown =>
    column()[name]?.(...args);

const cases: readonly (readonly [call: string, () => unknown, message: RegExp, todo: RegExp])[] = [
  [
    'unique("id")',
    () => fn("unique")("id"),
    /^unique: columns must be a list, but is "id"$/,
    /unique\(\["email"\]/,
  ],
  [
    'index(["id"])',
    () => fn("index")(["id"]),
    /^index: name must be text, but is a list$/,
    /index\("ix_user_email"/,
  ],
  [
    ".unique({ name })",
    () => method("unique")({ name: "u" }),
    /^\.unique: name must be text, but is an object$/,
    /\.unique\("uq_user_email"\)/,
  ],
  [
    "table(5)",
    () => fn("table")(5),
    /^table: metadata must be a MetaData, but is missing$/,
    /table\("user", metadata/,
  ],
  [
    "table(5, m, {})",
    () => fn("table")(5, new MetaData(), {}),
    /^table: name must be text, but is 5$/,
    /table\("user"/,
  ],
  [
    "enumeration([…])",
    () => fn("enumeration")(["a"]),
    /^enumeration: name must be text/,
    /enumeration\("mood"/,
  ],
  [
    'onDelete: "CASCADE"',
    () => method("references")("user.id", { onDelete: "CASCADE" }),
    /^\.references: options\.onDelete must be "noAction" or .* but is "CASCADE"$/,
    /did you mean "cascade"\?/,
  ],
  [
    'onDelete: "SET NULL"',
    () => fn("foreignKey")(["a"], ["b.a"], { onDelete: "SET NULL" }),
    /onDelete must be/,
    /did you mean "setNull"\?/,
  ],
  [
    "ondelete:",
    () => fn("foreignKey")(["a"], ["b.a"], { ondelete: "cascade" }),
    /^foreignKey: options does not know "ondelete"$/,
    /did you mean "onDelete"\?/,
  ],
  [
    "nameConvention:",
    () => new MetaData({ nameConvention: {} } as object),
    /does not know "nameConvention"/,
    /did you mean "namingConvention"\?/,
  ],
  [
    "varchar(-1)",
    () => fn("varchar")(-1),
    /^varchar: length must be a whole number of characters or bytes, 0 or more, but is -1$/,
    /varchar\(30\)/,
  ],
  ['varchar("x")', () => fn("varchar")("x"), /^varchar: length .* but is "x"$/, /varchar\(30\)/],
  ["integer(11)", () => fn("integer")(11), /^integer takes no argument$/, /native/],
  [
    ".nullable(false)",
    () => method("nullable")(false),
    /^\.nullable takes no argument$/,
    /\.notNull\(\)/,
  ],
  [".default(NaN)", () => method("default")(NaN), /^\.default: value must be a value/, /sql`/],
  [
    "a NUL in a name",
    () => fn("table")("a\0b", new MetaData(), {}),
    /^table: name must be a name \(not empty, and without U\+0000\)/,
    /table\("user"/,
  ],
  ["an empty name", () => method("named")(""), /must be a name/, /\.named\("user_id"\)/],
  [
    "a column without a type",
    () => fn("table")("t", new MetaData(), { a: "integer" }),
    /column "a" of table "t" is no column type/,
    /give it a type/,
  ],
  [
    "a column type among the keys",
    () => fn("table")("t", new MetaData(), { a: schemaDiff.integer() }, [schemaDiff.integer()]),
    /holds a column type that is no key/,
    /make each by primaryKey/,
  ],
  [
    "columns as a list",
    () => fn("table")("t", new MetaData(), []),
    /the columns of table "t" are no object/,
    /table\("user"/,
  ],
  [
    "unknown options of a table",
    () => fn("table")("t", new MetaData(), {}, [], { schemas: "x" }),
    /^table: options does not know "schemas"$/,
    /did you mean "schema"/,
  ],
];

const here = fileURLToPath(import.meta.url);

test.each(cases)("%s", (_call, call, message, todo) => {
  const error = thrownBy(call);
  expect(error.code).toBe("metadata");
  expect(error.message).toMatch(message);
  expect(error.todo).toMatch(todo);
  expect(error.place).toEqual({ file: here, line: expect.any(Number), object: null });
});

test("what shows when all is declared has the line of its table", () => {
  const metadata = new MetaData();
  const line = Number(/:(\d+):\d+\)?$/.exec(new Error().stack?.split("\n")[1] ?? "")?.[1]) + 1;
  metadata.table("t", { a: schemaDiff.integer() }, [schemaDiff.unique(["b" as "a"])]);
  const [dialect] = allDialects();
  if (dialect === undefined) throw new Error("there is no dialect");
  const error = thrownBy(() => declare(metadata, dialect));
  expect(error.message).toContain('names the column "b"');
  expect(error.place).toEqual({ file: here, line, object: "table t" });
});

const options: readonly unknown[] = [null, [], "x", { name: {} }, () => 5];

const declaring = [
  "table",
  "array",
  "bigint",
  "binary",
  "boolean",
  "char",
  "date",
  "double",
  "enumeration",
  "integer",
  "json",
  "native",
  "numeric",
  "real",
  "smallint",
  "text",
  "time",
  "timestamp",
  "uuid",
  "varchar",
  "check",
  "exclude",
  "foreignKey",
  "index",
  "primaryKey",
  "unique",
  "finalName",
  "conv",
];

describe("junk in any place", () => {
  test.each(declaring)("%s", (name) => {
    const good: readonly unknown[] =
      name === "table" ? ["t", new MetaData(), {}, [], {}] : ["a", ["a"], ["b.a"], {}];
    const failures = junk.flatMap((a) => [
      failureOf(() => fn(name)(a)),
      ...good.map((_, i) =>
        failureOf(() => fn(name)(...good.map((value, j) => (i === j ? a : value)))),
      ),
      ...junk.map((b) => failureOf(() => fn(name)(a, b))),
      ...options.map((b) => failureOf(() => fn(name)(["a"], a, b))),
      ...options.map((b) => failureOf(() => fn(name)("a", ["a"], a, b))),
    ]);
    expect(failures.filter((failure) => failure !== null)).toEqual([]);
  });

  test("methods of a column, and what they leave can be declared", () => {
    const failures = Object.keys(column()).flatMap((name) =>
      junk.flatMap((a) =>
        [undefined, ...options].flatMap((b) => [
          failureOf(() => {
            const made = column()[name]?.(a, b) as ColumnBuilder;
            const metadata = new MetaData();
            metadata.table("t", { a: made });
            for (const dialect of allDialects()) declare(metadata, dialect);
          }),
        ]),
      ),
    );
    expect(failures.filter((failure) => failure !== null)).toEqual([]);
  });

  test("methods of a MetaData", () => {
    const failures = ["table", "enumeration", "sequence", "view", "namespace"].flatMap((name) =>
      junk.flatMap((a) =>
        junk.flatMap((b) =>
          [
            [a, b],
            ["x", a, b],
          ].map((args) =>
            failureOf(() => {
              const metadata = new MetaData();
              untyped(metadata)[name]?.apply(metadata, args);
              for (const dialect of allDialects()) declare(metadata, dialect);
            }),
          ),
        ),
      ),
    );
    expect(failures.filter((failure) => failure !== null)).toEqual([]);
  });

  test("a MetaData's own options", () => {
    expect(
      junk.map((a) => failureOf(() => new MetaData(a as object))).filter((f) => f !== null),
    ).toEqual([]);
  });
});
