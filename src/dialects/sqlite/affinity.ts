/** The affinity of a column, by which SQLite decides how it stores values. */
import type { Sql } from "../../model/index.js";
import { upper } from "./lexicon.js";

export type Affinity = "INTEGER" | "TEXT" | "BLOB" | "REAL" | "NUMERIC";

/** The affinity a declared type gives (https://sqlite.org/datatype3.html#determination_of_column_affinity), rules in their order. */
export const affinity = (type: Sql): Affinity => {
  const text = upper(type);
  if (text.includes("INT")) return "INTEGER";
  if (/CHAR|CLOB|TEXT/.test(text)) return "TEXT";
  if (text === "" || text.includes("BLOB")) return "BLOB";
  if (/REAL|FLOA|DOUB/.test(text)) return "REAL";
  return "NUMERIC";
};
