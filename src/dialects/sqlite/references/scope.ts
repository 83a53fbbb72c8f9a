/** Resolves the names of a statement: in its tables, the queries around it, and aliases. */
import { sameName } from "../lexicon.js";
import type { Identifier } from "../grammar/index.js";
import type { Name, TableName } from "./expression.js";

/**
 * A column of something that is read; `of` is the table whose own column it is, even if it was
 * selected by a `*`.
 */
export interface Column {
  readonly name: string | null;
  readonly of: string | null;
}

/**
 * Null where the columns are not known: of a virtual table or a function. Called only after the
 * whole text was parsed, so that later definitions count.
 */
export type Columns = () => readonly Column[] | null;

export interface Source {
  readonly name: string | null;
  readonly columns: Columns;
  /** The table, if it has its own name here; null for an alias, a query, or a function. */
  readonly table: TableName | null;
  /** For NEW, OLD and `excluded`: an unqualified name never means their columns. */
  readonly qualifiedOnly: boolean;
  readonly excluded?: true;
}

/** A join by the columns that both sides have: by those listed, or all (NATURAL). */
export interface Join {
  readonly left: readonly Source[];
  readonly right: readonly Source[];
  readonly using: readonly Identifier[] | null;
}

export interface Mention {
  readonly name: Name;
  /**
   * Aliases of results are looked up before the columns where the name is a whole term of ORDER BY,
   * after them elsewhere, and not at all in the results themselves.
   */
  readonly place: "result" | "order" | "else";
}

export interface Scope {
  readonly outer: Scope | null;
  readonly sources: Source[];
  readonly aliases: string[];
  readonly mentions: Mention[];
  /** The `t` of every `t.*`. */
  readonly stars: Identifier[];
  /** The tables that are read or written. */
  readonly tables: TableName[];
  readonly joins: Join[];
  /** The tables of its WITH, with their names. */
  readonly withs: { readonly name: string; readonly columns: Columns }[];
}

export const scopeIn = (outer: Scope | null): Scope => ({
  outer,
  sources: [],
  aliases: [],
  mentions: [],
  stars: [],
  tables: [],
  joins: [],
  withs: [],
});

/** The columns of a table by its name in a schema; null where they are not known. */
export type Known = (table: string) => readonly string[] | null;

export const columnsOf =
  (known: Known, table: string): Columns =>
  () =>
    known(table)?.map((name) => ({ name, of: table })) ?? null;

const withCalled = (scope: Scope, name: string): Scope["withs"][number] | undefined => {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const found = at.withs.find((w) => sameName(w.name, name));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** A table of WITH hides one of the schema. */
export const named =
  (scope: Scope, known: Known, { table: { name }, qualified }: TableName): Columns =>
  () => {
    const found = qualified ? undefined : withCalled(scope, name);
    return found === undefined ? columnsOf(known, name)() : found.columns();
  };

const sourceCalled = (
  scope: Scope,
  name: string,
): { readonly source: Source; readonly at: Scope } | null => {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const source = at.sources.find((s) => s.name !== null && sameName(s.name, name));
    if (source !== undefined) return { source, at };
  }
  return null;
};

/**
 * The words of a scope that refer to tables and views of the schema, including qualifiers of
 * columns.
 */
export const tableWords = (scope: Scope): readonly Identifier[] => {
  const isSchemas = (at: Scope, { table, qualified }: TableName): boolean =>
    qualified || withCalled(at, table.name) === undefined;
  const qualifiers = [
    ...scope.stars,
    ...scope.mentions.flatMap(({ name }) => name.qualifiers.slice(-1)),
  ].filter((qualifier) => {
    const found = sourceCalled(scope, qualifier.name);
    return found?.source.table != null && isSchemas(found.at, found.source.table);
  });
  return [...scope.tables.filter((t) => isSchemas(scope, t)).map((t) => t.table), ...qualifiers];
};

/** Is `excluded` of an upsert into the table used in this scope? */
export const usesExcluded = (scope: Scope, table: string): boolean =>
  scope.mentions.some(({ name }) => {
    const qualifier = name.qualifiers.at(-1)?.name;
    const found = qualifier === undefined ? null : sourceCalled(scope, qualifier);
    return (
      found?.source.excluded === true &&
      found.at.sources.some((s) => s.table !== null && sameName(s.table.table.name, table))
    );
  });

const has = (source: Source, column: string): Column | undefined =>
  source.columns()?.find(({ name }) => name !== null && sameName(name, column));

/** Is it the table's own column of this name? */
const isOf = (found: Column | undefined, table: string): boolean =>
  found?.of != null && sameName(found.of, table);

/**
 * What a name refers to: an alias of a result, or columns (several only where a join has merged
 * them). Null where nothing is found.
 */
const lookUp = (
  { name: { qualifiers, column }, place }: Mention,
  scope: Scope,
): readonly Column[] | "alias" | null => {
  const qualifier = qualifiers.at(-1)?.name;
  if (qualifier !== undefined) {
    const called = sourceCalled(scope, qualifier);
    const found = called === null ? undefined : has(called.source, column.name);
    return found === undefined ? null : [found];
  }
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const alias = at === scope && at.aliases.some((a) => sameName(a, column.name));
    if (alias && place === "order") return "alias";
    const found = at.sources
      .filter((s) => !s.qualifiedOnly)
      .map((s) => has(s, column.name))
      .filter((c) => c !== undefined);
    if (found.length > 0) return found;
    if (alias && place === "else") return "alias";
  }
  return null;
};

/** Does the name refer to anything? */
export const isFound = (mention: Mention, scope: Scope): boolean => lookUp(mention, scope) !== null;

/** Does it refer to this column of the table? */
export const means = (mention: Mention, scope: Scope, table: string): boolean => {
  const found = lookUp(mention, scope);
  return found !== null && found !== "alias" && found.some((c) => isOf(c, table));
};

/**
 * Does a join match rows by this column of the table? A side whose columns are not known may have
 * it too.
 */
export const joins = ({ left, right, using }: Join, table: string, column: string): boolean => {
  const own = (sources: readonly Source[]): boolean =>
    sources.some((s) => isOf(has(s, column), table));
  const may = (sources: readonly Source[]): boolean =>
    sources.some((s) => s.columns() === null || has(s, column) !== undefined);
  if (using !== null)
    return using.some(({ name }) => sameName(name, column)) && (own(left) || own(right));
  return (own(left) && may(right)) || (own(right) && may(left));
};
