/** Turns a URL of Snowflake into options of its driver. */
import { alternatives, SchemaDiffError } from "../../model/index.js";
import { connectTimeout, timeoutParameter } from "../connectTimeout.js";
import { described, describedUser } from "../described.js";

type DriverOptions = Readonly<Record<string, string | number | boolean>>;

/** Parameters of the URL that are passed to the driver under its own names (https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-options). */
const options: readonly string[] = [
  ...["account", "region", "warehouse", "role", "application", "queryTag"],
  ...["authenticator", "token", "passcode", "passcodeInPassword", "browserActionTimeout"],
  ...["privateKey", "privateKeyPath", "privateKeyPass"],
  ...["oauthClientId", "oauthClientSecret", "oauthAuthorizationUrl", "oauthTokenRequestUrl"],
  ...["oauthScope", "oauthRedirectUri", "workloadIdentityProvider"],
  ...["clientSessionKeepAlive", "clientStoreTemporaryCredential", "timeout"],
  ...["proxyHost", "proxyPort", "proxyUser", "proxyPassword", "proxyProtocol", "noProxy"],
];

const usage = "write snowflake://user:password@account/database/schema?warehouse=…&role=…";

const wrong = (url: string, why: string, todo: string): SchemaDiffError =>
  new SchemaDiffError("source", `${described(url)}: ${why}`, todo);

const valueOf = (text: string): string | number | boolean => {
  if (text === "true" || text === "false") return text === "true";
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
};

/** Values that stay texts, even where they look like numbers. */
const texts = new Set(["account", "passcode", "token", "role", "warehouse", "privateKeyPass"]);

const parameters = (url: URL, source: string): DriverOptions =>
  Object.fromEntries(
    [...url.searchParams]
      .filter(([key]) => key !== "schema" && key !== timeoutParameter)
      .map(([key, text]) => {
        const name = options.find((option) => option.toLowerCase() === key.toLowerCase());
        if (name === undefined)
          throw wrong(source, `there is no parameter ${key}`, `there are ${alternatives(options)}`);
        return [name, texts.has(name) ? text : valueOf(text)];
      }),
  );

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i;

/** The account by its name; a host with a port becomes the driver's access URL, by plain HTTP on this machine only. */
const whereTo = ({ hostname, port }: URL): DriverOptions => {
  const account = hostname.replace(/\.snowflakecomputing\.com$/i, "");
  if (port === "" || port === "443") return { account };
  const scheme = loopback.test(hostname) ? "http" : "https";
  return {
    account: hostname.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, ""),
    accessUrl: `${scheme}://${hostname}:${port}`,
  };
};

export interface Address {
  readonly options: DriverOptions;
  /** In milliseconds; null where somebody signs in by a browser, and is waited for. */
  readonly connectTimeout: number | null;
  /** User, account, database and schema; never a password. */
  readonly where: string;
  /** The database in the URL; null where it has none. */
  readonly database: string | null;
}

/** Options that authenticate without a password. */
const otherwise: readonly string[] = ["authenticator", "token", "privateKey", "privateKeyPath"];

/** Somebody signs in by hand, and is waited for. */
const byBrowser = /browser|authorization_code/i;

const keyPair = (given: DriverOptions): DriverOptions =>
  "authenticator" in given || !("privateKey" in given || "privateKeyPath" in given)
    ? {}
    : { authenticator: "SNOWFLAKE_JWT" };

export const addressOf = (source: string): Address => {
  let url: URL;
  try {
    url = new URL(source);
  } catch {
    throw wrong(source, "it cannot be read as a URL", usage);
  }
  if (url.hostname === "") throw wrong(source, "it names no account", usage);
  const [database = "", schema = "", ...rest] = url.pathname
    .split("/")
    .slice(1)
    .map(decodeURIComponent);
  if (rest.length > 0)
    throw wrong(source, "there is more than a database and a schema in it", usage);
  const [user, password] = [url.username, url.password].map(decodeURIComponent);
  const given = parameters(url, source);
  if (password === "" && !otherwise.some((key) => key in given))
    throw wrong(
      source,
      "it holds neither a password nor another way to sign in",
      "give a password, privateKeyPath=…, token=… with authenticator=OAUTH or PROGRAMMATIC_ACCESS_TOKEN, or authenticator=EXTERNALBROWSER",
    );
  return {
    options: {
      ...whereTo(url),
      application: "schema_diff",
      ...(user === "" || user === undefined ? {} : { username: user }),
      ...(password === "" || password === undefined ? {} : { password }),
      ...(database === "" ? {} : { database }),
      ...(schema === "" ? {} : { schema }),
      ...keyPair(given),
      ...given,
    },
    where: `${user === undefined || user === "" ? "" : `${describedUser(user)}@`}${url.host}${[database, schema].map((part) => (part === "" ? "" : `/${part}`)).join("")}`,
    database: database === "" ? null : database,
    connectTimeout: byBrowser.test(String(given["authenticator"])) ? null : connectTimeout(url),
  };
};
