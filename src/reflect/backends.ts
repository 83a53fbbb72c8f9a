/** The registry of backends, one line a dialect; each loads its driver only when it is asked. */
import type { DialectName } from "../model/index.js";
import type { Backend } from "./backend.js";

export const backends: Readonly<Record<DialectName, () => Promise<Backend>>> = {
  postgres: async () => (await import("./postgres/index.js")).postgres,
  mysql: async () => (await import("./mysql/index.js")).mysql,
  mariadb: async () => (await import("./mariadb/index.js")).mariadb,
  sqlite: async () => (await import("./sqlite/index.js")).sqlite,
};
