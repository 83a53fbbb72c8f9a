/** Reads SHOW CREATE TABLE by its tokens, in the same words as the catalogue is read. */
import type { Options, Sql } from "../../model/index.js";
import { canonicalDefault, canonicalExpression, nowText } from "../../dialects/mysql/defaults.js";
import type { Flavour } from "../../dialects/mysql/flavour.js";
import { lexicon } from "../../dialects/mysql/lexicon.js";
import { canonical } from "../../dialects/mysql/types.js";
import { tokenize, type Token } from "../../sql/index.js";
import type { Row } from "../connection.js";
import { isJson } from "./readColumns.js";
import { textOrNull } from "./rows.js";

/** The second column of SHOW CREATE TABLE. */
export const shownText = (rows: readonly Row[]): string => {
  const row = rows[0] ?? {};
  return textOrNull(row, "Create Table") ?? textOrNull(row, "Table") ?? "";
};

export interface ShownColumn {
  readonly name: string;
  readonly type: Sql;
  /** As it stands there; null where only the table's holds. */
  readonly charset: string | null;
  readonly collation: string | null;
  readonly nullable: boolean;
  readonly default: Sql | null;
  readonly onUpdate: Sql | null;
  readonly generated: { readonly expression: Sql; readonly stored: boolean } | null;
}

export interface Shown {
  readonly columns: readonly ShownColumn[];
  /** Name → expression. */
  readonly checks: ReadonlyMap<string, Sql>;
  /** Index name → the expressions of its elements, in order; a plain column's is null. */
  readonly indexes: ReadonlyMap<string, readonly (Sql | null)[]>;
  /** Index name → what only this text says of it: a parser plugin, an algorithm that was written out. */
  readonly indexOptions: ReadonlyMap<string, Options>;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly partitionBy: Sql | null;
}

/** Comments of the kind `/*!80023 INVISIBLE *​/` hold what this server knows: opened, where no quote hides them. */
const opened = (sql: Sql): Sql =>
  tokenize(sql, lexicon)
    .map(({ kind, text }) =>
      kind === "blank" && text.startsWith("/*!")
        ? opened(text.replace(/^\/\*!\d*/, " ").replace(/\*\/$/, " "))
        : text,
    )
    .join("");

interface Text {
  readonly sql: Sql;
  readonly tokens: readonly Token[];
}

const textOf = (sql: Sql): Text => ({
  sql,
  tokens: tokenize(sql, lexicon).filter((t) => t.kind !== "blank"),
});

/** The index behind the parenthesis that closes the one at `open`. */
const behind = (tokens: readonly Token[], open: number): number => {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const { kind, text = "" } = tokens[i] ?? {};
    if (kind !== "symbol") continue;
    if (text === "(") depth++;
    if (text === ")" && --depth === 0) return i + 1;
  }
  return tokens.length;
};

const between = ({ sql, tokens }: Text, from: number, to: number): Sql =>
  sql.slice(tokens[from]?.start ?? sql.length, tokens[to - 1]?.end ?? 0);

/** Runs of tokens between commas outside parentheses: [from, to). */
const parts = (
  tokens: readonly Token[],
  from: number,
  to: number,
): readonly (readonly [number, number])[] => {
  const found: (readonly [number, number])[] = [];
  let start = from;
  let depth = 0;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token?.kind !== "symbol") continue;
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (token.text === "," && depth === 0) {
      found.push([start, i]);
      start = i + 1;
    }
  }
  return start < to ? [...found, [start, to]] : found;
};

const word = (tokens: readonly Token[], i: number): string => {
  const token = tokens[i];
  if (token?.kind === "word") return token.text.toUpperCase();
  return token?.kind === "symbol" ? token.text : "";
};

/** Words with which an attribute of a column begins: the type, or a default, ends there. */
const attributes = new Set([
  "CHARACTER",
  "COLLATE",
  "GENERATED",
  "AS",
  "NOT",
  "NULL",
  "DEFAULT",
  "ON",
  "AUTO_INCREMENT",
  "COMMENT",
  "INVISIBLE",
  "CHECK",
  "COLUMN_FORMAT",
  "STORAGE",
  "SRID",
  "ENGINE_ATTRIBUTE",
  "SECONDARY_ENGINE_ATTRIBUTE",
  "COMPRESSED",
  "REF_SYSTEM_ID",
  "WITHOUT",
]);

