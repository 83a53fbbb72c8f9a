/** The worth of a rendered metadata module: declaring it gives back the schema that it was rendered from. */
import { dialectNamed, dialects, type DialectName } from "../../src/dialects/index.js";
import { declare } from "../../src/metadata/index.js";
import {
  byAuthor,
  byServer,
  emptySchema,
  nowhere,
  plainColumn,
  plainElement,
  plainIndex,
  plainNumbers,
  type Column,
  type Constraint,
  type Name,
  type Schema,
  type Table,
} from "../../src/model/index.js";
import { renderMetadata } from "../../src/render/metadata.js";
import { evaluate } from "./metadata.evaluate.js";
import { uglyNames } from "./metadata.uglies.js";

const table = (name: string, parts: Partial<Table> = {}): Table => ({
  schema: null,
  name,
  columns: [plainColumn("id", "integer")],
  constraints: [],
  indexes: [],
  comment: null,
  options: {},
  definition: null,
  ...parts,
});
const primaryKey = (name: Name, columns: readonly string[]): Constraint => ({
  kind: "primaryKey",
  name,
  comment: null,
  columns,
  include: [],
  deferral: "notDeferrable",
  onConflict: null,
});
const unique = (
  name: Name,
  columns: readonly string[],
  more: Partial<Extract<Constraint, { kind: "unique" }>> = {},
): Constraint => ({
  kind: "unique",
  name,
  comment: null,
  columns,
  include: [],
  nulls: "distinct",
  deferral: "notDeferrable",
  onConflict: null,
  ...more,
});
const check = (
  name: Name,
  expression: string,
  more: Partial<Extract<Constraint, { kind: "check" }>> = {},
): Constraint => ({
  kind: "check",
  name,
  comment: null,
  expression,
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: null,
  ...more,
});
const foreignKey = (
  name: Name,
  columns: readonly string[],
  target: string,
  targetColumns: readonly string[],
  more: Partial<Extract<Constraint, { kind: "foreignKey" }>> = {},
): Constraint => ({
  kind: "foreignKey",
  name,
  comment: null,
  columns,
  target: { schema: null, name: target },
  targetColumns,
  onUpdate: "noAction",
  onDelete: "noAction",
  onDeleteColumns: [],
  match: "simple",
  deferral: "notDeferrable",
  validated: true,
  enforced: true,
  ...more,
});

/** The name that a declaration leaves to the server comes back as none, a CHECK's as written; text and versions belong to the live side. */
const leftToServer = (constraint: Constraint): Constraint => {
  if (constraint.name.from === "author") return constraint;
  return {
    ...constraint,
    name:
      constraint.kind === "check" && constraint.name.from === "server"
        ? byAuthor(constraint.name.text)
        : nowhere,
  };
};

const asDeclared = (schema: Schema): Schema => {
  const erased = dialectNamed(schema.dialect).quirks.reduce((s, quirk) => quirk.erase(s), schema);
  const key = (o: Constraint): string => JSON.stringify([o.kind, o]);
  return {
    ...erased,
    version: [],
    defaultSchema: null,
    notCompared: [],
    tables: erased.tables.map((t) => ({
      ...t,
      definition: null,
      constraints: t.constraints.map(leftToServer).sort((a, b) => (key(a) < key(b) ? -1 : 1)),
      indexes: t.indexes.map((i) =>
        i.name.from === "nowhere" ? i : { ...i, name: byAuthor(i.name.text) },
      ),
    })),
  };
};

const roundTrip = async (schema: Schema): Promise<string> => {
  const module = await renderMetadata(schema);
  const dialect = dialectNamed(schema.dialect);
  expect(asDeclared(dialect.normalize(declare(evaluate(module), dialect).schema))).toEqual(
    asDeclared(dialect.normalize(schema)),
  );
  return module;
};

const schemaOf = (
  dialect: DialectName,
  tables: readonly Table[],
  more: Partial<Schema> = {},
): Schema => ({ ...emptySchema(dialect), ...more, tables });

const names = Object.keys(dialects) as readonly DialectName[];
const integerOf: Readonly<Record<DialectName, string>> = {
  postgres: "integer",
  mysql: "int",
  mariadb: "int",
  sqlite: "INTEGER",
  snowflake: "NUMBER(38,0)",
};

