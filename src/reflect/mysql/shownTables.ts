/** Reads SHOW CREATE TABLE for the tables that the catalogue's views do not describe completely. */
import { createHash } from "node:crypto";
import { quoteTable } from "../../dialects/mysql/clauses.js";
import type { Flavour } from "../../dialects/mysql/flavour.js";
import { lexicon, unliteral } from "../../dialects/mysql/lexicon.js";
import { tableKey, type Sql, type TableRef } from "../../model/index.js";
import { tokenize, type Token } from "../../sql/index.js";
import type { Row } from "../connection.js";
import { fieldOf, type Session } from "./connection.js";
import { askedForOrder, partOrderOf, type PartOrder } from "./partOrder.js";
import { isBaseTable, isView, keyOfRow, text, textOrNull } from "./rows.js";
import { readShown, type Shown } from "./showCreate.js";
import { hasPeriod, shownText } from "./showCreateText.js";

export interface ShownTables {
  /** What was read from the texts, by table key; a text that adds nothing to the views is left out. */
  readonly shown: ReadonlyMap<string, Shown>;
  /** A hash of each text, by table key; empty where two databases need not be told apart. */
  readonly prints: ReadonlyMap<string, string>;
  /** The order of keys and CHECKs, by table key; a table with nothing to order may be left out. */
  readonly orders: ReadonlyMap<string, PartOrder>;
  /** The keys of the tables that have a period, of the system or of an application: no view shows one. */
  readonly periods: ReadonlySet<string>;
}

export interface Listed {
  readonly tables: readonly Row[];
  readonly columns: readonly Row[];
  readonly indexes: readonly Row[];
  readonly checks: readonly Row[];
  /** The keys of tables of which a period is known already. */
  readonly periods: readonly string[];
}

const isBinary = (row: Row): boolean => /^(?:var)?binary/i.test(text(row, "type"));

/**
 * Does the view lose bytes of the default? MySQL's view cuts the default of a binary column off at the first zero byte; MariaDB's
 * has a question mark for each byte that is not UTF-8.
 */
const losesBytes = (row: Row, { name }: Flavour): boolean => {
  const value = textOrNull(row, "value");
  if (value === null || !isBinary(row) || /\bDEFAULT_GENERATED\b/.test(text(row, "extra")))
    return false;
  return name === "mysql" || value.includes("?");
};

/** Is the literal at this place a default? It follows DEFAULT. */
const isDefault = (tokens: readonly Token[], at: number): boolean =>
  /^default$/i.test(tokens[at - 2]?.text ?? "") && tokens[at - 1]?.kind === "blank";

/** The text with defaults that are not UTF-8 in hexadecimal, which every server reads as the same bytes. */
const spelledInHexadecimal = (bytes: Uint8Array): Sql => {
  const tokens = tokenize(Buffer.from(bytes).toString("latin1"), lexicon);
  const sql = tokens
    .map((token, i) => {
      if (token.kind !== "string" || !isDefault(tokens, i)) return token.text;
      const value = Buffer.from(unliteral(token.text) ?? "", "latin1");
      return value.equals(Buffer.from(value.toString("utf8"), "utf8"))
        ? token.text
        : `0x${value.toString("hex")}`;
    })
    .join("");
  return Buffer.from(sql, "latin1").toString("utf8");
};

/** The text as the server sends it without converting anything. */
const shownBytes = async (session: Session, sql: Sql): Promise<Sql> => {
  const [row = {}] = await session.query("SELECT @@SESSION.character_set_results AS charset");
  const charset = textOrNull(row, "charset");
  await session.execute("SET character_set_results = 'binary'");
  try {
    const [shown = {}] = await session.query(sql);
    const value = shown["Create Table"];
    return value instanceof Uint8Array ? spelledInHexadecimal(value) : shownText([shown]);
  } finally {
    await session.execute(
      `SET character_set_results = ${charset === null ? "NULL" : lexicon.literal(charset)}`,
    );
  }
};

/** A hash of the text's lines in code-unit order, because the order of columns and constraints is no difference; without the next AUTO_INCREMENT value, and without the name of its own database. */
const printOf = (sql: Sql, db: string): string =>
  createHash("sha256")
    .update(
      sql
        .replace(/ AUTO_INCREMENT=\d+/, "")
        .replaceAll(`${lexicon.quote(db)}.`, "")
        .split("\n")
        .map((line) => line.replace(/,$/, "").trim())
        .sort()
        .join("\n"),
    )
    .digest("hex");

