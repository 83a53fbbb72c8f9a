/** Reads the catalogue in one snapshot, as far as the server allows one. */
import { messageOf, SchemaDiffError, type Schema, type Sequence } from "../../model/index.js";
import { quoteTable } from "../../dialects/mysql/clauses.js";
import type { Flavour } from "../../dialects/mysql/flavour.js";
import { normalizedSequence } from "../../dialects/mysql/sequences.js";
import { usualEngine } from "../../dialects/mysql/usualEngine.js";
import type { ReflectOptions } from "../backend.js";
import type { Row } from "../connection.js";
import type { Session } from "./connection.js";
import { generatedKeys } from "./generatedKeys.js";
import { rightsOf } from "./grants.js";
import { withHidden } from "./hidden.js";
import { during } from "../during.js";
import type { Questions } from "./questions.js";
import { readSchema } from "./read.js";
import { isView, keyOfRow, refIn, text, textOrNull } from "./rows.js";
import { showTables, showViews } from "./shownTables.js";
import { unseen } from "./unseen.js";

/** A server of the family: its flavour, and its catalogue questions. */
export interface Member {
  readonly flavour: Flavour;
  readonly questions: Questions;
}

/** The databases to read: the current one if none is asked for. */
const databasesOf = (session: Session, { schemas }: ReflectOptions): readonly string[] => {
  if (schemas.length > 0) return [...new Set(schemas)];
  if (session.database !== null) return [session.database];
  throw new SchemaDiffError(
    "usage",
    `${session.description}: no database is selected`,
    "name one in the URL, or with ?schema=",
  );
};

/** @param table the row of the sequence among the tables */
const sequenceOf = (row: Row, table: Row, session: Session): Sequence => {
  const engine = textOrNull(table, "engine");
  return normalizedSequence({
    ...refIn(session.database, text(row, "db"), text(row, "name")),
    type: "bigint",
    ownedBy: null,
    comment: textOrNull(table, "comment"),
    start: text(row, "start"),
    increment: text(row, "increment"),
    min: text(row, "min"),
    max: text(row, "max"),
    cache: text(row, "cache"),
    cycle: Number(text(row, "cycles")) === 1,
    ...(engine !== null && engine !== usualEngine && { options: { engine } }),
  });
};

/** Reads the sequences of MariaDB, each of which holds its own numbers. */
const readSequences = async (
  session: Session,
  tables: readonly Row[],
): Promise<readonly Sequence[]> => {
  const sequences = tables.filter((row) => text(row, "type") === "SEQUENCE");
  if (sequences.length === 0) return [];
  const sql = sequences
    .map(
      (row) => `
    SELECT ? AS db, ? AS name, CAST(start_value AS CHAR) AS start, CAST(increment AS CHAR) AS increment, CAST(minimum_value AS CHAR) AS min,
           CAST(maximum_value AS CHAR) AS max, cache_size AS cache, cycle_option AS cycles
    FROM ${quoteTable({ schema: text(row, "db"), name: text(row, "name") })}`,
    )
    .join(" UNION ALL ");
  const rows = await session.query(
    sql,
    sequences.flatMap((row) => [text(row, "db"), text(row, "name")]),
  );
  const tableOf = new Map(
    sequences.map((row) => [JSON.stringify([row["db"], row["name"]]), row] as const),
  );
  return rows.map((row) =>
    sequenceOf(row, tableOf.get(JSON.stringify([row["db"], row["name"]])) ?? {}, session),
  );
};

const isGeometry = (row: Row): boolean =>
  /^(?:geom|(?:multi)?(?:point|linestring|polygon)$)/.test(text(row, "type"));

const withReferenceSystems = (
  columns: readonly Row[],
  geometries: readonly Row[],
): readonly Row[] => {
  const keyOf = (row: Row): string => JSON.stringify([keyOfRow(row), text(row, "name")]);
  const systems = new Map(geometries.map((row) => [keyOf(row), row["srid"]]));
  return columns.map((row) => ({ ...row, srid: systems.get(keyOf(row)) }));
};

const ask = async (
  session: Session,
  options: ReflectOptions,
  { flavour, questions: asked }: Member,
): Promise<Schema> => {
  const names = databasesOf(session, options);
  const withDigests = options.withDigests === true;
  const rows = async (what: keyof Questions): Promise<readonly Row[]> => {
    options.progress?.(what);
    const question = asked[what];
    const sql =
      typeof question === "function" ? question(session.version, withDigests) : (question ?? "");
    return session.query(
      sql,
      [...sql.matchAll(/\?/g)].map(() => names),
    );
  };
  const databases = await rows("databases");
  const missing = names.find((name) => !databases.some((row) => text(row, "name") === name));
  if (missing !== undefined) {
    throw new SchemaDiffError(
      "permission",
      `${session.description}: there is no database ${missing}, or it may not be read`,
      "check its name and the user's grants",
    );
  }
  const tables = await rows("tables");
  const listed = await during(rows("columns"), options.meanwhile);
  const columns =
    asked.geometries !== undefined && listed.some(isGeometry)
      ? withReferenceSystems(listed, await rows("geometries"))
      : listed;
  const indexes = await rows("indexes");
  const keyed = new Set(
    indexes.filter((row) => text(row, "name") === "PRIMARY").map((row) => keyOfRow(row)),
  );
  const keyless = tables.some((row) => !isView(row) && !keyed.has(keyOfRow(row)));
  const others = [
    ...(await rows("unmodelled")),
    ...(keyless ? await generatedKeys(session, names) : []),
  ];
  const rights = await rightsOf(session);
  const reading = tables.some(isView) || others.some((row) => text(row, "kind") === "trigger");
  const { periods, ...visible } = await withHidden(
    session,
    tables,
    { actions: await rows("actions"), checks: await rows("checks") },
    rows,
    rights,
  );
  return readSchema({
    flavour,
    databases,
    tables,
    columns,
    indexes,
    current: session.database,
    version: session.version,
    foreignKeys: await rows("foreignKeys"),
    ...visible,
    hidden: unseen(tables, others, names, session.database, rights),
    others,
    readers: reading ? await rows("readers") : [],
    viewPrints: withDigests ? await showViews(session, tables) : new Map(),
    sequences: await readSequences(session, tables),
    ...(await showTables(
      session,
      { tables, columns, indexes, checks: visible.checks, periods },
      flavour,
      {
        whole: (await options.withDetails?.()) === true,
        onlyCompared: options.onlyCompared === true,
      },
    )),
  });
};

const denied = (thrown: unknown, session: Session): SchemaDiffError =>
  new SchemaDiffError(
    "permission",
    `${session.description}: the catalogue may not be read: ${messageOf(thrown)}`,
    "grant SELECT on the database's tables",
    { cause: thrown },
  );

/** Reads the databases. It opens no transaction where one is already open, because that would commit it. */
export const reflect = async (
  session: Session,
  options: ReflectOptions,
  member: Member,
): Promise<Schema> => {
  const snapshot = !(await session.inTransaction());
  if (snapshot) await session.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
  try {
    return await ask(session, options, member);
  } catch (thrown) {
    throw thrown instanceof SchemaDiffError ? thrown : denied(thrown, session);
  } finally {
    if (snapshot) await session.execute("ROLLBACK");
  }
};
