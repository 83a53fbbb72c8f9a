/**
 * The names that PostgreSQL itself gives to constraints, indexes and sequences, byte for byte:
 * makeObjectName and ChooseRelationName of indexcmds.c.
 */
import type { Columns, ConstraintKind } from "../../model/index.js";
import { identifierBytes } from "./facts.js";

const bytes = (text: string): number => Buffer.byteLength(text);

/**
 * The longest prefix of `text` that fits into `limit` bytes without splitting a character
 * (pg_mbcliplen).
 */
const clip = (text: string, limit: number): string => {
  if (bytes(text) <= limit) return text;
  let used = 0;
  let kept = "";
  for (const c of text) {
    used += bytes(c);
    if (used > limit) break;
    kept += c;
  }
  return kept;
};

/** `a_b_label` in at most 63 bytes: the longer of the two names is shortened, byte by byte. */
export const objectName = (first: string, second: string | null, label: string): string => {
  const available = identifierBytes - (bytes(label) + 1) - (second === null ? 0 : 1);
  let a = bytes(first);
  let b = second === null ? 0 : bytes(second);
  if (a + b <= available)
    return second === null ? `${first}_${label}` : `${first}_${second}_${label}`;
  while (a + b > available) {
    if (a > b) a--;
    else b--;
  }
  return [clip(first, a), ...(second === null ? [] : [clip(second, b)]), label].join("_");
};

/** Column names joined as in ChooseIndexNameAddition: no more are added once 64 bytes are full. */
const nameAddition = (columns: Columns): string => {
  let joined = "";
  for (const column of columns) {
    joined += (joined === "" ? "" : "_") + column;
    if (bytes(joined) >= identifierBytes + 1) break;
  }
  return joined;
};

/** The first of `t_a_key`, `t_a_key1`, `t_a_key2` … that is not taken. */
const firstFree = (name: (suffix: string) => string, taken: (name: string) => boolean): string => {
  for (let pass = 0; ; pass++) {
    const candidate = name(pass === 0 ? "" : String(pass));
    if (!taken(candidate)) return candidate;
  }
};

const free = (): boolean => false;

const labels: Readonly<Record<ConstraintKind, string>> = {
  primaryKey: "pkey",
  unique: "key",
  foreignKey: "fkey",
  check: "check",
  exclude: "excl",
};

/**
 * The name the server gives to a constraint without one.
 * @param columns of a key or foreign key: its columns, INCLUDE columns after them; of a CHECK: the
 *   columns it mentions; of an EXCLUDE: its elements' names (`expr` for an expression)
 * @param taken whether another object in the schema has this name
 */
export const constraintName = (
  kind: ConstraintKind,
  table: string,
  columns: Columns,
  taken: (name: string) => boolean = free,
): string => {
  const second =
    kind === "primaryKey"
      ? null
      : kind === "check"
        ? columns.length === 1
          ? (columns[0] ?? null)
          : null
        : nameAddition(columns);
  return firstFree((suffix) => objectName(table, second, labels[kind] + suffix), taken);
};

/**
 * The name the server gives to an index without one.
 * @param columns its elements' names (`expr`, `lower` … for expressions, made unique), INCLUDE
 *   columns after them
 */
export const indexName = (
  table: string,
  columns: Columns,
  taken: (name: string) => boolean = free,
): string => firstFree((suffix) => objectName(table, nameAddition(columns), `idx${suffix}`), taken);

/** The name of the sequence of a serial or identity column. */
export const sequenceName = (
  table: string,
  column: string,
  taken: (name: string) => boolean = free,
): string => firstFree((suffix) => objectName(table, column, `seq${suffix}`), taken);

/** The name of a NOT NULL, from PostgreSQL 18 on. */
export const notNullName = (
  table: string,
  column: string,
  taken: (name: string) => boolean = free,
): string => firstFree((suffix) => objectName(table, column, `not_null${suffix}`), taken);

/** Names of an index's elements made unique as ChooseIndexColumnNames does it: `expr`, `expr1` … */
export const uniqueElementNames = (names: Columns): Columns => {
  const made: string[] = [];
  for (const name of names) {
    let candidate = name;
    for (let i = 1; made.includes(candidate); i++)
      candidate = clip(name, identifierBytes - String(i).length) + String(i);
    made.push(candidate);
  }
  return made;
};
