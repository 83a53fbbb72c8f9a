/** The contract of a dialect and the registry: one line a dialect. */
import type { DialectName } from "../model/index.js";
import type { Dialect } from "./dialect.js";
import { mariadb } from "./mariadb/index.js";
import { mysql } from "./mysql/index.js";
import { postgres } from "./postgres/index.js";
import { sqlite } from "./sqlite/index.js";

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  postgres,
  mysql,
  mariadb,
  sqlite,
};

export type { Dialect, Facts, PrintedScript } from "./dialect.js";
