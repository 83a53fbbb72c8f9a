/** Reads any source as a Schema: plain, frozen, serialisable. */
import { dialectNamed } from "../dialects/index.js";
import { freeze, type Schema, SchemaDiffError } from "../model/index.js";
import { dialectHint } from "./dialectHint.js";
import { normalizeAlone } from "../normalize/index.js";
import {
  closeSource,
  declaredSchema,
  openSource,
  reflectLive,
  sideOf,
  type Declared,
  type DeclaredSource,
  type LoadOptions,
  type Opened,
} from "./load.js";
import { readReflectArguments } from "./options.js";
import { reflectScratch, withScratch } from "./scratch.js";
import type { Source } from "./source.js";

const declaredIn = async ({ load }: DeclaredSource, options: LoadOptions): Promise<Declared> => {
  if (options.dialect === undefined)
    throw new SchemaDiffError(
      "usage",
      "metadata becomes a schema only in a dialect",
      dialectHint(),
    );
  return declaredSchema(await load(), options.dialect, null, options);
};

const read = async (
  opened: Exclude<Opened, DeclaredSource>,
  options: LoadOptions,
): Promise<Schema> => {
  switch (opened.is) {
    case "live":
      return (await reflectLive(opened.database, options, { other: null })).schema;
    case "schema":
      return opened.schema;
    case "snapshot":
      return opened.read();
    case "ddl":
      return withScratch(opened, options.dialect ?? null, options, (database) =>
        reflectScratch(database, options, { other: null }),
      );
    case "scratch":
      return reflectScratch(opened.database, options, { other: null });
  }
};

/** @throws SchemaDiffError whose code names the cause: source, connection, permission, metadata, naming, usage */
export const reflect = async (from: Source, asked: LoadOptions = {}): Promise<Schema> => {
  const [source, options] = readReflectArguments(from, asked);
  const opened = await openSource(source, options);
  try {
    const found =
      opened.is === "metadata"
        ? await declaredIn(opened, options)
        : { schema: await read(opened, options), convention: null };
    const side = sideOf(opened, found, options);
    return freeze(
      normalizeAlone(side, {
        dialect: dialectNamed(side.schema.dialect),
        include: options.include ?? [],
        exclude: options.exclude ?? [],
        unspecified: "noOpinion",
        print: null,
      }),
    );
  } finally {
    await closeSource(opened);
  }
};
