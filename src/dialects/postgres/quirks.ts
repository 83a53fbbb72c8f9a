/** Differences that mean nothing on PostgreSQL. */
import {
  atLeast,
  type Constraint,
  type Element,
  type Index,
  type Schema,
  type Sql,
  type Table,
} from "../../model/index.js";
import { closingBracket, tokenize, type Token } from "../../sql/index.js";
import type { Quirk } from "../dialect.js";
import { lexicon } from "./lexicon.js";

/** The elements of a list, split at the commas of its top level. */
const elementsOf = (tokens: readonly Token[]): readonly Sql[] => {
  const elements: Sql[] = [];
  let depth = 0;
  let element = "";
  for (const { text, kind } of tokens) {
    if (kind === "symbol" && (text === "(" || text === "[")) depth++;
    if (kind === "symbol" && (text === ")" || text === "]")) depth--;
    if (kind === "symbol" && text === "," && depth === 0) {
      elements.push(element.trim());
      element = "";
    } else element += text;
  }
  return [...elements, element.trim()];
};

/**
 * `(ARRAY[a, b])::text[]` → `ARRAY[(a)::text, (b)::text]`, as the server prints it after reading
 * its own text.
 */
const castElements = (sql: Sql): Sql => {
  if (!/\(ARRAY\[.*\]\)::/s.test(sql)) return sql;
  const tokens = tokenize(sql, lexicon);
  const texts = tokens.map((t) => t.text);
  for (let i = 0; i < tokens.length; i++) {
    if (texts[i] !== "(" || texts[i + 1] !== "ARRAY" || texts[i + 2] !== "[") continue;
    const end = closingBracket(tokens, i);
    if (end < 0 || closingBracket(tokens, i + 2) !== end - 1 || texts[end + 1] !== "::") continue;
    const type = /^::([^[\]()]+(?:\([\d,]*\))?)\[\]/.exec(texts.slice(end + 1).join(""));
    if (type === null) continue;
    const rest = texts
      .slice(end + 1)
      .join("")
      .slice(type[0].length);
    const list = elementsOf(tokens.slice(i + 3, end - 1))
      .map((element) => `(${element})::${type[1] ?? ""}`)
      .join(", ");
    return `${texts.slice(0, i).join("")}ARRAY[${list}]${castElements(rest)}`;
  }
  return sql;
};

const element = <E extends Element>(e: E): E =>
  "expression" in e.of ? { ...e, of: { expression: castElements(e.of.expression) } } : e;

const where = (sql: Sql | null): Sql | null => (sql === null ? null : castElements(sql));

const constraint = (c: Constraint): Constraint => {
  if (c.kind === "check") return { ...c, expression: castElements(c.expression) };
  return c.kind === "exclude"
    ? { ...c, elements: c.elements.map(element), where: where(c.where) }
    : c;
};

const index = (i: Index): Index => ({
  ...i,
  elements: i.elements.map(element),
  where: where(i.where),
});

const table = (t: Table): Table => ({
  ...t,
  columns: t.columns.map((c) =>
    c.generated === null
      ? c
      : { ...c, generated: { ...c.generated, expression: castElements(c.generated.expression) } },
  ),
  constraints: t.constraints.map(constraint),
  indexes: t.indexes.map(index),
});

const withoutNotNullNames = (t: Table): Table => ({
  ...t,
  columns: t.columns.map((c) => {
    const { notNull, ...options } = c.options;
    return notNull === undefined ? c : { ...c, options };
  }),
});

const isOlder = (schema: Schema | undefined, major: number): boolean =>
  schema !== undefined && schema.version.length > 0 && !atLeast(schema.version, major);

export const quirks: readonly Quirk[] = [
  {
    id: "postgres-not-null-has-no-name",
    because: "until 17 a server takes a name for NOT NULL and forgets it",
    erase: (schema, other) =>
      isOlder(schema, 18) || isOlder(other, 18)
        ? { ...schema, tables: schema.tables.map(withoutNotNullNames) }
        : schema,
  },
  {
    id: "postgres-in-list-cast",
    because:
      "PostgreSQL prints `varchar IN ('a', 'b')` as a cast of the list, and once that text is read back, as casts of its elements",
    erase: (schema: Schema): Schema => ({ ...schema, tables: schema.tables.map(table) }),
  },
];
