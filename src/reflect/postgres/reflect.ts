/** Asks the catalogue questions in one snapshot and reads the answers. */
import {
  messageOf,
  once,
  SchemaDiffError,
  sqlObjectKinds,
  type OpaqueObject,
  type Schema,
  type Sql,
  type SqlObjectKind,
  type TableRef,
} from "../../model/index.js";
import { refText } from "../../dialects/postgres/clauses.js";
import { lexicon } from "../../dialects/postgres/lexicon.js";
import type { ReflectOptions } from "../backend.js";
import type { Connection, Row } from "../connection.js";
import { during } from "../during.js";
import { catalogueOf, type Answers } from "./catalogue.js";
import { askOpaque } from "./askOpaque.js";
import { codeOf } from "./connection.js";
import * as questions from "./questions.js";
import { access } from "./questionsAccess.js";
import { needs } from "./questionsNeeds.js";
import { edges, hangs, nothingHangs } from "./questionsOpaque.js";
import { rareIn, whatElse, type Rare } from "./questionsRare.js";
import { unmodelled } from "./questionsUnmodelled.js";
import { readSchema, withLater, type LaterAnswers } from "./read.js";
import { kindsOfRelations, objectQuestion, queriesOf } from "./readObjects.js";
import { accessAnswers } from "./readAccess.js";
import { opaqueObjects } from "./readOpaque.js";
import { text, textOrNull } from "./rows.js";
import { rolledBack } from "./transaction.js";

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

/** The schemas to read; `*` asks for all schemas that are not the system's. */
const asked = (
  wanted: readonly string[],
  existing: readonly Row[],
  own: string | null,
): readonly string[] => {
  if (wanted.length === 0) return own === null ? [] : [own];
  const names = existing.map((row) => text(row, "name"));
  return wanted.includes("*") ? names : names.filter((name) => wanted.includes(name));
};

type TableAnswers = Pick<
  Answers,
  "relations" | "columns" | "constraints" | "notNulls" | "indexes" | "words"
>;

/** A question with the schemas written into it, because the simple protocol, which accepts several statements at once, has no parameters. */
const about =
  (schemas: readonly string[]) =>
  (question: Sql): Sql =>
    question.replaceAll("$1", () => `ARRAY[${schemas.map(lexicon.literal).join(", ")}]`);

/** All statements in one round trip: the server answers one while the answer to another is read. */
const together = async (
  connection: Connection,
  statements: readonly Sql[],
  meanwhile?: () => void,
): Promise<readonly (readonly Row[])[]> => {
  if (statements.length === 0) return [];
  if (connection.queryAll !== undefined) return during(connection.queryAll(statements), meanwhile);
  const answers: (readonly Row[])[] = [];
  for (const statement of statements) answers.push(await connection.query(statement));
  return answers;
};

const tableQuestions = (version: readonly number[]): readonly Sql[] => [
  questions.relations(version),
  questions.columns(version),
  questions.constraints(version),
  questions.notNulls,
  questions.indexes(version),
  questions.words,
];

const tableAnswers = ([
  relations = [],
  columns = [],
  constraints = [],
  notNulls = [],
  indexes = [],
  words = [],
]: readonly (readonly Row[])[]): TableAnswers => ({
  relations,
  columns,
  constraints,
  notNulls,
  indexes,
  words,
});

/** The answers from which tables are read. */
export const askTables = async (
  connection: Connection,
  schemas: readonly string[],
): Promise<TableAnswers> =>
  tableAnswers(await together(connection, tableQuestions(connection.version).map(about(schemas))));

type Groups<T> = readonly [T, T, T, T];

/** Answers groups of questions in one round trip, each group with its own answers. */
const inGroups = async (
  connection: Connection,
  schemas: readonly string[],
  groups: Groups<readonly Sql[]>,
): Promise<Groups<readonly (readonly Row[])[]>> => {
  const rest = [...(await together(connection, groups.flat().map(about(schemas))))];
  const [a, b, c, d] = groups;
  const of = (group: readonly Sql[]) => rest.splice(0, group.length);
  return [of(a), of(b), of(c), of(d)];
};

/** The answers from which the modelled objects are read, besides SQL objects, and whether any object depends on another. */
const ask = async (
  connection: Connection,
  schemas: readonly string[],
  namespaces: readonly Row[],
  { meanwhile, withoutOpaque = false }: ReflectOptions,
): Promise<readonly [Answers, boolean]> => {
  const [enums = [], sequences = [], [hanging] = [], ...tables] = await together(
    connection,
    [
      questions.enums,
      questions.sequences(connection.version),
      withoutOpaque ? nothingHangs : hangs,
      ...tableQuestions(connection.version),
    ].map(about(schemas)),
    meanwhile,
  );
  const answers = {
    namespaces: namespaces.filter((row) => schemas.includes(text(row, "name"))),
    ...tableAnswers(tables),
    enums,
    sequences,
  };
  return [answers, hanging?.["hangs"] === true];
};

