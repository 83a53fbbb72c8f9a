/** Functions that tell of the session, the moment and the catalogue. */
import { SnowflakeError } from "../errors.mjs";
import { getDdl } from "../catalogue/getDdl.mjs";
import { seesEverything } from "../catalogue/visible.mjs";
import { tagValue } from "../catalogue/tagReferences.mjs";
import { rescale, whole } from "../values/decimal.mjs";
import { clockOf, dayOf, momentOfDate } from "../values/time.mjs";
import * as t from "../values/types.mjs";
import { Variant } from "../values/variant.mjs";

const fn = (least, most, type, run, more = {}) => ({ args: [least, most], type, run, ...more });
const text = () => t.text();
const here = (run) => fn(0, 0, text, (_values, { scope }) => run(scope.session) ?? null);
const now = (session) => momentOfDate(session.now());
const timestamp = fn(
  0,
  1,
  () => t.timestamp("LTZ"),
  (_values, { scope }) => now(scope.session),
);

/** SEQ1 to SEQ8 count the rows from 0. */
const counter = fn(
  0,
  1,
  () => t.number(19, 0),
  (_values, { state }) => {
    state.next = (state.next ?? -1) + 1;
    return whole(state.next);
  },
);

export const contextFunctions = {
  CURRENT_DATABASE: here((session) => session.database),
  CURRENT_SCHEMA: here((session) => session.schema),
  CURRENT_USER: here((session) => session.user),
  CURRENT_ROLE: here((session) => session.role),
  CURRENT_WAREHOUSE: here((session) => session.warehouse),
  CURRENT_ACCOUNT: here((session) => session.accountName),
  CURRENT_ACCOUNT_NAME: here((session) => session.accountName),
  CURRENT_REGION: here(() => "TESTS"),
  CURRENT_SESSION: here((session) => session.id),
  CURRENT_VERSION: here(() => "9.99.0"),
  CURRENT_CLIENT: here((session) => session.client),
  CURRENT_STATEMENT: here((session) => session.statementText),
  CURRENT_TRANSACTION: here((session) => session.transaction?.id),
  CURRENT_SCHEMAS: fn(0, 0, text, (_values, { scope: { session } }) =>
    JSON.stringify(
      session.database === undefined ? [] : [`${session.database}.${session.schema ?? "PUBLIC"}`],
    ),
  ),
  CURRENT_AVAILABLE_ROLES: fn(
    0,
    0,
    () => ({ name: "ARRAY" }),
    (_values, { scope }) => new Variant([scope.session.role]),
  ),
  IS_ROLE_IN_SESSION: fn(
    1,
    1,
    () => t.boolean,
    ([role], { scope: { session } }) => role === session.role || seesEverything(session),
  ),
  CURRENT_TIMESTAMP: timestamp,
  LOCALTIMESTAMP: timestamp,
  SYSDATE: fn(
    0,
    0,
    () => t.timestamp("NTZ"),
    (_values, { scope }) => now(scope.session),
  ),
  GETDATE: timestamp,
  CURRENT_DATE: fn(
    0,
    0,
    () => t.date,
    (_values, { scope }) => dayOf(now(scope.session)),
  ),
  CURRENT_TIME: fn(
    0,
    1,
    () => ({ name: "TIME", scale: 9 }),
    (_values, { scope }) => clockOf(now(scope.session)),
  ),
  LOCALTIME: fn(
    0,
    1,
    () => ({ name: "TIME", scale: 9 }),
    (_values, { scope }) => clockOf(now(scope.session)),
  ),
  LAST_QUERY_ID: fn(0, 1, text, ([index], { scope: { session } }) => {
    const at = index === undefined ? -1 : Number(index.toString());
    return session.queryIds.at(at > 0 ? at - 1 : at) ?? null;
  }),
  GET_DDL: fn(2, 3, text, ([kind, name, full], { scope }) =>
    getDdl(scope.session, kind, name, full),
  ),
  SYSTEM$GET_TAG: fn(3, 3, text, ([tag, name, domain], { scope: { session } }) =>
    tagValue(session, tag, name, domain),
  ),
  SEQ1: counter,
  SEQ2: counter,
  SEQ4: counter,
  SEQ8: counter,
  /** The server waits before it answers, so that there is something to cancel. */
  SYSTEM$WAIT: fn(1, 2, text, ([amount, unit], { scope: { session } }) => {
    if (unit !== undefined && unit.toUpperCase() !== "SECONDS")
      throw new SnowflakeError("100131", "22023", `Invalid unit for SYSTEM$WAIT: ${unit}`);
    const seconds = Number(rescale(amount, 3).toString());
    session.delay += seconds * 1000;
    return `waited ${seconds} seconds`;
  }),
};
