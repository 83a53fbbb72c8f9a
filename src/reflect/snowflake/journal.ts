/** What the journal of a run needs from Snowflake: its print of an object, and which statements a rollback reverts. */
import { lexicon } from "../../dialects/snowflake/lexicon.js";
import { storedName } from "../../dialects/snowflake/spelling.js";
import { meaningful } from "../../sql/index.js";
import type { Connection } from "../connection.js";
import type { JournalSupport, PrintedSubject } from "../migrationSession.js";
import { execute } from "../sessionSteps.js";
import { sessionOf } from "./connection.js";
import { isAbsent } from "./port.js";
import { keys, quoted, schemas } from "./questions.js";
import { text } from "./rows.js";

const words = {
  rollsBack: new Set(["delete", "insert", "merge", "select", "update", "with"]),
  repeatable: new Set([
    ...["begin", "commit", "desc", "describe", "explain", "list", "ls"],
    ...["rollback", "select", "set", "show", "start", "unset", "use"],
  ]),
  setsSession: new Set(["set", "unset", "use"]),
};

const temporary = new Set(["temp", "temporary", "volatile"]);

const traitsOf: JournalSupport["traitsOf"] = (sql) => {
  const said = meaningful(sql, lexicon)
    .slice(0, 6)
    .map(({ text: word }) => word.toLowerCase());
  const [first = "", second = ""] = said;
  const setsSession = words.setsSession.has(first) || (first === "alter" && second === "session");
  return {
    rollsBack: words.rollsBack.has(first),
    repeatable: words.repeatable.has(first) || setsSession,
    setsSession,
    makesTemporary: first === "create" && said.some((word) => temporary.has(word)),
  };
};

const orAbsent = async <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((thrown: unknown) => {
    if (isAbsent(thrown)) return null;
    throw thrown;
  });

const printedSchema = async (connection: Connection, name: string): Promise<string | null> => {
  const { database } = sessionOf(connection);
  const rows = await connection.query(schemas(database ?? ""));
  const found = rows.find((row) => text(row, "name") === storedName(name));
  return found === undefined ? null : `SCHEMA ${text(found, "name")} ${text(found, "comment")}`;
};

const printedTable = async (
  connection: Connection,
  schema: string,
  name: string,
): Promise<string | null> => {
  const database = sessionOf(connection).database ?? "";
  const path = [database, schema, name].map(quoted).join(".");
  const shown = async (kind: string): Promise<string | null> => {
    const rows = await orAbsent(
      connection.query(`SELECT GET_DDL('${kind}', ${lexicon.literal(path)}) AS ddl`),
    );
    return rows === null ? null : text(rows[0] ?? {}, "ddl");
  };
  const table = await shown("TABLE");
  if (table === null) return shown("SEQUENCE");
  // GET_DDL leaves out server-generated names, and RELY.
  const all = [keys.primaryKeys, keys.uniqueKeys, keys.importedKeys];
  const rows = await Promise.all(
    all.map(async ({ single }) => orAbsent(connection.query(single(database, schema, name)))),
  );
  return `${table}\n${JSON.stringify(rows)}`;
};

const printed = async (
  connection: Connection,
  { is, schema, name }: PrintedSubject,
): Promise<string | null> =>
  is === "schema"
    ? printedSchema(connection, name)
    : printedTable(
        connection,
        schema === null ? (sessionOf(connection).schema ?? "") : storedName(schema),
        storedName(name),
      );

export const journal: JournalSupport = {
  types: { name: "VARCHAR(255)", text: "VARCHAR", number: "NUMBER(38,0)" },
  tableOptions: "",
  printed,
  traitsOf,
  inTransaction: async (connection) => {
    const [row = {}] = await connection.query("SELECT CURRENT_TRANSACTION() AS id");
    return text(row, "id") !== "";
  },
  begin: execute("BEGIN"),
  commit: execute("COMMIT"),
  rollback: execute("ROLLBACK"),
};
