/** What has been declared in a MetaData, and where it is stored. */
import type { Options, TableRef } from "../model/index.js";
import type { IdentityOptions } from "./shapes.js";
import type { SqlObjectDeclaration } from "./sqlObject.js";
import type { TableDeclaration } from "./table.js";

export const metaDataMark: unique symbol = Symbol.for("schema-diff.MetaData");

export interface SequenceOptions extends Omit<IdentityOptions, "always"> {
  readonly schema?: string | null;
  /** `bigint` by default. */
  readonly type?: string;
  readonly ownedBy?:
    | string
    | { readonly schema?: string | null; readonly table: string; readonly column: string }
    | null;
  readonly comment?: string | null;
  /** Settings of one dialect only: `unlogged`. */
  readonly options?: Options;
}

export interface EnumDeclaration extends TableRef {
  readonly values: readonly string[];
  readonly comment: string | null;
}

export interface SequenceDeclaration extends TableRef {
  readonly options: SequenceOptions;
}

export interface NamespaceDeclaration {
  readonly name: string;
  readonly comment: string | null;
}

export interface Contents {
  readonly tables: Map<string, TableDeclaration>;
  readonly objects: SqlObjectDeclaration[];
  readonly enums: EnumDeclaration[];
  readonly sequences: SequenceDeclaration[];
  readonly namespaces: NamespaceDeclaration[];
}

interface Marked {
  readonly [metaDataMark]: Contents;
}

/** Everything declared, in the order of declaration. */
export const contentsOf = (
  metadata: Marked,
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
