/** MetaData → Schema: what was declared, in the words of one dialect, with all names made. */
import {
  byAuthor,
  type Constraint,
  type ErrorPlace,
  freeze,
  type Index,
  type Name,
  nowhere,
  refOf,
  schemaObjectKinds,
  schemaObjectRules,
  type Schema,
  type Table,
  tableKey,
  nameText,
  type ByAlter,
  type TableRef,
  tableText,
  placed,
} from "../model/index.js";
import type { Dialect } from "../dialects/dialect.js";
import {
  checkCollisions,
  checkConvention,
  defaultConvention,
  nameFor,
  type AskedName,
  type NamedColumn,
  type NamedKind,
  type NamingConvention,
} from "../naming/index.js";
import { caseless, fits, lengthOf } from "../sql/index.js";
import { columnsOf } from "./columns.js";
import { constraintDrafts, type ConstraintDraft } from "./constraints.js";
import { metadataError, refIn, schemaIn, type Context } from "./context.js";
import { indexDrafts, type IndexDraft } from "./elements.js";
import { declarationArguments, either } from "./inputs.js";
import { contentsOf } from "./contents.js";
import { isMetaData, type MetaData } from "./metadata.js";
import { withLiveIdentities } from "./liveIdentity.js";
import { byKind, byRef } from "./order.js";
import { enumsOf, namespacesOf, sequencesOf } from "./objects.js";
import { knownOptions, methodOf, unknownSequenceSettings, unknownSettings } from "./settings.js";
import type { TableDeclaration } from "./table.js";

export interface DeclareOptions {
  /** The convention to use where the MetaData has none. */
  readonly namingConvention?: NamingConvention | null;
  /** The name of the schema that `schema: null` stands for: the connection's current schema. */
  readonly defaultSchema?: string | null;
  /**
   * The live schema it is compared with: a column whose identity is unspecified takes it from
   * there.
   */
  readonly live?: Schema | null;
}

export interface Declared {
  readonly schema: Schema;
  readonly warnings: readonly string[];
  /** Foreign keys that were declared with `useAlter`: to be added after all tables. */
  readonly useAlter: readonly ByAlter[];
  /** Where in the user's code the table or SQL object is declared; null where that is not known. */
  readonly placeOf: (table: TableRef) => ErrorPlace | null;
}

/** The convention that names what this MetaData declares. */
export const conventionOf = (
  metadata: MetaData,
  otherwise: NamingConvention | null = null,
): NamingConvention =>
  declarationArguments("conventionOf", "conventionOf(metadata)").one(
    "metadata",
    either("a MetaData", isMetaData),
    metadata,
  ).namingConvention ??
  otherwise ??
  defaultConvention;

interface Asked {
  readonly asked: AskedName;
  readonly columns: readonly NamedColumn[];
  readonly target?: ConstraintDraft["target"];
}

interface Named<T> {
  readonly value: T;
  readonly warnings: readonly string[];
}

const tableWith = (
  table: TableDeclaration,
  context: Context,
  convention: NamingConvention,
): Named<Table> & { readonly useAlter: Declared["useAlter"] } => {
  const { dialect } = context;
  const naming = (
    kind: NamedKind,
    { asked, columns, target = null }: Asked,
    expression: string | null,
  ): Named<Name> => {
    const { name, warning } = nameFor(
      { kind, table: refOf(table), columns, target, expression },
      asked,
      convention,
      dialect.facts,
    );
    return {
      value: name === null ? nowhere : byAuthor(name),
      warnings: warning === null ? [] : [warning],
    };
  };
  const constraints = constraintDrafts(table, context).map(
    (draft): Named<Constraint> & { readonly useAlter: boolean } => {
      const { constraint } = draft;
      const { value: name, warnings } = naming(
        constraint.kind,
        draft,
        constraint.kind === "check" ? constraint.expression : null,
      );
      return { value: { ...constraint, name }, warnings, useAlter: draft.useAlter };
    },
  );
  const indexes = indexDrafts(table, context).map((draft: IndexDraft): Named<Index> => {
    const { value: name, warnings } = naming("index", draft, null);
    if (name.from === "nowhere")
      throw metadataError(
        `an index of table ${tableText(table)} has no name`,
        "name it, or give the naming convention an ix",
      );
    return { value: { ...draft.index, name }, warnings };
  });
  const ref = refIn(context, table);
  const key = constraints.flatMap(({ value }) =>
    value.kind === "primaryKey" ? value.columns : [],
  );
  return {
    value: {
      ...ref,
      columns: columnsOf(table, key, context),
      constraints: constraints.map(({ value }) => value).sort(byKind),
      indexes: indexes.map(({ value }) => value),
      comment: table.comment,
      options: knownOptions(table.options, "tableOptions", dialect, methodOf(table.options)),
      definition: null,
    },
    warnings: [...constraints, ...indexes].flatMap(({ warnings }) => warnings),
    useAlter: constraints.flatMap(({ value, useAlter }) =>
      useAlter && value.kind === "foreignKey"
        ? [{ table: ref, name: nameText(value.name), columns: value.columns }]
        : [],
    ),
  };
};