/** A period of an application is shown as a CHECK with its name, that it begins before it ends; anybody may have written such a CHECK. */
const looksLikePeriod = (row: Row): boolean =>
  /^`(?:[^`]|``)+` < `(?:[^`]|``)+`$/.test(text(row, "clause"));

interface Wanted {
  /** The text of every table: two databases are to be told apart, or a declaration uses what only these texts have. */
  readonly whole: boolean;
  /** See `ReflectOptions`. */
  readonly onlyCompared: boolean;
}

/**
 * The tables with something that no view shows: partitions, a period, a fulltext parser, the bytes of a default; and what
 * nobody compares: an algorithm that was written out, the order of keys.
 */
const needed = (
  { tables, columns, indexes, checks }: Listed,
  flavour: Flavour,
  { whole, onlyCompared }: Wanted,
): Readonly<Record<"asked" | "bytes" | "order", ReadonlySet<string>>> => {
  const leaveOut = onlyCompared && !whole;
  const order = new Set(leaveOut ? [] : askedForOrder(indexes, checks, flavour));
  const bytes = new Set(columns.filter((row) => losesBytes(row, flavour)).map(keyOfRow));
  return {
    bytes,
    order,
    asked: new Set([
      ...bytes,
      ...order,
      ...indexes
        .filter(
          (row) =>
            text(row, "method") === "FULLTEXT" ||
            (!leaveOut && Number(text(row, "duplicates")) === 1),
        )
        .map(keyOfRow),
      ...(flavour.name === "mariadb" ? checks.filter(looksLikePeriod).map(keyOfRow) : []),
      ...columns.filter((row) => textOrNull(row, "generation") === "ROW START").map(keyOfRow),
      ...tables
        .filter((row) => /\bpartitioned\b/.test(text(row, "options")))
        .map((row) => keyOfRow({ db: row["db"], tbl: row["name"] })),
    ]),
  };
};

/** Asks one question after the other, each while the answer to the one before is read. */
async function* answersAhead<T, A>(
  items: readonly T[],
  ask: (item: T) => Promise<A>,
): AsyncGenerator<readonly [T, A]> {
  let ahead: Promise<A> | null = null;
  try {
    for (const [i, item] of items.entries()) {
      const answer = await (ahead ?? ask(item));
      const next = items[i + 1];
      ahead = next === undefined ? null : ask(next);
      // An error is thrown where the answer is taken.
      ahead?.catch(() => null);
      yield [item, answer];
    }
  } finally {
    // Where reading ends early, nothing is asked after it.
    await ahead?.catch(() => null);
  }
}

/** One statement per table: a connection that accepts several statements at once would accept them from anybody. */
export const showTables = async (
  session: Session,
  listed: Listed,
  flavour: Flavour,
  wanted: Wanted,
): Promise<ShownTables> => {
  const { whole } = wanted;
  const { asked, bytes, order } = needed(listed, flavour, wanted);
  const shown = new Map<string, Shown>();
  const orders = new Map<string, PartOrder>();
  const prints = new Map<string, string>();
  const periods = new Set(listed.periods);
  const tables = listed.tables.flatMap((row) => {
    const [db, name] = [text(row, "db"), text(row, "name")];
    const key = tableKey({ schema: db, name });
    return isBaseTable(row) && (whole || asked.has(key)) ? [{ db, name, key }] : [];
  });
  const show = async ({ db, name, key }: (typeof tables)[number]): Promise<Sql> => {
    const statement = `SHOW CREATE TABLE ${quoteTable({ schema: db, name })}`;
    return bytes.has(key) && flavour.name === "mariadb"
      ? shownBytes(session, statement)
      : shownText(await session.query(statement));
  };
  for await (const [{ db, key }, sql] of answersAhead(tables, show)) {
    if (flavour.name === "mariadb" && hasPeriod(sql)) periods.add(key);
    if (order.has(key)) orders.set(key, partOrderOf(sql));
    if (whole) prints.set(key, printOf(sql, db));
    if (whole || bytes.has(key) || /USING BTREE|WITH PARSER|KEY_BLOCK_SIZE|PARTITION BY/.test(sql))
      shown.set(key, readShown(sql, flavour));
  }
  return { shown, orders, prints, periods };
};

/**
 * A hash of SHOW CREATE VIEW of each view, which no catalogue view describes completely (ALGORITHM). A view that may not be
 * shown, or whose tables are gone, has none.
 */
export const showViews = async (
  session: Session,
  tables: readonly Row[],
): Promise<ReadonlyMap<string, string>> => {
  const prints = new Map<string, string>();
  for (const row of tables) {
    if (!isView(row)) continue;
    const ref: TableRef = { schema: text(row, "db"), name: text(row, "name") };
    try {
      const [shown = {}] = await session.query(`SHOW CREATE VIEW ${quoteTable(ref)}`);
      prints.set(tableKey(ref), printOf(text(shown, "Create View"), text(row, "db")));
    } catch (thrown) {
      if (!String(fieldOf(thrown, "code")).startsWith("ER_")) throw thrown;
    }
  }
  return prints;
};
