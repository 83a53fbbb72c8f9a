/** One statement: read, run, answered. */
import { randomUUID } from "node:crypto";
import { chain, statement } from "../language/statement.mjs";
import { planStatement } from "../query/plan.mjs";
import { describeStatements } from "../show/describe.mjs";
import { show } from "../show/show.mjs";
import { alterTable } from "./alterTables.mjs";
import { createObjects } from "./createObjects.mjs";
import { createTable } from "./createTables.mjs";
import { insertMany } from "./multiInsert.mjs";
import { objectStatements } from "./objects.mjs";
import { statementTypes } from "./result.mjs";
import { insert, merge, remove, truncate, update } from "./rows.mjs";
import { beforeDml, commit, sessionStatements } from "./session.mjs";

const query = (session, node, text) => {
  const plan = planStatement(node.query, session, text);
  return { columns: plan.columns, rows: plan.run(undefined), statementType: statementTypes.select };
};

/** RESULT_SCAN needs the results of late; a session that runs for long would keep them all. */
const remembered = 100;

const remember = (results, queryId, result) => {
  results.set(queryId, result);
  if (results.size > remembered) results.delete(results.keys().next().value);
};

/** Each of these commits what is open: the manual's page "Transactions". */
const ddl = { createTable, alterTable, truncate, ...createObjects, ...objectStatements };
const dml = { insert, insertMany, update, delete: remove, merge };
const others = { query, show, ...describeStatements, ...sessionStatements };

/**
 * @param {object} session
 * @param {string} text one statement
 * @param {string} [queryId] as the driver knows it
 * @returns {import("./result.mjs").Result & { queryId: string }}
 */
export const execute = (session, text, queryId = randomUUID()) => {
  const links = text.includes("->>") ? chain(text) : [text];
  if (links.length === 1) return executeOne(session, text, queryId);
  const outer = session.piped;
  session.piped = [];
  try {
    for (const link of links) session.piped.push(executeOne(session, link, randomUUID()));
    const result = { ...session.piped.at(-1), queryId };
    remember(session.results, queryId, result);
    return result;
  } finally {
    session.piped = outer;
  }
};

const executeOne = (session, text, queryId) => {
  const outer = session.statementText;
  session.statementText = text;
  try {
    const node = statement(text, session);
    if (ddl[node.do] !== undefined) commit(session);
    if (dml[node.do] !== undefined) beforeDml(session);
    const result = (ddl[node.do] ?? dml[node.do] ?? others[node.do])(session, node, text);
    remember(session.results, queryId, result);
    return { ...result, queryId };
  } finally {
    session.queryIds.push(queryId);
    session.statementText = outer;
  }
};
