/** Asks the catalogue questions in one snapshot and reads the answers. */
import {
  messageOf,
  SchemaDiffError,
  sqlObjectKinds,
  type OpaqueObject,
  type Schema,
  type Sql,
} from "../../model/index.js";
import { lexicon } from "../../dialects/postgres/lexicon.js";
import type { ReflectOptions } from "../backend.js";
import type { Connection, Row } from "../connection.js";
import { catalogueOf, type Answers } from "./catalogue.js";
import { askOpaque } from "./askOpaque.js";
import { codeOf } from "./connection.js";
import * as questions from "./questions.js";
import { hangs, nothingHangs } from "./questionsOpaque.js";
import { unmodelled } from "./questionsUnmodelled.js";
import { readSchema } from "./read.js";
import { objectQuestion } from "./readObjects.js";
import { nothingOpaque, opaqueObjects, type OpaqueAnswers } from "./readOpaque.js";
import { text, textOrNull } from "./rows.js";
import { takenBack } from "./transaction.js";

const insufficientPrivilege = "42501";

const refused = (connection: Connection, thrown: unknown): unknown =>
  codeOf(thrown) === insufficientPrivilege
    ? new SchemaDiffError(
        "permission",
        `${connection.description}: ${messageOf(thrown)}`,
        "let this user read pg_catalog, or use another one",
        { cause: thrown },
      )
    : thrown;

/** `*` asks for all schemas that are not the system's. */
const asked = (
  wanted: readonly string[],
  existing: readonly Row[],
  own: string | null,
): readonly string[] => {
  if (wanted.length === 0) return own === null ? [] : [own];
  const names = existing.map((row) => text(row, "name"));
  return wanted.includes("*") ? names : names.filter((name) => wanted.includes(name));
};

type TableAnswers = Pick<Answers, "relations" | "columns" | "constraints" | "indexes" | "words">;

/** A question with the schemas written into it: the simple protocol, which takes several statements at once, has no parameters. */
const about =
  (schemas: readonly string[]) =>
  (question: Sql): Sql =>
    question.replaceAll("$1", () => `ARRAY[${schemas.map(lexicon.literal).join(", ")}]`);

/** One round trip for all: the server answers one question while the answer to another is read. */
const together = async (
  connection: Connection,
  statements: readonly Sql[],
  meanwhile?: () => void,
): Promise<readonly (readonly Row[])[]> => {
  if (connection.queryAll !== undefined) {
    const answering = connection.queryAll(statements);
    meanwhile?.();
    return answering;
  }
  const answers: (readonly Row[])[] = [];
  for (const statement of statements) answers.push(await connection.query(statement));
  return answers;
};

const tableQuestions = (version: readonly number[]): readonly Sql[] => [
  questions.relations(version),
  questions.columns(version),
  questions.constraints(version),
  questions.indexes(version),
  questions.words,
];

const tableAnswers = ([
  relations = [],
  columns = [],
  constraints = [],
  indexes = [],
  words = [],
]: readonly (readonly Row[])[]): TableAnswers => ({
  relations,
  columns,
  constraints,
  indexes,
  words,
});

/** What tables are made of. */
export const askTables = async (
  connection: Connection,
  schemas: readonly string[],
): Promise<TableAnswers> =>
  tableAnswers(await together(connection, tableQuestions(connection.version).map(about(schemas))));

const opaqueAnswers = async (
  connection: Connection,
  schemas: readonly string[],
  [hanging]: readonly Row[],
): Promise<OpaqueAnswers> =>
  hanging?.["hangs"] === true
    ? askOpaque(schemas, (statements) => together(connection, statements))
    : nothingOpaque;

const ask = async (
  connection: Connection,
  schemas: readonly string[],
  namespaces: readonly Row[],
  { meanwhile, withoutOpaque = false, withDigests = false }: ReflectOptions,
): Promise<Answers> => {
  const [enums = [], sequences = [], others = [], hanging = [], ...more] = await together(
    connection,
    [
      questions.enums,
      questions.sequences,
      unmodelled(withDigests),
      withoutOpaque ? nothingHangs : hangs,
      ...sqlObjectKinds.map(objectQuestion),
      ...tableQuestions(connection.version),
    ].map(about(schemas)),
    meanwhile,
  );
  const [objects, tables] = [
    more.slice(0, sqlObjectKinds.length),
    more.slice(sqlObjectKinds.length),
  ];
  return {
    namespaces: namespaces.filter((row) => schemas.includes(text(row, "name"))),
    ...tableAnswers(tables),
    enums,
    sequences,
    objects: new Map(sqlObjectKinds.map((kind, i) => [kind, objects[i] ?? []])),
    unmodelled: others,
    opaque: await opaqueAnswers(connection, schemas, hanging),
  };
};

/**
 * The default schema; from here to the end of the transaction its objects print bare.
 * @param pinned where it is not the session's current one
 */
export const narrowPath = async (
  connection: Connection,
  pinned?: string,
): Promise<string | null> => {
  if (pinned !== undefined) {
    await connection.query(questions.pinPath, [pinned]);
    return pinned;
  }
  const [row] = await connection.query(questions.narrowPath);
  return row === undefined ? null : textOrNull(row, "name");
};

/** One snapshot, which nothing is left of. */
const inSnapshot = async <T>(connection: Connection, read: () => Promise<T>): Promise<T> => {
  try {
    return await takenBack(connection, "ISOLATION LEVEL REPEATABLE READ READ ONLY", read);
  } catch (thrown) {
    throw refused(connection, thrown);
  }
};

export const reflect = (connection: Connection, options: ReflectOptions): Promise<Schema> =>
  inSnapshot(connection, async () => {
    options.progress?.("the catalogue");
    const own = await narrowPath(connection, options.defaultSchema);
    const existing = await connection.query(questions.namespaces);
    const schemas = asked(options.schemas, existing, own);
    const answers = await ask(connection, schemas, existing, options);
    return readSchema(catalogueOf(answers, own), connection.version);
  });

export const readOpaque = (
  connection: Connection,
  wanted: readonly string[],
): Promise<readonly OpaqueObject[]> =>
  inSnapshot(connection, async () => {
    const own = await narrowPath(connection);
    const existing = await connection.query(questions.namespaces);
    const schemas = asked(wanted, existing, own);
    const answers = await opaqueAnswers(connection, schemas, await connection.query(hangs));
    return opaqueObjects(answers, (name) => (name === own ? null : name));
  });

export const currentSchema = async (connection: Connection): Promise<string | null> => {
  const [row] = await connection.query(questions.currentSchema);
  return row === undefined ? null : textOrNull(row, "name");
};

export const schemasWithTables = async (connection: Connection): Promise<readonly string[]> =>
  (await connection.query(questions.schemasWithTables)).map((row) => text(row, "name"));
