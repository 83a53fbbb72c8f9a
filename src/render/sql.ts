/** Prints statements as one text that a database's own command line can run. */
import {
  dependencyText,
  SchemaDiffError,
  type Hazard,
  type Sql,
  type Unmodelled,
} from "../model/index.js";
import { obeyed, oneLine } from "./terminalText.js";

/** Does its last line contain a comment, which would include a semicolon after it? */
const endsInComment = (statement: Sql): boolean => /(?:--|#)[^\n]*$/.test(statement);

/** The statement; an error where it contains a control character: SQL has no notation for it that every server reads, but a script has. */
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

/** A hazard as one comment line, whatever the text contains. */
const hazardLine = ({ code, message }: Hazard): string =>
  `-- ! ${oneLine(`${code}: ${message}`)}\n`;

/** The same, with the hazards of each statement as comments above it. */
export const sqlTextWithHazards = (
  statements: readonly { readonly sql: Sql; readonly hazards: readonly Hazard[] }[],
): string =>
  statements
    .map(({ sql, hazards }) => `${hazards.map(hazardLine).join("")}${sqlText([sql])}`)
    .join("");

/** Comment lines with the objects that have to exist before the statements run, because they are needed and not modelled; empty for none. */
export const prerequisitesText = (needed: readonly Unmodelled[]): string =>
  needed.length === 0
    ? ""
    : [
        "-- What follows needs these, which are not modelled: create them first.",
        ...needed.map(({ kind, schema, name, table }) =>
          oneLine(`--   ${dependencyText({ kind, schema, name, table: table?.name ?? null })}`),
        ),
        "",
      ].join("\n");
