/** The checks of a dialect as a value, without a database. */
import { objectExamples } from "../codec/sqlObjects.js";
import type { Dialect } from "../dialects/index.js";
import type { PortableType } from "../dialects/types.js";
import {
  constraintKinds,
  constraintRules,
  emptySchema,
  plainColumn,
  same,
  sqlObjectKinds,
  sqlObjectRules,
  type Column,
  type Constraint,
  type Element,
  type Index,
  type Operation,
  type Schema,
  type Sql,
  type SqlObject,
  type SqlObjectKind,
  type Table,
} from "../model/index.js";
import { tokenize } from "../sql/index.js";
import type { ConformanceOutcome } from "./contract.js";
import {
  elementsOtherwise,
  exampleElement,
  exampleIndex,
  examples,
  indexOtherwise,
  otherwise,
  type Excused,
} from "./examples.js";
import { must, mustEqual } from "./must.js";

interface PureCheck {
  readonly name: string;
  readonly run: (dialect: Dialect) => ConformanceOutcome;
}

/** Names that break SQL which does not quote them. */
export const hostileNames: readonly string[] = [
  "select",
  "Mixed Case",
  'a"b',
  "a`b",
  "a]b",
  "it's",
  "a;b--c",
  "a/*b",
  "back\\slash",
  "ünï©ode",
];

const types: readonly PortableType[] = [
  { is: "smallint" },
  { is: "integer" },
  { is: "bigint" },
  { is: "numeric", precision: 10, scale: 2 },
  { is: "real" },
  { is: "double" },
  { is: "varchar", length: 30 },
  { is: "char", length: 3 },
];

const integers = ({ types }: Dialect, ...names: readonly string[]): readonly Column[] =>
  names.map((name) => plainColumn(name, types.canonical(types.print({ is: "integer" }))));

const tableWith = (constraint: Constraint | null, dialect: Dialect): Table => ({
  schema: null,
  name: "conform_t",
  columns: integers(dialect, "a", "b"),
  constraints: constraint === null ? [] : [constraint],
  indexes: [],
  comment: null,
  options: {},
  definition: null,
});

/** The SQL of an operation; null where it is refused as unsupported. */
const printed = (operation: Operation, before: Schema, dialect: Dialect): readonly Sql[] | null => {
  try {
    return dialect.ddl.statements(operation, before).map(({ sql }) => sql);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "unsupported") return null;
    throw error;
  }
};

const withConstraint = (constraint: Constraint, dialect: Dialect): readonly Sql[] | null =>
  printed(
    { do: "createTable", table: tableWith(constraint, dialect) },
    emptySchema(dialect.name),
    dialect,
  );

/** The statements that add the constraint to an existing table; null where they are refused. */
const withAdded = (constraint: Constraint, dialect: Dialect): readonly Sql[] | null => {
  const table = tableWith(null, dialect);
  return printed(
    { do: "createConstraint", table: { schema: null, name: table.name }, constraint },
    { ...emptySchema(dialect.name), tables: [table] },
    dialect,
  );
};

const withIndex = (index: Index, dialect: Dialect): readonly Sql[] | null => {
  const table = tableWith(null, dialect);
  return printed(
    { do: "createIndex", table: { schema: null, name: table.name }, index },
    { ...emptySchema(dialect.name), tables: [table] },
    dialect,
  );
};

/**
 * Fails for an attribute that changes nothing in the printed SQL.
 * @param rows for each attribute, another value
 * @param print null: refused
 * @param normal the normal form: values that it makes equal need not differ in SQL
 */
const mustSayAll = <T extends object>(
  what: string,
  example: T,
  rows: Readonly<Record<string, Partial<T> | Excused>>,
  print: (object: T) => readonly Sql[] | null,
  normal: (object: T) => unknown = (object) => object,
): void => {
  const plain = print(example);
  must(plain !== null, `a plain ${what} must be printed`, plain);
  for (const [attribute, other] of Object.entries(rows)) {
    if ("because" in other) continue;
    const changed = { ...example, ...other };
    const statements = print(changed);
    must(
      statements === null || !same(statements, plain) || same(normal(changed), normal(example)),
      `${attribute} of a ${what} must be printed, or refused as unsupported, and never left out in silence`,
      { attribute: other, statements },
    );
  }
};

/** The example of a foreign key has an action, which not every server supports. */
const taken = (example: Constraint, dialect: Dialect): Constraint =>
  example.kind === "foreignKey" && withConstraint(example, dialect) === null
    ? { ...example, onDelete: "noAction" }
    : example;

