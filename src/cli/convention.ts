/** Determines the convention for names that scripts leave to it: the metadata's own, or the config's where that has none. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { metadataOf } from "../flow/metadataModule.js";
import { isSource, kindOf } from "../flow/source.js";
import { messageOf } from "../model/index.js";
import type { NamingConvention } from "../naming/index.js";
import { oneLine } from "../render/terminalText.js";
import type { Io } from "./io.js";
import type { Settings } from "./settings.js";

/** Scripts also run where there is no metadata, or none that can be loaded: then the config's applies. */
export const conventionFor = async (
  { metadataIfAny, namingConvention }: Settings,
  io: Io,
): Promise<NamingConvention | undefined> => {
  if (metadataIfAny === undefined) return namingConvention;
  if (typeof metadataIfAny === "string" && !isSource(metadataIfAny)) return namingConvention;
  const kind = kindOf(metadataIfAny, io.cwd);
  if (kind.is === "metadata") return kind.metadata.namingConvention ?? namingConvention;
  if (kind.is !== "module" || !existsSync(resolve(io.cwd, kind.path))) return namingConvention;
  try {
    const { namingConvention: own } = await metadataOf(kind.path, io.cwd, io.detail);
    return own ?? namingConvention;
  } catch (thrown) {
    const why = `${kind.path} cannot be loaded, and scripts go without its naming convention: ${messageOf(thrown)}`;
    if (namingConvention === undefined) io.detail(why);
    else io.say(oneLine(`warning: ${why}`));
    return namingConvention;
  }
};
