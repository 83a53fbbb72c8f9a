/** The live side of Snowflake. */
import type { Backend } from "../backend.js";
import { open, owns } from "./connection.js";
import { migrationSession } from "./migrationSession.js";
import { reflect } from "./reflect.js";
import { currentSchema, referringSchemas, schemasWithTables } from "./schemas.js";
import { scratch } from "./scratch.js";
import { print } from "./witness.js";

export const snowflake: Backend = {
  dialect: "snowflake",
  handles: ["a connected snowflake-sdk Connection"],
  owns,
  open,
  reflect,
  currentSchema,
  schemasWithTables,
  referringSchemas,
  print,
  scratch,
  migrationSession,
};
