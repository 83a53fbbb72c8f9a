/** What the printers of a dialect return: texts, where all that is to be known follows from the verb, and statements where not. */
import { statement, type Sql, type Statement, type StatementFacts } from "../model/index.js";

export type Printed = Sql | Statement;

export const asStatements = (
  printed: readonly Printed[],
  facts: StatementFacts,
): readonly Statement[] =>
  printed.map((one) => (typeof one === "string" ? statement(one, facts) : one));
