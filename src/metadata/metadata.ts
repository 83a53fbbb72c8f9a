/** MetaData: the collection that tables, enum types, sequences and schemas are declared in. */
import {
  SchemaDiffError,
  tableKey,
  tableText,
  type Columns,
  type SqlObjectKind,
  type TableRef,
} from "../model/index.js";
import type { NamingConvention } from "../naming/index.js";
import type { ColumnBuilder, IdentityOptions } from "./column.js";
import type { SqlInput } from "./shapes.js";
import { sqlObject, type SqlObjectDeclaration, type SqlObjectOptions } from "./sqlObject.js";
import {
  makeTable,
  type ColumnShape,
  type DeclaredTable,
  type ExtrasInput,
  type TableDeclaration,
  type DeclaredTableOptions,
} from "./table.js";
import { enumeration } from "./types.js";

const metaDataMark: unique symbol = Symbol.for("schema-diff.MetaData");

export interface MetaDataOptions {
  readonly namingConvention?: NamingConvention;
  /** The schema of tables, enums and sequences that name none. */
  readonly schema?: string | null;
}

export interface EnumDeclaration extends TableRef {
  readonly values: readonly string[];
  readonly comment: string | null;
}

export interface SequenceOptions extends Omit<IdentityOptions, "always"> {
  readonly schema?: string | null;
  /** `bigint` where nothing is said. */
  readonly type?: string;
  readonly ownedBy?:
    | string
    | { readonly schema?: string | null; readonly table: string; readonly column: string }
    | null;
  readonly comment?: string | null;
}

export interface SequenceDeclaration extends TableRef {
  readonly options: SequenceOptions;
}

export interface NamespaceDeclaration {
  readonly name: string;
  readonly comment: string | null;
}

interface ViewOptions extends SqlObjectOptions {
  /** The names of its columns, where the query does not say them. */
  readonly columns?: Columns | null;
  /** No function of a reader's own sees rows that the view leaves out. */
  readonly securityBarrier?: boolean;
  /** It is read with the rights of whoever reads, and not with its owner's (PostgreSQL 15). */
  readonly securityInvoker?: boolean;
  /** Which rows may be written through it: those of its own query, or also those of the views below. */
  readonly checkOption?: "local" | "cascaded" | null;
}

/** Each kind of object that a piece of SQL defines is declared by a method of its name. */
type Declaring = Readonly<
  Record<SqlObjectKind, (name: string, sql: SqlInput, options?: SqlObjectOptions) => void>
>;

interface Contents {
  readonly tables: Map<string, TableDeclaration>;
  readonly objects: SqlObjectDeclaration[];
  readonly enums: EnumDeclaration[];
  readonly sequences: SequenceDeclaration[];
  readonly namespaces: NamespaceDeclaration[];
}

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

  constructor({ namingConvention, schema }: MetaDataOptions = {}) {
    this.namingConvention = namingConvention ?? null;
    this.schema = schema ?? null;
  }

  /** Declares a table. Throws `metadata` where there is one of that name already. */
  table<const C extends ColumnShape>(
    name: string,
    columns: C,
    extras: ExtrasInput<C> = [],
    options: DeclaredTableOptions = {},
  ): DeclaredTable<C> {
    const schema = schemaOf(this, options);
    const key = tableKey({ schema, name });
    const { tables } = this[metaDataMark];
    if (tables.has(key))
      throw new SchemaDiffError(
        "metadata",
        `table ${tableText({ schema, name })} is declared twice`,
        "take one of them out",
      );
    const { table: made, declaration } = makeTable(name, schema, columns, extras, options);
    tables.set(key, declaration);
    return made;
  }

  /** Declares an enum type by itself, and gives the column type: `const mood = metadata.enumeration("mood", ["sad", "ok"]); … mood().notNull()`. */
  enumeration(
    name: string,
    values: readonly string[],
    options: {
      readonly schema?: string | null;
      readonly comment?: string | null;
      readonly constraint?: boolean;
    } = {},
  ): () => ColumnBuilder {
    const schema = schemaOf(this, options);
    this[metaDataMark].enums.push({ name, schema, values, comment: options.comment ?? null });
    return () => enumeration(name, values, { schema, constraint: options.constraint ?? true });
  }

  sequence(name: string, options: SequenceOptions = {}): void {
    this[metaDataMark].sequences.push({ name, schema: schemaOf(this, options), options });
  }

  /** Declares a view by its query, as text or by the tag `sql`. */
  view(name: string, query: SqlInput, options: ViewOptions = {}): void {
    const {
      columns = null,
      securityBarrier = false,
      securityInvoker = false,
      checkOption = null,
      comment = null,
    } = options;
    this[metaDataMark].objects.push(
      sqlObject("view", { schema: schemaOf(this, options), name }, query, (ref, text) => ({
        ...ref,
        query: text,
        columns,
        securityBarrier,
        securityInvoker,
        checkOption,
        returns: [],
        comment,
      })),
    );
  }

  /** Declares a schema; those that tables, enums and sequences name need not be declared. */
  namespace(name: string, options: { readonly comment?: string | null } = {}): void {
    this[metaDataMark].namespaces.push({ name, comment: options.comment ?? null });
  }
}

/** Also a MetaData of another copy of this module. */
export const isMetaData = (value: unknown): value is MetaData =>
  typeof value === "object" && value !== null && metaDataMark in value;

/** What was declared, in the order of the declaration. */
export const contentsOf = (
  metadata: MetaData,
): {
  readonly tables: readonly TableDeclaration[];
  readonly objects: readonly SqlObjectDeclaration[];
  readonly enums: readonly EnumDeclaration[];
  readonly sequences: readonly SequenceDeclaration[];
  readonly namespaces: readonly NamespaceDeclaration[];
} => {
  const { tables, ...rest } = metadata[metaDataMark];
  return { tables: [...tables.values()], ...rest };
};

/** Declares a table, in the order of SQLAlchemy's arguments. */
export const table = <const C extends ColumnShape>(
  name: string,
  metadata: MetaData,
  columns: C,
  extras: ExtrasInput<C> = [],
  options: DeclaredTableOptions = {},
): DeclaredTable<C> => metadata.table(name, columns, extras, options);
