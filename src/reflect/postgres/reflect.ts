/** Asks the catalogue questions in one snapshot and reads the answers. */
import { messageOf, SchemaDiffError, type Schema } from "../../model/index.js";
import type { Connection, ReflectOptions, Row } from "../backend.js";
import { catalogueOf, type Answers } from "./catalogue.js";
import { codeOf } from "./connection.js";
import * as questions from "./questions.js";
import { unmodelled } from "./questions-unmodelled.js";
import { readSchema } from "./read.js";
import { text, textOrNull } from "./rows.js";
import { takenBack } from "./transaction.js";

const insufficientPrivilege = "42501";

const refused = (connection: Connection, thrown: unknown): unknown =>
  codeOf(thrown) === insufficientPrivilege
    ? new SchemaDiffError("permission", `${connection.description}: ${messageOf(thrown)}`, "let this user read pg_catalog, or use another one", { cause: thrown })
    : thrown;

/** `*` asks for all schemas that are not the system's. */
const asked = (options: ReflectOptions, existing: readonly Row[], own: string | null): readonly string[] => {
  if (options.schemas.length === 0) return own === null ? [] : [own];
  const names = existing.map((row) => text(row, "name"));
  return options.schemas.includes("*") ? names : names.filter((name) => options.schemas.includes(name));
};

type TableAnswers = Pick<Answers, "relations" | "columns" | "constraints" | "indexes" | "words">;

/** What tables are made of. */
export const askTables = async ({ query, version }: Connection, schemas: readonly string[]): Promise<TableAnswers> => ({
  relations: await query(questions.relations(version), [schemas]),
  columns: await query(questions.columns(version), [schemas]),
  constraints: await query(questions.constraints(version), [schemas]),
  indexes: await query(questions.indexes(version), [schemas]),
  words: await query(questions.words),
});

const ask = async (connection: Connection, schemas: readonly string[], namespaces: readonly Row[]): Promise<Answers> => ({
  namespaces: namespaces.filter((row) => schemas.includes(text(row, "name"))),
  ...await askTables(connection, schemas),
  enums: await connection.query(questions.enums, [schemas]),
  sequences: await connection.query(questions.sequences, [schemas]),
  unmodelled: await connection.query(unmodelled, [schemas]),
});

/** The default schema; from here to the end of the transaction its objects print bare. */
export const narrowPath = async (connection: Connection): Promise<string | null> => {
  const [row] = await connection.query(questions.narrowPath);
  return row === undefined ? null : textOrNull(row, "name");
};

export const reflect = async (connection: Connection, options: ReflectOptions): Promise<Schema> => {
  try {
    return await takenBack(connection, "ISOLATION LEVEL REPEATABLE READ READ ONLY", async () => {
      options.progress?.("the catalogue");
      const own = await narrowPath(connection);
      const existing = await connection.query(questions.namespaces);
      const answers = await ask(connection, asked(options, existing, own), existing);
      return readSchema(catalogueOf(answers, own), connection.version);
    });
  } catch (thrown) {
    throw refused(connection, thrown);
  }
};
