/** `init`: writes a config, and a metadata module reflected from the database if there is one. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { reflect } from "../../flow/index.js";
import { formatTypeScript } from "../../render/index.js";
import { renderMetadata } from "../../render/metadata.js";
import { withoutPassword } from "../../reflect/index.js";
import { none, type Command } from "../command.js";
import { configNames } from "../config.js";
import type { Settings } from "../settings.js";
import { thatExists } from "../sqliteFile.js";
import { usage } from "../usage.js";
import { writeWhole } from "../write.js";
import { printJson } from "./scripts.js";

const configFile = configNames[0] ?? "";

const emptyMetadata = 'import { MetaData } from "schema-diff";\n\nexport const metadata = new MetaData();\n';

/** A URL with a password does not go into a file: it is read from the environment, where it is kept out of version control. */
const urlText = (url: string | undefined): string =>
  url === undefined || withoutPassword(url) !== url ? 'process.env["DATABASE_URL"] ?? ""' : JSON.stringify(url);

const configText = (url: string | undefined, metadata: string, { migrations, schemas }: Settings): string => [
  'import { defineConfig } from "schema-diff";',
  "",
  "export default defineConfig({",
  `  url: ${urlText(url)},`,
  `  metadata: ${JSON.stringify(metadata)},`,
  `  migrations: ${JSON.stringify(migrations)},`,
  ...(schemas.length === 0 ? [] : [`  schemas: ${JSON.stringify(schemas)},`]),
  "});",
  "",
].join("\n");

export const init: Command = {
  name: "init",
  summary: "writes a config, and metadata reflected from the database if there is one",
  positionals: none,
  options: ["url", "metadata", "migrations", "schema", "exclude", "force", "format"],
  formats: ["text", "json"],
  ignoresConfig: true,
  examples: ["schema-diff init --url sqlite:app.db", "schema-diff init --url postgres://me@localhost/app --metadata src/schema.ts"],
  run: async ({ given, settings, io }) => {
    const metadataFile = given.metadata ?? "schema.ts";
    const overwrite = given.force === true;
    const there = [configFile, metadataFile].filter((file) => existsSync(resolve(io.cwd, file)));
    if (there.length > 0 && !overwrite) throw usage(`${there.join(" and ")} ${there.length === 1 ? "is" : "are"} there already`, "say --force to overwrite");
    const url = settings.urlIfAny;
    const metadata = url === undefined ? emptyMetadata : await renderMetadata(await reflect(thatExists(url, io.cwd), settings.sources), { file: resolve(io.cwd, metadataFile) });
    const config = await formatTypeScript(configText(url, metadataFile, settings), resolve(io.cwd, configFile));
    await writeWhole(metadataFile, metadata, { cwd: io.cwd, overwrite });
    await writeWhole(configFile, config, { cwd: io.cwd, overwrite });
    if (given.format === "json") {
      printJson({ config: configFile, metadata: metadataFile, reflected: url !== undefined }, io);
      return 0;
    }
    io.print(`wrote ${metadataFile}${url === undefined ? "" : `, as ${withoutPassword(url)} is now`}`);
    io.print(`wrote ${configFile}`);
    return 0;
  },
};
