/** Tells whether the statement during which a run was cut off took effect: by its transaction, by the catalogue, or by the user's decision. */
import { SchemaDiffError } from "../../model/index.js";
import type { Connection, JournalSupport, PrintedSubject } from "../../reflect/index.js";
import type { Entry } from "./entry.js";
import { commandOf } from "./halfWay.js";
import { hashOf } from "./hash.js";

/**
 * The decision of a user who looked. `after`: the statement in flight took effect. `before`: it did not. `on`: continue after
 * what ran, by number, although the script has something else there now.
 */
export type Resume = "after" | "before" | "on";

export const resumes: readonly Resume[] = ["after", "before", "on"];

/** A hash of the server's present print of the objects; null where that tells nothing. */
export const printedHash = async (
  connection: Connection,
  { printed }: JournalSupport,
  objects: readonly PrintedSubject[],
): Promise<string | null> => {
  if (objects.length === 0) return null;
  try {
    const texts: (string | null)[] = [];
    for (const object of objects) texts.push(await printed(connection, object));
    return hashOf(JSON.stringify(texts));
  } catch {
    // A view whose table is gone cannot be printed.
    return null;
  }
};

const shown = (sql: string): string =>
  (sql.length > 500 ? `${sql.slice(0, 500)} …` : sql)
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");

/** One statement is atomic: its objects are as they were before it, or as they are after it. */
export const tookEffect = async (
  connection: Connection,
  support: JournalSupport,
  { sql, number, objects, beforeHash, direction }: Entry,
  decided: Resume | null,
): Promise<boolean> => {
  if (decided === "after" || decided === "before") return decided === "after";
  const traits = support.traitsOf(sql);
  // Its entry would have been committed with it.
  if (traits.rollsBack || traits.repeatable) return false;
  const now = await printedHash(connection, support, objects);
  if (beforeHash !== null && now !== null) return now !== beforeHash;
  const command = commandOf(direction);
  throw new SchemaDiffError(
    "script",
    `the run was cut off in statement ${number}, and the catalogue does not tell whether that took effect:\n${shown(sql)}`,
    `look, and say \`schema-diff ${command} --resume=after\` where it did, \`--resume=before\` where it did not and is to be run again, or \`--abandon\` to forget the script's beginning`,
  );
};
