/** The live side of MariaDB: MySQL's, with its own questions and flavour. */
import { mariadbFlavour } from "../../dialects/mariadb/flavour.js";
import type { Backend } from "../backend.js";
import { backendOf } from "../mysql/family.js";
import { mariadbQuestions } from "./questions.js";

export const mariadb: Backend = backendOf({ flavour: mariadbFlavour, questions: mariadbQuestions });
