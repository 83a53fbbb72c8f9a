/** The live side of MariaDB: MySQL's, with its own questions and words, which the connection's dialect picks. */
import type { Backend } from "../backend.js";
import { mysql } from "../mysql/index.js";

export const mariadb: Backend = { ...mysql, dialect: "mariadb" };
