/**
 * Completes a declaration with what PostgreSQL itself would add, in the server's words, as far as
 * that is certain without asking it.
 */
import {
  ofKind,
  type Column,
  type Constraint,
  type EnumType,
  type Identity,
  type Index,
  type Schema,
  type Sql,
  type Table,
} from "../../model/index.js";
import { meaningful, withoutOuterParentheses } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";
import { quoteIfNeeded, types } from "./types.js";
import { withoutUsual } from "./usualNumbers.js";

const keywords = new Set([
  "current_timestamp",
  "current_date",
  "current_time",
  "current_user",
  "session_user",
  "localtime",
  "localtimestamp",
]);

/** Types whose literal defaults are stored word for word after a cast. */
const verbatim = new Map([
  ["text", "text"],
  ["character varying", "character varying"],
  ["character", "bpchar"],
  ["json", "json"],
]);

const baseType = (type: Sql): Sql => type.replace(/\([^)]*\)/, "");

/** The server's words for a default that is one literal; everything else is left to the witness. */
const normalizedDefault = (text: Sql, type: Sql, isEnum: (type: Sql) => boolean): Sql | null => {
  const bare = withoutOuterParentheses(text, lexicon);
  const tokens = meaningful(bare, lexicon);
  const [only] = tokens;
  if (only === undefined || tokens.length !== 1) return text;
  const lower = only.text.toLowerCase();
  if (lower === "null") return null;
  if (only.kind === "word" && keywords.has(lower)) return lower.toUpperCase();
  if (type === "boolean" && (lower === "true" || lower === "false")) return lower;
  if (
    only.kind === "number" &&
    /^\d{1,9}$/.test(bare) &&
    ["integer", "bigint", "smallint", "numeric"].includes(baseType(type))
  )
    return String(Number(bare));
  if (only.kind === "string" && bare.startsWith("'") && !bare.includes("\\")) {
    const cast = verbatim.get(baseType(type)) ?? (isEnum(type) ? type : null);
    if (cast !== null) return `${bare}::${cast}`;
    if (type === "jsonb" && (bare === "'{}'" || bare === "'[]'")) return `${bare}::jsonb`;
    if (type.endsWith("[]") && bare === "'{}'") return `${bare}::${baseType(type)}`;
  }
  return text;
};

/** An auto-increment column is an identity column here. */
const normalizedIdentity = (identity: Identity | null, type: Sql): Identity | null =>
  identity === null
    ? null
    : {
        kind: identity.kind === "autoIncrement" ? "byDefault" : identity.kind,
        numbers: withoutUsual(identity.numbers, type),
      };

const normalizeColumn = (
  column: Column,
  keys: ReadonlySet<string>,
  isEnum: (type: Sql) => boolean,
): Column => {
  const type = types.canonical(column.type);
  const nullable = column.nullable && !keys.has(column.name) && column.identity === null;
  return {
    ...column,
    type,
    nullable,
    options: nullable
      ? Object.fromEntries(
          Object.entries(column.options).filter(([key]) => !key.startsWith("notNull")),
        )
      : column.options,
    default: column.default === null ? null : normalizedDefault(column.default, type, isEnum),
    identity: normalizedIdentity(column.identity, type),
    generated:
      column.generated === null
        ? null
        : {
            ...column.generated,
            expression: withoutOuterParentheses(column.generated.expression, lexicon),
          },
    collation: column.collation === "default" ? null : column.collation,
  };
};

const bare = (sql: Sql | null): Sql | null =>
  sql === null ? null : withoutOuterParentheses(sql, lexicon);

const normalizeConstraint = (constraint: Constraint): Constraint => {
  if (constraint.kind === "check")
    return { ...constraint, expression: withoutOuterParentheses(constraint.expression, lexicon) };
  if (constraint.kind === "exclude")
    return {
      ...constraint,
      method: constraint.method.toLowerCase(),
      where: bare(constraint.where),
    };
  return constraint;
};

const normalizeIndex = (index: Index): Index => ({
  ...index,
  method:
    index.method === null || index.method.toLowerCase() === "btree"
      ? null
      : index.method.toLowerCase(),
  where: bare(index.where),
  elements: index.elements.map((e) =>
    "expression" in e.of
      ? { ...e, of: { expression: withoutOuterParentheses(e.of.expression, lexicon) } }
      : e,
  ),
});

const normalizeTable = (table: Table, isEnum: (type: Sql) => boolean): Table => {
  const keys = new Set(ofKind(table.constraints, "primaryKey").flatMap((key) => key.columns));
  return {
    ...table,
    columns: table.columns.map((column) => normalizeColumn(column, keys, isEnum)),
    constraints: table.constraints.map(normalizeConstraint),
    indexes: table.indexes.map(normalizeIndex),
  };
};

const typeName = ({ schema, name }: EnumType): Sql =>
  (schema === null ? "" : `${quoteIfNeeded(schema)}.`) + quoteIfNeeded(name);

export const normalize = (schema: Schema): Schema => {
  const enums = new Set(schema.enums.map(typeName));
  return {
    ...schema,
    tables: schema.tables.map((table) => normalizeTable(table, (type) => enums.has(type))),
    sequences: schema.sequences.map((s) => ({ ...s, ...withoutUsual(s, s.type) })),
  };
};
