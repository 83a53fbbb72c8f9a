/**
 * Converts the clauses of SQLite's own DDL text to the model: only the text has names, checks,
 * deferral and conflict clauses, which no pragma returns.
 */
import {
  byAuthor,
  plainColumn,
  plainElement,
  plainIndex,
  plainNumbers,
  type Column,
  type Element,
  type Index,
  type Options,
  type Table,
} from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import { normalizedDefault } from "./defaults.js";
import {
  keyOf,
  rowidAlias,
  clausesOf,
  typeText,
  slice,
  inner,
  type Neighbours,
} from "./definition.js";
import type {
  ColumnDefinition,
  IndexDefinition,
  KeyPart,
  TableDefinition,
} from "./grammar/index.js";
import { normalizedPart } from "./keys.js";
import { lexicon, sameName } from "./lexicon.js";
import { collationIn, placedConstraints, sorted } from "./readConstraints.js";

const readColumn = (definition: TableDefinition, column: ColumnDefinition): Column => {
  const { sql } = definition;
  const name = column.name.name;
  const key = keyOf(definition);
  const alias = rowidAlias(definition) === column;
  const notNull = clausesOf(column, "notNull").at(-1);
  const value = clausesOf(column, "default").at(-1);
  const generated = clausesOf(column, "generated").at(-1);
  const byKey =
    key !== null &&
    key.columns.includes(name) &&
    !alias &&
    (definition.withoutRowid || definition.strict);
  return {
    ...plainColumn(name, typeText(definition, column)),
    nullable: notNull === undefined && !byKey,
    default: value === undefined ? null : normalizedDefault(slice(sql, value.value)),
    identity:
      key !== null && key.autoincrement && key.columns.includes(name)
        ? { kind: "autoIncrement", numbers: plainNumbers }
        : null,
    generated:
      generated === undefined
        ? null
        : { expression: inner(sql, generated.expression), stored: generated.stored },
    collation: collationIn(column),
    options:
      notNull === undefined || notNull.onConflict === null
        ? {}
        : { notNullOnConflict: notNull.onConflict },
  };
};

const readElement = (
  definition: IndexDefinition,
  part: KeyPart,
  table: readonly Column[],
): Element => {
  const column =
    part.name === null ? undefined : table.find((c) => sameName(c.name, part.name?.name ?? ""));
  const element = {
    ...plainElement(
      column === undefined
        ? { expression: withoutOuterParentheses(slice(definition.sql, part.of), lexicon) }
        : { column: column.name },
    ),
    descending: part.descending,
    collation: part.collation?.name ?? null,
  };
  return normalizedPart(element, column?.name ?? "", table);
};

const readIndex = (definition: IndexDefinition, table: readonly Column[]): Index => ({
  ...plainIndex(
    byAuthor(definition.name.name),
    definition.parts.map((part) => readElement(definition, part, table)),
  ),
  unique: definition.unique,
  where:
    definition.where === null
      ? null
      : withoutOuterParentheses(slice(definition.sql, definition.where), lexicon),
  definition: definition.sql,
});

const optionsOf = ({ strict, withoutRowid }: TableDefinition): Options => ({
  ...(strict ? { strict: "true" } : {}),
  ...(withoutRowid ? { withoutRowid: "true" } : {}),
});

export const readTable = (
  definition: TableDefinition,
  indexes: readonly IndexDefinition[],
  neighbours: Neighbours,
): Table => {
  const columns = definition.columns.map((column) => readColumn(definition, column));
  return {
    schema: null,
    name: definition.name.name,
    columns,
    constraints: sorted(placedConstraints(definition, neighbours).map((p) => p.constraint)),
    // in the order in which they were created
    indexes: indexes.map((index) => readIndex(index, columns)),
    comment: null,
    options: optionsOf(definition),
    definition: definition.sql,
  };
};
