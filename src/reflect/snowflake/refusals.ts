/** What Snowflake refuses for a reason outside of the SQL: a right that the role has not, or a session that is over. */
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