const byKey = (
  tables: readonly TableDeclaration[],
  defaultSchema: string | null,
): Context["tableAt"] =>
  new Map(tables.map((table) => [tableKey(refIn({ defaultSchema }, table)), table]));

/** Throws for tables that were declared separately but whose names are the same to the server. */
const checkTables = (tables: readonly Table[], { facts, lexicon }: Dialect): void => {
  const taken = new Map<string, Table>();
  for (const table of tables) {
    const key = JSON.stringify([
      table.schema,
      facts.caseInsensitiveNames ? caseless(table.name, lexicon) : table.name,
    ]);
    const other = taken.get(key);
    if (other !== undefined)
      throw metadataError(
        `the tables ${tableText(other)} and ${tableText(table)} are one table here`,
        "take one of them out",
      );
    taken.set(key, table);
  }
};

const checkLengths = (schema: Schema, { facts }: Dialect): void => {
  const { identifierLimit: limit } = facts;
  const named = [
    ...[
      ...schemaObjectKinds.flatMap((kind): readonly TableRef[] =>
        schemaObjectRules[kind].all(schema),
      ),
      ...schema.namespaces,
    ].map(({ name }) => ({ name, what: "" })),
    ...schema.tables.flatMap((table) =>
      table.columns.map(({ name }) => ({
        name,
        what: ` of a column of table ${tableText(table)}`,
      })),
    ),
  ];
  for (const { name, what } of named) {
    if (name === "") throw metadataError(`an empty name${what}`, "give it a name");
    if (!fits(name, limit))
      throw metadataError(
        `the name ${JSON.stringify(name)}${what} has ${lengthOf(name, limit.unit)} ${limit.unit}, and ${limit.length} are the limit`,
        "shorten it",
      );
  }
};

const isDialect = (value: unknown): value is Dialect =>
  typeof value === "object" && value !== null && "facts" in value && "lexicon" in value;

/**
 * The declared schema in the words of `dialect`; frozen. Throws `metadata` for references to tables
 * and columns that are not declared and for contradictions, `naming` for names that cannot be made,
 * are too long, or are used twice.
 * What only the server can print in its own words (canonical types, defaults) is left to
 * `dialect.normalize` and the witness.
 */
export const declare = (
  metadata: MetaData,
  dialect: Dialect,
  options: DeclareOptions = {},
): Declared => {
  const { one } = declarationArguments("declare", "declare(metadata, dialect)");
  one("metadata", either("a MetaData", isMetaData), metadata);
  one("dialect", either("a dialect", isDialect), dialect);
  const { defaultSchema = null, namingConvention = null, live = null } = options;
  const { tables, ...apart } = contentsOf(metadata);
  const convention = conventionOf(metadata, namingConvention);
  checkConvention(convention);
  const context: Context = {
    dialect,
    defaultSchema,
    metadataSchema: metadata.schema,
    tables,
    tableAt: byKey(tables, defaultSchema),
  };
  const made = tables.map((table) =>
    placed(table.place, () => tableWith(table, context, convention)),
  );
  const { objects, ...others } = apart;
  const whole: Schema = {
    formatVersion: 1,
    dialect: dialect.name,
    version: [],
    defaultSchema: null,
    namespaces: namespacesOf(
      others.namespaces,
      [...tables, ...others.enums, ...others.sequences, ...objects].map((o) =>
        schemaIn(context, o.schema),
      ),
      context,
    ),
    enums: enumsOf(others.enums, context),
    sequences: sequencesOf(others.sequences, context),
    tables: made.map(({ value }) => value).sort(byRef),
    notCompared: [],
  };
  const complete = objects.reduce<Schema>((so, { into }) => into(so, context), whole);
  const schema = live === null ? complete : withLiveIdentities(complete, context, live);
  checkTables(schema.tables, dialect);
  checkLengths(schema, dialect);
  checkCollisions(schema, dialect.facts);
  return freeze({
    schema,
    warnings: [
      ...tables.flatMap(unknownSettings),
      ...others.sequences.flatMap(unknownSequenceSettings),
      ...made.flatMap(({ warnings }) => warnings),
    ],
    useAlter: made.flatMap(({ useAlter }) => useAlter),
    placeOf: (ref: TableRef) =>
      (
        context.tableAt.get(tableKey(ref)) ??
        objects.find((object) => tableKey(refIn(context, object)) === tableKey(ref))
      )?.place() ?? null,
  });
};
