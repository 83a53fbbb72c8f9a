/** The live side of MySQL; a connection finds out by itself whether MariaDB answers. */
import { mysqlFlavour } from "../../dialects/mysql/flavour.js";
import type { Backend } from "../backend.js";
import { backendOf } from "./family.js";
import { mysqlQuestions } from "./questions.js";

export const mysql: Backend = backendOf({ flavour: mysqlFlavour, questions: mysqlQuestions });
