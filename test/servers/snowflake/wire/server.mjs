/** The HTTP side: what the driver calls, by path. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import { newAccount } from "../catalogue/model.mjs";
import { answer, failure } from "./answers.mjs";
import { endSession, newSession } from "./sessions.mjs";
import { queries } from "./queries.mjs";

const bodyOf = (request) =>
  new Promise((resolve, reject) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("error", reject);
    request.on("end", () => {
      const raw = Buffer.concat(parts);
      const bytes = request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw;
      try {
        resolve(bytes.length === 0 ? {} : JSON.parse(bytes.toString("utf8")));
      } catch (error) {
        reject(error);
      }
    });
  });

const tokenOf = (request) => /token="([^"]*)"/i.exec(request.headers.authorization ?? "")?.[1];

const hour = 3600;

const tokens = (session) => ({
  sessionToken: session.token,
  token: session.token,
  masterToken: session.masterToken,
  validityInSeconds: hour,
  validityInSecondsST: hour,
  validityInSecondsMT: 4 * hour,
  masterValidityInSeconds: 4 * hour,
});

/** An account on loopback, empty at first. */
export const snowflakeServer = () => {
  const account = newAccount();
  const sessions = new Map();
  const running = queries();
  let address = "";

  const login = ({ body, url }) => {
    const { data = {} } = body;
    const query = url.searchParams;
    const session = newSession(account, {
      user: (data.LOGIN_NAME ?? "").toUpperCase(),
      accountName: (data.ACCOUNT_NAME ?? "").toUpperCase(),
      client: `${data.CLIENT_APP_ID ?? ""} ${data.CLIENT_APP_VERSION ?? ""}`,
      database: query.get("databaseName") ?? undefined,
      schema: query.get("schemaName") ?? undefined,
      warehouse: query.get("warehouse") ?? undefined,
      role: query.get("roleName") ?? undefined,
      parameters: Object.entries(data.SESSION_PARAMETERS ?? {}).map(([key, value]) => [
        key,
        String(value),
      ]),
    });
    sessions.set(session.token, session);
    return answer.login(session, tokens(session));
  };

  const renew = ({ request }) => {
    const session = [...sessions.values()].find(
      ({ masterToken }) => masterToken === tokenOf(request),
    );
    if (session === undefined) return failure.noSession();
    sessions.delete(session.token);
    session.token = randomUUID();
    sessions.set(session.token, session);
    return {
      data: { ...tokens(session), sessionId: Number(session.id) },
      code: null,
      message: null,
      success: true,
    };
  };

  const end = ({ session }) => {
    endSession(session);
    sessions.delete(session.token);
    return answer.nothing();
  };

  const withSession = (run) => (call) => {
    const session = sessions.get(tokenOf(call.request));
    return session === undefined ? failure.noSession() : run({ ...call, session, base: address });
  };

  const routes = [
    [/^\/session\/v1\/login-request$/, login],
    [/^\/session\/token-request$/, renew],
    [/^\/session\/heartbeat$/, withSession(() => answer.nothing())],
    [/^\/session$/, withSession(end)],
    [/^\/queries\/v1\/query-request$/, withSession(running.start)],
    [/^\/queries\/v1\/abort-request$/, withSession(running.abort)],
    [/^\/queries\/([^/]+)\/abort-request$/, withSession(running.abort)],
    [/^\/queries\/([^/]+)\/result$/, withSession(running.result)],
    [/^\/monitoring\/queries\/([^/]+)$/, withSession(running.status)],
    [/^\/chunks\/([^/]+)\/(\d+)$/, running.chunk],
    [/^\/telemetry\/send(\/sessionless)?$/, () => answer.nothing()],
  ];

  const respond = (response, { status = 200, body, raw }) => {
    const bytes = gzipSync(raw ?? JSON.stringify(body));
    response.writeHead(status, {
      // A page is no JSON document by itself: the driver puts the brackets around it.
      "content-type": raw === undefined ? "application/json" : "application/octet-stream",
      "content-encoding": "gzip",
      "content-length": bytes.length,
    });
    response.end(bytes);
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://loopback");
    const route = routes.find(([pattern]) => pattern.test(url.pathname));
    const work = async () => {
      if (route === undefined) return { status: 404, body: failure.unknownPath(url.pathname) };
      const body = await bodyOf(request);
      const match = route[0].exec(url.pathname);
      const result = await route[1]({ request, url, body, match, response });
      return result.raw === undefined ? { body: result } : result;
    };
    work().then(
      (result) => respond(response, result),
      (error) => respond(response, { status: 500, body: failure.broken(error) }),
    );
  });
  server.keepAliveTimeout = 60_000;

  return {
    account,
    sessions,
    /** @returns {Promise<string>} where it listens */
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => {
          address = `http://127.0.0.1:${server.address().port}`;
          resolve(address);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        running.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
