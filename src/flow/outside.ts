/** Finds outside tables: those that are not compared (excluded, or in other schemas) and have foreign keys to compared ones. */
import {
  ofKind,
  SchemaDiffError,
  tableKey,
  type Change,
  type Schema,
  type Table,
} from "../model/index.js";
import { withReferring, type OpenDatabase } from "../reflect/index.js";
import type { ReadSide } from "./load.js";

const referred: ReadonlySet<string> = new Set([
  "table",
  "column",
  "primaryKey",
  "unique",
  "index",
] satisfies readonly Change["kind"][]);

/** Does any of the changes affect something that a foreign key could reference? */
const touchesKeys = (changes: readonly Change[]): boolean =>
  changes.some(({ kind, verb }) => referred.has(kind) && (verb === "drop" || verb === "alter"));

/** @param compared the side in the form in which it is compared */
export const outsideTables = async (
  database: OpenDatabase,
  { schema, schemas }: ReadSide,
  compared: Schema,
  changes: readonly Change[],
): Promise<readonly Table[]> => {
  if (!touchesKeys(changes)) return [];
  const inside = new Set(compared.tables.map((table) => tableKey(table)));
  const whole = await withReferring(database, schemas, schema).catch((thrown: unknown) => {
    // A user who may not read the other schemas gets a plan without them; the server then refuses what their foreign keys prevent.
    if (thrown instanceof SchemaDiffError && thrown.code === "permission") return schema;
    throw thrown;
  });
  return whole.tables.filter(
    (table) =>
      !inside.has(tableKey(table)) &&
      ofKind(table.constraints, "foreignKey").some(({ target }) => inside.has(tableKey(target))),
  );
};
