/** Views: their query, looked up where the view is and not where it is asked. */
import { Cursor } from "../language/cursor.mjs";
import { query } from "../language/query.mjs";
import { planQuery } from "./plan.mjs";
import { scopeOf } from "./scope.mjs";

/** A session that stands in another schema. */
export const standingIn = (session, schema) =>
  Object.assign(Object.create(session), { database: schema.database.name, schema: schema.name });

/** The plan of a query that is kept as a text. */
export const planText = (session, text, schema) => {
  const node = query(new Cursor(text, session));
  return planQuery(node, scopeOf(standingIn(session, schema), text));
};

export const planView = (session, view) => {
  const plan = planText(session, view.query, view.schema);
  return {
    columns: view.columns.map(({ name, type, notNull }) => ({ name, type, nullable: !notNull })),
    run: () => plan.run(undefined).map((row) => row.slice(0, view.columns.length)),
  };
};
