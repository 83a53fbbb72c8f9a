/**
 * How names are spelled: in scripts, metadata and reports a name is written as SQL would take it, and Snowflake keeps what
 * is not quoted in upper case. So `user` is USER in its catalogue, `User` is "User", and the lower case of a quoted
 * "user" is written with its quotes. The rule is that of snowflake-sqlalchemy, so that metadata serves other databases too.
 */

/** Letters, digits, _ and $: what Snowflake takes without quotes (https://docs.snowflake.com/en/sql-reference/identifiers-syntax). */
const keptUpper = /^[A-Z_][A-Z0-9_$]*$/;
const foldsUp = /^[a-z_][a-z0-9_$]*$/;
const quoted = /^"(?:[^"]|"")+"$/;

/** As the catalogue keeps the name. */
export const storedName = (name: string): string => {
  if (quoted.test(name)) return name.slice(1, -1).replaceAll('""', '"');
  return foldsUp.test(name) ? name.toUpperCase() : name;
};

/** As a name of the catalogue is written; no two names are written alike. */
export const writtenName = (stored: string): string => {
  if (keptUpper.test(stored)) return stored.toLowerCase();
  return foldsUp.test(stored) || quoted.test(stored) ? `"${stored.replaceAll('"', '""')}"` : stored;
};

/** The one way to write it: `USER` and `"USER"` are `user`. */
export const canonicalName = (name: string): string => writtenName(storedName(name));
