/**
 * What the printers of a dialect return: a text where the operation's verb determines all other
 * facts of the statement, otherwise a statement.
 */
import { statement, type Sql, type Statement, type StatementFacts } from "../model/index.js";

export type Printed = Sql | Statement;

export const asStatements = (
  printed: readonly Printed[],
  facts: StatementFacts,
): readonly Statement[] =>
  printed.map((one) => (typeof one === "string" ? statement(one, facts) : one));
