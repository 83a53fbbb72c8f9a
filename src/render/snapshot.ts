/** A schema as a snapshot file, and back; what does not fit is an error that names its path. */
import { dialectNames } from "../dialects/index.js";
import {
  SchemaDiffError,
  messageOf,
  constraintKinds,
  keyParts,
  type Column,
  type Constraint,
  type ConstraintKind,
  type Element,
  type Index,
  type CreationOrder,
  type Name,
  type Schema,
  type Sequence,
  type SequenceNumbers,
  type Table,
  type TableRef,
  type Unmodelled,
} from "../model/index.js";
import {
  choice,
  dictionary,
  flag,
  list,
  numerals,
  object,
  optional,
  pathOf,
  root,
  text,
  wholeNumber,
  type Fields,
  type Decoder,
} from "../codec/decode.js";

/** What `$schema` says: the JSON Schema that comes with this package. */
export const snapshotSchema = "schema-diff/snapshot.schema.json";

const texts = list(text);
const perhapsText = optional(text);
const perhapsNumerals = optional(numerals);
const dictionaryOfText = dictionary(text);
const textOrNull = (f: Fields, key: string): string | null => f.or(key, perhapsText, null);
const options = (f: Fields) => f.or("options", dictionaryOfText, {});

const origin = choice("author", "server", "nowhere");

const name: Decoder<Name> = object((f): Name => {
  const from = f.need("from", origin);
  return from === "nowhere"
    ? { from, lent: textOrNull(f, "lent") }
    : { from, text: f.need("text", text) };
});

const refFields = (f: Fields): TableRef => ({
  schema: textOrNull(f, "schema"),
  name: f.need("name", text),
});
const ref: Decoder<TableRef> = object(refFields);

const numbersFields = (f: Fields): SequenceNumbers => ({
  start: f.or("start", perhapsNumerals, null),
  increment: f.or("increment", perhapsNumerals, null),
  min: f.or("min", perhapsNumerals, null),
  max: f.or("max", perhapsNumerals, null),
  cache: f.or("cache", perhapsNumerals, null),
  cycle: f.or("cycle", flag, false),
});

const identityKind = choice("always", "byDefault", "serial", "autoIncrement");
const numbers = object(numbersFields);
const identity = optional(
  object((f) => ({ kind: f.need("kind", identityKind), numbers: f.need("numbers", numbers) })),
);
const generated = optional(
  object((f) => ({ expression: f.need("expression", text), stored: f.need("stored", flag) })),
);

const column: Decoder<Column> = object((f) => ({
  name: f.need("name", text),
  type: f.need("type", text),
  nullable: f.or("nullable", flag, true),
  default: textOrNull(f, "default"),
  identity: f.or("identity", identity, null),
  generated: f.or("generated", generated, null),
  collation: textOrNull(f, "collation"),
  onUpdate: textOrNull(f, "onUpdate"),
  comment: textOrNull(f, "comment"),
  options: options(f),
}));

const elementOf: Decoder<Element["of"]> = object((f) =>
  f.has("expression")
    ? { expression: f.need("expression", text) }
    : { column: f.need("column", text) },
);
const nullsPlace = optional(choice("first", "last"));
const perhapsWholeNumber = optional(wholeNumber);

const elementFields = (f: Fields): Element => ({
  of: f.need("of", elementOf),
  descending: f.or("descending", flag, false),
  nulls: f.or("nulls", nullsPlace, null),
  collation: textOrNull(f, "collation"),
  operatorClass: textOrNull(f, "operatorClass"),
  prefix: f.or("prefix", perhapsWholeNumber, null),
});

const elements = list(object(elementFields));
const excludeElements = list(
  object((f) => ({ ...elementFields(f), operator: f.need("operator", text) })),
);

const deferrals = choice("notDeferrable", "initiallyImmediate", "initiallyDeferred");
const conflictAnswers = optional(choice("rollback", "fail", "ignore", "replace"));
const action = choice("noAction", "restrict", "cascade", "setNull", "setDefault");
const match = choice("simple", "full", "partial");
const distinctness = choice("distinct", "notDistinct");
const deferral = (f: Fields) => f.or("deferral", deferrals, "notDeferrable");
const onConflict = (f: Fields) => f.or("onConflict", conflictAnswers, null);
const nulls = (f: Fields) => f.or("nulls", distinctness, "distinct");

const parts = list(
  object((f) => ({
    descending: f.or("descending", flag, false),
    collation: textOrNull(f, "collation"),
  })),
);

/** A key's columns, one part for each where there are parts. */
const keyColumns = (f: Fields) => ({
  columns: f.need("columns", texts),
  ...keyParts(f.or("parts", parts, [])),
});

interface Common {
  readonly name: Name;
  readonly comment: string | null;
}

type Sayings = { readonly [K in ConstraintKind]: (f: Fields, common: Common) => Constraint<K> };

