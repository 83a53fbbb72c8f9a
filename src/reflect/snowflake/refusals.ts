/** Errors of Snowflake whose reason is not the SQL: a right that the role does not have, or a session that has ended. */
import { lookupTable } from "../../model/index.js";
import { explainedBy } from "../outsideSql.js";
import { codeOf } from "./port.js";

const reasons = lookupTable({
  // insufficient privileges
  "003001": "right",
  // the session no longer exists, and its token has expired
  "390111": "gone",
  "390112": "gone",
  "390114": "gone",
} as const);

export const explained = explainedBy((thrown) => reasons[codeOf(thrown)]);
