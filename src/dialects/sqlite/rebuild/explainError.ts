/** Explains in our words why rows, or other objects, make one of a batch's own statements fail. */
import type { FailureMessage, Statement } from "../../../model/index.js";
import { dropInScript } from "../clauses.js";
import { rules } from "../statement.js";

interface Meaning {
  readonly pattern: RegExp;
  /**
   * @param found the groups that `pattern` matched; `of`: the object that the statement's `explain`
   *   names
   */
  readonly means: (found: readonly string[], of: string) => FailureMessage;
}

const mend = "mend or delete those rows first";

const copyMeanings: readonly Meaning[] = [
  {
    pattern: /UNIQUE constraint failed: (.*)$/s,
    means: ([columns], table) => ({
      message: `rows of table ${table} have the same values in ${columns ?? ""}, which are to be a key`,
      todo: mend,
    }),
  },
  {
    pattern: /CHECK constraint failed: (.*)$/s,
    means: ([name], table) => ({
      message: `rows of table ${table} break the CHECK constraint ${name ?? ""}`,
      todo: mend,
    }),
  },
  {
    pattern: /NOT NULL constraint failed: (.*)$/s,
    means: ([column], table) => ({
      message: `rows of table ${table} hold NULL in ${column ?? ""}, which is NOT NULL`,
      todo: "give those rows a value first",
    }),
  },
  {
    pattern: /cannot store /,
    means: (_, table) => ({
      message: `rows of table ${table} hold what a STRICT table does not take`,
      todo: mend,
    }),
  },
  {
    pattern: /datatype mismatch/,
    means: (_, table) => ({
      message: `rows of table ${table} hold what is no integer in the column that is to be the INTEGER PRIMARY KEY`,
      todo: mend,
    }),
  },
];

const uniqueMeanings: readonly Meaning[] = [
  {
    pattern: /UNIQUE constraint failed: (.*)$/s,
    means: ([columns]) => ({
      message: `rows have the same values in ${columns ?? ""}, which a unique index forbids`,
      todo: mend,
    }),
  },
];

const readerMeanings: readonly Meaning[] = [
  {
    pattern: /error in (view|trigger) (.*?): /s,
    means: ([kind = "", name = ""]) =>
      / after (?:rename|drop column)$/.test(name)
        ? {
            message: `it would leave the ${kind} ${name.replace(/ after (?:rename|drop column)$/, "")} broken`,
            todo: "drop it by op.execute before the batch, and create it again after it",
          }
        : {
            message: `SQLite renames and drops nothing while the ${kind} ${name} is broken, as it was before`,
            todo: `mend it first, or drop it: ${dropInScript({ kind, name })}`,
          },
  },
];

const keyMeanings: readonly Meaning[] = [
  {
    pattern: /foreign key mismatch - "(.*)" referencing "(.*)"/s,
    means: ([child = "", parent = ""]) => ({
      message: `a foreign key of table ${child} points to columns of ${parent} that are no key`,
      todo: "give them a primary key or a unique constraint in the script, or point it elsewhere",
    }),
  },
];

const meanings: ReadonlyMap<string, readonly Meaning[]> = new Map([
  [rules.copiesRows, copyMeanings],
  [rules.makesUnique, uniqueMeanings],
  [rules.readsReaders, readerMeanings],
  [rules.pointsToKeys, keyMeanings],
]);

/** A guard's own statement fails with the NOT NULL of the guard's table. */
const guardFailed = "NOT NULL constraint failed: _schema_diff_guard.";

/** Null where SQLite's own message is the best there is. */
export const explain = (
  { guard, explain: how }: Statement,
  message: string,
): FailureMessage | null => {
  if (guard !== null && message.includes(guardFailed))
    return { message: guard.message, todo: guard.todo };
  for (const { pattern, means } of meanings.get(how?.rule ?? "") ?? []) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const { message: says, todo } = means(found.slice(1), how?.of ?? "");
    return { message: `${says} (SQLite: ${message})`, todo };
  }
  return null;
};
