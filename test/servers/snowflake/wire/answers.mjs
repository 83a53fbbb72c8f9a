/** The bodies that the server answers with. */
import { SnowflakeError } from "../errors.mjs";
import { wireParameters } from "./parameters.mjs";

const place = (session) => ({
  databaseName: session.database ?? null,
  schemaName: session.schema ?? null,
  warehouseName: session.warehouse ?? null,
  roleName: session.role,
});

const success = (data) => ({ data, code: null, message: null, success: true });

export const answer = {
  login: (session, tokens) =>
    success({
      ...tokens,
      displayUserName: session.user,
      serverVersion: "9.99.0",
      firstLogin: false,
      remMeToken: null,
      remMeValidityInSeconds: 0,
      healthCheckInterval: 45,
      newClientForUpgrade: null,
      sessionId: Number(session.id),
      parameters: wireParameters(session),
      sessionInfo: place(session),
      idToken: null,
      idTokenValidityInSeconds: 0,
      responseData: null,
      mfaToken: null,
      mfaTokenValidityInSeconds: 0,
    }),
  nothing: () => success(null),
  query: (session, data) =>
    success({
      parameters: wireParameters(session),
      finalDatabaseName: session.database ?? null,
      finalSchemaName: session.schema ?? null,
      finalWarehouseName: session.warehouse ?? null,
      finalRoleName: session.role,
      numberOfBinds: 0,
      arrayBindSupported: false,
      version: 1,
      sendResultTime: Date.now(),
      queryResultFormat: "json",
      ...data,
    }),
  success,
};

const failed = (code, message, data = {}) => ({ data, code, message, success: false });

export const failure = {
  noSession: () =>
    failed("390104", "Session no longer exists. New login required to access the service."),
  unknownPath: (path) => failed("390400", `No such resource: ${path}`),
  broken: (error) => failed("000603", `The test server failed: ${error.stack}`),
  of: (error, queryId) =>
    error instanceof SnowflakeError
      ? failed(error.code, error.message, {
          internalError: false,
          errorCode: error.code,
          age: 0,
          sqlState: error.sqlState,
          queryId,
          line: -1,
          pos: -1,
          type: "COMPILATION",
        })
      : failed("000603", `SQL execution internal error:\n${error.stack}`, {
          errorCode: "000603",
          sqlState: "XX000",
          queryId,
        }),
};
