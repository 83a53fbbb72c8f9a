/** Suggests what was meant by a text that is no source: a database file by its bare path, another tool's URL, a host without a scheme. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { allDialects, type Dialect } from "../dialects/index.js";
import type { Spelling } from "../dialects/urls.js";
import { alternatives } from "../model/index.js";
import { described } from "./described.js";

/** One dialect per port: MariaDB uses the port of MySQL. */
const withPort = (all: readonly Dialect[]): readonly Dialect[] =>
  all.filter(
    ({ urls: { defaultPort } }, i) =>
      defaultPort !== null && all.findIndex((d) => d.urls.defaultPort === defaultPort) === i,
  );

/** The known spellings, each with the URL to suggest; the first one that matches applies. */
const spellings = (all: readonly Dialect[]): readonly Spelling[] => [
  ...all.flatMap(({ urls }) => urls.spellings),
  // copied with the text around it
  [
    new RegExp(
      `^(?:\\s*(?:\\w+\\s*=)?[\\s"']*)((?:${all.flatMap(({ urls }) => urls.schemes).join("|")}):.+?)[\\s"']*$`,
    ),
    (url = "") => url,
  ],
  // a host, recognised by its port, or as this machine
  ...withPort(all).map(({ urls: { defaultPort, schemes } }): Spelling => [
    new RegExp(`^((?:[^\\s/:@]+@)?[\\w.-]+:${defaultPort}(?:/.*)?)$`),
    (rest = "") => `${schemes[0]}://${rest}`,
  ]),
  [
    /^((?:[^\s/:@]+@)?(?:localhost|127\.0\.0\.1|[\w.-]+:\d+)(?:[:/].*)?)$/,
    (rest = "") => alternatives(withPort(all).map(({ urls }) => `${urls.schemes[0]}://${rest}`)),
  ],
  ...all.flatMap(({ urls: { files } }): readonly Spelling[] =>
    files === null
      ? []
      : [
          [
            new RegExp(`^(?![a-z]+://)(.+\\.(?:${files.endings.join("|")}))$`, "i"),
            (path = "") => files.urlOf(path),
          ],
        ],
  ),
];

const question = "did you mean ";

const meaning = (source: string): string => `${question}${source}?`;

const beginning = (path: string, length: number): string => {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, "r");
  try {
    readSync(file, bytes, 0, length, 0);
  } finally {
    closeSync(file);
  }
  return bytes.toString("latin1");
};

/** Describes in a few words what is at this path; null where nothing is, or an empty file. */
const lying = (path: string, cwd: string): string | null => {
  try {
    const at = resolve(cwd, path);
    const found = statSync(at);
    if (found.isDirectory()) return `${path} is a folder`;
    if (!found.isFile() || found.size === 0) return null;
    const kinds = allDialects().flatMap(({ introduction: { title }, urls: { files } }) =>
      files === null ? [] : [{ title, files }],
    );
    const kind = kinds.find(({ files: { magic } }) => beginning(at, magic.length) === magic);
    return kind === undefined
      ? `${path} is a file, and no ${alternatives(kinds.map(({ title }) => title))} database`
      : meaning(kind.files.urlOf(path));
  } catch {
    return null;
  }
};

const written = (source: string): string | null => {
  const shown = described(source);
  for (const [wrong, meant] of spellings(allDialects())) {
    const [whole, ...parts] = wrong.exec(shown) ?? [];
    if (whole !== undefined) return meaning(meant(...parts));
  }
  return null;
};

/**
 * What to do about a text that is no source, without showing a password.
 * @param cwd where relative paths start
 * @param general what can be given, if nothing more specific is known
 */
export const sourceHint = (source: string, cwd: string, general: string): string => {
  const found = lying(source, cwd);
  if (found === null) return written(source) ?? general;
  return found.startsWith(question) ? found : `${found}: ${general}`;
};
