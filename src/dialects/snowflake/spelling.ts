/**
 * How names are spelled: scripts, metadata and reports have a name as SQL would take it, and
 * Snowflake stores an unquoted name in upper case. So `user` is USER in its catalogue, `User` is
 * "User", and a name that is stored in lower case is written with quotes, "user". The rule is that
 * of snowflake-sqlalchemy, so that the same metadata works for other databases.
 */

/** Letters, digits, _ and $: what Snowflake takes without quotes (https://docs.snowflake.com/en/sql-reference/identifiers-syntax). */
const keptUpper = /^[A-Z_][A-Z0-9_$]*$/;
const foldsUp = /^[a-z_][a-z0-9_$]*$/;
const quoted = /^"(?:[^"]|"")+"$/;

/** The name as the catalogue stores it. */
export const storedName = (name: string): string => {
  if (quoted.test(name)) return name.slice(1, -1).replaceAll('""', '"');
  return foldsUp.test(name) ? name.toUpperCase() : name;
};

/** The spelling of a name of the catalogue; different names have different spellings. */
export const writtenName = (stored: string): string => {
  if (keptUpper.test(stored)) return stored.toLowerCase();
  return foldsUp.test(stored) || quoted.test(stored) ? `"${stored.replaceAll('"', '""')}"` : stored;
};

/** The canonical spelling: `USER` and `"USER"` are `user`. */
export const canonicalName = (name: string): string => writtenName(storedName(name));
