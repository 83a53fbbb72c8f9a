/** MetaData: the collection in which tables, enum types, sequences and schemas are declared. */
import type { Arguments } from "../decode/arguments.js";
import { calledWith } from "../decode/caller.js";
import {
  dictionary,
  flag,
  list,
  nameText,
  needed,
  optional,
  shape,
  text,
  choice,
  typeError,
  type Decoder,
} from "../decode/decode.js";
import {
  SchemaDiffError,
  tableKey,
  tableText,
  type Columns,
  type SqlObjectKind,
} from "../model/index.js";
import { isNameMaker, type NamingConvention } from "../naming/index.js";
import type { ColumnBuilder } from "./column.js";
import { metaDataMark, type Contents, type SequenceOptions } from "./contents.js";
import { declarationArguments, either, numbersFields, sqlInput } from "./inputs.js";
import type { SqlInput } from "./shapes.js";
import { sqlObject, type SqlObjectOptions } from "./sqlObject.js";
import {
  makeTable,
  readTable,
  tableArguments,
  type ColumnShape,
  type DeclaredTable,
  type ExtrasInput,
  type DeclaredTableOptions,
} from "./table.js";
import { enumeration } from "./types.js";

export interface MetaDataOptions {
  readonly namingConvention?: NamingConvention;
  /** The schema of tables, enums and sequences that specify none. */
  readonly schema?: string | null;
}

export interface ViewOptions extends SqlObjectOptions {
  /** The names of its columns, where the query does not name them. */
  readonly columns?: Columns | null;
  /** Functions in a reader's own conditions see no rows that the view leaves out. */
  readonly securityBarrier?: boolean;
  /** It is read with the rights of the user who reads it, not with its owner's (PostgreSQL 15). */
  readonly securityInvoker?: boolean;
  /** Which rows may be written through it: those of its own query, or also those of the views below. */
  readonly checkOption?: "local" | "cascaded" | null;
}

/** Each kind of SQL object is declared by a method named after it. */
type Declaring = Readonly<
  Record<SqlObjectKind, (name: string, sql: SqlInput, options?: SqlObjectOptions) => void>
>;

export interface EnumOptions {
  readonly schema?: string | null;
  readonly comment?: string | null;
  readonly constraint?: boolean;
}

export interface NamespaceOptions {
  readonly comment?: string | null;
}

const schema = optional(nameText);
const comment = optional(text);

/** A template or a function for each key; the contents of the templates are checked by naming/. */
export const conventionInput: Decoder<NamingConvention> = dictionary((value, at) => {
  if (value === null || typeof value === "string") return value;
  if (isNameMaker(value)) return value;
  throw typeError(at, "a template, a function, or null", value);
});

const metaDataOptions = shape<MetaDataOptions>({ namingConvention: conventionInput, schema });
const enumOptions = shape<EnumOptions>({ schema, comment, constraint: flag });
const namespaceOptions = shape<NamespaceOptions>({ comment });
const sequenceOwner = shape<Extract<SequenceOptions["ownedBy"], { readonly table: string }>>({
  schema,
  table: needed(nameText),
  column: needed(nameText),
});
const sequenceOptions = shape<SequenceOptions>({
  ...numbersFields,
  schema,
  type: nameText,
  ownedBy: optional<string | Extract<SequenceOptions["ownedBy"], { readonly table: string }>>(
    (value, at) => (typeof value === "string" ? nameText(value, at) : sequenceOwner(value, at)),
  ),
  comment,
  options: dictionary(text),
});
const objectOptions = shape<SqlObjectOptions>({ schema, comment });
const viewOptions = shape<ViewOptions>({
  schema,
  comment,
  columns: optional(list(nameText)),
  securityBarrier: flag,
  securityInvoker: flag,
  checkOption: optional(choice("local", "cascaded")),
});

const usages = {
  MetaData: 'new MetaData({ namingConvention: { uq: "uq_%(table_name)s_%(column_0_name)s" } })',
  enumeration: 'metadata.enumeration("mood", ["sad", "ok"])',
  sequence: 'metadata.sequence("invoice_number", { start: 1000 })',
  view: 'metadata.view("adult", "SELECT id FROM person WHERE age >= 18")',
  collation: 'metadata.collation("german", "PROVIDER = icu, LOCALE = \'de\'")',
  namespace: 'metadata.namespace("audit")',
};

const argumentsFor = (method: keyof typeof usages): Arguments =>
  declarationArguments(method, usages[method]);

const schemaOf = (
  metadata: MetaData,
  { schema }: { readonly schema?: string | null },
): string | null => (schema === undefined ? metadata.schema : schema);

