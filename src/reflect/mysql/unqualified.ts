/** Removes the name of its own database from the server's SQL: MariaDB prints a sequence in a default with it, and two databases have two names. */
import { lexicon } from "../../dialects/mysql/lexicon.js";
import type { Sql } from "../../model/index.js";
import { tokenize } from "../../sql/index.js";

export const unqualified = (sql: Sql, database: string | null): Sql => {
  if (database === null || !sql.includes(`${lexicon.quote(database)}.`)) return sql;
  const tokens = tokenize(sql, lexicon);
  const isOwn = (i: number): boolean =>
    tokens[i]?.kind === "quoted" && tokens[i].value === database && tokens[i + 1]?.text === ".";
  return tokens.flatMap(({ text }, i) => (isOwn(i) || isOwn(i - 1) ? [] : [text])).join("");
};
