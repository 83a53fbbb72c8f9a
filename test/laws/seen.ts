/** What a server says of a database, without what it may say in several ways. */
import { witness, type Seen } from "../witness/witness.js";

/**
 * A key that counts, and a foreign key, may stand after their column (where ALTER TABLE adds one, it can stand nowhere
 * else) or after all columns, and mean the same. Names come without their quotes, and may hold blanks; no blank stands
 * after a bracket.
 */
const inline =
  /^(\S+)((?: .*?)?)(?: |(?<=\)))(constraint (?:(?! constraint ).)+?) (?:(primary key) (autoincrement)|(references .*?))((?: not null)?)$/;

const behindColumns = (parts: readonly string[]): readonly string[] =>
  parts.flatMap((part) => {
    const [, column, before, name, key, counts, references, after] = inline.exec(part) ?? [];
    if (column === undefined || column === "constraint") return [part];
    const own = `${column}${before ?? ""}${after ?? ""}`;
    return key === undefined
      ? [own, `${name ?? ""} foreign key(${column})${references ?? ""}`]
      : [own, `${name ?? ""} ${key}(${column} ${counts ?? ""})`];
  });

/** The parts of a list, between the commas that stand in no bracket. */
const partsOf = (list: string): readonly string[] => {
  let depth = 0;
  return list
    .replace(/[(),]/g, (sign) => {
      if (sign === "(") depth++;
      if (sign === ")") depth--;
      return sign === "," && depth === 0 ? "\n" : sign;
    })
    .split("\n");
};

/** SQLite alone shows the order of columns, constraints and clauses; what was dropped comes back after the others, as everywhere. */
const withoutOrder = (line: string): string =>
  behindColumns(partsOf(line.replace("(", ",").replace(/\)(?=[^)]*$)/, ",")))
    .map((part) =>
      part
        .split(/[ ()]+/)
        .filter((word) => word !== "")
        .sort()
        .join(" "),
    )
    .sort()
    .join(",");

/** PostgreSQL prints `varchar IN (…)` otherwise when it reads its own print: the same casts in other places. */
const withoutCasts = (line: string): string =>
  /CHECK/.test(line)
    ? line.replace(/::(?:character varying|text|bpchar)(?:\[\])?|[()]/g, "")
    : line;

const asIs = (line: string): string => line;

export const seen = async (url: string): Promise<Seen> => {
  const { schema, rows } = await witness(url);
  return {
    schema: schema.map(
      url.startsWith("sqlite:") ? withoutOrder : url.startsWith("postgres") ? withoutCasts : asIs,
    ),
    rows,
  };
};