export class MetaData implements Declaring {
  readonly [metaDataMark]: Contents = {
    tables: new Map(),
    objects: [],
    enums: [],
    sequences: [],
    namespaces: [],
  };
  readonly namingConvention: NamingConvention | null;
  readonly schema: string | null;

  constructor(options: MetaDataOptions = {}) {
    const read = argumentsFor("MetaData").options(metaDataOptions, options);
    this.namingConvention = read.namingConvention ?? null;
    this.schema = read.schema ?? null;
  }

  /** Declares a table. Throws `metadata` where one of that name is declared already. */
  table<const C extends ColumnShape>(
    name: string,
    columns: C,
    extras: ExtrasInput<C> = [],
    options: DeclaredTableOptions = {},
  ): DeclaredTable<C> {
    const read = readTable(name, options);
    const ref = { schema: schemaOf(this, read.options), name: read.name };
    const key = tableKey(ref);
    const { tables } = this[metaDataMark];
    calledWith(() => {
      if (tables.has(key))
        throw new SchemaDiffError(
          "metadata",
          `table ${tableText(ref)} is declared twice`,
          "take one of them out",
        );
    });
    const { table: made, declaration } = makeTable(
      ref.name,
      ref.schema,
      columns,
      extras,
      read.options,
    );
    tables.set(key, declaration);
    return made;
  }

  /**
   * Declares an enum type by itself, and returns the column type: `const mood =
   * metadata.enumeration("mood", ["sad", "ok"]); … mood().notNull()`.
   */
  enumeration(
    name: string,
    values: readonly string[],
    options: EnumOptions = {},
  ): () => ColumnBuilder {
    const given = argumentsFor("enumeration");
    const read = given.options(enumOptions, options);
    const type = {
      name: given.one("name", nameText, name),
      schema: schemaOf(this, read),
      values: given.one("values", list(text), values),
    };
    this[metaDataMark].enums.push({ ...type, comment: read.comment ?? null });
    return () =>
      enumeration(type.name, type.values, {
        schema: type.schema,
        constraint: read.constraint ?? true,
      });
  }

  sequence(name: string, options: SequenceOptions = {}): void {
    const given = argumentsFor("sequence");
    const read = given.options(sequenceOptions, options);
    this[metaDataMark].sequences.push({
      name: given.one("name", nameText, name),
      schema: schemaOf(this, read),
      options: read,
    });
  }

  /** Declares a view by its query, as text or by the tag `sql`. */
  view(name: string, query: SqlInput, options: ViewOptions = {}): void {
    const given = argumentsFor("view");
    const read = given.options(viewOptions, options);
    const ref = { schema: schemaOf(this, read), name: given.one("name", nameText, name) };
    this[metaDataMark].objects.push(
      sqlObject("view", ref, given.one("query", sqlInput, query), (at, sql) => ({
        ...at,
        query: sql,
        columns: read.columns ?? null,
        securityBarrier: read.securityBarrier ?? false,
        securityInvoker: read.securityInvoker ?? false,
        checkOption: read.checkOption ?? null,
        returns: [],
        comment: read.comment ?? null,
      })),
    );
  }

  /** Declares a collation by the options of CREATE COLLATION, as text or by the tag `sql`. */
  collation(name: string, definition: SqlInput, options: SqlObjectOptions = {}): void {
    const given = argumentsFor("collation");
    const read = given.options(objectOptions, options);
    const ref = { schema: schemaOf(this, read), name: given.one("name", nameText, name) };
    this[metaDataMark].objects.push(
      sqlObject("collation", ref, given.one("definition", sqlInput, definition), (at, sql) => ({
        ...at,
        definition: sql,
        comment: read.comment ?? null,
      })),
    );
  }

  /** Declares a schema; those that tables, enums and sequences refer to need not be declared. */
  namespace(name: string, options: NamespaceOptions = {}): void {
    const given = argumentsFor("namespace");
    this[metaDataMark].namespaces.push({
      name: given.one("name", nameText, name),
      comment: given.options(namespaceOptions, options).comment ?? null,
    });
  }
}

/** Was the value made by this class, in this copy of the module or another one? */
export const isMetaData = (value: unknown): value is MetaData =>
  typeof value === "object" && value !== null && metaDataMark in value;

/** Declares a table, with its arguments in SQLAlchemy's order. */
export const table = <const C extends ColumnShape>(
  name: string,
  metadata: MetaData,
  columns: C,
  extras: ExtrasInput<C> = [],
  options: DeclaredTableOptions = {},
): DeclaredTable<C> =>
  tableArguments
    .one("metadata", either("a MetaData", isMetaData), metadata)
    .table(name, columns, extras, options);
