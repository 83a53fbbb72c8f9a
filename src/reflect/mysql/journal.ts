/** What the journal of a run needs from MySQL and MariaDB: their print of an object, and which statements a rollback reverts. */
import { lexicon } from "../../dialects/mysql/lexicon.js";
import type { Sql } from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { Connection } from "../connection.js";
import type { JournalSupport, PrintedSubject } from "../migrationSession.js";
import { execute } from "../sessionSteps.js";
import { sessionOf } from "./connection.js";

const rowWords = ["delete", "insert", "load", "replace", "select", "table", "update", "values"];
const words = {
  /** WITH begins queries, and changes of rows by a query's result. */
  rollsBack: new Set([...rowWords, "with"]),
  repeatable: new Set([
    ...["begin", "check", "commit", "describe", "do", "explain", "flush", "help", "kill", "lock"],
    ...["rollback", "savepoint", "select", "set", "show", "start", "unlock", "use"],
  ]),
  setsSession: new Set(["set", "use"]),
};

const traitsOf: JournalSupport["traitsOf"] = (sql) => {
  const [first = "", second = ""] = meaningful(sql, lexicon).map(({ text }) => text.toLowerCase());
  return {
    rollsBack: words.rollsBack.has(first),
    repeatable: words.repeatable.has(first),
    setsSession: words.setsSession.has(first),
    makesTemporary: first === "create" && second === "temporary",
  };
};

const absent = new Set(["ER_NO_SUCH_TABLE", "ER_BAD_DB_ERROR", "ER_BAD_TABLE_ERROR"]);

const isAbsent = (thrown: unknown): boolean =>
  typeof thrown === "object" && thrown !== null && absent.has(String(Reflect.get(thrown, "code")));

const questionOf = ({ is, schema, name }: PrintedSubject): Sql => {
  const path = [...(schema === null ? [] : [schema]), name].map(lexicon.quote).join(".");
  return is === "schema" ? `SHOW CREATE DATABASE ${path}` : `SHOW CREATE TABLE ${path}`;
};

/** The text without AUTO_INCREMENT=, which changes when others insert rows. */
const withoutCounter = (text: string): string => text.replace(/ AUTO_INCREMENT=\d+/g, "");

const printed = async (connection: Connection, subject: PrintedSubject): Promise<string | null> => {
  try {
    const [row = {}] = await connection.query(questionOf(subject));
    return withoutCounter(Object.values(row).map(String).join("\n"));
  } catch (thrown) {
    if (isAbsent(thrown)) return null;
    throw thrown;
  }
};

export const journal: JournalSupport = {
  types: { name: "varchar(255)", text: "longtext", number: "int" },
  // Entries and rows share a transaction only in a table whose engine has transactions, whatever the server's default is.
  tableOptions: " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4",
  printed,
  traitsOf,
  inTransaction: (connection) => sessionOf(connection).inTransaction(),
  begin: execute("START TRANSACTION"),
  commit: execute("COMMIT"),
  rollback: execute("ROLLBACK"),
};
