/** The journal's table: it exists while a script runs, or is stopped half-way, and is dropped when none is. */
import { cutName } from "../../sql/index.js";
import type { Dialect } from "../../dialects/index.js";
import {
  journalColumns,
  journalName,
  messageOf,
  SchemaDiffError,
  type Sql,
} from "../../model/index.js";
import type { Connection, MigrationSession, PrintedSubject } from "../../reflect/index.js";
import { isThere } from "../ownTable.js";
import { entryStates, type Entry } from "./entry.js";

export interface JournalTable {
  readonly name: string;
  /** The entries in the order of their numbers; none where there is no table. Never writes. */
  readonly read: (connection: Connection) => Promise<readonly Entry[]>;
  readonly ensure: (connection: Connection) => Promise<void>;
  readonly insert: (connection: Connection, entries: readonly Entry[]) => Promise<void>;
  /** Sets a statement's state; `beforeHash` stays unchanged if it is left out. */
  readonly mark: (
    connection: Connection,
    number: number,
    state: Entry["state"],
    beforeHash?: string | null,
  ) => Promise<void>;
  /** Deletes the entries from this number on. */
  readonly forgetFrom: (connection: Connection, number: number) => Promise<void>;
  readonly clear: Sql;
  readonly drop: (connection: Connection) => Promise<void>;
}

const numberOrNull = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

const isSubject = (value: unknown): value is PrintedSubject =>
  typeof value === "object" &&
  value !== null &&
  "is" in value &&
  (value.is === "table" || value.is === "schema") &&
  "name" in value &&
  typeof value.name === "string" &&
  "schema" in value &&
  (value.schema === null || typeof value.schema === "string");

const objectsIn = (text: string): readonly PrintedSubject[] => {
  const read: unknown = JSON.parse(text);
  return Array.isArray(read) ? read.filter(isSubject) : [];
};

const unreadable = (thrown: unknown, name: string): unknown => {
  const said = messageOf(thrown).toLowerCase();
  // An error that names neither the table nor its columns concerns the connection.
  if (thrown instanceof SchemaDiffError || ![name, ...journalColumns].some((n) => said.includes(n)))
    return thrown;
  return new SchemaDiffError(
    "sql",
    `the journal ${name} cannot be read: ${messageOf(thrown)}`,
    "where the table is another program's, name another version table by versionTable in the config, and the journal is called after it; where it is broken, drop it and mark where the database is with `schema-diff stamp`",
    { cause: thrown },
  );
};

/** Null where a script runs in a transaction, so that no part of one ever stays. */
export const journalOf = (
  versionTable: string,
  { lexicon, facts }: Dialect,
  session: MigrationSession,
): JournalTable | null => {
  const { journal } = session;
  if (journal === undefined) return null;
  const name = cutName(journalName(versionTable), facts.identifierLimit);
  const { quote, literal } = lexicon;
  const table = quote(name);
  const { types } = journal;
  const typeOf: Readonly<Record<(typeof journalColumns)[number], Sql>> = {
    statement_num: `${types.number} NOT NULL`,
    revision: `${types.name} NOT NULL`,
    direction: `${types.name} NOT NULL`,
    script_hash: `${types.name} NOT NULL`,
    script_statements: types.number,
    operation_num: `${types.number} NOT NULL`,
    operation_hash: `${types.name} NOT NULL`,
    statement_hash: `${types.name} NOT NULL`,
    statement_sql: `${types.text} NOT NULL`,
    objects: `${types.text} NOT NULL`,
    state: `${types.name} NOT NULL`,
    before_hash: types.name,
  };
  const exists = (connection: Connection): Promise<boolean> =>
    isThere(connection, session, name, "journal");
  const orNull = (text: string | null): Sql => (text === null ? "NULL" : literal(text));
  const rowOf = (e: Entry): Sql =>
    `(${e.number}, ${[e.revision, e.direction, e.scriptHash].map(literal).join(", ")}, ${e.statements ?? "NULL"}, ${e.operation}, ${[e.operationHash, e.statementHash, e.sql, JSON.stringify(e.objects), e.state].map(literal).join(", ")}, ${orNull(e.beforeHash)})`;
  return {
    name,
    read: async (connection) => {
      if (!(await exists(connection))) return [];
      const rows = await connection
        .query(`SELECT ${journalColumns.join(", ")} FROM ${table} ORDER BY statement_num`)
        .catch((thrown: unknown) => {
          throw unreadable(thrown, name);
        });
      return rows.map((row) => ({
        number: Number(row["statement_num"]),
        revision: String(row["revision"]),
        direction: row["direction"] === "down" ? "down" : "up",
        scriptHash: String(row["script_hash"]),
        statements: numberOrNull(row["script_statements"]),
        operation: Number(row["operation_num"]),
        operationHash: String(row["operation_hash"]),
        statementHash: String(row["statement_hash"]),
        sql: String(row["statement_sql"]),
        objects: objectsIn(String(row["objects"])),
        state: entryStates.find((state) => state === row["state"]) ?? "running",
        beforeHash: typeof row["before_hash"] === "string" ? row["before_hash"] : null,
      }));
    },
    ensure: async (connection) => {
      if (await exists(connection)) return;
      await connection.execute(
        `CREATE TABLE ${table} (${journalColumns.map((c) => `${c} ${typeOf[c]}`).join(", ")}, PRIMARY KEY (statement_num))${journal.tableOptions}`,
      );
    },
    insert: async (connection, entries) => {
      if (entries.length > 0)
        await connection.execute(
          `INSERT INTO ${table} (${journalColumns.join(", ")}) VALUES ${entries.map(rowOf).join(", ")}`,
        );
    },
    mark: async (connection, number, state, beforeHash) => {
      const before = beforeHash === undefined ? "" : `, before_hash = ${orNull(beforeHash)}`;
      await connection.execute(
        `UPDATE ${table} SET state = ${literal(state)}${before} WHERE statement_num = ${number}`,
      );
    },
    forgetFrom: (connection, number) =>
      connection.execute(`DELETE FROM ${table} WHERE statement_num >= ${number}`),
    clear: `DELETE FROM ${table}`,
    drop: async (connection) => {
      if (await exists(connection)) await connection.execute(`DROP TABLE ${table}`);
    },
  };
};
