/** Formats TypeScript with prettier, which is loaded only when something is written. */
import { messageOf, SchemaDiffError } from "../model/index.js";

type Options = Readonly<Record<string, unknown>>;
type Prettier = typeof import("prettier");

/** The settings where a project has none. */
const house: Options = { printWidth: 100 };

/** The settings that prettier finds for a file: `.prettierrc`, `prettier.config.js`, package.json, `.editorconfig`. */
const settingsFor = async (prettier: Prettier, file: string): Promise<Options | null> => {
  try {
    return await prettier.resolveConfig(file, { editorconfig: true });
  } catch (cause) {
    throw unusable(file, cause);
  }
};

const unusable = (file: string, cause: unknown): SchemaDiffError =>
  new SchemaDiffError(
    "config",
    `prettier's settings for ${file} cannot be used: ${messageOf(cause)}`,
    "mend them: `prettier --check` says the same",
    { cause },
  );

/**
 * @param file the absolute path to which the text will be written: the settings of its project are used. Null
 *   where it is not written to a file.
 * @throws SchemaDiffError `config` where those settings are broken
 */
export const formatTypeScript = async (text: string, file: string | null): Promise<string> => {
  const prettier = await import("prettier");
  const format = (options: Options): Promise<string> =>
    prettier.format(text, {
      ...options,
      parser: "typescript",
      ...(file === null ? {} : { filepath: file }),
    });
  const settings = file === null ? null : await settingsFor(prettier, file);
  if (settings === null || file === null) {
    return format(house).catch((cause: unknown) => {
      throw new SchemaDiffError(
        "internal",
        `the generated TypeScript does not parse: ${messageOf(cause)}`,
        "report this",
        { cause },
      );
    });
  }
  return format(settings).catch((cause: unknown) => {
    throw unusable(file, cause);
  });
};
