/** Reads the catalogue: a constant number of statements per schema, and more where SHOW or a view cuts its answer off. */
import {
  gathered,
  messageOf,
  SchemaDiffError,
  tableKey,
  type Schema,
  type Sql,
} from "../../model/index.js";
import { storedName } from "../../dialects/snowflake/spelling.js";
import type { ReflectOptions } from "../backend.js";
import type { Row } from "../connection.js";
import { sessionOf, type Session } from "./connection.js";
import { lockTable } from "./lock.js";
import { isAbsent, isTooMuch, isUnsupported } from "./port.js";
import { describe, keys, most, others, schemas, seesAll, shows, views } from "./questions.js";
import { readSchema, type Answers } from "./read.js";
import { isPartial } from "./readColumns.js";
import { says, text } from "./rows.js";

type TableOf = (table: string) => Sql;

/** The rows of a SHOW over the whole schema; where that is cut off, of one SHOW per table. */
const completely = async (
  session: Session,
  whole: Sql,
  single: TableOf,
  tables: readonly string[],
): Promise<readonly Row[]> => {
  const rows = await session.query(whole).catch((thrown: unknown) => {
    if (isTooMuch(thrown)) return null;
    throw thrown;
  });
  if (rows !== null && rows.length < most) return rows;
  const all: Row[] = [];
  for (const table of tables) all.push(...(await session.query(single(table))));
  return all;
};

/** The rows of a view; none, and recorded as unread, where this account does not have it or this role may not read it. */
const ifThere = async (
  session: Session,
  sql: Sql,
  schema: string,
  name: string,
  unread: Set<string>,
): Promise<readonly Row[]> =>
  session.query(sql, [schema]).catch((thrown: unknown) => {
    if (!isAbsent(thrown)) throw thrown;
    unread.add(name);
    return [];
  });

/** All tables of a schema, page by page: SHOW TABLES has a cursor. */
const allTables = async (
  session: Session,
  database: string,
  schema: string,
): Promise<readonly Row[]> => {
  const all: Row[] = [];
  for (;;) {
    const last = all.at(-1);
    const from =
      last === undefined ? "" : ` LIMIT ${most} FROM '${text(last, "name").replaceAll("'", "''")}'`;
    const page = await session.query(`${shows.tables(database, schema)}${from}`);
    all.push(...page);
    if (page.length < most) return all;
  }
};

/** Columns by one question; where the view is too large for the server, table by table. */
const columnsIn = async (
  session: Session,
  database: string,
  schema: string,
  tables: readonly string[],
): Promise<Pick<Answers, "columns" | "described">> => {
  const columns = await session
    .query(views.columns(database), [schema])
    .catch((thrown: unknown) => {
      if (isTooMuch(thrown)) return null;
      throw thrown;
    });
  const half = new Set(
    columns === null ? tables : columns.filter(isPartial).map((row) => text(row, "table_name")),
  );
  const described = new Map<string, readonly Row[]>();
  for (const name of tables.filter((table) => half.has(table)))
    described.set(
      tableKey({ schema, name }),
      await session.query(describe(database, schema, name)),
    );
  return { columns: columns ?? [], described };
};

/** Lists other objects; a kind that this edition does not have, or this role may not see, is left out. */
const othersIn = async (
  session: Session,
  database: string,
  schema: string,
): Promise<Answers["others"]> => {
  const all: Answers["others"][number][] = [];
  for (const [kind, question] of others) {
    const rows = await session.query(question(database, schema)).catch((thrown: unknown) => {
      if (isAbsent(thrown) || isUnsupported(thrown)) return [];
      throw thrown;
    });
    all.push(...rows.filter((row) => !says(row, "is_builtin")).map((row) => ({ kind, row })));
  }
  return all;
};

type Part = Omit<
  Answers,
  "version" | "database" | "current" | "namespaces" | "unread" | "seesAll" | "read"
>;

