/** Finds the texts of a schema that are not exactly one piece of SQL of their kind. */
import {
  dependencyText,
  nameText,
  opaqueAddress,
  same,
  schemaObjectKinds,
  schemaObjectRules,
  tableKey,
  tableText,
  textsOf,
  type ObjectKind,
  type ObjectOf,
  type Schema,
  type SchemaObjectKind,
  type SchemaObjectRow,
  type Sql,
  type SqlText,
  type Syntax,
  type Table,
} from "../model/index.js";
import { fragmentProblem } from "../sql/index.js";
import type { Dialect } from "./dialect.js";

/** A text that must not enter SQL, and why. */
export interface StrangeText {
  /** `column t.c`. */
  readonly of: string;
  /** `default`, `elements[0]`. */
  readonly path: string;
  readonly text: Sql;
  readonly syntax: Syntax;
  /** `its brackets do not match`. */
  readonly problem: string;
}

type Judge = (text: string, syntax: Syntax) => string | null;

/** Checks texts, each only once: a schema repeats its types and defaults. */
const judgeOf = ({ lexicon }: Dialect): Judge => {
  const known = new Map<string, string | null>();
  return (text, syntax) => {
    const key = `${syntax} ${text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const problem = fragmentProblem(text, syntax, lexicon);
    known.set(key, problem);
    return problem;
  };
};

/** An option that is printed inside parentheses may be a list. */
const syntaxOf = ({ path, syntax }: SqlText, { facts }: Dialect): Syntax =>
  syntax === "setting" && facts.listOptions.includes(path.replace(/^options\./, ""))
    ? "settings"
    : syntax;

type Inspect = <K extends ObjectKind>(
  kind: K,
  object: ObjectOf[K],
  of: () => string,
) => readonly StrangeText[];

const inspecting = (dialect: Dialect): Inspect => {
  const judge = judgeOf(dialect);
  return (kind, object, of) =>
    textsOf(kind, object).flatMap((found) => {
      const syntax = syntaxOf(found, dialect);
      const problem = judge(found.text, syntax);
      return problem === null
        ? []
        : [{ of: of(), path: found.path, text: found.text, syntax, problem }];
    });
};

const inTable = (table: Table, inspect: Inspect): readonly StrangeText[] => {
  const named = (word: string, name: string | null) => (): string =>
    name === null ? `${word} of ${tableText(table)}` : `${word} ${tableText(table)}.${name}`;
  return [
    ...inspect("table", table, () => `table ${tableText(table)}`),
    ...table.columns.flatMap((c) => inspect("column", c, named("column", c.name))),
    ...table.constraints.flatMap((c) => inspect(c.kind, c, named(c.kind, nameText(c.name)))),
    ...table.indexes.flatMap((i) => inspect("index", i, named("index", nameText(i.name)))),
  ];
};

export const strangeTextsOfTable = (table: Table, dialect: Dialect): readonly StrangeText[] =>
  inTable(table, inspecting(dialect));

/**
 * The objects of a kind except those that the database holds unchanged, whose texts the database
 * itself gave.
 */
const unknownOf = <K extends SchemaObjectKind>(
  kind: K,
  schema: Schema,
  database: Schema | null,
): readonly ObjectOf[K][] => {
  const { all }: SchemaObjectRow<K> = schemaObjectRules[kind];
  if (database === null) return all(schema);
  const held = new Map(all(database).map((object) => [tableKey(object), object]));
  return all(schema).filter((object) => !same(object, held.get(tableKey(object))));
};

const ofKind = <K extends SchemaObjectKind>(
  kind: K,
  objects: readonly ObjectOf[K][],
  inspect: Inspect,
  named: (object: ObjectOf[K]) => string,
): readonly StrangeText[] =>
  objects.flatMap((object) => inspect(kind, object, () => named(object)));

/** The texts of objects that are carried as SQL only. */
const carried = ({ opaque = [], notCompared }: Schema): readonly Omit<StrangeText, "problem">[] => [
  ...notCompared.flatMap(({ kind, definition, ...ref }) =>
    definition === null
      ? []
      : [
          {
            of: `${kind} ${tableText(ref)}`,
            path: "definition",
            text: definition,
            syntax: "definition" as const,
          },
        ],
  ),
  ...opaque.flatMap((object) =>
    [...(object.drop === null ? [] : [object.drop]), ...object.definition].map((text) => ({
      of: dependencyText(opaqueAddress(object)),
      path: "definition",
      text,
      syntax: "statement" as const,
    })),
  ),
];

/**
 * @param database what was read of the database that the schema is compared with; null where none
 *   was read
 */
export const strangeTexts = (
  schema: Schema,
  dialect: Dialect,
  database: Schema | null = null,
): readonly StrangeText[] => {
  const inspect = inspecting(dialect);
  return [
    ...schemaObjectKinds
      .filter((kind) => kind !== "table")
      .flatMap((kind) =>
        ofKind(
          kind,
          unknownOf(kind, schema, database),
          inspect,
          (object) => `${schemaObjectRules[kind].label} ${tableText(object)}`,
        ),
      ),
    ...unknownOf("table", schema, database).flatMap((table) => inTable(table, inspect)),
    ...carried(schema).flatMap((found) => {
      const problem = fragmentProblem(found.text, found.syntax, dialect.lexicon);
      return problem === null ? [] : [{ ...found, problem }];
    }),
  ];
};

const words: Readonly<Record<Syntax, string>> = {
  type: "one type",
  expression: "one expression",
  name: "a name",
  operator: "an operator",
  setting: "one setting",
  settings: "a list of settings",
  number: "a whole number",
  query: "one query",
  definition: "one statement that creates it",
  statement: "one statement",
};

const shown = (text: string): string =>
  JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);

/** `the default of column t.c is not one expression (its brackets do not match): "…"` */
export const strangeTextSays = ({ of, path, text, syntax, problem }: StrangeText): string =>
  `the ${path} of ${of} is not ${words[syntax]} (${problem}): ${shown(text)}`;
