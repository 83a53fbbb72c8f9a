/** Views: their query, looked up where the view is and not where it is asked. */
import { Cursor } from "../language/cursor.mjs";
import { scopeOf, standingIn } from "./scope.mjs";

/** The plan of a query that is kept as a text. */
export const planText = (session, text, schema) => {
  const node = new Cursor(text, session).query();
  return session.planQuery(node, scopeOf(standingIn(session, schema), text));
};

export const planView = (session, view) => {
  const plan = planText(session, view.query, view.schema);
  return {
    columns: view.columns.map(({ name, type, notNull }) => ({ name, type, nullable: !notNull })),
    run: () => plan.run(undefined).map((row) => row.slice(0, view.columns.length)),
  };
};
