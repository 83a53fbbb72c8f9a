/** Statements as one text that a database's own command line runs as it is. */
import type { Sql } from "../model/index.js";

/** Does its last line open a comment that a semicolon behind it would fall into? */
const endsInComment = (statement: Sql): boolean => /(?:--|#)[^\n]*$/.test(statement);

const closed = (statement: Sql): string =>
  endsInComment(statement) ? `${statement}\n;` : `${statement};`;

/** Each statement with its semicolon, on lines of its own; empty for none. */
export const sqlText = (statements: readonly Sql[]): string =>
  statements.map((s) => `${closed(s.trimEnd().replace(/;+$/, ""))}\n`).join("");
