/** Which changes of a column's type PostgreSQL makes by itself (assignment casts of pg_cast), and which need a USING. */
import type { Sql } from "../../model/index.js";

/** The type without its arguments and array brackets. */
const family = (type: Sql): string =>
  type
    .replace(/\[\]$/, "")
    .replace(/\([^)]*\)/, "")
    .trim();

const isArray = (type: Sql): boolean => type.endsWith("[]");

/** Any value can be assigned to these. */
const strings = new Set(["text", "character varying", "character", "bpchar"]);

/** Within a group every type can be assigned to every other. */
const groups: readonly (readonly string[])[] = [
  ["smallint", "integer", "bigint", "numeric", "real", "double precision"],
  ["timestamp without time zone", "timestamp with time zone", "date"],
  ["time without time zone", "time with time zone"],
  ["bit", "bit varying"],
  ["json", "jsonb"],
  ["inet", "cidr"],
  ["macaddr", "macaddr8"],
];

/** Pairs that can be assigned in one direction only. */
const pairs = new Set([
  "timestamp without time zone>time without time zone",
  "timestamp with time zone>time without time zone",
  "timestamp with time zone>time with time zone",
  "time without time zone>interval",
  "interval>time without time zone",
  "integer>money",
  "bigint>money",
  "numeric>money",
  "money>numeric",
]);

/** Does ALTER COLUMN TYPE work without a USING? */
const isAssignable = (from: Sql, to: Sql): boolean => {
  const a = family(from);
  const b = family(to);
  if (isArray(from) !== isArray(to)) return strings.has(b) && !isArray(to);
  return (
    a === b ||
    strings.has(b) ||
    groups.some((g) => g.includes(a) && g.includes(b)) ||
    pairs.has(`${a}>${b}`)
  );
};

/** Pairs with an explicit cast; any other conversion goes through text. */
const casts = new Set([
  "boolean>integer",
  "integer>boolean",
  "integer>bit",
  "bigint>bit",
  "bit>integer",
  "bit>bigint",
  "jsonb>boolean",
  "jsonb>numeric",
  "jsonb>integer",
  "jsonb>bigint",
  "jsonb>smallint",
  "jsonb>real",
  "jsonb>double precision",
]);

/** The USING expression for a change that is not an assignment; null where none is needed. */
export const usingFor = (quotedColumn: Sql, from: Sql | null, to: Sql): Sql | null => {
  if (from === null || isAssignable(from, to)) return null;
  const direct =
    !isArray(from) && (strings.has(family(from)) || casts.has(`${family(from)}>${family(to)}`));
  return direct
    ? `${quotedColumn}::${to}`
    : `${quotedColumn}::text${isArray(from) && isArray(to) ? "[]" : ""}::${to}`;
};
