/** A schema as plain data, before it is declared: what is drawn at random, changed at random, and shown when a law fails. */
import type { Action } from "schema-diff";
import type { KindName } from "./kinds.js";

export interface ColumnDraft {
  readonly name: string;
  readonly kind: KindName;
  readonly nullable: boolean;
  /** Which of the kind's defaults. */
  readonly default: number;
  readonly comment: string | null;
  readonly identity: "byDefault" | "always" | "serial" | "autoIncrement" | null;
  readonly generated: {
    readonly of: string;
    readonly stored: boolean;
    readonly pick: number;
  } | null;
}

export interface KeyDraft {
  readonly columns: readonly string[];
  readonly name: string | null;
}

export interface UniqueDraft extends KeyDraft {
  readonly deferrable: boolean;
}

export interface CheckDraft {
  readonly column: string;
  /** Another column that it compares; null where it is about one alone. */
  readonly other: string | null;
  readonly form: number;
  readonly name: string | null;
}

export interface ForeignKeyDraft extends KeyDraft {
  readonly table: string;
  readonly targets: readonly string[];
  readonly onDelete: Action;
  readonly onUpdate: Action;
  readonly deferrable: boolean;
}

export interface IndexDraft extends KeyDraft {
  readonly unique: boolean;
  readonly descending: boolean;
  readonly where: boolean;
  readonly expression: boolean;
}

export interface TableDraft {
  readonly name: string;
  readonly comment: string | null;
  readonly columns: readonly ColumnDraft[];
  readonly key: KeyDraft | null;
  readonly uniques: readonly UniqueDraft[];
  readonly checks: readonly CheckDraft[];
  readonly foreignKeys: readonly ForeignKeyDraft[];
  readonly indexes: readonly IndexDraft[];
}

export type ConventionName = "none" | "plain" | "whole";

export interface Draft {
  readonly tables: readonly TableDraft[];
  readonly moods: readonly string[];
  readonly convention: ConventionName;
  /** Drawn so that order is hard: chains of generated columns, and names that pass from kind to kind. */
  readonly hard: boolean;
}

export const columnNamed = (table: TableDraft, name: string): ColumnDraft | undefined =>
  table.columns.find((c) => c.name === name);

export const tableNamed = (draft: Draft, name: string): TableDraft | undefined =>
  draft.tables.find((t) => t.name === name);
