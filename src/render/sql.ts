/** Statements as one text that a database's own command line runs as it is. */
import { SchemaDiffError, type Hazard, type Sql } from "../model/index.js";
import { obeyed, oneLine } from "./terminalText.js";

/** Does its last line open a comment that a semicolon behind it would fall into? */
const endsInComment = (statement: Sql): boolean => /(?:--|#)[^\n]*$/.test(statement);

/** SQL has no way to write such a character that every server reads; a script has. */
const shownAsItIs = (statement: Sql): Sql => {
  const control = obeyed(statement);
  if (control === null) return statement;
  throw new SchemaDiffError(
    "unsupported",
    `a name or a value holds the control character ${control}, which no SQL text can show: ${oneLine(statement.slice(0, 200))}`,
    "write it as a script (--format typescript) or as data (--format json), which escape it, or name it otherwise",
  );
};

const closed = (statement: Sql): string =>
  endsInComment(statement) ? `${statement}\n;` : `${statement};`;

/** Each statement with its semicolon, on lines of its own; empty for none. */
export const sqlText = (statements: readonly Sql[]): string =>
  statements.map((s) => `${closed(shownAsItIs(s).trimEnd().replace(/;+$/, ""))}\n`).join("");

/** A line of its own, whatever the text holds. */
const hazardLine = ({ code, message }: Hazard): string =>
  `-- ! ${oneLine(`${code}: ${message}`)}\n`;

/** The same, with what is to be known of a statement in comments over it. */
export const toldSqlText = (
  statements: readonly { readonly sql: Sql; readonly hazards: readonly Hazard[] }[],
): string =>
  statements
    .map(({ sql, hazards }) => `${hazards.map(hazardLine).join("")}${sqlText([sql])}`)
    .join("");
