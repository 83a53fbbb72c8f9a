/** Determines what a source is: a database, a module with metadata, DDL text, a snapshot, or the value itself. */
import { SchemaDiffError, type Schema } from "../model/index.js";
import { isMetaData, type MetaData } from "../metadata/index.js";
import { isDatabaseUrl, described, sourceHint, urlBeginnings } from "../reflect/index.js";

/** A text (a database URL, or the path of a module, a .sql file or a snapshot), a MetaData, a Schema, or an open driver handle. */
export type Source = string | MetaData | Schema | object;

export type SourceKind =
  | { readonly is: "database"; readonly at: string | object }
  | { readonly is: "module"; readonly path: string }
  | { readonly is: "ddl"; readonly path: string }
  | { readonly is: "snapshot"; readonly path: string }
  | { readonly is: "metadata"; readonly metadata: MetaData }
  | { readonly is: "schema"; readonly schema: Schema };

export const isSchema = (value: object): value is Schema =>
  "formatVersion" in value && "dialect" in value && "tables" in value;

const byEnding: readonly (readonly [RegExp, "module" | "ddl" | "snapshot"])[] = [
  [/\.(?:ts|mts|cts|js|mjs|cjs)$/i, "module"],
  [/\.sql$/i, "ddl"],
  [/\.json$/i, "snapshot"],
];

const general = `give a database URL (${urlBeginnings().join(", ")}), a .ts or .js module with metadata, a .sql file, or a .json snapshot`;

/** Does this text have the form of a source? Whether the source exists is another question. */
export const isSource = (text: string): boolean =>
  isDatabaseUrl(text) || byEnding.some(([ending]) => ending.test(text));

/**
 * @param cwd where relative paths start, for the message about a text that is not a source
 * @param from where the text was given, for the same message
 */
export const kindOf = (source: Source, cwd = process.cwd(), from = ""): SourceKind => {
  if (typeof source !== "string") {
    if (isMetaData(source)) return { is: "metadata", metadata: source };
    return isSchema(source) ? { is: "schema", schema: source } : { is: "database", at: source };
  }
  if (isDatabaseUrl(source)) return { is: "database", at: source };
  const found = byEnding.find(([ending]) => ending.test(source));
  if (found !== undefined) return { is: found[1], path: source };
  throw new SchemaDiffError(
    "source",
    `${from}"${described(source)}" is no source`,
    sourceHint(source, cwd, general),
  );
};
