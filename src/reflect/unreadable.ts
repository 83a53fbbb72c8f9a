/** Explains how to correct the URL of a server that cannot be read: its scheme, its host, its port, or a password. */
interface Parts {
  readonly scheme: string;
  readonly slashes: string;
  /** After the user and the password. */
  readonly host: string;
  readonly port: string | null;
}

const partsOf = (url: string): Parts => {
  const [, scheme = "", slashes = ""] = /^([a-z][\w+.-]*):(\/*)/i.exec(url) ?? [];
  const rest = url.slice(
    url.includes("@") ? url.lastIndexOf("@") + 1 : scheme.length + 1 + slashes.length,
  );
  const [, host = "", port = null] = /^(\[[^\]]*\]|[^:/?#]*)(?::([^/?#]*))?/.exec(rest) ?? [];
  return { scheme, slashes, host, port };
};

const isPort = (port: string): boolean => /^\d*$/.test(port) && Number(port) <= 65_535;

const causes: readonly (readonly [
  is: (parts: Parts) => boolean,
  todo: (parts: Parts) => string,
])[] = [
  [
    ({ slashes }) => slashes !== "//",
    ({ scheme }) => `write two slashes after the scheme: ${scheme}://user@host/database`,
  ],
  [
    ({ host }) => host === "",
    ({ scheme }) => `write the host after the @: ${scheme}://user@localhost/database`,
  ],
  [({ host }) => /^\[[^\]]*$/.test(host), () => "close the bracket of the address, as in [::1]"],
  // what is there instead may be a password whose host was forgotten
  [({ port }) => port !== null && !isPort(port), () => "a port is a number up to 65535"],
];

const encode =
  "percent-encode what stands in the user or the password beside letters and digits: @ is %40, / is %2F, : is %3A, # is %23, % is %25";

/** @param url a URL that is not understood (`isUnderstood`) */
export const unreadableHint = (url: string): string => {
  const parts = partsOf(url);
  return causes.find(([is]) => is(parts))?.[1](parts) ?? encode;
};