describe.each(names)("on %s", (dialect) => {
  const integer = integerOf[dialect];
  const fits = (name: string): boolean => Buffer.byteLength(name) <= 63;
  // What a server does not have, its declaration cannot hold.
  const [hasIndexes, isNarrow] = [
    dialects[dialect].support.index.supported,
    dialect === "snowflake",
  ];

  it("holds any name", async () => {
    const own = uglyNames
      .filter(fits)
      .filter((name, i, all) => all.findIndex((o) => o.toLowerCase() === name.toLowerCase()) === i)
      .sort((a, b) => (a < b ? -1 : 1));
    const columns = own.map((name) => plainColumn(name, integer));
    const tables = own.map((name, i) =>
      table(name, {
        columns: columns.filter((_, k) =>
          [0, 1, 2, 3, 5].some((step) => k === (i + step) % own.length),
        ),
        constraints: [
          unique(byAuthor(`uq${i}_${name}`.slice(0, 50)), [
            own[i] ?? "",
            own[(i + 1) % own.length] ?? "",
          ]),
          foreignKey(
            byAuthor(`fk${i}_${name}`.slice(0, 50)),
            [name],
            own[(i + 3) % own.length] ?? "",
            [own[(i + 5) % own.length] ?? ""],
          ),
          check(byAuthor(`ck${i}_${name}`.slice(0, 50)), `${name} <> '\`\${1}' -- \\`),
        ],
        indexes: [
          {
            ...plainIndex(byAuthor(`ix${i}_${name}`.slice(0, 50)), [
              plainElement({ column: name }),
              plainElement({ expression: `lower(${name})` }),
            ]),
            where: name,
          },
        ].filter(() => hasIndexes),
      }),
    );
    await roundTrip(schemaOf(dialect, tables));
  });

  it("holds every part of a column", async () => {
    const column = (name: string, more: Partial<Column>): Column => ({
      ...plainColumn(name, integer),
      ...more,
    });
    await roundTrip(
      schemaOf(dialect, [
        table("t", {
          columns: [
            column("always", {
              identity: { kind: "always", numbers: plainNumbers },
              nullable: false,
            }),
            isNarrow
              ? column("big", {})
              : column("big", {
                  identity: {
                    kind: "byDefault",
                    numbers: {
                      start: "9223372036854775807",
                      increment: "-1",
                      min: "1",
                      max: "9223372036854775807",
                      cache: "5",
                      cycle: true,
                    },
                  },
                  nullable: false,
                }),
            column("counted", {
              identity: { kind: "autoIncrement", numbers: plainNumbers },
              nullable: false,
            }),
            ...(isNarrow
              ? []
              : [
                  column("doubled", { generated: { expression: "always * 2", stored: true } }),
                  column("seen", { generated: { expression: "always * 3", stored: false } }),
                  column("renewed", { onUpdate: "CURRENT_TIMESTAMP" }),
                  column("sorted", { collation: 'x"y' }),
                ]),
            column("zero", { default: "0" }),
            column("minus", { default: "-1" }),
            column("half", { default: "0.50" }),
            column("word", { default: "'it''s'" }),
            column("wild", { default: "'`${x}` \\ \r\n'" }),
            column("now", { default: "CURRENT_TIMESTAMP" }),
            column("said", { comment: "it's\n`said` ${x}" }),
            column("strange", { type: "no such type" }),
          ],
          comment: "a 'table'",
        }),
      ]),
    );
  });

  it("leaves to the server what the server named, CHECKs apart, and says everything else", async () => {
    const module = await roundTrip(
      schemaOf(dialect, [
        table("a", {
          columns: [
            { ...plainColumn("id", integer), nullable: false },
            plainColumn("x", integer),
            plainColumn("y", integer),
          ],
          constraints: [
            primaryKey(byServer("a_pkey"), ["id"]),
            unique(byServer("a_x_key"), ["x"]),
            unique(byAuthor("uq_a_x"), ["x"]),
            foreignKey(byServer("a_y_fkey"), ["y"], "a", ["id"]),
            check(byServer("a_check"), "x > y"),
            check(nowhere, "x > 1"),
            check(byAuthor("ck_a_y"), "y > 1"),
          ],
          indexes: [plainIndex(byServer("a_y_idx"), [plainElement({ column: "y" })])].filter(
            () => hasIndexes,
          ),
        }),
        table("b", {
          columns: [
            plainColumn("x", integer),
            { ...plainColumn("y", integer), nullable: false },
            { ...plainColumn("id", integer), nullable: false },
          ],
          constraints: [
            primaryKey(byAuthor("pk_b"), ["id", "y"]),
            foreignKey(
              byAuthor("fk_b_x_gone"),
              ["x"],
              "gone",
              ["id"],
              isNarrow ? {} : { onDelete: "cascade", onUpdate: "setNull", match: "full" },
            ),
          ],
        }),
      ]),
    );
    expect(module).not.toContain("a_pkey");
    expect(module).not.toContain("a_x_key");
    expect(module).toContain('{ name: finalName("a_check") }');
    expect(module).toContain('{ name: finalName("ck_a_y") }');
    expect(module).toContain("external: true");
  });
});

