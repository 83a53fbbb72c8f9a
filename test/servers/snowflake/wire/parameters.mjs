/** The parameters of a session that are known here, with the values that an account starts with. */

export const parameterDefaults = {
  AUTOCOMMIT: "true",
  BINARY_OUTPUT_FORMAT: "HEX",
  CLIENT_PREFETCH_THREADS: "4",
  CLIENT_RESULT_CHUNK_SIZE: "160",
  CLIENT_SESSION_KEEP_ALIVE: "false",
  CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY: "3600",
  CLIENT_TELEMETRY_ENABLED: "false",
  DATE_OUTPUT_FORMAT: "YYYY-MM-DD",
  ERROR_ON_NONDETERMINISTIC_MERGE: "true",
  JSON_INDENT: "2",
  LOCK_TIMEOUT: "43200",
  MULTI_STATEMENT_COUNT: "1",
  NOORDER_SEQUENCE_AS_DEFAULT: "true",
  QUERY_TAG: "",
  QUOTED_IDENTIFIERS_IGNORE_CASE: "false",
  ROWS_PER_RESULTSET: "0",
  STATEMENT_TIMEOUT_IN_SECONDS: "172800",
  STRICT_JSON_OUTPUT: "false",
  TIMESTAMP_LTZ_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF3",
  TIMESTAMP_NTZ_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF3",
  TIMESTAMP_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM",
  TIMESTAMP_TYPE_MAPPING: "TIMESTAMP_NTZ",
  TIMESTAMP_TZ_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM",
  TIMEZONE: "UTC",
  TIME_OUTPUT_FORMAT: "HH24:MI:SS",
  UNSUPPORTED_DDL_ACTION: "ignore",
};

const typed = (value) => {
  if (value === "true" || value === "false") return value === "true";
  return /^\d+$/.test(value) ? Number(value) : value;
};

const typeName = { boolean: "BOOLEAN", number: "NUMBER", string: "STRING" };

export const parameterOf = (session, name) =>
  session.parameters.get(name) ?? parameterDefaults[name];

/** What SHOW PARAMETERS lists. */
export const parameterRows = (session) =>
  Object.entries(parameterDefaults).map(([key, value]) => ({
    key,
    value: parameterOf(session, key),
    default: value,
    level: session.parameters.has(key) ? "SESSION" : "",
    description: "",
    type: typeName[typeof typed(value)],
  }));

/** As the wire carries them to the driver. */
export const wireParameters = (session) =>
  Object.keys(parameterDefaults).map((name) => ({
    name,
    value: typed(parameterOf(session, name)),
  }));
