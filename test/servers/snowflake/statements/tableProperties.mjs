/** Properties of tables that SET, UNSET and CREATE TABLE know. */
import { invalidValue } from "../errors.mjs";

const retention = (table, value) => {
  const most = table.variety === "TABLE" || table.variety === "HYBRID" ? 90 : 1;
  if (value < 0 || value > most) throw invalidValue(value, "DATA_RETENTION_TIME_IN_DAYS");
  table.retention = value;
};

const apply = {
  COMMENT: (table, value) => {
    table.comment = value;
  },
  DATA_RETENTION_TIME_IN_DAYS: retention,
  MAX_DATA_EXTENSION_TIME_IN_DAYS: (_table, value) => {
    if (value < 0 || value > 90) throw invalidValue(value, "MAX_DATA_EXTENSION_TIME_IN_DAYS");
  },
  CHANGE_TRACKING: (table, value) => {
    table.changeTracking = value;
  },
  ENABLE_SCHEMA_EVOLUTION: (table, value) => {
    table.schemaEvolution = value;
  },
  DEFAULT_DDL_COLLATION: () => {},
  ERROR_LOGGING: (table, value) => {
    table.errorLogging = value;
  },
};

const unset = {
  COMMENT: undefined,
  DATA_RETENTION_TIME_IN_DAYS: undefined,
  CHANGE_TRACKING: false,
  ENABLE_SCHEMA_EVOLUTION: false,
  ERROR_LOGGING: false,
};

const fields = {
  COMMENT: "comment",
  DATA_RETENTION_TIME_IN_DAYS: "retention",
  CHANGE_TRACKING: "changeTracking",
  ENABLE_SCHEMA_EVOLUTION: "schemaEvolution",
  ERROR_LOGGING: "errorLogging",
};

export const applyProperties = (table, properties) => {
  for (const [name, value] of Object.entries(properties)) apply[name](table, value);
};

export const unsetProperties = (table, names) => {
  for (const name of names) if (fields[name] !== undefined) table[fields[name]] = unset[name];
};
