/** What of a draft Snowflake takes: no indexes but those of hybrid tables, no actions, no computed columns, and of a column that is there little that changes. */
import type { ColumnDraft, Draft, TableDraft } from "./draft.js";
import { columnNamed, tableNamed } from "./draft.js";
import type { KindName } from "./kinds.js";

/** The others are declared as whole numbers. */
const kinds: ReadonlySet<KindName> = new Set([
  ...(["integer", "smallint", "bigint", "numeric8", "numeric12", "real", "double"] as const),
  ...(["varchar20", "varchar40", "text", "char", "boolean", "date", "timestamp"] as const),
]);

/** The driver (3.3.0) throws on a result with a column that is called as a method of objects is: `toString`. */
const named = (name: string): string => (name in {} ? `${name}_` : name);

const column = (draft: ColumnDraft): ColumnDraft => ({
  ...draft,
  name: named(draft.name),
  kind: kinds.has(draft.kind) ? draft.kind : "integer",
  generated: null,
});

const table = (draft: TableDraft): TableDraft => ({
  ...draft,
  columns: draft.columns.map(column),
  indexes: [],
  key: draft.key === null ? null : { ...draft.key, columns: draft.key.columns.map(named) },
  uniques: draft.uniques.map((unique) => ({
    ...unique,
    columns: unique.columns.map(named),
    deferrable: false,
  })),
  checks: draft.checks.map((check) => ({
    ...check,
    column: named(check.column),
    other: check.other === null ? null : named(check.other),
  })),
  foreignKeys: draft.foreignKeys.map((key) => ({
    ...key,
    columns: key.columns.map(named),
    targets: key.targets.map(named),
    onDelete: "noAction",
    onUpdate: "noAction",
    deferrable: false,
  })),
});

export const taken = (draft: Draft): Draft => ({ ...draft, tables: draft.tables.map(table) });

/** A column that is there keeps its type, its default and its counter; a new one has none but a literal for a default. */
export const steadied = (from: Draft, to: Draft): Draft => ({
  ...to,
  tables: to.tables.map((one) => {
    const was = tableNamed(from, one.name);
    if (was === undefined) return one;
    return {
      ...one,
      columns: one.columns.map((draft): ColumnDraft => {
        const old = columnNamed(was, draft.name);
        return old === undefined
          ? { ...draft, default: 0, identity: null }
          : { ...draft, kind: old.kind, default: old.default, identity: old.identity };
      }),
    };
  }),
});
