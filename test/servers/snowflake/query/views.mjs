/** Views: their query, looked up where the view is and not where it is asked. */
import { SnowflakeError, compilation } from "../errors.mjs";
import { Cursor } from "../language/cursor.mjs";
import { fullName } from "../catalogue/model.mjs";
import { scopeOf, standingIn } from "./scope.mjs";

/** The plan of a query that is kept as a text. */
export const planText = (session, text, schema) => {
  const node = new Cursor(text, session).query();
  return session.planQuery(node, scopeOf(standingIn(session, schema), text));
};

/** What the query of a view misses since the view was made. Assumed: the words and the code. */
const expanded = (session, view) => {
  try {
    return planText(session, view.query, view.schema);
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
    throw compilation(
      "002037",
      "42601",
      `Failure during expansion of view '${view.name}': ${error.message}`,
    );
  }
};

export const planView = (session, view) => {
  const plan = expanded(session, view);
  // As users report it of accounts: Snowflake-Labs/sfquickstarts, issue 181. A * is not written out when the view is made.
  if (plan.columns.length !== view.columns.length)
    throw compilation(
      "002057",
      "42601",
      `View definition for '${fullName(view)}' declared ${view.columns.length} column(s), but view query produces ${plan.columns.length} column(s).`,
    );
  return {
    columns: view.columns.map(({ name, type, notNull }) => ({ name, type, nullable: !notNull })),
    run: () => plan.run(undefined),
  };
};
