/** Errors as Snowflake tells them: a code, a SQLSTATE and a text. */

export class SnowflakeError extends Error {
  /**
   * @param {string} code six digits
   * @param {string} sqlState
   * @param {string} message
   */
  constructor(code, sqlState, message) {
    super(message);
    this.code = code;
    this.sqlState = sqlState;
  }
}

/** What is wrong with a statement before it runs. */
export const compilation = (code, sqlState, text) =>
  new SnowflakeError(code, sqlState, `SQL compilation error:\n${text}`);

/** The same, at a place of the text; positions count from 0, lines from 1. */
export const compilationAt = (code, sqlState, { line, position }, text) =>
  new SnowflakeError(
    code,
    sqlState,
    `SQL compilation error: error line ${line} at position ${position}\n${text}`,
  );

export const syntaxError = ({ line, position, shown }) =>
  compilation(
    "001003",
    "42000",
    `syntax error line ${line} at position ${position} unexpected '${shown}'.`,
  );

/** @param {string} kind as the text begins: Table, Schema, Object, … */
export const doesNotExist = (kind, name) =>
  compilation("002003", "02000", `${kind} '${name}' does not exist or not authorized.`);

/** The sentence that does not say what is missing. */
export const nameless = () =>
  compilation("002043", "02000", "Object does not exist, or operation cannot be performed.");

export const alreadyExistsUnseen = (name) =>
  compilation(
    "003041",
    "42710",
    `Object '${name}' already exists, but current role has no privileges on it. If this is unexpected and you cannot resolve this problem, contact your system administrator. ACCOUNTADMIN role may be required to manage the privileges on the object.`,
  );

export const alreadyExists = (name) =>
  compilation("002002", "42710", `Object '${name}' already exists.`);

export const invalidIdentifier = (place, name) =>
  compilationAt("000904", "42000", place, `invalid identifier '${name}'`);

export const unsupported = (what) =>
  compilation("000002", "0A000", `Unsupported feature '${what}'.`);

export const invalidProperty = (name, kind) =>
  compilation("001420", "22023", `invalid property '${name}' for '${kind}'`);

export const invalidValue = (value, name) =>
  compilation("001008", "22023", `invalid value [${value}] for parameter '${name}'`);

/** What a row does wrong while it is written. */
export const dmlFailure = (code, sqlState, table, column, text) =>
  new SnowflakeError(
    code,
    sqlState,
    `DML operation to table ${table} failed on column ${column} with error: ${text}`,
  );