/** What else there is: the rows of the common kinds, what few databases have, and which object depends on which. */
interface Found {
  readonly common: readonly Row[];
  readonly rare: Rare;
  readonly depending: readonly Row[];
  /** The SQL objects of kinds that are seen among the relations. */
  readonly objects: ReadonlyMap<SqlObjectKind, readonly Row[]>;
}

const byKind = (
  kinds: readonly SqlObjectKind[],
  answers: readonly (readonly Row[])[],
): ReadonlyMap<SqlObjectKind, readonly Row[]> =>
  new Map(kinds.map((kind, i) => [kind, answers[i] ?? []]));

const find = async (
  connection: Connection,
  schemas: readonly string[],
  { relations }: Pick<Answers, "relations">,
  hanging: boolean,
  { withDigests = false }: ReflectOptions,
  meanwhile: () => void,
): Promise<Found> => {
  const { version } = connection;
  const seen = new Set(relations.map((row) => text(row, "kind")));
  const kinds = kindsOfRelations(seen);
  const [common = [], found = [], ...more] = await together(
    connection,
    [
      unmodelled(withDigests),
      whatElse(version),
      ...kinds.map(objectQuestion),
      ...(hanging ? [edges] : []),
    ].map(about(schemas)),
    meanwhile,
  );
  const rare = rareIn(found, version, withDigests);
  return { common, rare, objects: byKind(kinds, more), depending: more[kinds.length] ?? [] };
};

/** Asks for what is there besides, the other SQL objects among it. */
const askLater = async (
  connection: Connection,
  schemas: readonly string[],
  found: Found,
  { withoutOpaque = false, withDigests = false }: ReflectOptions,
): Promise<LaterAnswers> => {
  const there = new Set(found.common.map((row) => text(row, "kind")));
  const kinds = sqlObjectKinds.filter((kind) => there.has(kind) && !found.objects.has(kind));
  const { question } = found.rare;
  const mayBeNeeded = question !== null || found.common.some((row) => row["thing"] !== null);
  const [objects, rights, [rare = []], [needed = []]] = await inGroups(connection, schemas, [
    kinds.map(objectQuestion),
    found.rare.access && !withoutOpaque ? access : [],
    question === null ? [] : [question],
    withDigests && mayBeNeeded ? [needs] : [],
  ]);
  const all = [...found.objects, ...byKind(kinds, objects)];
  return {
    unmodelled: [...found.common, ...rare],
    needed,
    objects: new Map(all),
    opaque: await askOpaque(
      schemas,
      found.depending,
      queriesOf(all.flatMap(([, rows]) => rows)),
      accessAnswers(rights),
      (statements) => together(connection, statements),
    ),
  };
};

/**
 * Returns the default schema; until the end of the transaction its objects are printed unqualified.
 * @param pinned the default schema, where it is not the session's current one
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

/** Reads in one snapshot, and leaves nothing behind. */
const inSnapshot = async <T>(connection: Connection, read: () => Promise<T>): Promise<T> => {
  try {
    return await rolledBack(connection, "ISOLATION LEVEL REPEATABLE READ READ ONLY", read);
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
    const [answers, hanging] = await ask(connection, schemas, existing, options);
    const catalogue = catalogueOf(answers, own);
    const tables = once(() => readSchema(catalogue, connection.version));
    const found = await find(connection, schemas, answers, hanging, options, tables);
    return withLater(tables(), catalogue, await askLater(connection, schemas, found, options));
  });

export const readOpaque = (
  connection: Connection,
  wanted: readonly string[],
): Promise<readonly OpaqueObject[]> =>
  inSnapshot(connection, async () => {
    const own = await narrowPath(connection);
    const existing = await connection.query(questions.namespaces);
    const schemas = asked(wanted, existing, own);
    const all = (statements: readonly Sql[]) => together(connection, statements);
    const [found = [], ...rights] = await all([edges, ...access.map(about(schemas))]);
    const answers = await askOpaque(schemas, found, new Map(), accessAnswers(rights), all);
    return opaqueObjects(answers, (name) => (name === own ? null : name));
  });

export const currentSchema = async (connection: Connection): Promise<string | null> => {
  const [row] = await connection.query(questions.currentSchema);
  return row === undefined ? null : textOrNull(row, "name");
};

export const checksTakenAlong = async (
  connection: Connection,
  table: TableRef,
  column: string,
): Promise<readonly string[]> =>
  (await connection.query(questions.checksOver, [refText(table), column])).map((row) =>
    text(row, "name"),
  );

export const schemasWithTables = async (connection: Connection): Promise<readonly string[]> =>
  (await connection.query(questions.schemasWithTables)).map((row) => text(row, "name"));
