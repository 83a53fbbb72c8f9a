/** Where the names of a statement are looked up: its tables, the queries around them, aliases. */
import { sameName } from "../lexicon.js";
import type { Identifier } from "../grammar/index.js";
import type { Name } from "./expression.js";

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
  /** NEW, OLD and `excluded`: a bare name never means their columns. */
  readonly qualifiedOnly: boolean;
}

/** What is joined by the columns that both sides have: those named, or all (NATURAL). */
export interface Join {
  readonly left: readonly Source[];
  readonly right: readonly Source[];
  readonly using: readonly Identifier[] | null;
}

export interface Said {
  readonly name: Name;
  /** Aliases of results are looked at before the columns where one is a whole term of ORDER BY, behind them elsewhere, and not at all in the results themselves. */
  readonly place: "result" | "order" | "else";
}

export interface Scope {
  readonly outer: Scope | null;
  readonly sources: Source[];
  readonly aliases: string[];
  readonly said: Said[];
  readonly joins: Join[];
  /** The tables of its WITH, by their names. */
  readonly withs: { readonly name: string; readonly columns: Columns }[];
}

export const scopeIn = (outer: Scope | null): Scope => ({ outer, sources: [], aliases: [], said: [], joins: [], withs: [] });

/** The columns of a table by its name in a schema; null where nobody knows. */
export type Known = (table: string) => readonly string[] | null;

export const columnsOf = (known: Known, table: string): Columns => () => known(table)?.map((name) => ({ name, of: table })) ?? null;

/** A table of WITH hides one of the schema. */
export const named = (scope: Scope, known: Known, table: string): Columns => () => {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const found = at.withs.find((w) => sameName(w.name, table));
    if (found !== undefined) return found.columns();
  }
  return columnsOf(known, table)();
};

const has = (source: Source, column: string): Column | undefined => source.columns()?.find(({ name }) => name !== null && sameName(name, column));

/** Is it the table's own column of this name? */
const isOf = (found: Column | undefined, table: string): boolean => found?.of != null && sameName(found.of, table);

/** What a name that was said stands for: an alias of a result, or columns; several only where a join has made them one. Null where nothing is found. */
const lookUp = ({ name: { qualifiers, column }, place }: Said, scope: Scope): readonly Column[] | "alias" | null => {
  const qualifier = qualifiers.at(-1)?.name;
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    if (qualifier !== undefined) {
      const source = at.sources.find((s) => s.name !== null && sameName(s.name, qualifier));
      if (source === undefined) continue;
      const found = has(source, column.name);
      return found === undefined ? null : [found];
    }
    const alias = at === scope && at.aliases.some((a) => sameName(a, column.name));
    if (alias && place === "order") return "alias";
    const found = at.sources.filter((s) => !s.qualifiedOnly).map((s) => has(s, column.name)).filter((c) => c !== undefined);
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
  const own = (sources: readonly Source[]): boolean => sources.some((s) => isOf(has(s, column), table));
  const may = (sources: readonly Source[]): boolean => sources.some((s) => s.columns() === null || has(s, column) !== undefined);
  if (using !== null) return using.some(({ name }) => sameName(name, column)) && (own(left) || own(right));
  return (own(left) && may(right)) || (own(right) && may(left));
};
