/** Errors of PostgreSQL whose reason is not the SQL, by SQLSTATE (manual, "PostgreSQL Error Codes"). */
import { lookupTable, messageOf } from "../../model/index.js";
import { explainedBy } from "../outsideSql.js";
import { codeOf } from "./connection.js";

const reasons = lookupTable({
  "42501": "right",
  "53100": "room",
  "25006": "reading",
  "40P01": "deadlock",
  "57P01": "gone",
  "57P02": "gone",
  "57P03": "gone",
  ECONNRESET: "gone",
  EPIPE: "gone",
} as const);

/** A lost connection is reported by the driver itself, without a code. */
const lost = /^Connection terminated|^Client has encountered a connection error/;

export const explained = explainedBy((thrown) =>
  lost.test(messageOf(thrown)) ? "gone" : reasons[codeOf(thrown)],
);
