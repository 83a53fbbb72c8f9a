/** USE, SET, parameters, transactions, EXECUTE IMMEDIATE and CALL. */
import { SnowflakeError, compilation, doesNotExist, nameless } from "../errors.mjs";
import { find, findDatabase, findSchema } from "../catalogue/find.mjs";
import { compile } from "../query/compile.mjs";
import { scopeOf } from "../query/scope.mjs";
import { asText } from "../values/cast.mjs";
import { parameterDefaults } from "../wire/parameters.mjs";
import { statementTypes, succeeded } from "./result.mjs";

const constant = (session, node, text) => {
  const compiled = compile(node, scopeOf(session, text));
  return { type: compiled.type, value: compiled.run({ row: [] }) };
};

const useDatabase = (session, name) => {
  const database = findDatabase(session, name);
  Object.assign(session, {
    database: name,
    schema: database.schemas.has("PUBLIC") ? "PUBLIC" : undefined,
  });
};

const useSchema = (session, path) => {
  const information = path.at(-1) === "INFORMATION_SCHEMA";
  const database = path.length === 2 ? findDatabase(session, path[0]) : undefined;
  const found = information
    ? { database: database ?? findDatabase(session, session.database), name: path.at(-1) }
    : findSchema(session, path);
  Object.assign(session, { database: found.database.name, schema: found.name });
};

/** What is missing has no name here. */
const orNameless = (read) => {
  try {
    read();
  } catch (error) {
    throw error.code === "002003" ? nameless() : error;
  }
};

const use = (session, { kind, path }) => {
  if (kind === "DATABASE" || (kind === undefined && path.length === 1))
    orNameless(() => useDatabase(session, path[0]));
  else if (kind === "SCHEMA" || kind === undefined) orNameless(() => useSchema(session, path));
  // Warehouses and roles are names here and nothing more.
  else if (kind === "WAREHOUSE") session.warehouse = path[0];
  else if (kind === "ROLE") session.role = path[0];
  return succeeded();
};

const grant = (session, { all, kind, path, role }) => {
  const granted = all
    ? [...findSchema(session, path).relations.values()]
    : kind === "TABLE" || kind === "VIEW"
      ? [find(session, kind, path)]
      : [];
  for (const relation of granted) relation.grantedTo = new Set(relation.grantedTo).add(role);
  return succeeded();
};

const unknownParameter = (name) =>
  compilation("001420", "22023", `invalid property '${name}' for 'SESSION'`);

const transaction = (session) => ({ id: String(session.now().getTime()), before: new Map() });

export const commit = (session) => {
  session.transaction = undefined;
};

const rollback = (session) => {
  for (const [table, rows] of session.transaction?.before ?? []) table.rows = rows;
  session.transaction = undefined;
};

export const sessionStatements = {
  use,
  grant,
  setVariables: (session, { names, values }, text) => {
    names.forEach((name, index) =>
      session.variables.set(name, constant(session, values[index], text)),
    );
    return succeeded();
  },
  unsetVariables: (session, { names }) => {
    for (const name of names) session.variables.delete(name);
    return succeeded();
  },
  setParameters: (session, { settings }) => {
    for (const { name, value } of settings) {
      if (parameterDefaults[name] === undefined) throw unknownParameter(name);
      session.parameters.set(name, /^(TRUE|FALSE)$/i.test(value) ? value.toLowerCase() : value);
    }
    return succeeded();
  },
  unsetParameters: (session, { names }) => {
    for (const name of names) {
      if (parameterDefaults[name] === undefined) throw unknownParameter(name);
      session.parameters.delete(name);
    }
    return succeeded();
  },
  begin: (session) => {
    session.transaction ??= transaction(session);
    return succeeded();
  },
  commit: (session) => {
    commit(session);
    return succeeded();
  },
  rollback: (session) => {
    rollback(session);
    return succeeded();
  },
  call: (session, { call }, text) => {
    if (!String(call.name).startsWith("SYSTEM$"))
      throw doesNotExist("Procedure", call.path?.join(".") ?? "");
    const { type, value } = constant(session, call, text);
    return {
      columns: [{ name: call.name, type, nullable: true }],
      rows: [[value]],
      statementType: statementTypes.select,
    };
  },
  executeImmediate: (session, { text: node }, text) => {
    const { value } = constant(session, node, text);
    if (value === null)
      throw new SnowflakeError(
        "001003",
        "42000",
        "SQL compilation error:\nEXECUTE IMMEDIATE needs a text.",
      );
    return session.run(asText(value));
  },
};

/** DML outside of BEGIN … COMMIT commits by itself unless AUTOCOMMIT is off. */
export const beforeDml = (session) => {
  if (session.parameter("AUTOCOMMIT") === "false") session.transaction ??= transaction(session);
};
