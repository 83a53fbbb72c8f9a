/** How keys and indexes order and compare their columns, in one spelling. */
import {
  keyParts,
  partsOf,
  type Column,
  type Constraint,
  type KeyPart,
  type Table,
} from "../../model/index.js";
import { sameName } from "./lexicon.js";
import { isRowid } from "./rowid.js";

/**
 * SQLite ignores the case of a collation's name; its three built-in ones are written in upper case.
 */
const collationName = (name: string): string =>
  ["BINARY", "NOCASE", "RTRIM"].find((own) => sameName(own, name)) ?? name;

/** BINARY is the default collation of a column. */
export const columnCollation = (name: string | null): string | null => {
  const settled = name === null ? "BINARY" : collationName(name);
  return settled === "BINARY" ? null : settled;
};

/** A collation that repeats the column's own means nothing. */
export const normalizedPart = <P extends KeyPart>(
  part: P,
  column: string,
  columns: readonly Pick<Column, "name" | "collation">[],
): P => {
  if (part.collation === null) return part;
  const own = columns.find((c) => sameName(c.name, column))?.collation ?? "BINARY";
  return {
    ...part,
    collation: sameName(own, part.collation) ? null : collationName(part.collation),
  };
};

/** The rowid has no order and no collation of its own. */
export const normalizedKey = (
  key: Constraint<"primaryKey"> | Constraint<"unique">,
  table: Pick<Table, "columns" | "constraints" | "options">,
): Constraint => {
  const { parts, ...plain } = key;
  if (parts === undefined || (key.kind === "primaryKey" && isRowid(key, table))) return plain;
  return {
    ...plain,
    ...keyParts(
      partsOf(key).map((part, i) => normalizedPart(part, key.columns[i] ?? "", table.columns)),
    ),
  };
};
