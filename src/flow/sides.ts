/** Reads the two sources of a comparison, as far as each can be read without the other. */
import { SchemaDiffError, type Schema, type Unmodelled } from "../model/index.js";
import type { OpenDatabase } from "../reflect/index.js";
import { reflectLive, type Beside, type LoadOptions, type Opened, type ReadSide } from "./load.js";
import { reflectScratch } from "./scratch.js";

export interface Sides {
  readonly from: Opened;
  readonly to: Opened;
}

/** The database of a source that has one, whose server can be asked. */
export const databaseOf = (opened: Opened): OpenDatabase | null =>
  opened.is === "live" || opened.is === "scratch" ? opened.database : null;

const withLacking = (read: ReadSide, lacks: readonly Unmodelled[] = []): ReadSide =>
  lacks.length === 0
    ? read
    : {
        ...read,
        schema: { ...read.schema, notCompared: [...read.schema.notCompared, ...lacks] },
      };

/** Reads a source; null for metadata, which needs the other side's default schema first, and for snapshots, which are read while a server is at work. */
export const readLive = async (
  opened: Opened,
  beside: Beside,
  options: LoadOptions,
): Promise<ReadSide | null> => {
  switch (opened.is) {
    case "live":
      return withLacking(await reflectLive(opened.database, options, beside), opened.lacks);
    case "schema":
      return { schema: opened.schema, schemas: [], unread: [] };
    case "scratch":
      return {
        schema: await reflectScratch(opened.database, options, beside),
        schemas: options.schemas ?? [],
        unread: [],
      };
    case "ddl":
    case "snapshot":
    case "metadata":
      return null;
  }
};

/** The default schema of a side, by whose name the other side is then read. */
const askedFor = ({ defaultSchema }: Schema): string | null => {
  if (defaultSchema?.includes("\0") !== true) return defaultSchema;
  throw new SchemaDiffError(
    "snapshot",
    `no schema is called ${JSON.stringify(defaultSchema)}`,
    "write the snapshot again with `schema-diff reflect --format json`",
  );
};

/**
 * The name of the schema that is `null` on both sides: the one that unqualified statements for the side to be changed refer to.
 * The two databases may have different current schemas. Null where no side determines it.
 */
export const sharedDefault = async ({ from, to }: Sides): Promise<string | null> => {
  if (from.is === "metadata" || to.is === "metadata") return null;
  for (const side of [from, to]) {
    if (side.is === "schema") return askedFor(side.schema);
    if (side.is === "snapshot") return askedFor(side.read());
    if (side.is === "live")
      return (await side.database.backend.currentSchema?.(side.database.connection)) ?? null;
  }
  return null;
};