const attributeEnd = (tokens: readonly Token[], from: number, to: number): number => {
  for (let i = from; i < to; i = word(tokens, i) === "(" ? behind(tokens, i) : i + 1) {
    if (attributes.has(word(tokens, i))) return i;
  }
  return to;
};

interface Clauses {
  charset: string | null;
  collation: string | null;
  nullable: boolean;
  default: Sql | null;
  onUpdate: Sql | null;
  generated: { readonly expression: Sql; readonly stored: boolean } | null;
  check: Sql | null;
}

/** Where each attribute ends, and what it leaves in `found`. */
type Reader = (text: Text, at: number, to: number, found: Clauses) => number;

const readExpression = (text: Text, open: number): readonly [Sql, number] => {
  const end = behind(text.tokens, open);
  return [canonicalExpression(between(text, open, end)), end];
};

const readers: Readonly<Record<string, Reader>> = {
  CHARACTER: ({ tokens }, at, _, found) => {
    found.charset = tokens[at + 2]?.value ?? null;
    return at + 3;
  },
  COLLATE: ({ tokens }, at, _, found) => {
    found.collation = tokens[at + 1]?.value ?? null;
    return at + 2;
  },
  NOT: (_, at, __, found) => {
    found.nullable = false;
    return at + 2;
  },
  NULL: (_, at) => at + 1,
  DEFAULT: (text, at, to, found) => {
    const end =
      word(text.tokens, at + 1) === "NULL" ? at + 2 : attributeEnd(text.tokens, at + 1, to);
    found.default = between(text, at + 1, end);
    return end;
  },
  ON: (text, at, to, found) => {
    const end = attributeEnd(text.tokens, at + 2, to);
    found.onUpdate = between(text, at + 2, end);
    return end;
  },
  AS: (text, at, _, found) => {
    const [expression, end] = readExpression(text, at + 1);
    found.generated = {
      expression,
      stored: /^(?:STORED|PERSISTENT)$/.test(word(text.tokens, end)),
    };
    return end + 1;
  },
  CHECK: (text, at, _, found) => {
    const [expression, end] = readExpression(text, at + 1);
    found.check = expression;
    return end;
  },
  COMMENT: (_, at) => at + 2,
};

const columnOf = (
  text: Text,
  from: number,
  to: number,
  flavour: Flavour,
): ShownColumn & { readonly check: Sql | null } => {
  const { tokens } = text;
  const name = tokens[from]?.value ?? "";
  const typeEnd = attributeEnd(tokens, from + 1, to);
  const stored = canonical(between(text, from + 1, typeEnd));
  const found: Clauses = {
    charset: null,
    collation: null,
    nullable: true,
    default: null,
    onUpdate: null,
    generated: null,
    check: null,
  };
  for (let at = typeEnd; at < to;)
    at = (readers[word(tokens, at)] ?? ((_: Text, i: number) => i + 1))(text, at, to, found);
  const json = isJson(name, stored, found.collation, found.check ?? undefined);
  const type = json ? "json" : stored;
  return {
    ...found,
    name,
    type,
    ...(json ? { check: null, charset: null, collation: null } : {}),
    default: canonicalDefault(type, found.default, flavour),
    onUpdate: found.onUpdate === null ? null : (nowText(found.onUpdate, flavour) ?? found.onUpdate),
  };
};

const elementsOf = (text: Text, open: number): readonly (Sql | null)[] =>
  parts(text.tokens, open + 1, behind(text.tokens, open) - 1).map(([from, to]) => {
    if (word(text.tokens, from) !== "(") return null;
    const end = Math.min(behind(text.tokens, from), to);
    return canonicalExpression(between(text, from, end));
  });

/** `… KEY name (elements) … WITH PARSER p`: the name and what follows it. */
const readIndex = (
  text: Text,
  from: number,
  to: number,
): {
  readonly name: string;
  readonly elements: readonly (Sql | null)[];
  readonly options: Options;
} | null => {
  const { tokens } = text;
  const key = [from, from + 1].find((i) => word(tokens, i) === "KEY");
  if (key === undefined) return null;
  const open = tokens.findIndex((t, i) => i > key && t.kind === "symbol" && t.text === "(");
  const after = (wanted: string): string | undefined => {
    for (let i = open; i < to; i++) if (word(tokens, i) === wanted) return tokens[i + 1]?.value;
    return undefined;
  };
  const [parser, using] = [after("PARSER"), after("USING")?.toLowerCase()];
  return {
    name: word(tokens, from) === "PRIMARY" ? "PRIMARY" : (tokens[key + 1]?.value ?? ""),
    elements: elementsOf(text, open),
    options: {
      ...(parser === undefined ? {} : { parser }),
      ...(using === "btree" ? { using } : {}),
    },
  };
};

