/** The types of the clauses of a CREATE TABLE or CREATE INDEX, each with its range in the text. */
import type { Action, ConflictAction, Deferral, Match } from "../../../model/index.js";

/** Offsets in the statement's text: `text.slice(start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Identifier extends Range {
  readonly name: string;
}

/**
 * One column of a key: `name COLLATE x DESC`. `name` is null for an expression (only indexes may
 * have one).
 */
export interface KeyPart extends Range {
  readonly name: Identifier | null;
  /** The range of the column or expression without collation and direction. */
  readonly of: Range;
  readonly collation: Identifier | null;
  readonly descending: boolean;
}

/** REFERENCES … with its whole tail: actions, MATCH and deferral, each word for word. */
export interface Reference extends Range {
  readonly table: Identifier;
  /** Null where there is no list, so that the target's primary key is meant. */
  readonly columns: readonly Identifier[] | null;
  readonly onDelete: Action;
  readonly onUpdate: Action;
  readonly match: Match;
  readonly deferral: Deferral;
  readonly tail: readonly (Range & {
    readonly is: "onDelete" | "onUpdate" | "match" | "deferral";
  })[];
}

interface Named extends Range {
  /** The name after CONSTRAINT; the range of the clause includes CONSTRAINT and the name. */
  readonly name: Identifier | null;
}

export type ColumnClause = Named &
  (
    | {
        readonly is: "primaryKey";
        readonly descending: boolean;
        readonly onConflict: ConflictAction;
        readonly autoincrement: boolean;
      }
    | { readonly is: "notNull"; readonly onConflict: ConflictAction }
    | { readonly is: "null" }
    | { readonly is: "unique"; readonly onConflict: ConflictAction }
    | { readonly is: "check"; readonly expression: Range }
    | { readonly is: "default"; readonly value: Range }
    | { readonly is: "collate"; readonly collation: Identifier }
    | { readonly is: "generated"; readonly expression: Range; readonly stored: boolean }
    | { readonly is: "references"; readonly reference: Reference }
    /** A deferral that is separated from its REFERENCES by other clauses. */
    | { readonly is: "deferral"; readonly deferral: Deferral }
    /** A CONSTRAINT name with nothing after it, which SQLite accepts. */
    | { readonly is: "nothing" }
  );

export interface ColumnDefinition extends Range {
  readonly name: Identifier;
  /** Null where the column has no type. */
  readonly type: Range | null;
  readonly clauses: readonly ColumnClause[];
}

export type TableClause = Named &
  (
    | {
        readonly is: "primaryKey";
        readonly parts: readonly KeyPart[];
        readonly onConflict: ConflictAction;
        readonly autoincrement: boolean;
        readonly list: Range;
      }
    | {
        readonly is: "unique";
        readonly parts: readonly KeyPart[];
        readonly onConflict: ConflictAction;
        readonly list: Range;
      }
    | { readonly is: "check"; readonly expression: Range }
    | {
        readonly is: "foreignKey";
        readonly columns: readonly Identifier[];
        readonly reference: Reference;
        readonly list: Range;
      }
    | { readonly is: "nothing" }
  );

export interface TableDefinition {
  readonly sql: string;
  readonly name: Identifier;
  /** The parentheses around columns and constraints. */
  readonly body: Range;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly TableClause[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
}

export interface IndexDefinition {
  readonly sql: string;
  readonly name: Identifier;
  readonly table: Identifier;
  readonly unique: boolean;
  readonly parts: readonly KeyPart[];
  readonly where: Range | null;
}
