/** Reads SHOW CREATE TABLE by its tokens, into the same form as the catalogue is read. */
import { lookupTable, type Options, type Sql } from "../../model/index.js";
import { canonicalDefault, canonicalExpression, nowText } from "../../dialects/mysql/defaults.js";
import type { Flavour } from "../../dialects/mysql/flavour.js";
import { canonical } from "../../dialects/mysql/types.js";
import type { Token } from "../../sql/index.js";
import { isJson } from "./json.js";
import {
  afterParenthesis,
  between,
  opened,
  parts,
  textOf,
  word,
  type Text,
} from "./showCreateText.js";

export interface ShownColumn {
  readonly name: string;
  readonly type: Sql;
  /** As written there; null where the table's applies. */
  readonly charset: string | null;
  readonly collation: string | null;
  /** Options that no catalogue view has. */
  readonly options: Options;
  readonly nullable: boolean;
  readonly default: Sql | null;
  readonly onUpdate: Sql | null;
  readonly generated: { readonly expression: Sql; readonly stored: boolean } | null;
}

export interface Shown {
  readonly columns: readonly ShownColumn[];
  /** Name → expression. */
  readonly checks: ReadonlyMap<string, Sql>;
  /** Index name → the expressions of its elements, in order; null for a plain column. */
  readonly indexes: ReadonlyMap<string, readonly (Sql | null)[]>;
  /** Index name → options that only this text has: a parser plugin, an algorithm that was written out. */
  readonly indexOptions: ReadonlyMap<string, Options>;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly partitionBy: Sql | null;
  /** Other options of the table that no catalogue view has. */
  readonly options: Options;
}

/** Words that begin an attribute of a column: a type or a default ends before them. */
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
  for (let i = from; i < to; i = word(tokens, i) === "(" ? afterParenthesis(tokens, i) : i + 1) {
    if (attributes.has(word(tokens, i))) return i;
  }
  return to;
};

interface Clauses {
  options: Record<string, string>;
  charset: string | null;
  collation: string | null;
  nullable: boolean;
  default: Sql | null;
  onUpdate: Sql | null;
  generated: { readonly expression: Sql; readonly stored: boolean } | null;
  check: Sql | null;
}

/** Reads an attribute into `found`, and returns the index after it. */
type Reader = (text: Text, at: number, to: number, found: Clauses) => number;

const readExpression = (text: Text, open: number): readonly [Sql, number] => {
  const end = afterParenthesis(text.tokens, open);
  return [canonicalExpression(between(text, open, end)), end];
};

const readers: Readonly<Record<string, Reader>> = lookupTable({
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
  COLUMN_FORMAT: ({ tokens }, at, _, found) => {
    found.options["columnFormat"] = word(tokens, at + 1);
    return at + 2;
  },
  STORAGE: ({ tokens }, at, _, found) => {
    found.options["storage"] = word(tokens, at + 1);
    return at + 2;
  },
});

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
    options: {},
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
  parts(text.tokens, open + 1, afterParenthesis(text.tokens, open) - 1).map(([from, to]) => {
    if (word(text.tokens, from) !== "(") return null;
    const end = Math.min(afterParenthesis(text.tokens, from), to);
    return canonicalExpression(between(text, from, end));
  });

const numberAt = (tokens: readonly Token[], from: number, name: string): string | null => {
  const at = tokens.findIndex((_, i) => i >= from && word(tokens, i) === name);
  return at < 0 ? null : (tokens[at + 2]?.text ?? null);
};

/** `… KEY name (elements) … WITH PARSER p`: the name, the elements and the options after them. */
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
  const blockSize = numberAt(tokens.slice(0, to), open, "KEY_BLOCK_SIZE");
  return {
    name: word(tokens, from) === "PRIMARY" ? "PRIMARY" : (tokens[key + 1]?.value ?? ""),
    elements: elementsOf(text, open),
    options: {
      ...(parser === undefined ? {} : { parser }),
      ...(using === undefined ? {} : { using }),
      ...(blockSize === null ? {} : { keyBlockSize: blockSize }),
    },
  };
};

const tableOptions = (tokens: readonly Token[], end: number): Options => {
  const at = tokens.findIndex((_, i) => i >= end && word(tokens, i) === "TABLESPACE");
  const tablespace = at < 0 ? undefined : tokens[at + 1]?.value;
  const extent = numberAt(tokens, end, "AUTOEXTEND_SIZE");
  return {
    // this tablespace is the default of a table that specifies none, and no statement makes a table specify none again
    ...(tablespace === undefined || tablespace === "innodb_file_per_table" ? {} : { tablespace }),
    ...(extent === null ? {} : { autoextendSize: extent }),
  };
};

const optionAt = (tokens: readonly Token[], from: number, name: string): string | null => {
  const at = tokens.findIndex(
    (_, i) => i >= from && word(tokens, i) === name && tokens[i + 1]?.text === "=",
  );
  return at < 0 ? null : (tokens[at + 2]?.value ?? null);
};

/** Everything in a CREATE TABLE text that depends on the server's way of printing. */
export const readShown = (sql: Sql, flavour: Flavour): Shown => {
  const text = textOf(opened(sql));
  const { tokens } = text;
  const open = tokens.findIndex((t) => t.kind === "symbol" && t.text === "(");
  const end = afterParenthesis(tokens, open);
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
    options: tableOptions(tokens, end),
  };
};