const askSchema = async (
  session: Session,
  database: string,
  schema: string,
  unread: Set<string>,
): Promise<Part> => {
  const tables = (await allTables(session, database, schema)).filter(
    (row) => text(row, "name") !== lockTable,
  );
  const names = tables.map((row) => text(row, "name"));
  const whole = (of: (typeof keys)[keyof typeof keys]): Promise<readonly Row[]> =>
    completely(
      session,
      of.whole(database, schema),
      (table) => of.single(database, schema, table),
      names,
    );
  return {
    tables,
    ...(await columnsIn(session, database, schema, names)),
    primaryKeys: await whole(keys.primaryKeys),
    uniqueKeys: await whole(keys.uniqueKeys),
    importedKeys: await whole(keys.importedKeys),
    checks: await ifThere(session, views.checks(database), schema, "CHECK_CONSTRAINTS", unread),
    sequences: await session.query(shows.sequences(database, schema)),
    starts: await ifThere(session, views.sequences(database), schema, "SEQUENCES", unread),
    views: await session.query(shows.views(database, schema)),
    others: await othersIn(session, database, schema),
    indexes: tables.some((row) => says(row, "is_hybrid"))
      ? await session.query(shows.indexes(database, schema))
      : [],
  };
};

const nothing: Part = {
  tables: [],
  columns: [],
  described: new Map(),
  primaryKeys: [],
  uniqueKeys: [],
  importedKeys: [],
  checks: [],
  sequences: [],
  starts: [],
  views: [],
  others: [],
  indexes: [],
};

const joined = (a: Part, b: Part): Part => ({
  tables: [...a.tables, ...b.tables],
  columns: [...a.columns, ...b.columns],
  described: new Map([...a.described, ...b.described]),
  primaryKeys: [...a.primaryKeys, ...b.primaryKeys],
  uniqueKeys: [...a.uniqueKeys, ...b.uniqueKeys],
  importedKeys: [...a.importedKeys, ...b.importedKeys],
  checks: [...a.checks, ...b.checks],
  sequences: [...a.sequences, ...b.sequences],
  starts: [...a.starts, ...b.starts],
  views: [...a.views, ...b.views],
  others: [...a.others, ...b.others],
  indexes: [...a.indexes, ...b.indexes],
});

const system = "INFORMATION_SCHEMA";

/** The schemas to read; `*` asks for all schemas that are not the system's. */
const wantedOf = (
  { schemas: wanted }: ReflectOptions,
  existing: readonly string[],
  current: string | null,
): readonly string[] => {
  if (wanted.length === 0) return current === null ? [] : [current];
  if (wanted.includes("*")) return existing.filter((name) => name !== system);
  const stored = wanted.map(storedName);
  return existing.filter((name) => stored.includes(name));
};

const ask = async (session: Session, options: ReflectOptions): Promise<Schema> => {
  const { database, version } = session;
  const { defaultSchema } = options;
  const current = defaultSchema === undefined ? session.schema : storedName(defaultSchema);
  if (database === null)
    throw new SchemaDiffError(
      "usage",
      `${session.description}: no database is selected`,
      "name one in the URL: snowflake://user@account/database/schema",
    );
  options.progress?.("the catalogue");
  const existing = await session.query(schemas(database));
  const byName = gathered(existing, (row) => text(row, "name"));
  const wanted = wantedOf(options, [...byName.keys()], current);
  const unread = new Set<string>();
  let part = nothing;
  for (const schema of wanted)
    part = joined(part, await askSchema(session, database, schema, unread));
  const [sees] = await session.query(seesAll);
  return readSchema({
    ...part,
    seesAll: sees !== undefined && says(sees, "sees_all"),
    read: wanted,
    version,
    database,
    current,
    namespaces: wanted.flatMap((name) => byName.get(name) ?? []),
    unread: [...unread],
  });
};

export const reflect = async (
  connection: Parameters<typeof sessionOf>[0],
  options: ReflectOptions,
): Promise<Schema> => {
  const session = sessionOf(connection);
  try {
    return await ask(session, options);
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError || !isAbsent(thrown)) throw thrown;
    throw new SchemaDiffError(
      "permission",
      `${session.description}: the catalogue may not be read: ${messageOf(thrown)}`,
      "grant the role USAGE on the database, the schema and a warehouse, and any privilege on the tables",
      { cause: thrown },
    );
  }
};
