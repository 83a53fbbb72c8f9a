/** How a source is told to anybody: only what is understood of it, so that nothing that may be a password is shown. */
import { allDialects } from "../dialects/index.js";
import { behindFile, withoutPassword } from "./secret.js";

const hidden = "***";

/** `user@server` as well, which is how Azure names users. */
const userName = /^[\w.+-]*(?:(?:@|%40)[\w.-]+)?$/i;

/** A user's name as a URL says it; where more than a name stands there, a password may be a part of it. */
export const describedUser = (user: string): string => (userName.test(user) ? user : hidden);

const host = String.raw`(?:\[[\da-f:.%]*\]|[\w.%-]*)(?::\d*)?`;
const hosts = new RegExp(`^${host}(?:,${host})*$`, "i");

/** Quotes, brackets and the name of a variable may have been copied along. */
const before = String.raw`[\s"'\`(<]*(?:(?:export\s+)?\w+\s*[=:](?!/))?[\s"'\`(<]*`;
const after = String.raw`[\s"'\`)>;]*`;
const urlParts = new RegExp(
  String.raw`^(${before})((?:[a-z][\w+.-]*:)*([a-z][\w+.-]*):/{1,3}(?!/))(?:([^/?#]*)@)?([^/?#"'\`)>;\s]*)([^?#]*)(\?.*)?$`,
  "is",
);
const parameters = new RegExp(String.raw`^(?:[?&](?:[^=&\s@]+=[^&\s@]*)?)*${after}$`);

const paths = new RegExp(String.raw`^[^\s@;]*(?:;[^=;\s]+=[^;\s@]*)*${after}$`);

/** What names a database in a URL, with the slash before it. */
export const describedPath = (path: string): string => (/[@;\s]/.test(path) ? `/${hidden}` : path);

/** An account is reached by a user only: without one, what stands for it may be anything. */
const namesAccount = (scheme: string): boolean =>
  allDialects().some(
    ({ urls: { schemes, defaultPort, files } }) =>
      schemes.includes(scheme.toLowerCase()) && files === null && defaultPort === null,
  );

const ofUrl = (text: string): string | null => {
  const [whole, around = "", beginning = "", scheme = "", user, at = "", path = "", behind = ""] =
    urlParts.exec(text) ?? [];
  if (whole === undefined) return null;
  const nobody = user === undefined && behind === "" && namesAccount(scheme);
  return [
    around,
    beginning,
    user === undefined ? "" : `${describedUser(user)}@`,
    hosts.test(at) && !nobody ? at : hidden,
    paths.test(path) ? path : `/${hidden}`,
    parameters.test(behind) ? behind : `?${hidden}`,
  ].join("");
};

const fileEnding = (): string =>
  [
    "ts|mts|cts|js|mjs|cjs|sql|json",
    ...allDialects().flatMap(({ urls: { files } }) => files?.endings ?? []),
  ].join("|");

/** A path by its looks, or a bare word. */
const words = /^[\w.+\\/-]+$/;

/** What stands in texts that are no URL, once what is recognised as a password is left out. */
const others = (): readonly RegExp[] => [
  new RegExp(String.raw`^[^\n=:;]*\.(?:${fileEnding()})$`, "i"),
  /^(?:[a-z]:[\\/]|[~/\\]|\.{1,2}[\\/])[^\n=:;]*$/i,
  words,
  // another tool's name of a file
  /^(?:\w+:){1,2}(?:\/\/)?[\w.\\/ -]*\.\w+$/,
  // a host by its user or its port
  /^(?:\w+:\/?)?(?:[\w.+-]+@)[\w.-]+(?::\d+)?(?:\/[\w.-]*)?$/,
  /^[\w.-]+:\d+(?:\/[\w.-]*)?$/,
  // name=value, and name: value
  /^[^=:;&]+=(?:\*\*\*|[^\s;&"'{]*)(?:[;&\s]\s*[^=:;&]+=(?:\*\*\*|[^\s;&"'{]*))*;?\s*$/,
  /^(?=.*:\s*["']?\*\*\*)\{?[\s\w"']+:\s*["']?[\w.*-]*["']?(?:[,;\s]+[\w"']+:\s*["']?[\w.*-]*["']?)*\s*\}?$/,
  // a client's command line
  /^\w+(?:\s+(?:-[huUPda]\s*[\w.-]+|--(?:host|user|port|dbname|database)[\s=]+[\w.-]+|-p\*\*\*|-{1,2}\w+[\s=]+\*\*\*))+(?:\s+[\w.-]+)?$/,
];

/** A source as it can be told to anybody. */
export const described = (source: string): string => {
  if (behindFile(source) !== null) return withoutPassword(source);
  const text = withoutPassword(source);
  return ofUrl(text) ?? (others().some((form) => form.test(text)) ? text : hidden);
};

/** The same where a URL is expected, and no path stands for one: a bare word may be a password by itself, or behind `user/`. */
export const describedAsUrl = (source: string): string =>
  words.test(source) ? hidden : described(source);
