/** The row of views. */
import type { View } from "../sqlObject.js";
import { identity, notCompared, query, remark, value, type Field } from "./field.js";
import { harmless } from "./hazard.js";
import { listOf, type SqlObjectRow } from "./row.js";

/** A server that prints the query has the column names in it. */
const columns: Field<View["columns"], View> = {
  role: "meaning",
  sql: true,
  printed: true,
  read: (names) => names,
};

export const view: SqlObjectRow<"view"> = {
  label: "view",
  words: "VIEW",
  namedAsTables: true,
  namedByColumns: false,
  summary: ({ columns: names, returns }) =>
    names === null && returns.length === 0
      ? ""
      : `(${(names ?? returns.map(({ name }) => name)).join(", ")})`,
  ...listOf("view"),
  fields: {
    schema: identity,
    name: identity,
    query,
    columns,
    securityBarrier: value,
    securityInvoker: value,
    checkOption: value,
    returns: notCompared("it follows from the query"),
    comment: remark,
  },
  hazards: harmless,
};
