/** The points in which MariaDB differs from MySQL. */
import { mysqlFlavour, numbered, type Flavour } from "../mysql/flavour.js";

export const mariadbFlavour: Flavour = {
  ...mysqlFlavour,
  name: "mariadb",
  title: "MariaDB",
  now: (precision) => `current_timestamp${precision === "" ? "()" : precision}`,
  defaultsInParentheses: false,
  uuid: "uuid",
  unwrittenAction: "restrict",
  dropCheck: "DROP CONSTRAINT",
  columnChecks: true,
  checksCanRest: false,
  timestampTakesNull: "TRUE",
  checksHold: "@@SESSION.check_constraint_checks = 1",
  isServerCheck: (_, name) => numbered(name, "CONSTRAINT_"),
  generatedTakesNull: false,
  hiddenIndex: "IGNORED",
  expressionIndexes: false,
  keepsBlockSize: false,
  remembersCollation: false,
  sequences: true,
  copyHoldsKeys: false,
  castless: new Set(["uuid", "inet4", "inet6", "geometry"]),
  missingTypes: {},
};
