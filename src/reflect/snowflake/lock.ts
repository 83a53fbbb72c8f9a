/**
 * Lets one migrator run at a time. Snowflake has no advisory locks, and commits a transaction with every DDL statement, so a
 * table is the lock: the second CREATE TABLE fails, whoever runs it. Its comment names who created it.
 */
import { hostname } from "node:os";
import { SchemaDiffError, type Sql } from "../../model/index.js";
import { lexicon } from "../../dialects/snowflake/lexicon.js";
import type { Connection } from "../connection.js";
import { lockedError, untilGranted } from "../sessionSteps.js";
import { sessionOf } from "./connection.js";
import { isAbsent, isThereAlready } from "./port.js";
import { quoted } from "./questions.js";
import { text } from "./rows.js";

/** As stored in the catalogue. */
export const lockTable = "SCHEMA_DIFF_LOCK";

const drop: Sql = `DROP TABLE ${quoted(lockTable)}`;

interface Holder {
  readonly host: string;
  readonly process: number;
  readonly user: string;
}

const holderIn = (comment: string): Holder | null => {
  const [, user = "", process = "", host = ""] =
    /^held by (.*), process (\d+) on (\S+)$/.exec(comment) ?? [];
  return host === "" ? null : { user, process: Number(process), host };
};

/** Has the process of the holder ended? That can only be known on this machine. */
const isGone = ({ host, process: id }: Holder): boolean => {
  if (host !== hostname()) return false;
  try {
    process.kill(id, 0);
    return false;
  } catch (thrown) {
    return Reflect.get(Object(thrown), "code") === "ESRCH";
  }
};

const commentOf = async (connection: Connection): Promise<string | null> => {
  const { database, schema } = sessionOf(connection);
  if (database === null || schema === null) return null;
  const [row] = await connection.query(
    `SHOW TABLES LIKE ${lexicon.literal(lockTable.replaceAll("_", "\\_"))} IN SCHEMA ${quoted(database)}.${quoted(schema)}`,
  );
  return row === undefined ? null : text(row, "comment");
};

const gone = async (connection: Connection): Promise<void> =>
  connection.execute(drop).catch((thrown: unknown) => {
    if (!isAbsent(thrown)) throw thrown;
  });

/** Drops the lock of a killed process, if that ran on this machine. */
const releaseOfDead = async (connection: Connection): Promise<void> => {
  const holder = holderIn((await commentOf(connection)) ?? "");
  if (holder !== null && isGone(holder)) await gone(connection);
};

const take = async (connection: Connection): Promise<boolean> => {
  const { user } = sessionOf(connection);
  const comment = `held by ${user}, process ${process.pid} on ${hostname()}`;
  try {
    await connection.execute(
      `CREATE TABLE ${quoted(lockTable)} (held BOOLEAN) COMMENT = ${lexicon.literal(comment)}`,
    );
    return true;
  } catch (thrown) {
    if (!isThereAlready(thrown)) throw thrown;
    await releaseOfDead(connection);
    return false;
  }
};

/** The error with who holds the lock, and how to drop it where its holder no longer runs. */
const locked = async (thrown: unknown, connection: Connection): Promise<unknown> => {
  if (!(thrown instanceof SchemaDiffError) || thrown.code !== "locked") return thrown;
  const holder = await commentOf(connection);
  return new SchemaDiffError(
    "locked",
    `${thrown.message}${holder === null ? "" : ` (table ${lockTable}, ${holder})`}`,
    `try again when it has ended; where it has ended without saying so, ${drop}`,
  );
};

export const lock = async (
  connection: Connection,
  lockTimeout: number,
): Promise<() => Promise<void>> => {
  if (sessionOf(connection).schema === null) throw lockedError(connection, 0);
  await untilGranted(connection, lockTimeout, () => take(connection)).catch(
    async (thrown: unknown) => {
      throw await locked(thrown, connection);
    },
  );
  return () => gone(connection);
};
