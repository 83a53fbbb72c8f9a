/** What must hold of a dialect as a value, without a database. */
import type { Dialect } from "../dialects/index.js";
import type { PortableType } from "../dialects/types.js";
import {
  byAuthor,
  constraintKinds,
  emptySchema,
  plainColumn,
  plainElement,
  type Constraint,
  type Table,
} from "../model/index.js";
import { tokenize } from "../sql/index.js";
import type { ConformanceOutcome } from "./contract.js";
import { must, mustEqual } from "./must.js";

interface PureCheck {
  readonly name: string;
  readonly run: (dialect: Dialect) => ConformanceOutcome;
}

/** Names that break what does not quote. */
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

const common = { name: byAuthor("conform"), comment: null };
const key = {
  ...common,
  columns: ["a"],
  include: [],
  deferral: "notDeferrable",
  onConflict: null,
} as const;

/** A constraint of each kind, on a table with the column a. */
const examples: readonly Constraint[] = [
  { kind: "primaryKey", ...key },
  { kind: "unique", ...key, nulls: "distinct" },
  {
    kind: "foreignKey",
    ...common,
    columns: ["a"],
    target: { schema: null, name: "conform_other" },
    targetColumns: ["a"],
    onUpdate: "noAction",
    onDelete: "noAction",
    onDeleteColumns: [],
    match: "simple",
    deferral: "notDeferrable",
    validated: true,
    enforced: true,
  },
  {
    kind: "check",
    ...common,
    expression: "a > 0",
    validated: true,
    enforced: true,
    inherited: true,
    ofColumn: null,
  },
  {
    kind: "exclude",
    ...common,
    method: "gist",
    elements: [{ ...plainElement({ column: "a" }), operator: "=" }],
    include: [],
    where: null,
    deferral: "notDeferrable",
  },
];

const tableWith = (constraint: Constraint, dialect: Dialect): Table => ({
  schema: null,
  name: "conform_t",
  columns: [plainColumn("a", dialect.types.canonical(dialect.types.print({ is: "integer" })))],
  constraints: [constraint],
  indexes: [],
  comment: null,
  options: {},
  definition: null,
});

/** Is a table with the constraint refused as unsupported? */
const refused = (constraint: Constraint, dialect: Dialect): boolean => {
  const table = tableWith(constraint, dialect);
  try {
    dialect.ddl.statements({ do: "createTable", table }, emptySchema(dialect.name));
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "unsupported";
  }
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
          row.supported || refused(constraint, dialect),
          `a ${constraint.kind} must be refused as unsupported, for support.${constraint.kind} says that it is`,
          row,
        );
      }
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
