/** One connection over which rows are put in, changed and read as texts that can be compared. */
import Database from "../sqlite/database.mjs";
import type { EdgeType } from "./types.js";

/** The texts that say a value, each of them all of it; null for NULL. */
export type Read = readonly string[] | null;

export interface Session {
  /** Of the tables, where the server's own may be too small for the texts. */
  readonly charset: string;
  readonly run: (statements: readonly string[]) => Promise<void>;
  /** As a migration runs them: what fails leaves the session as it was. */
  readonly change: (statements: readonly string[]) => Promise<void>;
  readonly read: (table: string, type: EdgeType) => Promise<readonly Read[]>;
  readonly end: () => Promise<void>;
}

type Cells = Readonly<Record<string, unknown>>;

const texts = (rows: readonly Cells[]): readonly Read[] =>
  rows.map((row) => {
    const all = Object.values(row).filter((v) => v !== null && v !== undefined);
    return all.length === 0 ? null : all.map(String);
  });

const select = (table: string, expressions: readonly string[]): string =>
  `SELECT ${expressions.map((e, i) => `${e} AS v${String(i)}`).join(", ")} FROM ${table} ORDER BY n`;

const onPostgres = async (url: string): Promise<Session> => {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // A zone whose clocks are put forward and back.
  await client.query("SET TIME ZONE 'Europe/Berlin'");
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await client.query(statement);
  };
  return {
    charset: "",
    run,
    change: async (statements) => {
      try {
        await run(["BEGIN", ...statements, "COMMIT"]);
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      }
    },
    read: async (table, { kind, type }) =>
      texts(
        (
          await client.query<Cells>(
            select(table, [
              "c::text",
              ...(kind === "float" && type === "real" ? ["c::float8::text"] : []),
            ]),
          )
        ).rows,
      ),
    end: () => client.end(),
  };
};

/** A short float is printed with six digits: its text is all of it only where it reads back as the same one. */
const floats = (rows: readonly Cells[]): readonly Read[] =>
  texts(rows).map((read) => {
    const [exact = "", printed = ""] = read ?? [];
    if (read === null) return null;
    return Math.fround(Number(printed)) === Number(exact) ? [exact, printed] : [exact];
  });

const onMysql = async (url: string): Promise<Session> => {
  const { createConnection } = await import("mysql2/promise");
  const connection = await createConnection({
    uri: url.replace(/^mariadb:/, "mysql:"),
    supportBigNumbers: true,
  });
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await connection.query(statement);
  };
  await run(["SET time_zone = '+02:00'", "SET NAMES utf8mb4"]);
  const expressions = ({ kind, type }: EdgeType): readonly string[] => {
    if (type === "float") return ["CAST(CAST(c AS DOUBLE) AS CHAR)", "CAST(c AS CHAR)"];
    if (type.startsWith("bit")) return ["CAST(c + 0 AS CHAR)"];
    if (kind === "bytes") return ["CONCAT('x', HEX(c))", "CAST(CONVERT(c USING utf8mb4) AS CHAR)"];
    return kind === "text" ? ["CAST(c AS CHAR)", "CONCAT('x', HEX(c))"] : ["CAST(c AS CHAR)"];
  };
  return {
    charset: " CHARACTER SET utf8mb4",
    run,
    change: run,
    read: async (table, type) => {
      const [rows] = await connection.query(select(table, expressions(type)));
      const cells = Array.isArray(rows) ? rows.map((row): Cells => ({ ...row })) : [];
      if (type.type === "float") return floats(cells);
      return texts(cells);
    },
    end: () => connection.end(),
  };
};

const onSqlite = (file: string): Session => {
  let database = new Database(file);
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const statement of statements) database.exec(statement);
  };
  return {
    charset: "",
    run,
    change: async (statements) => {
      try {
        await run(statements);
      } catch (error) {
        // What a failure leaves open: its transaction, and temporary tables.
        database.close();
        database = new Database(file);
        throw error;
      }
    },
    read: async (table) =>
      texts(
        database
          .prepare(
            select(table, [
              "CASE typeof(c) WHEN 'blob' THEN 'x' || hex(c) ELSE CAST(c AS TEXT) END",
              "CASE WHEN typeof(c) = 'real' AND c = CAST(c AS INTEGER) THEN CAST(CAST(c AS INTEGER) AS TEXT) END",
            ]),
          )
          .all()
          .map((row): Cells => ({ ...Object(row) })),
      ),
    end: async () => {
      database.close();
    },
  };
};

export const session = async (url: string): Promise<Session> => {
  if (url.startsWith("sqlite:")) return onSqlite(url.slice("sqlite:".length));
  return url.startsWith("postgres") ? onPostgres(url) : onMysql(url);
};
