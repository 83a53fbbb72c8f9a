/** What a text that enters SQL unquoted has to be: exactly one piece of SQL of this kind. */
export type Syntax =
  /** `numeric(10,2)`, `"app"."mood"[]`, `enum('a','b')`. */
  | "type"
  | "expression"
  /** A name that may be quoted and qualified, with arguments: a collation, an operator class. */
  | "name"
  /** `&&`, `OPERATOR(pg_catalog.=)`. */
  | "operator"
  /** The value of a table, column or index option: `HASH (id)`, `FULL`, `70`. */
  | "setting"
  /** Comma-separated settings, which are printed inside parentheses. */
  | "settings"
  | "number"
  /** `SELECT …`, without a semicolon. */
  | "query"
  /** One whole CREATE statement. */
  | "definition"
  /** One whole statement. */
  | "statement";

/** A text of an object that enters SQL unquoted. */
export interface SqlText {
  /** The path to it in the object: `default`, `elements[0].expression`. */
  readonly path: string;
  readonly text: string;
  readonly syntax: Syntax;
}
