/** Refuses, before it runs, SQL after which the migrator could not write the journal of what ran on MySQL and MariaDB. */
import { lexicon } from "../../dialects/mysql/lexicon.js";
import { SchemaDiffError } from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { IntegrityCheck } from "../migrationSession.js";

const refused: readonly (readonly [words: RegExp, why: string, todo: string])[] = [
  [
    /^USE\b/,
    "the journal of what ran is in the database of the URL, and so is what the next names mean",
    "write the database in front of the names (other.t)",
  ],
  [
    /^(?:LOCK (?:TABLES?|INSTANCE)|FLUSH (?:LOCAL |NO_WRITE_TO_BINLOG )?TABLES? .*(?:READ LOCK|FOR EXPORT))\b/,
    "the journal of what ran could not be written beside that lock",
    "leave it out: a run holds a lock against other migrators, and each statement locks what it changes",
  ],
  [
    /^XA\b/,
    "the journal of what ran cannot be written in an XA transaction",
    "write START TRANSACTION and COMMIT",
  ],
];

/** The first words of the SQL, which tell what it is, since only one statement is sent at a time. */
const beginningOf = (sql: string): string =>
  meaningful(sql, lexicon)
    .map(({ text }) => text.toUpperCase())
    .slice(0, 20)
    .join(" ");

export const integrityCheck = async (): Promise<IntegrityCheck> => ({
  before: async (operation) => {
    if (operation.do !== "execute") return;
    const words = beginningOf(operation.sql);
    const found = refused.find(([pattern]) => pattern.test(words));
    if (found === undefined) return;
    const [pattern, why, todo] = found;
    const named = pattern.exec(words)?.[0] ?? words;
    throw new SchemaDiffError("script", `op.execute cannot run ${named}: ${why}`, todo);
  },
  check: async () => undefined,
});
