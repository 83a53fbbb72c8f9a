/** The live side of PostgreSQL. */
import type { Backend } from "../backend.js";
import { open, owns } from "./connection.js";
import { migrationSession } from "./migrationSession.js";
import {
  checksTakenAlong,
  currentSchema,
  readOpaque,
  reflect,
  schemasWithTables,
} from "./reflect.js";
import { passedRanges } from "./passedRanges.js";
import { referringSchemas } from "./referring.js";
import { scratch } from "./scratch.js";
import { underTemporal } from "./underTemporal.js";
import { print } from "./witness.js";
import { printObjects } from "./witnessObjects.js";

export const postgres: Backend = {
  dialect: "postgres",
  handles: ["a pg Client or Pool"],
  owns,
  open,
  reflect,
  currentSchema,
  schemasWithTables,
  checksTakenAlong,
  readOpaque,
  referringSchemas,
  impossible: async (connection, changes) => [
    ...(await passedRanges(connection, changes)),
    ...(await underTemporal(connection, changes)),
  ],
  print,
  printObjects,
  scratch,
  migrationSession,
};
