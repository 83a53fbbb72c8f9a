/** Where the names of a statement are looked up: its tables, the queries around them, aliases. */
import { sameName } from "../lexicon.js";
import type { Identifier } from "../grammar/index.js";
import type { Name, TableName } from "./expression.js";

/** A column of something that is read; `of` is the table whose own column it is, also where a `*` has passed it on. */
export interface Column {
  readonly name: string | null;
  readonly of: string | null;
}

/** Null where nobody knows: a virtual table, a function. Asked for only once everything is read, so that what comes later counts. */
export type Columns = () => readonly Column[] | null;

export interface Source {
  readonly name: string | null;
  readonly columns: Columns;
  /** The table that goes by its own name; null for what has another one, a query, a function. */
  readonly table: TableName | null;
  /** NEW, OLD and `excluded`: a bare name never means their columns. */
  readonly qualifiedOnly: boolean;
  readonly excluded?: true;
}

/** What is joined by the columns that both sides have: those named, or all (NATURAL). */
export interface Join {
  readonly left: readonly Source[];
  readonly right: readonly Source[];
  readonly using: readonly Identifier[] | null;
}

export interface Said {
  readonly name: Name;
  /** Aliases of results are looked at before the columns where one is a whole term of ORDER BY, after them elsewhere, and not at all in the results themselves. */
  readonly place: "result" | "order" | "else";
}

export interface Scope {
  readonly outer: Scope | null;
  readonly sources: Source[];
  readonly aliases: string[];
  readonly said: Said[];
  /** The `t` of every `t.*`. */
  readonly stars: Identifier[];
  /** What is read or written. */
  readonly tables: TableName[];
  readonly joins: Join[];
  /** The tables of its WITH, by their names. */
  readonly withs: { readonly name: string; readonly columns: Columns }[];
}

export const scopeIn = (outer: Scope | null): Scope => ({
  outer,
  sources: [],
  aliases: [],
  said: [],
  stars: [],
  tables: [],
  joins: [],
  withs: [],
});

/** The columns of a table by its name in a schema; null where nobody knows. */
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

/** The words of a scope that mean tables and views of the schema, in front of columns too. */
export const tableWords = (scope: Scope): readonly Identifier[] => {
  const isSchemas = (at: Scope, { table, qualified }: TableName): boolean =>
    qualified || withCalled(at, table.name) === undefined;
  const qualifiers = [
    ...scope.stars,
    ...scope.said.flatMap(({ name }) => name.qualifiers.slice(-1)),
  ].filter((qualifier) => {
    const found = sourceCalled(scope, qualifier.name);
    return found?.source.table != null && isSchemas(found.at, found.source.table);
  });
  return [...scope.tables.filter((t) => isSchemas(scope, t)).map((t) => t.table), ...qualifiers];
};

/** Is `excluded` said of an upsert into the table? */
export const saysExcluded = (scope: Scope, table: string): boolean =>
  scope.said.some(({ name }) => {
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

/** What a name that was said stands for: an alias of a result, or columns; several only where a join has made them one. Null where nothing is found. */
const lookUp = (
  { name: { qualifiers, column }, place }: Said,
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

/** Does a name that was said mean anything? */
export const isFound = (said: Said, scope: Scope): boolean => lookUp(said, scope) !== null;

/** Does it mean this column of the table? */
export const means = (said: Said, scope: Scope, table: string): boolean => {
  const found = lookUp(said, scope);
  return found !== null && found !== "alias" && found.some((c) => isOf(c, table));
};

/** Does a join match rows by this column of the table? A side that nobody knows may have it too. */
export const joins = ({ left, right, using }: Join, table: string, column: string): boolean => {
  const own = (sources: readonly Source[]): boolean =>
    sources.some((s) => isOf(has(s, column), table));
  const may = (sources: readonly Source[]): boolean =>
    sources.some((s) => s.columns() === null || has(s, column) !== undefined);
  if (using !== null)
    return using.some(({ name }) => sameName(name, column)) && (own(left) || own(right));
  return (own(left) && may(right)) || (own(right) && may(left));
};
