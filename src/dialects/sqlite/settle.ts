/** Puts a declared schema into SQLite's words, as far as that needs no database: types, defaults, what a key makes NOT NULL. */
import { ofKind, type Column, type Schema, type Table } from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";
import { quirks } from "./quirks.js";
import { canonical } from "./types.js";

const settledDefault = (value: string | null): string | null => {
  if (value === null) return null;
  const text = withoutOuterParentheses(value, lexicon);
  return text.toUpperCase() === "NULL" ? null : text;
};

const column = (c: Column, key: readonly string[], table: Table): Column => {
  const type = canonical(c.type);
  const inKey = key.includes(c.name);
  const alias = inKey && key.length === 1 && type === "INTEGER" && table.options["withoutRowid"] !== "true";
  const byKey = inKey && !alias && (table.options["withoutRowid"] === "true" || table.options["strict"] === "true");
  return {
    ...c,
    type,
    nullable: c.nullable && !byKey,
    default: settledDefault(c.default),
    collation: c.collation?.toUpperCase() === "BINARY" ? null : c.collation,
    generated: c.generated === null ? null : { ...c.generated, expression: withoutOuterParentheses(c.generated.expression, lexicon) },
  };
};

const table = (t: Table): Table => {
  const key = ofKind(t.constraints, "primaryKey")[0]?.columns ?? [];
  return {
    ...t,
    columns: t.columns.map((c) => column(c, key, t)),
    constraints: t.constraints.map((c) => (c.kind === "check" ? { ...c, expression: withoutOuterParentheses(c.expression, lexicon) } : c)),
  };
};

/** Comments are taken out here already: SQLite has no place for them, and its DDL refuses them. */
export const settle = (schema: Schema): Schema => {
  const silent = quirks.filter((q) => q.id === "sqlite-no-comments").reduce((s, q) => q.erase(s), schema);
  return { ...silent, tables: silent.tables.map(table) };
};
