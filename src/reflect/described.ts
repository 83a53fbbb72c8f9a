/** Describes a source for messages: only the parts that are understood, so that nothing that may be a password is shown. */
import { allDialects } from "../dialects/index.js";
import { endOfPath, withoutPassword } from "./secret.js";

const hidden = "***";

/** A user name, including `user@server`, as Azure writes them. */
const userName = /^[\w.+-]*(?:(?:@|%40)[\w.-]+)?$/i;

/** A user's name as it is in a URL; hidden where there is more than a name, because a password may be a part of it. */
export const describedUser = (user: string): string => (userName.test(user) ? user : hidden);

const host = String.raw`(?:\[[\da-f:.%]*\]|[\w.%-]*)(?::\d*)?`;
const hosts = new RegExp(`^${host}(?:,${host})*$`, "i");

/** Quotes, brackets and the name of a variable may have been copied with the URL. */
const before = String.raw`[\s"'\`(<]*(?:(?:export\s+)?\w+\s*[=:](?!/))?[\s"'\`(<]*`;
const after = String.raw`[\s"'\`)>;]*`;
const urlParts = new RegExp(
  String.raw`^(${before})((?:[a-z][\w+.-]*:)*([a-z][\w+.-]*):/{1,3}(?!/))(?:([^/?#]*)@)?([^/?#"'\`)>;\s]*)([^?#]*)(\?.*)?$`,
  "is",
);
const parameters = new RegExp(String.raw`^(?:[?&](?:[^=&\s@]+=[^&\s@]*)?)*${after}$`);

const paths = new RegExp(String.raw`^[^\s@;]*(?:;[^=;\s]+=[^;\s@]*)*${after}$`);

/** The path of a URL, which names a database, with the slash before it. */
export const describedPath = (path: string): string => (/[@;\s]/.test(path) ? `/${hidden}` : path);

/** Does this scheme name an account, which cannot be reached without a user? Then what is in the place of the account may be anything. */
const namesAccount = (scheme: string): boolean =>
  allDialects().some(
    ({ urls: { schemes, defaultPort, files } }) =>
      schemes.includes(scheme.toLowerCase()) && files === null && defaultPort === null,
  );

const ofUrl = (text: string): string | null => {
  const [whole, around = "", beginning = "", scheme = "", user, at = "", path = "", query = ""] =
    urlParts.exec(text) ?? [];
  if (whole === undefined) return null;
  const nobody = user === undefined && query === "" && namesAccount(scheme);
  return [
    around,
    beginning,
    user === undefined ? "" : `${describedUser(user)}@`,
    hosts.test(at) && !nobody ? at : hidden,
    paths.test(path) ? path : `/${hidden}`,
    parameters.test(query) ? query : `?${hidden}`,
  ].join("");
};

const fileEnding = (): string =>
  [
    "ts|mts|cts|js|mjs|cjs|sql|json",
    ...allDialects().flatMap(({ urls: { files } }) => files?.endings ?? []),
  ].join("|");

/** Text that looks like a path, or a bare word. */
const words = /^[\w.+\\/-]+$/;

/** Forms of texts other than URLs that may be shown, once what is recognised as a password is removed. */
const others = (): readonly RegExp[] => [
  new RegExp(String.raw`^[^\n=:;]*\.(?:${fileEnding()})$`, "i"),
  /^(?:[a-z]:[\\/]|[~/\\]|\.{1,2}[\\/])[^\n=:;]*$/i,
  words,
  // a file as another tool names it
  /^(?:\w+:){1,2}(?:\/\/)?[\w.\\/ -]*\.\w+$/,
  // a host, recognised by its user or its port
  /^(?:\w+:\/?)?(?:[\w.+-]+@)[\w.-]+(?::\d+)?(?:\/[\w.-]*)?$/,
  /^[\w.-]+:\d+(?:\/[\w.-]*)?$/,
  // name=value, and name: value
  /^[^=:;&]+=(?:\*\*\*|[^\s;&"'{]*)(?:[;&\s]\s*[^=:;&]+=(?:\*\*\*|[^\s;&"'{]*))*;?\s*$/,
  /^(?=.*:\s*["']?\*\*\*)\{?[\s\w"']+:\s*["']?[\w.*-]*["']?(?:[,;\s]+[\w"']+:\s*["']?[\w.*-]*["']?)*\s*\}?$/,
  // the command line of a client
  /^\w+(?:\s+(?:-[huUPda]\s*[\w.-]+|--(?:host|user|port|dbname|database)[\s=]+[\w.-]+|-p\*\*\*|-{1,2}\w+[\s=]+\*\*\*))+(?:\s+[\w.-]+)?$/,
];

/** A source in a form that may be shown to anybody. */
export const described = (source: string): string => {
  if (endOfPath(source) !== null) return withoutPassword(source);
  const text = withoutPassword(source);
  return ofUrl(text) ?? (others().some((form) => form.test(text)) ? text : hidden);
};

/** The same where a URL is expected and not a path: a bare word may itself be a password, or follow one as in `user/password`. */
export const describedAsUrl = (source: string): string =>
  words.test(source) ? hidden : described(source);
