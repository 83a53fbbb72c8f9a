/** The columns and the primary key of a CREATE TABLE text. */
import { type Name, type Sql } from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import type {
  ColumnClause,
  ColumnDefinition,
  Identifier,
  KeyPart,
  Range,
  TableDefinition,
} from "./grammar/index.js";
import { lexicon, sameName } from "./lexicon.js";
import { nameIn } from "./names.js";
import { canonical } from "./types.js";

/** What a foreign key needs to know of the table it references. */
export interface Neighbour {
  readonly name: string;
  readonly columns: readonly string[];
  readonly primaryKey: readonly string[];
}

export type Neighbours = (name: string) => Neighbour | undefined;

export const slice = (sql: Sql, { start, end }: Range): Sql => sql.slice(start, end);
export const inner = (sql: Sql, range: Range): Sql =>
  withoutOuterParentheses(slice(sql, range), lexicon);
export const named = (name: Identifier | null): Name => nameIn(name?.name ?? null);
/** The name in the spelling that the list of columns has. */
export const spelled = (name: string, columns: readonly string[]): string =>
  columns.find((c) => sameName(c, name)) ?? name;

/**
 * Computes a value once for each definition, although it is needed for each of its columns and
 * constraints.
 */
export const remembered = <T>(
  read: (definition: TableDefinition) => T,
): ((definition: TableDefinition) => T) => {
  const known = new WeakMap<TableDefinition, { readonly value: T }>();
  return (definition) => {
    const there = known.get(definition) ?? { value: read(definition) };
    known.set(definition, there);
    return there.value;
  };
};

export const columnNames = remembered((definition): readonly string[] =>
  definition.columns.map((c) => c.name.name),
);

export const partNames = (
  definition: TableDefinition,
  parts: readonly KeyPart[],
): readonly string[] =>
  parts.map((part) =>
    spelled(part.name?.name ?? slice(definition.sql, part.of), columnNames(definition)),
  );

export type ClauseOf<K extends ColumnClause["is"]> = Extract<ColumnClause, { readonly is: K }>;

export const clausesOf = <K extends ColumnClause["is"]>(
  column: ColumnDefinition,
  is: K,
): readonly ClauseOf<K>[] => column.clauses.filter((c): c is ClauseOf<K> => c.is === is);

export interface Key {
  readonly columns: readonly string[];
  /** An inline key with DESC is not an alias of the rowid. */
  readonly inlineDescending: boolean;
  readonly autoincrement: boolean;
}

export const keyOf = remembered((definition): Key | null => {
  for (const column of definition.columns) {
    const key = clausesOf(column, "primaryKey")[0];
    if (key !== undefined)
      return {
        columns: [column.name.name],
        inlineDescending: key.descending,
        autoincrement: key.autoincrement,
      };
  }
  for (const c of definition.constraints) {
    if (c.is === "primaryKey")
      return {
        columns: partNames(definition, c.parts),
        inlineDescending: false,
        autoincrement: c.autoincrement,
      };
  }
  return null;
});

export const typeText = (definition: TableDefinition, column: ColumnDefinition): Sql =>
  column.type === null ? "" : canonical(slice(definition.sql, column.type));

/** The column that is an alias of the rowid (https://sqlite.org/lang_createtable.html#rowid). */
export const rowidAlias = (definition: TableDefinition): ColumnDefinition | null => {
  const key = keyOf(definition);
  const [only, ...others] = key?.columns ?? [];
  if (
    key === null ||
    only === undefined ||
    others.length > 0 ||
    key.inlineDescending ||
    definition.withoutRowid
  )
    return null;
  const column = definition.columns.find((c) => c.name.name === only);
  return column !== undefined && typeText(definition, column) === "INTEGER" ? column : null;
};

export const primaryKeyColumns = (definition: TableDefinition): readonly string[] =>
  keyOf(definition)?.columns ?? [];

export const neighbour = (definition: TableDefinition): Neighbour => ({
  name: definition.name.name,
  columns: columnNames(definition),
  primaryKey: primaryKeyColumns(definition),
});
