/** Parses SELECT and VALUES, with WITH and all queries inside, into scopes. */
import { isName, type Cursor } from "../grammar/cursor.js";
import { names } from "../grammar/parts.js";
import { sameName, upper } from "../lexicon.js";
import {
  atName,
  atSelect,
  expression,
  list,
  ordering,
  tableName,
  windowOf,
  type Listener,
  type Name,
  type TableName,
} from "./expression.js";
import {
  named,
  scopeIn,
  type Column,
  type Columns,
  type Known,
  type Mention,
  type Scope,
  type Source,
} from "./scope.js";

const joinWords = ["NATURAL", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER"];

export interface Reader {
  readonly cursor: Cursor;
  readonly known: Known;
  /** Every scope of the text. */
  readonly scopes: Scope[];
}

export const open = ({ scopes }: Reader, outer: Scope | null): Scope => {
  const scope = scopeIn(outer);
  scopes.push(scope);
  return scope;
};

export const listener = (
  reader: Reader,
  scope: Scope,
  place: Mention["place"] = "else",
): Listener => ({
  name: (name) => {
    scope.mentions.push({ name, place });
  },
  table: (name) => {
    scope.tables.push(name);
  },
  select: () => {
    select(reader, scope);
  },
});

/** Computes the columns of a query only once, since it may read itself (WITH RECURSIVE). */
const once = (columns: Columns): Columns => {
  let busy = false;
  return () => {
    if (busy) return null;
    busy = true;
    try {
      return columns();
    } finally {
      busy = false;
    }
  };
};

const renamed = (list: readonly string[] | null, columns: Columns): Columns =>
  list === null ? columns : () => list.map((name) => ({ name, of: null }));

const withTables = (reader: Reader, scope: Scope): void => {
  const { cursor } = reader;
  if (!cursor.accept("WITH")) return;
  if (cursor.at("RECURSIVE") && atName(cursor, 1)) cursor.next();
  do {
    const { name } = cursor.identifier();
    const given = cursor.at("(") ? names(cursor).map((n) => n.name) : null;
    cursor.expect("AS");
    cursor.accept("NOT");
    cursor.accept("MATERIALIZED");
    cursor.expect("(");
    scope.withs.push({ name, columns: renamed(given, once(select(reader, scope))) });
    cursor.expect(")");
  } while (cursor.accept(","));
};

const aliasOf = (cursor: Cursor, not: readonly string[]): string | null => {
  if (cursor.accept("AS")) return cursor.identifier().name;
  const window =
    cursor.at("WINDOW") && atName(cursor, 1) && upper(cursor.peek(2)?.text ?? "") === "AS";
  return atName(cursor) && !window && !not.some((word) => cursor.at(word))
    ? cursor.identifier().name
    : null;
};

/** One table of FROM, or several in parentheses. */
const source = (reader: Reader, scope: Scope): void => {
  const { cursor, known } = reader;
  const add = (name: string | null, columns: Columns, table: TableName | null = null): void => {
    scope.sources.push({ name, columns, table, qualifiedOnly: false });
  };
  const notAlias = [...joinWords, "INDEXED"];
  if (cursor.accept("(")) {
    if (atSelect(cursor)) {
      const columns = select(reader, scope);
      cursor.expect(")");
      add(aliasOf(cursor, notAlias), columns);
      return;
    }
    const first = scope.sources.length;
    from(reader, scope);
    cursor.expect(")");
    const inside = scope.sources.slice(first);
    const alias = aliasOf(cursor, notAlias);
    if (alias !== null)
      scope.sources.splice(first, inside.length, {
        name: alias,
        columns: all(inside),
        table: null,
        qualifiedOnly: false,
      });
    return;
  }
  const table = tableName(cursor);
  const call = cursor.accept("(");
  if (call) {
    if (!cursor.at(")")) list(cursor, listener(reader, scope));
    cursor.expect(")");
  } else scope.tables.push(table);
  const alias = aliasOf(cursor, notAlias);
  add(
    alias ?? table.table.name,
    call ? () => null : named(scope, known, table),
    call || alias !== null ? null : table,
  );
  if (cursor.accept("INDEXED", "BY")) cursor.identifier();
  else cursor.accept("NOT", "INDEXED");
};

const all =
  (sources: readonly Source[]): Columns =>
  () => {
    const found: Column[] = [];
    for (const { columns, qualifiedOnly } of sources) {
      const its = qualifiedOnly ? [] : columns();
      if (its === null) return null;
      found.push(...its);
    }
    return found;
  };

export const from = (reader: Reader, scope: Scope): void => {
  const { cursor } = reader;
  const first = scope.sources.length;
  source(reader, scope);
  for (;;) {
    const natural = cursor.at("NATURAL");
    if (!cursor.accept(",")) {
      let joined = cursor.accept("JOIN");
      while (!joined && joinWords.some((word) => cursor.accept(word)))
        joined = cursor.accept("JOIN");
      if (!joined) return;
    }
    const split = scope.sources.length;
    source(reader, scope);
    const sides = { left: scope.sources.slice(first, split), right: scope.sources.slice(split) };
    if (natural) scope.joins.push({ ...sides, using: null });
    if (cursor.accept("ON")) expression(cursor, listener(reader, scope));
    else if (cursor.accept("USING")) scope.joins.push({ ...sides, using: names(cursor) });
  }
};

/** A result of a query: its alias, or the column that it is; or all columns of a source. */
type Result =
  { readonly alias: string | null; readonly column: Name | null } | { readonly star: Columns };

const result = (reader: Reader, scope: Scope): Result => {
  const { cursor } = reader;
  if (cursor.accept("*")) return { star: all(scope.sources) };
  if (isName(cursor.peek()) && cursor.peek(1)?.text === "." && cursor.peek(2)?.text === "*") {
    const qualifier = cursor.identifier();
    const { name } = qualifier;
    scope.stars.push(qualifier);
    cursor.next();
    cursor.next();
    return {
      star: () =>
        scope.sources.find((s) => s.name !== null && sameName(s.name, name))?.columns() ?? null,
    };
  }
  const column = alone(cursor, listener(reader, scope, "result"));
  const alias = aliasOf(cursor, []);
  if (alias !== null) scope.aliases.push(alias);
  return { alias, column };
};

/** Moves past an expression; returns the name if it is only one (apart from a COLLATE). */
const alone = (cursor: Cursor, heard: Listener): Name | null => {
  const start = cursor.start();
  const found: Name[] = [];
  expression(cursor, {
    ...heard,
    name: (name) => {
      found.push(name);
      heard.name(name);
    },
  });
  const [name] = found;
  if (name === undefined || (name.qualifiers[0] ?? name.column).start !== start) return null;
  return name.column.end === cursor.end() ||
    /^\s*collate\s+\S+$/i.test(cursor.sql.slice(name.column.end, cursor.end()))
    ? name
    : null;
};

const columnsOf =
  (results: readonly Result[]): Columns =>
  () => {
    const found: Column[] = [];
    for (const one of results) {
      const its =
        "star" in one
          ? one.star()
          : [{ name: one.alias ?? one.column?.column.name ?? null, of: null }];
      if (its === null) return null;
      found.push(...its);
    }
    return found;
  };

interface Core {
  readonly scope: Scope;
  readonly results: readonly Result[];
}

const core = (reader: Reader, outer: Scope): Core => {
  const { cursor } = reader;
  const scope = open(reader, outer);
  const heard = listener(reader, scope);
  if (cursor.accept("VALUES")) {
    do {
      cursor.expect("(");
      list(cursor, heard);
      cursor.expect(")");
    } while (cursor.accept(","));
    return { scope, results: [{ star: () => null }] };
  }
  cursor.expect("SELECT");
  if (!cursor.accept("DISTINCT")) cursor.accept("ALL");
  const results: Result[] = [];
  do results.push(result(reader, scope));
  while (cursor.accept(","));
  if (cursor.accept("FROM")) from(reader, scope);
  if (cursor.accept("WHERE")) expression(cursor, heard);
  if (cursor.accept("GROUP", "BY")) list(cursor, heard);
  if (cursor.accept("HAVING")) expression(cursor, heard);
  if (cursor.at("WINDOW") && atName(cursor, 1)) {
    cursor.next();
    do {
      cursor.identifier();
      cursor.expect("AS");
      windowOf(cursor, heard);
    } while (cursor.accept(","));
  }
  return { scope, results };
};

/** A term of ORDER BY after UNION and the like is always one of the results. */
const amongResults = (cores: readonly Core[], name: Name): Scope | null => {
  if (cores.some(({ scope }) => scope.aliases.some((a) => sameName(a, name.column.name))))
    return null;
  return (
    cores.find(({ results }) =>
      results.some(
        (r) =>
          "column" in r &&
          r.alias === null &&
          r.column !== null &&
          sameName(r.column.column.name, name.column.name),
      ),
    )?.scope ?? null
  );
};

const orderBy = (reader: Reader, cores: readonly Core[], frame: Scope): void => {
  const { cursor } = reader;
  const [first] = cores;
  do {
    const found: Name[] = [];
    const inside = listener(reader, cores.length === 1 ? (first?.scope ?? frame) : frame);
    const whole = alone(cursor, {
      ...inside,
      name: (name) => {
        found.push(name);
      },
    });
    ordering(cursor);
    for (const name of found) {
      const scope = cores.length === 1 ? first?.scope : amongResults(cores, name);
      scope?.mentions.push({ name, place: whole === null ? "else" : "order" });
    }
  } while (cursor.accept(","));
};

/** Moves past a whole query; returns its columns. */
export function select(reader: Reader, outer: Scope | null): Columns {
  const { cursor } = reader;
  const frame = open(reader, outer);
  withTables(reader, frame);
  const cores = [core(reader, frame)];
  for (;;) {
    const compound =
      cursor.accept("UNION") || cursor.accept("EXCEPT") || cursor.accept("INTERSECT");
    if (!compound) break;
    cursor.accept("ALL");
    cores.push(core(reader, frame));
  }
  if (cursor.accept("ORDER", "BY")) orderBy(reader, cores, frame);
  if (cursor.accept("LIMIT")) {
    list(cursor, listener(reader, frame));
    if (cursor.accept("OFFSET")) expression(cursor, listener(reader, frame));
  }
  return columnsOf(cores[0]?.results ?? []);
}
