/** What it means in our words when rows, or other objects, keep SQLite from running one of a batch's own statements. */
import type { Sql } from "../../../model/index.js";
import { meaningful } from "../../../sql/index.js";
import type { GuardMessage } from "../../dialect.js";
import { dropInScript } from "../clauses.js";
import { lexicon } from "../lexicon.js";
import { temporaryPrefix } from "../readSchema.js";
import { guardSays } from "./guards.js";

interface Meaning {
  readonly statement: RegExp;
  readonly said: RegExp;
  /** @param found what `said` has caught */
  readonly means: (found: readonly string[], statement: Sql) => GuardMessage;
}

const copy = new RegExp(`^INSERT OR ROLLBACK INTO .* FROM "${temporaryPrefix}`, "s");
const uniqueIndex = /^\s*CREATE\s+UNIQUE\s+INDEX\b/i;
const alters = /^ALTER TABLE "(?:[^"]|"")*" (?:RENAME|DROP COLUMN)\b/;

const mend = "mend or delete those rows first";

/** The table that the rows are copied into. */
const rowsOf = (statement: Sql): string =>
  `rows of table ${meaningful(statement, lexicon)[4]?.value ?? ""}`;

const meanings: readonly Meaning[] = [
  {
    statement: copy,
    said: /UNIQUE constraint failed: (.*)$/s,
    means: ([columns], sql) => ({
      message: `${rowsOf(sql)} have the same values in ${columns ?? ""}, which are to be a key`,
      todo: mend,
    }),
  },
  {
    statement: copy,
    said: /CHECK constraint failed: (.*)$/s,
    means: ([name], sql) => ({
      message: `${rowsOf(sql)} break the CHECK constraint ${name ?? ""}`,
      todo: mend,
    }),
  },
  {
    statement: copy,
    said: /NOT NULL constraint failed: (.*)$/s,
    means: ([column], sql) => ({
      message: `${rowsOf(sql)} hold NULL in ${column ?? ""}, which is NOT NULL`,
      todo: "give those rows a value first",
    }),
  },
  {
    statement: copy,
    said: /cannot store /,
    means: (_, sql) => ({
      message: `${rowsOf(sql)} hold what a STRICT table does not take`,
      todo: mend,
    }),
  },
  {
    statement: copy,
    said: /datatype mismatch/,
    means: (_, sql) => ({
      message: `${rowsOf(sql)} hold what is no integer in the column that is to be the INTEGER PRIMARY KEY`,
      todo: mend,
    }),
  },
  {
    statement: uniqueIndex,
    said: /UNIQUE constraint failed: (.*)$/s,
    means: ([columns]) => ({
      message: `rows have the same values in ${columns ?? ""}, which a unique index forbids`,
      todo: mend,
    }),
  },
  {
    statement: alters,
    said: /error in (view|trigger) (.*?): /s,
    means: ([kind = "", name = ""]) =>
      / after (?:rename|drop column)$/.test(name)
        ? {
            message: `it would leave the ${kind} ${name.replace(/ after (?:rename|drop column)$/, "")} broken`,
            todo: "drop it by op.execute before the batch, and make it anew behind it",
          }
        : {
            message: `SQLite renames and drops nothing while the ${kind} ${name} is broken, as it was before`,
            todo: `mend it first, or drop it: ${dropInScript({ kind, name })}`,
          },
  },
];

/** Null where SQLite's words are the best there are. */
export const failureSays = (statement: Sql, message: string): GuardMessage | null => {
  const guard = guardSays(statement, message);
  if (guard !== null) return guard;
  for (const { statement: which, said, means } of meanings) {
    const found = which.test(statement) ? said.exec(message) : null;
    if (found === null) continue;
    const { message: says, todo } = means(found.slice(1), statement);
    return { message: `${says} (SQLite: ${message})`, todo };
  }
  return null;
};
