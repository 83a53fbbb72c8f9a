/**
 * A small dialect from outside, by CONTRIBUTING's steps: its databases live in this process, and its statements are
 * operations written as JSON. It has tables and columns, and no constraints.
 */
import {
  lexicon,
  SchemaDiffError,
  standardLiteral,
  statement,
  type Dialect,
  type Facts,
  type Operation,
  type PortableType,
  type Statement,
  type Support,
} from "schema-diff";

const facts: Facts = {
  identifierLimit: { length: 40, unit: "characters" },
  foldsTo: "asWritten",
  caseInsensitiveNames: false,
  columnNamesIgnoreCase: false,
  transactionalDdl: true,
  namelessConstraints: false,
  nameScope: {
    primaryKey: "none",
    unique: "none",
    exclude: "none",
    index: "none",
    foreignKey: "none",
    check: "none",
  },
  namespaces: "none",
  uniqueIsIndex: false,
  foreignKeysUnchecked: true,
  foreignKeyNeedsIndex: false,
  foreignKeyTargetsWholeKey: true,
  foreignKeyIndexAscends: false,
  readersRefuseKeyActions: false,
  checkNamedAsIndex: false,
  alterColumnNeedsWhole: false,
  autoIncrementNeedsKey: false,
  enumValueNeedsCommit: false,
  generatedHoldsType: false,
  virtualToPlainAnew: false,
  defaultReadsLater: "any",
  tablesAreTypes: false,
  altersByRebuild: false,
  tableOptions: { colour: "the colour of the table" },
  listOptions: [],
  optionAlias: {},
  columnOptions: {},
  indexOptions: {},
};

const print = (type: PortableType): string =>
  type.is === "native" ? (type.per["toy"] ?? type.text) : type.is;

const because = "a toy has no constraints";
const noConstraints: Support = { supported: false, because };

/** What its databases can do, by verb; `backend.ts` takes the same. */
const verbs: readonly Operation["do"][] = ["createTable", "dropTable", "addColumn", "dropColumn"];

const statements = (operation: Operation): readonly Statement[] => {
  if (operation.do === "execute") return [statement(operation.sql)];
  if (operation.do === "createTable")
    for (const { kind } of operation.table.constraints)
      throw new SchemaDiffError(
        "unsupported",
        `the ${kind} of table ${operation.table.name}: ${because}`,
        "leave it out",
      );
  if (verbs.includes(operation.do))
    return [statement(JSON.stringify(operation), { changes: "schema" })];
  throw new SchemaDiffError("unsupported", `a toy has no ${operation.do}`, "do without it");
};

export const toy: Dialect = {
  name: "toy",
  introduction: { title: "Toy", url: "toy://box", needsNoServer: true },
  urls: {
    schemes: ["toy"],
    defaultPort: 4711,
    spellings: [[/^plaything:\/\/(.*)$/, (rest = "") => `toy://${rest}`]],
    files: null,
  },
  noCurrentSchema: null,
  namingStyle: null,
  facts,
  lexicon: lexicon({
    quoteWith: '"',
    identifierQuotes: { '"': '"' },
    stringQuotes: "'",
    backslashEscapes: false,
    dollarQuotes: false,
    hashComments: false,
    dashCommentNeedsBlank: false,
    foldsTo: "asWritten",
    caseInsensitive: false,
    notFinite: {},
    literal: standardLiteral,
    boolean: String,
    bytes: (hex) => `x'${hex}'`,
  }),
  types: {
    print,
    canonical: (text) => text.trim().toLowerCase(),
    counts: (text) => text === "integer",
    portable: (text) => (text === "integer" ? { is: "integer" } : null),
    standIn: () => null,
  },
  support: {
    primaryKey: noConstraints,
    unique: noConstraints,
    foreignKey: noConstraints,
    check: noConstraints,
    exclude: noConstraints,
    index: noConstraints,
  },
  quirks: [],
  ddl: {
    statements,
    script: (all) => all,
    printScripts: (scripts) => scripts.flatMap((s) => [...s.statements, ...s.marks]),
  },
  normalize: (schema) => schema,
  withGeneratedName: (_table, item) => item,
  keyDirectionMatters: () => false,
  defaultKey: () => null,
  canonicalAction: (action) => action,
};
