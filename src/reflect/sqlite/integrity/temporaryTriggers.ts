/** Creates a caller's own temporary triggers again after a rebuild, which drops the table that they belong to. */
import type { OperationVerb } from "../../../model/index.js";
import type { Connection } from "../../connection.js";
import type { IntegrityCheck } from "../../migrationSession.js";

const temporaryTriggers =
  "SELECT name, sql FROM temp.sqlite_master WHERE type = 'trigger' ORDER BY rowid";

/** SQLite keeps their text without the word TEMP. */
const create = (sql: string): string =>
  sql.replace(/^CREATE\s+(?:TEMP\s+|TEMPORARY\s+)?TRIGGER/i, "CREATE TEMP TRIGGER");

type Trigger = readonly [name: string, sql: string];

const triggersIn = async (connection: Connection): Promise<readonly Trigger[]> =>
  (await connection.query(temporaryTriggers)).map(({ name, sql }) => [String(name), String(sql)]);

const bringBack = async (connection: Connection, before: readonly Trigger[]): Promise<void> => {
  const there = (await triggersIn(connection)).map(([name]) => name);
  for (const [name, sql] of before)
    if (!there.includes(name)) await connection.execute(create(sql));
};

/** Operations that are meant to drop temporary triggers too: dropping a table, or a trigger by an author's own SQL. */
const meansTriggers: Readonly<Partial<Record<OperationVerb, true>>> = {
  execute: true,
  dropTable: true,
};

export const temporaryTriggerCheck = async (connection: Connection): Promise<IntegrityCheck> => {
  let triggers = await triggersIn(connection);
  let last: OperationVerb | null = null;
  const settle = async (next: OperationVerb | null): Promise<void> => {
    if (last !== null && meansTriggers[last] !== true) await bringBack(connection, triggers);
    if (last !== null) triggers = await triggersIn(connection);
    last = next;
  };
  return { before: ({ do: verb }) => settle(verb), check: () => settle(null) };
};
