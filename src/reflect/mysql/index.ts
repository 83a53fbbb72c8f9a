/** The live side of MySQL; a connection finds out by itself when MariaDB answers. */
import type { Backend } from "../backend.js";
import { open, sessionOf } from "./connection.js";
import { isHandle } from "./handle.js";
import { reflect } from "./reflect.js";
import { scratch } from "./scratch.js";
import { print } from "./witness.js";

export const mysql: Backend = {
  dialect: "mysql",
  owns: isHandle,
  open,
  reflect: (connection, options) => reflect(sessionOf(connection), options),
  print: (connection, tables, context) => print(sessionOf(connection), tables, context),
  scratch,
};
