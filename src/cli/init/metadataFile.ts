/** The metadata module of a new project: whether a path can be one, and its first content. */
import { kindOf, type Source } from "../../flow/index.js";
import type { Schema } from "../../model/index.js";
import type { NamingConvention, Templates } from "../../naming/index.js";
import { isDatabaseUrl } from "../../reflect/index.js";
import { renderEmptyMetadata, renderMetadata } from "../../render/metadata.js";

/** Is the source a module, by its name? Every other text is the path of something that `init` does not write. */
export const isModule = (source: Source): source is string => {
  if (typeof source !== "string" || isDatabaseUrl(source)) return false;
  try {
    return kindOf(source).is === "module";
  } catch {
    return false;
  }
};

export const holdsNothing = ({ tables, enums, sequences, namespaces }: Schema): boolean =>
  [tables, enums, sequences, namespaces].every((objects) => objects.length === 0);

/**
 * @param live what the database holds; null where no database was read
 * @param under the convention of a config that applies where the module has none
 * @param file the absolute path to which the module will be written
 */
export const metadataText = (
  live: Schema | null,
  namingConvention: Templates | null,
  under: NamingConvention | null,
  file: string,
): Promise<string> =>
  live === null || holdsNothing(live)
    ? renderEmptyMetadata(namingConvention, file)
    : renderMetadata(live, { namingConvention, under, file });
