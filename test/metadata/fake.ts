/** Small dialects for tests of declaring: one that knows every type, one whose booleans and enums are CHECKs. */
import type { Dialect, Facts } from "../../src/dialects/dialect.js";
import type { PortableType } from "../../src/dialects/types.js";
import { lexicon, standardLiteral } from "../../src/sql/index.js";

const facts: Facts = {
  identifierLimit: { length: 63, unit: "bytes" },
  foldsTo: "lower",
  caseInsensitiveNames: false,
  columnNamesIgnoreCase: false,
  transactionalDdl: true,
  namelessConstraints: false,
  nameScope: {
    primaryKey: "schema",
    unique: "schema",
    exclude: "schema",
    index: "schema",
    foreignKey: "table",
    check: "table",
  },
  namespaces: "schemas",
  uniqueIsIndex: false,
  foreignKeysUnchecked: false,
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
  tableOptions: { fillfactor: "how full pages are packed" },
  listOptions: [],
  optionAlias: {},
  columnOptions: { storage: "how values are stored" },
  indexOptions: { fillfactor: "how full pages are packed" },
};

const words = lexicon({
  quoteWith: '"',
  identifierQuotes: { '"': '"' },
  stringQuotes: "'",
  backslashEscapes: false,
  dollarQuotes: true,
  hashComments: false,
  dashCommentNeedsBlank: false,
  foldsTo: "lower",
  caseInsensitive: false,
  notFinite: {},
  literal: standardLiteral,
  boolean: String,
  bytes: (hex) => `'\\x${hex}'`,
});

const print = (type: PortableType): string => {
  if (type.is === "array") return `${print(type.of)}[]`;
  if (type.is === "enum")
    return type.schema === null ? `${type.name}` : `${type.schema}.${type.name}`;
  if (type.is === "native") return type.text;
  if (type.is === "varchar" || type.is === "char")
    return type.length === null ? type.is : `${type.is}(${type.length})`;
  return type.is;
};

const supported = { supported: true, renames: "inPlace", enforced: true } as const;

export const native: Dialect = {
  name: "postgres",
  introduction: { title: "A database", url: "postgres://localhost/app", needsNoServer: false },
  urls: { schemes: ["fake"], defaultPort: null, spellings: [], files: null },
  noCurrentSchema: null,
  namingStyle: null,
  facts,
  lexicon: words,
  types: {
    print,
    canonical: (text) => text.trim(),
    counts: (text) => text === "integer",
    portable: () => null,
    standIn: () => null,
  },
  support: {
    primaryKey: supported,
    unique: supported,
    foreignKey: supported,
    check: supported,
    exclude: supported,
    index: supported,
  },
  quirks: [],
  ddl: { statements: () => [], script: (statements) => statements, printScripts: () => [] },
  normalize: (schema) => schema,
  withGeneratedName: (_table, item) => item,
  keyDirectionMatters: () => false,
  defaultKey: () => null,
  canonicalAction: (action) => action,
};

/** Like SQLite: no booleans, no enums, names that nothing counts. */
export const plain: Dialect = {
  ...native,
  name: "sqlite",
  facts: {
    ...facts,
    identifierLimit: { length: 1_000_000, unit: "bytes" },
    namelessConstraints: true,
    caseInsensitiveNames: true,
    namespaces: "none",
    nameScope: {
      primaryKey: "none",
      unique: "none",
      exclude: "none",
      index: "schema",
      foreignKey: "none",
      check: "none",
    },
  },
  types: {
    ...native.types,
    print: (type) =>
      type.is === "enum"
        ? `varchar(${Math.max(...type.values.map((v) => v.length))})`
        : print(type),
    standIn: (type, column) =>
      type.is === "boolean"
        ? `${column} IN (0, 1)`
        : type.is === "enum"
          ? `${column} IN (${type.values.map(standardLiteral).join(", ")})`
          : null,
  },
};

/** Like MySQL: 64 characters. */
export const characters: Dialect = {
  ...native,
  name: "mysql",
  facts: {
    ...facts,
    identifierLimit: { length: 64, unit: "characters" },
    namespaces: "databases",
    uniqueIsIndex: true,
    nameScope: {
      primaryKey: "none",
      unique: "table",
      exclude: "none",
      index: "table",
      foreignKey: "schema",
      check: "schema",
    },
  },
};
