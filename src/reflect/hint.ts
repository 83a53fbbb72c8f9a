/** What somebody meant who wrote no source: a SQLite file by its bare path, another tool's URL, a host without a scheme. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { withoutPassword } from "./secret.js";

/** A text that may be no URL at all, with nothing in it that could be a password: from the user's colon to the last @. */
export const shownSource = (source: string): string =>
  withoutPassword(source)
    .replace(/^((?:(?:[a-z][\w+.-]*:)+\/\/)?[^:/@\s]*):(?!\/\/)[^]*@/i, "$1@")
    .replace(/((?:^|[?&;\s])(?:\w*password|pwd)\s*=\s*)(?:'[^']*'|[^&;\s]*)/gi, "$1***");

type Rewrite = readonly [wrong: RegExp, meant: (...parts: readonly string[]) => string];

/** The first row that fits; the parts are those of the expression, empty where it has none. */
const rewrites: readonly Rewrite[] = [
  // SQLite: Prisma, LibSQL and SQLite itself say file:, Rails sqlite3:, SQLAlchemy names a driver
  [/^sqlite\+\w+:\/\/\/([^?]+)/i, (path) => `sqlite:${path}`],
  [/^(?:file|sqlite3):(?:\/\/)?([^?]+)/i, (path) => `sqlite:${path}`],
  [/^jdbc:(sqlite:[^?]+)/i, (url) => url],
  // Java, SQLAlchemy's drivers, Rails' mysql2, and names that are nearly right
  [/^jdbc:((?:postgresql|mysql|mariadb):\/\/[^?]*)/i, (url) => url],
  [
    /^(?:postgres(?:ql)?\+\w+|postgre|postgressql|pgsql|psql|pg|cockroachdb):\/\/(.*)$/i,
    (rest) => `postgres://${rest}`,
  ],
  [/^(?:mysql\+\w+|mysql2|mysqlx):\/\/(.*)$/i, (rest) => `mysql://${rest}`],
  [/^(?:mariadb\+\w+|maria):\/\/(.*)$/i, (rest) => `mariadb://${rest}`],
  // libpq's keywords
  [/(?:^|[\s:;])(?:host|dbname)\s*=/i, () => "postgres://user@host:5432/dbname"],
  // a host by its port, or by being this machine
  [/^((?:[^\s/:@]+@)?[\w.-]+:3306(?:\/.*)?)$/, (rest) => `mysql://${rest}`],
  [/^((?:[^\s/:@]+@)?[\w.-]+:5432(?:\/.*)?)$/, (rest) => `postgres://${rest}`],
  [
    /^((?:[^\s/:@]+@)?(?:localhost|127\.0\.0\.1|[\w.-]+:\d+)(?:[:/].*)?)$/,
    (rest) => `postgres://${rest} or mysql://${rest}`,
  ],
  [/^(?![a-z]+:\/\/)(.+\.(?:db|db3|sqlite|sqlite3|s3db|sl3))$/i, (path) => `sqlite:${path}`],
];

const question = "did you mean ";

const meaning = (source: string): string => `${question}${source}?`;

/** The first bytes of every SQLite database (its file format, section 1.3.1). */
const magic = "SQLite format 3\0";

const beginning = (path: string): string => {
  const bytes = Buffer.alloc(magic.length);
  const file = openSync(path, "r");
  try {
    readSync(file, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(file);
  }
  return bytes.toString("latin1");
};

/** What lies there, in a few words; null where nothing does. */
const lying = (path: string, cwd: string): string | null => {
  try {
    const at = resolve(cwd, path);
    const found = statSync(at);
    if (found.isDirectory()) return `${path} is a folder`;
    if (!found.isFile() || found.size === 0) return null;
    return beginning(at) === magic
      ? meaning(`sqlite:${path}`)
      : `${path} is a file, and no SQLite database`;
  } catch {
    return null;
  }
};

const written = (source: string): string | null => {
  const shown = shownSource(source);
  for (const [wrong, meant] of rewrites) {
    const [whole, ...parts] = wrong.exec(shown) ?? [];
    if (whole !== undefined) return meaning(meant(...parts));
  }
  return null;
};

/**
 * The way out for a text that is no source, without a password.
 * @param cwd where relative paths start
 * @param general what can be given, where nothing more is known
 */
export const sourceHint = (source: string, cwd: string, general: string): string => {
  const found = lying(source, cwd);
  if (found === null) return written(source) ?? general;
  return found.startsWith(question) ? found : `${found}: ${general}`;
};
