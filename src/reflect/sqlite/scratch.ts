/** Loads DDL text into an empty database in memory. */
import { lexicon, upper } from "../../dialects/sqlite/lexicon.js";
import { type Sql } from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { Connection } from "../connection.js";
import { connectionTo } from "./connection.js";
import type { Database } from "./database.js";
import { memory } from "./driver.js";
import { brokenText } from "../brokenText.js";

/** The statements of a script with their offsets. A CREATE TRIGGER ends where SQLite's own command line ends it, at `; END ;` (src/complete.c), because `end` alone may be a column. */
const statementsOf = (ddl: Sql): readonly { readonly text: Sql; readonly start: number }[] => {
  const found: { text: Sql; start: number }[] = [];
  let start: number | null = null;
  let end = 0;
  let trigger = false;
  let previous: readonly [string, string] = ["", ""];
  const close = (): void => {
    if (start !== null) found.push({ text: ddl.slice(start, end), start });
    start = null;
    trigger = false;
    previous = ["", ""];
  };
  for (const token of meaningful(ddl, lexicon)) {
    if (token.text === ";" && (!trigger || previous.join(" ") === "; END")) {
      close();
      continue;
    }
    start ??= token.start;
    end = token.end;
    const word = token.kind === "word" ? upper(token.text) : token.text;
    if (word === "TRIGGER" && /^(?: CREATE|CREATE TEMP(?:ORARY)?)$/.test(previous.join(" ")))
      trigger = true;
    previous = [previous[1], word];
  }
  close();
  return found;
};

const load = (db: Database, ddl: Sql): void => {
  for (const { text, start } of statementsOf(ddl)) {
    try {
      db.execute(text);
    } catch (cause) {
      throw brokenText(ddl.slice(0, start).split("\n").length, cause);
    }
  }
};

/** `at` is not needed: SQLite is available wherever this runs. */
export const scratch = async <T>(
  ddl: Sql,
  _at: string | null,
  use: (connection: Connection) => Promise<T>,
): Promise<T> => {
  const db = await memory();
  try {
    db.execute("PRAGMA foreign_keys = OFF");
    load(db, ddl);
    return await use(connectionTo(db));
  } finally {
    db.close();
  }
};