const optionAt = (tokens: readonly Token[], from: number, name: string): string | null => {
  const at = tokens.findIndex(
    (_, i) => i >= from && word(tokens, i) === name && tokens[i + 1]?.text === "=",
  );
  return at < 0 ? null : (tokens[at + 2]?.value ?? null);
};

/** Everything that CREATE TABLE text says of what depends on the server's words. */
export const readShown = (sql: Sql, flavour: Flavour): Shown => {
  const text = textOf(opened(sql));
  const { tokens } = text;
  const open = tokens.findIndex((t) => t.kind === "symbol" && t.text === "(");
  const end = behind(tokens, open);
  const columns: ShownColumn[] = [];
  const checks = new Map<string, Sql>();
  const indexes = new Map<string, readonly (Sql | null)[]>();
  const indexOptions = new Map<string, Options>();
  for (const [from, to] of parts(tokens, open + 1, end - 1)) {
    if (tokens[from]?.kind === "quoted") {
      const { check, ...column } = columnOf(text, from, to, flavour);
      columns.push(column);
      if (check !== null) checks.set(column.name, check);
    } else if (word(tokens, from) === "CONSTRAINT" && word(tokens, from + 2) === "CHECK") {
      checks.set(tokens[from + 1]?.value ?? "", readExpression(text, from + 3)[0]);
    } else {
      const index = readIndex(text, from, to);
      if (index === null) continue;
      indexes.set(index.name, index.elements);
      if (Object.keys(index.options).length > 0) indexOptions.set(index.name, index.options);
    }
  }
  const partition = tokens.findIndex(
    (_, i) => i >= end && word(tokens, i) === "PARTITION" && word(tokens, i + 1) === "BY",
  );
  return {
    columns,
    checks,
    indexes,
    indexOptions,
    charset: optionAt(tokens, end, "CHARSET"),
    collation: optionAt(tokens, end, "COLLATE"),
    partitionBy: partition < 0 ? null : between(text, partition, tokens.length),
  };
};

/** What a table's text says of its foreign keys' actions and of its CHECKs, in the words of the catalogue's views. */
export interface ShownConstraints {
  readonly rules: readonly {
    readonly name: string;
    readonly onUpdate: string;
    readonly onDelete: string;
  }[];
  readonly checks: readonly {
    readonly name: string;
    readonly level: "Table" | "Column";
    readonly clause: Sql;
  }[];
}

/** `ON DELETE SET NULL` → `SET NULL`; both servers take what is not written for RESTRICT. */
const ruleAt = (tokens: readonly Token[], from: number, to: number, event: string): string => {
  for (let i = from; i < to; i++)
    if (word(tokens, i) === "ON" && word(tokens, i + 1) === event) {
      const first = word(tokens, i + 2);
      return first === "SET" || first === "NO" ? `${first} ${word(tokens, i + 3)}` : first;
    }
  return "RESTRICT";
};

export const readConstraints = (sql: Sql): ShownConstraints => {
  const text = textOf(opened(sql));
  const { tokens } = text;
  const open = tokens.findIndex((t) => t.kind === "symbol" && t.text === "(");
  const rules: ShownConstraints["rules"][number][] = [];
  const checks: ShownConstraints["checks"][number][] = [];
  const clauseAt = (at: number): Sql => between(text, at + 1, behind(tokens, at) - 1);
  for (const [from, to] of parts(tokens, open + 1, behind(tokens, open) - 1)) {
    const name = tokens[from + 1]?.value ?? "";
    const first = tokens[from];
    if (first?.kind === "quoted") {
      const check = tokens.findIndex((_, i) => i > from && i < to && word(tokens, i) === "CHECK");
      if (check >= 0)
        checks.push({
          name: first.value,
          level: "Column",
          clause: clauseAt(check + 1),
        });
    } else if (word(tokens, from) === "CONSTRAINT" && word(tokens, from + 2) === "CHECK")
      checks.push({ name, level: "Table", clause: clauseAt(from + 3) });
    else if (word(tokens, from) === "CONSTRAINT" && word(tokens, from + 2) === "FOREIGN")
      rules.push({
        name,
        onUpdate: ruleAt(tokens, from, to, "UPDATE"),
        onDelete: ruleAt(tokens, from, to, "DELETE"),
      });
  }
  return { rules, checks };
};
