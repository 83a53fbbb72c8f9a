/** The live side of the MySQL family: each member adds its own questions and flavour. */
import type { Backend } from "../backend.js";
import { open, sessionOf } from "./connection.js";
import { underGeneratedKeys } from "./generatedKeys.js";
import { isHandle } from "./handle.js";
import { migrationSession } from "./migrationSession.js";
import { referringSchemas } from "./referring.js";
import { reflect, type Member } from "./reflect.js";
import { scratch } from "./scratch.js";
import { print } from "./witness.js";
import { printsByTable } from "./printsByTable.js";

export const backendOf = (member: Member): Backend => ({
  dialect: member.flavour.name,
  handles: ["a mysql2 connection or pool"],
  owns: isHandle,
  open,
  reflect: (connection, options) => reflect(sessionOf(connection), options, member),
  referringSchemas: (connection, schemas) => referringSchemas(sessionOf(connection), schemas),
  impossible: (connection, changes) => underGeneratedKeys(sessionOf(connection), changes),
  print: (connection, tables, context) =>
    print(sessionOf(connection), tables, context, member.flavour),
  printsByTable,
  scratch,
  migrationSession,
});
