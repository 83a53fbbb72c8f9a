/** Reads the asked schemas together with those that have foreign keys into them. */
import type { Schema } from "../model/index.js";
import type { OpenDatabase } from "./open.js";

/**
 * The schema, with the tables of those others added.
 * @param schemas none: the connection's current one
 */
export const withReferring = async (
  { backend, connection }: Pick<OpenDatabase, "backend" | "connection">,
  schemas: readonly string[],
  known: Schema | null = null,
): Promise<Schema> => {
  const others = (await backend.referringSchemas?.(connection, schemas)) ?? [];
  const read = (of: readonly string[]): Promise<Schema> =>
    backend.reflect(connection, { schemas: of, withoutOpaque: true });
  if (others.length === 0) return known ?? read(schemas);
  if (schemas.length > 0) return read([...schemas, ...others]);
  const { defaultSchema } = known ?? (await read([]));
  return read([...(defaultSchema === null ? [] : [defaultSchema]), ...others]);
};
