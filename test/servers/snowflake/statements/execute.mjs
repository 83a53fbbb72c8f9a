/** One statement: read, run, answered. */
import { randomUUID } from "node:crypto";
import { statement } from "../language/statement.mjs";
import { planStatement } from "../query/plan.mjs";
import { describeStatements } from "../show/describe.mjs";
import { show } from "../show/show.mjs";
import { alterTable } from "./alterTables.mjs";
import { createObjects } from "./createObjects.mjs";
import { createTable } from "./createTables.mjs";
import { objectStatements } from "./objects.mjs";
import { statementTypes } from "./result.mjs";
import { insert, merge, remove, truncate, update } from "./rows.mjs";
import { beforeDml, commit, sessionStatements } from "./session.mjs";

const query = (session, node, text) => {
  const plan = planStatement(node.query, session, text);
  return { columns: plan.columns, rows: plan.run(undefined), statementType: statementTypes.select };
};

/** Each of these commits what is open: the manual's page "Transactions". */
const ddl = { createTable, alterTable, truncate, ...createObjects, ...objectStatements };
const dml = { insert, update, delete: remove, merge };
const others = { query, show, ...describeStatements, ...sessionStatements };

/**
 * @param {object} session
 * @param {string} text one statement
 * @returns {import("./result.mjs").Result & { queryId: string }}
 */
export const execute = (session, text) => {
  const queryId = randomUUID();
  const outer = session.statementText;
  session.statementText = text;
  try {
    const node = statement(text, session);
    if (ddl[node.do] !== undefined) commit(session);
    if (dml[node.do] !== undefined) beforeDml(session);
    const result = (ddl[node.do] ?? dml[node.do] ?? others[node.do])(session, node, text);
    session.results.set(queryId, result);
    return { ...result, queryId };
  } finally {
    session.queryIds.push(queryId);
    session.statementText = outer;
  }
};