const mustSayConstraint = (example: Constraint, dialect: Dialect): void => {
  const { kind } = example;
  if (!dialect.support[kind].supported) return;
  const { label } = constraintRules[kind];
  const normal = (c: Constraint): unknown =>
    dialect.normalize({ ...emptySchema(dialect.name), tables: [tableWith(c, dialect)] });
  const ways: readonly (readonly [what: string, print: typeof withConstraint])[] = [
    [label, withConstraint],
    // A dialect that rebuilds tables adds it in a batch instead, which edits the text of an
    // existing table.
    ...(dialect.facts.altersByRebuild ? [] : [[`${label} that is added`, withAdded] as const]),
  ];
  for (const [what, print] of ways)
    mustSayAll<Constraint>(
      what,
      taken(example, dialect),
      otherwise[kind],
      (c) => print(c, dialect),
      normal,
    );
};

const mustSayObject = (kind: SqlObjectKind, dialect: Dialect): void => {
  const { plain, otherwise: others } = objectExamples(kind);
  mustSayAll<SqlObject>(sqlObjectRules[kind].label, plain, others, (one) =>
    printed({ do: "createObject", kind, object: one }, emptySchema(dialect.name), dialect),
  );
};

export const pureChecks: readonly PureCheck[] = [
  {
    name: "identifiers: every name is quoted as one token that says the name again",
    run: ({ lexicon }) => {
      for (const name of hostileNames) {
        const tokens = tokenize(lexicon.quote(name), lexicon);
        mustEqual(
          tokens.map(({ kind, value }) => [kind, value]),
          [["quoted", name]],
          `lexicon.quote(${JSON.stringify(name)}) must be one quoted token of that name`,
        );
      }
      return null;
    },
  },
  {
    name: "literals: every text is one token",
    run: ({ lexicon }) => {
      for (const text of hostileNames)
        mustEqual(
          tokenize(lexicon.literal(text), lexicon).map(({ kind }) => kind),
          ["string"],
          `lexicon.literal(${JSON.stringify(text)}) must be one string token`,
        );
      return null;
    },
  },
  {
    name: "types: the canonical text of a type is canonical",
    run: ({ types: { canonical, portable, print } }) => {
      for (const type of types) {
        const text = canonical(print(type));
        mustEqual(canonical(text), text, `types.canonical must leave ${text} as it is`);
        const again = portable(text);
        if (again !== null)
          mustEqual(
            canonical(print(again)),
            text,
            `types.portable(${text}) must print as that again`,
          );
      }
      return null;
    },
  },
  {
    name: "support: there is a row for every kind, and what is not supported says why",
    run: ({ support }) => {
      for (const kind of [...constraintKinds, "index"] as const) {
        const row = support[kind];
        must(
          row.supported || row.because !== "",
          `support.${kind} must say because of what it is not supported`,
          row,
        );
      }
      return null;
    },
  },
  {
    name: "support: what is not supported is refused, by name",
    run: (dialect) => {
      for (const constraint of examples) {
        const row = dialect.support[constraint.kind];
        must(
          row.supported || withConstraint(constraint, dialect) === null,
          `a ${constraint.kind} must be refused as unsupported, for support.${constraint.kind} says that it is`,
          row,
        );
      }
      return null;
    },
  },
  {
    name: "support: no attribute of a constraint or an index is lost in silence",
    run: (dialect) => {
      for (const constraint of examples) mustSayConstraint(constraint, dialect);
      if (!dialect.support.index.supported) return null;
      mustSayAll<Index>("index", exampleIndex, indexOtherwise, (i) => withIndex(i, dialect));
      mustSayAll<Element>("column in an index", exampleElement, elementsOtherwise, (e) =>
        withIndex({ ...exampleIndex, elements: [e] }, dialect),
      );
      return null;
    },
  },
  {
    name: "support: no attribute of an SQL object is lost in silence",
    run: (dialect) => {
      for (const kind of sqlObjectKinds)
        if (dialect.objects?.[kind] !== undefined) mustSayObject(kind, dialect);
      return null;
    },
  },
  {
    name: "quirks: each has an id of its own, in kebab case, and a reason",
    run: ({ quirks }) => {
      const ids = quirks.map(({ id }) => id);
      mustEqual([...new Set(ids)], ids, "every quirk must have an id of its own");
      for (const { id, because } of quirks)
        must(
          /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) && because !== "",
          "a quirk must have an id in kebab case and a reason",
          { id, because },
        );
      return null;
    },
  },
];