it("says what only PostgreSQL has", async () => {
  const { postgres } = dialects;
  const enums = [
    { schema: null, name: "Mood", values: ["it's", "`${ok}`"], comment: "how" },
    { schema: "app", name: "state", values: [], comment: null },
  ];
  const text = (i: number): string =>
    postgres.types.print({
      is: "enum",
      constraint: false,
      ...(enums[i] ?? { schema: null, name: "", values: [] }),
    });
  const module = await roundTrip(
    schemaOf(
      "postgres",
      [
        table("Mood", {
          columns: [
            { ...plainColumn("mood", text(0)), default: `'it''s'::"Mood"` },
            plainColumn("moods", `${text(0)}[]`),
            plainColumn("words", "text[]"),
            plainColumn("search", "tsvector"),
            {
              ...plainColumn("n", "integer"),
              identity: { kind: "serial", numbers: plainNumbers },
              nullable: false,
            },
            { ...plainColumn("stored", "text"), options: { storage: "external" } },
          ],
          constraints: [
            unique(byAuthor("u"), ["n"], {
              nulls: "notDistinct",
              include: ["mood"],
              deferral: "initiallyDeferred",
              comment: "why",
            }),
            check(byAuthor("c"), "n > 0", { validated: false, inherited: false, comment: "so" }),
            foreignKey(byAuthor("f"), ["n"], "Mood", ["n"], {
              onDelete: "setNull",
              onDeleteColumns: ["n"],
              deferral: "initiallyImmediate",
              validated: false,
            }),
            {
              kind: "exclude",
              name: byAuthor("x"),
              comment: null,
              method: "gist",
              include: [],
              where: "n > 3",
              deferral: "notDeferrable",
              elements: [
                { ...plainElement({ column: "n" }), operator: "=" },
                {
                  ...plainElement({ expression: "lower('`${a}`')" }),
                  operator: "&&",
                  operatorClass: "text_ops",
                },
              ],
            },
          ],
          indexes: [
            {
              ...plainIndex(byAuthor("i"), [
                { ...plainElement({ column: "search" }), operatorClass: "tsvector_ops" },
                {
                  ...plainElement({ column: "n" }),
                  descending: true,
                  nulls: "last",
                  collation: "C",
                },
                { ...plainElement({ expression: "lower(stored)" }), nulls: "first" },
              ]),
              unique: true,
              nulls: "notDistinct",
              method: "gin",
              include: ["mood"],
              where: "n > 0",
              comment: "it's",
              options: { fillfactor: "70" },
            },
          ],
        }),
        table("there", { schema: "app", columns: [plainColumn("state", text(1))] }),
      ],
      {
        enums,
        namespaces: [
          { name: "app", comment: null },
          { name: "bare", comment: "it's `bare`" },
        ],
        sequences: [
          {
            schema: "app",
            name: "s",
            type: "integer",
            ...plainNumbers,
            start: "5",
            ownedBy: { table: { schema: "app", name: "there" }, column: "state" },
            comment: "x",
          },
        ],
        notCompared: [
          {
            kind: "view",
            schema: null,
            name: "v\n*/ process.exit()",
            table: null,
            definition: null,
          },
        ],
      },
    ),
  );
  expect(module).toContain("array(Mood())");
});

it("says what only MySQL has", async () => {
  await roundTrip(
    schemaOf("mysql", [
      table("t", {
        columns: [
          plainColumn("kind", "enum('a','it''s')"),
          plainColumn("flags", "set('a','b')"),
          plainColumn("body", "longtext"),
          plainColumn("n", "int unsigned"),
          plainColumn("on", "tinyint(1)"),
        ],
        indexes: [
          {
            ...plainIndex(byAuthor("i"), [
              { ...plainElement({ column: "body" }), prefix: 10 },
              { ...plainElement({ column: "n" }), descending: true },
            ]),
            method: "fulltext",
          },
        ],
        options: { engine: "InnoDB" },
      }),
    ]),
  );
});

it("says what only SQLite has", async () => {
  const module = await roundTrip(
    schemaOf("sqlite", [
      table("t", {
        columns: [
          plainColumn("id", "INTEGER"),
          plainColumn("on", "BOOLEAN"),
          plainColumn("none", ""),
          { ...plainColumn("at", "DATETIME"), default: "CURRENT_TIMESTAMP" },
        ],
        constraints: [
          primaryKey(nowhere, ["id"]),
          unique(nowhere, ["on"], { onConflict: "replace" }),
          check(nowhere, '"on" IN (0, 1)'),
        ],
        options: { strict: "true", withoutRowid: "true" },
      }),
    ]),
  );
  expect(module).toContain("boolean({ constraint: false })");
});
