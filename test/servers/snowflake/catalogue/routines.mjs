/** Functions and procedures are found by their name and the types of their arguments. */
import { canonical } from "../values/types.mjs";
import { schemaOf } from "./find.mjs";
import { nameSpaces } from "./model.mjs";

const signatureKey = (name, types) => `${name}(${types.map(({ name: type }) => type).join(",")})`;

export const routineKey = ({ name, args }) =>
  signatureKey(
    name,
    args.map(({ type }) => type),
  );

const orNone = (read) => {
  try {
    return read();
  } catch (error) {
    if (error.code === "002003" || error.code === "090105") return undefined;
    throw error;
  }
};

/** All of a name. */
export const lookUpFunctions = (session, kind, path) =>
  [...(orNone(() => schemaOf(session, path))?.[nameSpaces[kind]].values() ?? [])].filter(
    ({ name }) => name === path.at(-1),
  );

export const lookUpRoutine = (session, kind, { path, types }) =>
  orNone(() => schemaOf(session, path))?.[nameSpaces[kind]].get(signatureKey(path.at(-1), types));

/** `(X NUMBER, Y VARCHAR)`, as the catalogue has it. */
export const argumentSignature = ({ args }) =>
  `(${args.map(({ name, type }) => `${name} ${type.name}`).join(", ")})`;

/** `F(NUMBER, VARCHAR) RETURN NUMBER`, as SHOW has it. */
export const argumentsText = (routine) =>
  `${routine.name}(${routine.args.map(({ type }) => type.name).join(", ")}) RETURN ${routine.table === undefined ? routine.returns.name : tableText(routine)}`;

export const tableText = ({ table }) =>
  `TABLE (${table.map(({ name, type }) => `${name} ${canonical(type)}`).join(", ")})`;

export const returnText = (routine) =>
  routine.table === undefined ? canonical(routine.returns) : tableText(routine);
