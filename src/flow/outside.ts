/** The tables that are not compared (excluded, or in schemas that nobody asked for) and whose foreign keys point to those that are. */
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

/** Does any of the changes touch what a foreign key could point to? */
const touchesKeys = (changes: readonly Change[]): boolean =>
  changes.some(({ kind, verb }) => referred.has(kind) && (verb === "drop" || verb === "alter"));

/** @param compared the side as it is compared */
export const outsideTables = async (
  database: OpenDatabase,
  { schema, schemas }: ReadSide,
  compared: Schema,
  changes: readonly Change[],
): Promise<readonly Table[]> => {
  if (!touchesKeys(changes)) return [];
  const inside = new Set(compared.tables.map((table) => tableKey(table)));
  const whole = await withReferring(database, schemas, schema).catch((thrown: unknown) => {
    // Who may not read the others plans without them; the server refuses what they stand in the way of.
    if (thrown instanceof SchemaDiffError && thrown.code === "permission") return schema;
    throw thrown;
  });
  return whole.tables.filter(
    (table) =>
      !inside.has(tableKey(table)) &&
      ofKind(table.constraints, "foreignKey").some(({ target }) => inside.has(tableKey(target))),
  );
};