const sayings: Sayings = {
  primaryKey: (f, common) => ({
    kind: "primaryKey",
    ...common,
    ...keyColumns(f),
    include: f.or("include", texts, []),
    deferral: deferral(f),
    onConflict: onConflict(f),
  }),
  unique: (f, common) => ({
    kind: "unique",
    ...common,
    ...keyColumns(f),
    include: f.or("include", texts, []),
    nulls: nulls(f),
    deferral: deferral(f),
    onConflict: onConflict(f),
  }),
  foreignKey: (f, common) => ({
    kind: "foreignKey",
    ...common,
    columns: f.need("columns", texts),
    target: f.need("target", ref),
    targetColumns: f.need("targetColumns", texts),
    onUpdate: f.or("onUpdate", action, "noAction"),
    onDelete: f.or("onDelete", action, "noAction"),
    onDeleteColumns: f.or("onDeleteColumns", texts, []),
    match: f.or("match", match, "simple"),
    deferral: deferral(f),
    validated: f.or("validated", flag, true),
    enforced: f.or("enforced", flag, true),
  }),
  check: (f, common) => ({
    kind: "check",
    ...common,
    expression: f.need("expression", text),
    validated: f.or("validated", flag, true),
    enforced: f.or("enforced", flag, true),
    inherited: f.or("inherited", flag, true),
    ofColumn: textOrNull(f, "ofColumn"),
  }),
  exclude: (f, common) => ({
    kind: "exclude",
    ...common,
    method: f.need("method", text),
    elements: f.need("elements", excludeElements),
    include: f.or("include", texts, []),
    where: textOrNull(f, "where"),
    deferral: deferral(f),
  }),
};

const constraintKind = choice(...constraintKinds);

const constraint: Decoder<Constraint> = object((f): Constraint => {
  const kind = f.need("kind", constraintKind);
  return sayings[kind](f, { name: f.need("name", name), comment: textOrNull(f, "comment") });
});

const index: Decoder<Index> = object((f) => {
  const definition = f.get("definition", text);
  return {
    name: f.need("name", name),
    elements: f.need("elements", elements),
    unique: f.or("unique", flag, false),
    nulls: nulls(f),
    method: textOrNull(f, "method"),
    include: f.or("include", texts, []),
    where: textOrNull(f, "where"),
    comment: textOrNull(f, "comment"),
    options: options(f),
    ...(definition !== undefined && { definition }),
  };
});

const [columns, constraints, indexes] = [list(column), list(constraint), list(index)];

const table: Decoder<Table> = object((f) => ({
  ...refFields(f),
  columns: f.need("columns", columns),
  constraints: f.need("constraints", constraints),
  indexes: f.or("indexes", indexes, []),
  comment: textOrNull(f, "comment"),
  options: options(f),
  definition: textOrNull(f, "definition"),
}));

const sequence: Decoder<Sequence> = object((f) => ({
  ...refFields(f),
  type: f.need("type", text),
  ...numbersFields(f),
  ownedBy: f.or(
    "ownedBy",
    optional(object((g) => ({ table: g.need("table", ref), column: g.need("column", text) }))),
    null,
  ),
  comment: textOrNull(f, "comment"),
}));

const unmodelled: Decoder<Unmodelled> = object((f) => ({
  kind: f.need("kind", text),
  ...refFields(f),
  table: f.or("table", optional(ref), null),
  definition: textOrNull(f, "definition"),
}));

const formatVersion: Decoder<1> = (value, at) => {
  if (value === 1) return 1;
  throw new SchemaDiffError(
    at.code,
    `${pathOf(at)} is ${value === undefined ? "missing" : JSON.stringify(value)}, and this program reads 1`,
    "write the snapshot again with `schema-diff reflect --format json`",
  );
};

const creationOrder: Decoder<CreationOrder> = object((f) => ({
  indexes: f.need("indexes", texts),
  triggers: f.need("triggers", texts),
}));

const creationOrderOf = (found: CreationOrder | undefined): Pick<Schema, "creationOrder"> =>
  found === undefined ? {} : { creationOrder: found };

/** Asked for when a snapshot is read: a dialect may have been registered since. */
const dialect: Decoder<string> = (value, at) => choice(...dialectNames())(value, at);

const schema: Decoder<Schema> = object((f) => ({
  formatVersion: f.need("formatVersion", formatVersion),
  dialect: f.need("dialect", dialect),
  version: f.or("version", list(wholeNumber), []),
  defaultSchema: textOrNull(f, "defaultSchema"),
  namespaces: f.or(
    "namespaces",
    list(object((g) => ({ name: g.need("name", text), comment: textOrNull(g, "comment") }))),
    [],
  ),
  enums: f.or(
    "enums",
    list(
      object((g) => ({
        ...refFields(g),
        values: g.need("values", texts),
        comment: textOrNull(g, "comment"),
      })),
    ),
    [],
  ),
  sequences: f.or("sequences", list(sequence), []),
  tables: f.need("tables", list(table)),
  notCompared: f.or("notCompared", list(unmodelled), []),
  ...creationOrderOf(f.get("creationOrder", creationOrder)),
}));

const file: Decoder<Schema> = (value, at) => {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return schema(value, at);
  const { $schema: _named, ...rest }: Readonly<Record<string, unknown>> = { ...value };
  return schema(rest, at);
};

/** The whole schema with its keys in one order, so that equal schemas are equal files. */
export const snapshotJson = (whole: Schema): string => {
  const { formatVersion: version, ...rest } = schema(whole, root("internal", "schema"));
  return `${JSON.stringify({ $schema: snapshotSchema, formatVersion: version, ...rest }, null, 2)}\n`;
};

/** @throws SchemaDiffError `snapshot`, with the file and the path in it */
export const parseSnapshot = (content: string, where: string): Schema => {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (thrown) {
    throw new SchemaDiffError(
      "snapshot",
      `${where} is no JSON: ${messageOf(thrown)}`,
      "write it again with `schema-diff reflect --format json`",
      { cause: thrown },
    );
  }
  return file(value, root("snapshot", `${where}: snapshot`));
};
