/** The two sources of a comparison, and how each that is a database is read. */
import { SchemaDiffError, type Schema, type Unmodelled } from "../model/index.js";
import type { OpenDatabase } from "../reflect/index.js";
import { reflectLive, type Beside, type LoadOptions, type Opened, type ReadSide } from "./load.js";
import { reflectScratch } from "./scratch.js";

export interface Sides {
  readonly from: Opened;
  readonly to: Opened;
}

/** Whose server can be asked, if there is one. */
export const databaseOf = (opened: Opened): OpenDatabase | null =>
  opened.is === "live" || opened.is === "scratch" ? opened.database : null;

const withLacking = (read: ReadSide, lacks: readonly Unmodelled[] = []): ReadSide =>
  lacks.length === 0
    ? read
    : {
        ...read,
        schema: { ...read.schema, notCompared: [...read.schema.notCompared, ...lacks] },
      };

/** Everything but metadata, which needs to know the other side's default schema, and snapshots, which a server at work leaves time for. */
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

/** The other side is asked for it by this name. */
const askedFor = ({ defaultSchema }: Schema): string | null => {
  if (defaultSchema?.includes("\0") !== true) return defaultSchema;
  throw new SchemaDiffError(
    "snapshot",
    `no schema is called ${JSON.stringify(defaultSchema)}`,
    "write the snapshot again with `schema-diff reflect --format json`",
  );
};

/**
 * Which schema both sides call `null`: the one that statements for the side to be changed mean where they name none. A
 * database may have another current schema than the other one; null where no side says.
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
