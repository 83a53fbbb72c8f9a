/** Sessions: what a connection of the driver holds on the server. */
import { randomUUID } from "node:crypto";
import { objectsOf, takeOut } from "../catalogue/model.mjs";
import { asText } from "../values/cast.mjs";
import { planQuery } from "../query/plan.mjs";
import { execute } from "../statements/execute.mjs";
import { parameterDefaults, parameterOf } from "./parameters.mjs";

/** Later objects have later times, also within one millisecond. */
const clock = () => {
  let last = 0;
  return () => {
    last = Math.max(Date.now(), last + 1);
    return new Date(last);
  };
};

const now = clock();

const name = (text) =>
  text === undefined || text === "" ? undefined : text.replace(/^"(.*)"$/, "$1");

/** Names in a connection's options are folded as they are in a statement. */
const folded = (text) => {
  const bare = name(text);
  return bare === undefined || text.startsWith('"') ? bare : bare.toUpperCase();
};

class Session {
  constructor(
    account,
    { user, accountName, database, schema, warehouse, role, client, parameters },
  ) {
    Object.assign(this, {
      account,
      user,
      accountName,
      client,
      warehouse: folded(warehouse),
      role: folded(role) ?? "ACCOUNTADMIN",
    });
    this.id = String(now().getTime());
    this.token = randomUUID();
    this.masterToken = randomUUID();
    this.parameters = new Map(parameters);
    this.variables = new Map();
    this.results = new Map();
    this.queryIds = [];
    this.piped = [];
    this.transaction = undefined;
    this.binds = undefined;
    this.delay = 0;
    const found = account.databases.get(folded(database));
    // A connection to a database or schema that is not there has none: the driver does not fail.
    this.database = found?.name;
    this.schema =
      found === undefined ? undefined : found.schemas.get(folded(schema) ?? "PUBLIC")?.name;
  }

  /** Expressions hold queries, and plans of queries hold expressions: this way there is no circle. */
  planQuery(node, scope) {
    return planQuery(node, scope);
  }

  now() {
    return now();
  }

  parameter(name) {
    return parameterOf(this, name);
  }

  get foldQuoted() {
    return this.parameter("QUOTED_IDENTIFIERS_IGNORE_CASE") === "true";
  }

  /** The text of a session variable, for IDENTIFIER($x). */
  resolve(variable) {
    const found = this.variables.get(variable);
    return found === undefined || found.value === null ? undefined : asText(found.value);
  }

  run(text, queryId) {
    return execute(this, text, queryId);
  }
}

export const newSession = (account, login) => {
  for (const [key] of login.parameters)
    if (parameterDefaults[key] === undefined)
      login.parameters = login.parameters.filter(([each]) => each !== key);
  return new Session(account, login);
};

/** Temporary tables go with the session that made them. */
export const endSession = (session) => {
  for (const [table, rows] of session.transaction?.before ?? []) table.rows = rows;
  for (const { schemas } of session.account.databases.values())
    for (const { relations } of schemas.values())
      for (const table of objectsOf(relations))
        if (table.variety === "TEMPORARY" && table.session === session.id)
          takeOut(relations, table);
};
