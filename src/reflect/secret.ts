/** Keeps passwords out of messages: finds the parts of a source's text that may be one, and removes them. */
import { allDialects } from "../dialects/index.js";

/** Parameters of a URL whose values may be shown; the value of any other may be a password. */
const harmless: ReadonlySet<string> = new Set(
  (
    "account application application_name authenticator charset connect_timeout connecttimeout dbname encoding host hostaddr mode port privatekeypath querytag region role schema " +
    "ssl sslmode target_session_attrs timezone user warehouse"
  ).split(" "),
);

const scheme = /^((?:[a-z][\w+.-]*:)*[a-z][\w+.-]*:)(\/*)/i;

interface Secret {
  readonly start: number;
  readonly end: number;
}

/** Text around a URL that was copied with it: quotes, blanks, the name of a variable. */
const wrapping = /^(?:[\s"']*(?:\w+\s*=)?[\s"']*)(?=[a-z][\w+.-]*:\/\/)/i;

/** The offset after a database file's path, which may contain any character; parameters follow it. Null where the source is no such file. */
export const endOfPath = (source: string): number | null => {
  const [parts] = allDialects().flatMap(({ urls: { files } }) => files?.partsOf(source) ?? []);
  return parts === undefined ? null : source.length - parts.rest.length;
};

/** `sqlite://user:password@host/file` is not meant as a path. */
const asServer = /^[a-z][\w+.-]*:\/\/[^/:@]*(:[^/]*)@/i;

/** The password from the user's colon to the last @, because it may contain an unencoded slash, colon or @. */
const beforeHost = (source: string): readonly Secret[] => {
  const [head = ""] = scheme.exec(source) ?? [];
  const [at, colon] = [source.lastIndexOf("@"), source.indexOf(":", head.length)];
  // without slashes, `user:password@host` looks like a scheme
  const [from, user = ""] =
    colon < 0 || colon > at ? (/^([^:/@\s]*):(?!\/)/.exec(source) ?? []) : [];
  if (at < 0) return [];
  if (colon >= 0 && colon < at) return [{ start: colon, end: at }];
  return from === undefined || head.endsWith("/") || user.length + 1 >= at
    ? []
    : [{ start: user.length, end: at }];
};

/** A password in the place of the port, where the host after it was forgotten (`postgres://me:secret`). */
const inPort = (source: string): readonly Secret[] => {
  const found = /^[a-z][\w+.-]*:\/\/(?:\[[^\]]*\]|[^:/?#@]*)(:[^/?#@]*)/i.exec(source);
  const [whole = "", port = ":"] = found ?? [];
  if (/^:\d*$/.test(port) && Number(port.slice(1)) <= 65_535) return [];
  return [{ start: whole.length - port.length, end: whole.length }];
};

/** Does a parameter's value look as if it contains a password, or is it `user:password`? */
const speaksOfSecret = (key: string, value: string): boolean =>
  /passw|pwd|secret|token/i.test(value) || (/^user/i.test(key) && /:|%3a/i.test(value));

const parameter =
  /([?&;,]|^|\s)\s*([^?&;,=\s/:@'"]+(?: [a-z]+)?)\s*=\s*('[^']*'|"[^"]*"|\{[^}]*\}|[^&;\s]*)/gi;

const inParameters = (source: string): readonly Secret[] =>
  [...source.matchAll(parameter)].flatMap((found) => {
    const [whole, , key = "", value = ""] = found;
    if (value === "" || (harmless.has(key.toLowerCase()) && !speaksOfSecret(key, value))) return [];
    const end = found.index + whole.length;
    return [{ start: end - value.length, end }];
  });

/** The password in `-psecret` or `--password secret` of a client's command line, which names its user by `-u`. */
const inCommand = (source: string): readonly Secret[] =>
  /\s-u/.test(source)
    ? [...source.matchAll(/\s(?:-p|--password\s+)(\S+)/g)].map(
        ({ 0: whole, 1: value = "", index }) => ({
          start: index + whole.length - value.length,
          end: index + whole.length,
        }),
      )
    : [];

/** The password in `password: secret` and `"password":"secret"`, as in config files of other programs. */
const inConfig = (source: string): readonly Secret[] =>
  [
    ...source.matchAll(
      /(?:passw(?:or)?d|pwd|secret|token|pass(?:code|phrase)|key)["']?\s*:\s*(?:"([^"]+)|'([^']+)|([^"',;}\r\n]+))/gi,
    ),
  ].flatMap(({ 0: whole, 1: double, 2: single, 3: bare = "", index }) => {
    const value = double ?? single ?? bare.trimEnd();
    const start = index + whole.length - (double ?? single ?? bare).length;
    return value === "" || value.startsWith("//") ? [] : [{ start, end: start + value.length }];
  });

const ofFile = (source: string, pathEnd: number): readonly Secret[] => {
  const [whole = "", password = ""] = asServer.exec(source) ?? [];
  const end = whole.length - 1;
  return [
    ...(whole === "" ? [] : [{ start: end - password.length, end }]),
    ...inParameters(source).filter(({ start }) => start > pathEnd),
  ];
};

/** The secrets in order, without those inside another. */
const apart = (secrets: readonly Secret[]): readonly Secret[] =>
  secrets
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start }, i, all) => all.slice(0, i).every(({ end }) => end <= start));

const secretsIn = (source: string): readonly Secret[] => {
  const [{ length } = ""] = wrapping.exec(source) ?? [];
  if (length > 0)
    return secretsIn(source.slice(length)).map(({ start, end }) => ({
      start: start + length,
      end: end + length,
    }));
  const pathEnd = endOfPath(source);
  if (pathEnd !== null) return ofFile(source, pathEnd);
  const said = inConfig(source);
  if (said.length > 0 && !source.includes("://")) return apart([...said, ...inParameters(source)]);
  const user = beforeHost(source);
  const inside = user.length > 0 ? user : inPort(source);
  const [first] = inside;
  return [
    ...inside,
    ...apart([...inParameters(source), ...inCommand(source), ...said]).filter(
      ({ start }) => first === undefined || start >= first.end,
    ),
  ];
};

/** Every text in a source that may be a password, or a part of one. */
export const passwordsIn = (source: string): readonly string[] =>
  secretsIn(source)
    .map(({ start, end }) =>
      source
        .slice(start, end)
        .replace(/^:/, "")
        .replace(/^'(.*)'$/s, "$1"),
    )
    .filter((text) => text !== "");

/** The source in a form that may be shown to anybody: a password before the host is removed, one in a parameter becomes `***`. */
export const withoutPassword = (source: string): string =>
  [...secretsIn(source)]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end }) =>
        text.slice(0, start) +
        (text[start] === ":" || text[end] === "@" ? "" : "***") +
        text.slice(end),
      source,
    );

/** Are the URL's parts where they seem to be, with no unencoded `@`, `/`, `#`, `?` or `%` of a password? */
export const isUnderstood = (url: string): boolean => {
  try {
    const { username, password, pathname, search, hash } = new URL(url);
    if (!/^[a-z][\w+.-]*:\/\//i.test(url) || /[\r\n\t]/.test(url)) return false;
    // Drivers refuse an unencoded % with a message that does not say so.
    decodeURIComponent(`${username}:${password}`);
    return !`${pathname}${search}${hash}`.includes("@") && hash === "";
  } catch {
    return false;
  }
};
