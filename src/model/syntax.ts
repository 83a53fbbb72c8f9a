/** What a text that enters SQL as it stands has to be: exactly one piece of SQL of this kind. */
export type Syntax =
  /** `numeric(10,2)`, `"app"."mood"[]`, `enum('a','b')`. */
  | "type"
  | "expression"
  /** A name that may be quoted and qualified, with arguments: a collation, an operator class. */
  | "name"
  /** `&&`, `OPERATOR(pg_catalog.=)`. */
  | "operator"
  /** What a table, column or index option says: `HASH (id)`, `FULL`, `70`. */
  | "setting"
  /** Settings with commas between them, which are printed inside of brackets. */
  | "settings"
  | "number"
  /** `SELECT …`, without a semicolon. */
  | "query"
  /** One whole CREATE statement. */
  | "definition"
  /** One whole statement. */
  | "statement";

/** A text of an object that enters SQL as it stands. */
export interface SqlText {
  /** The way to it from the object: `default`, `elements[0].expression`. */
  readonly path: string;
  readonly text: string;
  readonly syntax: Syntax;
}
