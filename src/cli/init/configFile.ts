/** The text of a new project's config: a module, or JSON where its name ends in `.json`. */
import { extname } from "node:path";
import { formatTypeScript } from "../../render/index.js";
import { stringLiteral } from "../../render/literals.js";

/** The environment variable that every command uses for the URL if nothing else gives one. */
export const variable = "DATABASE_URL";

export interface NewConfig {
  /** Null where it is read from the environment. */
  readonly url: string | null;
  /** Set where the URL is not known yet. */
  readonly dialect: string | null;
  readonly metadata: string;
  readonly migrations: string;
  readonly schemas: readonly string[];
  readonly exclude: readonly string[];
}

const present = ({
  url,
  dialect,
  metadata,
  migrations,
  schemas,
  exclude,
}: NewConfig): Readonly<Record<string, string | readonly string[]>> => ({
  ...(url === null ? {} : { url }),
  ...(dialect === null ? {} : { dialect }),
  metadata,
  migrations,
  ...(schemas.length === 0 ? {} : { schemas }),
  ...(exclude.length === 0 ? {} : { exclude }),
});

const valueCode = (value: string | readonly string[]): string =>
  typeof value === "string" ? stringLiteral(value) : `[${value.map(stringLiteral).join(", ")}]`;

const moduleText = (file: string, config: NewConfig): Promise<string> =>
  formatTypeScript(
    [
      'import { defineConfig } from "schema-diff";',
      "",
      "export default defineConfig({",
      ...(config.url === null ? [`url: process.env[${stringLiteral(variable)}],`] : []),
      ...Object.entries(present(config)).map(([key, value]) => `${key}: ${valueCode(value)},`),
      "});",
      "",
    ].join("\n"),
    file,
  );

/** JSON cannot read the environment: a config without a URL leaves it to the variable. */
const jsonText = (config: NewConfig): string => `${JSON.stringify(present(config), null, 2)}\n`;

/** @param file the absolute path */
export const configText = async (file: string, config: NewConfig): Promise<string> =>
  extname(file) === ".json" ? jsonText(config) : moduleText(file, config);
