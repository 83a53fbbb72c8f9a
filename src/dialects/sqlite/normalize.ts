/** Puts a declared schema into SQLite's words, as far as that needs no database: types, defaults, what a key makes NOT NULL. */
import {
  ofKind,
  type Column,
  type Constraint,
  type Options,
  type Schema,
  type Table,
} from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import { normalizedDefault } from "./defaults.js";
import { columnCollation, normalizedKey, normalizedPart } from "./keys.js";
import { lexicon, sameName } from "./lexicon.js";
import { quirks } from "./quirks.js";
import { rowidColumn } from "./rowid.js";
import { canonical } from "./types.js";

/** The options without the spelling of a text: it is only compared between two databases. */
const withoutWords = (options: Options): Options => {
  const { writtenType: _type, writtenDefault: _default, ...rest } = options;
  return rest;
};

const column = (c: Column, table: Table): Column => {
  const inKey = ofKind(table.constraints, "primaryKey").some((key) =>
    key.columns.some((name) => sameName(name, c.name)),
  );
  const byKey =
    inKey &&
    rowidColumn(table) !== c &&
    (table.options["withoutRowid"] === "true" || table.options["strict"] === "true");
  return {
    ...c,
    options: withoutWords(c.options),
    nullable: c.nullable && !byKey,
    default: c.default === null ? null : normalizedDefault(c.default),
    collation: columnCollation(c.collation),
    generated:
      c.generated === null
        ? null
        : { ...c.generated, expression: withoutOuterParentheses(c.generated.expression, lexicon) },
  };
};

const constraint = (c: Constraint, table: Table): Constraint => {
  if (c.kind === "check")
    return { ...c, expression: withoutOuterParentheses(c.expression, lexicon) };
  return c.kind === "primaryKey" || c.kind === "unique" ? normalizedKey(c, table) : c;
};

const table = (declared: Table): Table => {
  const t = {
    ...declared,
    columns: declared.columns.map((c) => ({ ...c, type: canonical(c.type) })),
  };
  const columns = t.columns.map((c) => column(c, t));
  return {
    ...t,
    columns,
    constraints: t.constraints.map((c) => constraint(c, t)),
    indexes: t.indexes.map((index) => ({
      ...index,
      elements: index.elements.map((e) =>
        normalizedPart(e, "column" in e.of ? e.of.column : "", columns),
      ),
    })),
  };
};

/** Comments are removed here already: SQLite cannot store them, and its DDL refuses them. */
export const normalize = (schema: Schema): Schema => {
  const silent = quirks
    .filter((q) => q.id === "sqlite-no-comments")
    .reduce((s, q) => q.erase(s), schema);
  return { ...silent, tables: silent.tables.map(table) };
};
