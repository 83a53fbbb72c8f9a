/** `reflect`: prints a source, as TypeScript metadata, a snapshot, SQL or a diagram. */
import { join } from "node:path";
import { diff, reflect as read } from "../../flow/index.js";
import { emptySchema, type Schema, lookupTable } from "../../model/index.js";
import { mermaidText, prerequisitesText, snapshotJson, sqlText } from "../../render/index.js";
import { renderMetadata } from "../../render/metadata.js";
import type { Command } from "../command.js";
import { inFile, onServer } from "../exampleUrls.js";
import { thatExists } from "../databaseFile.js";

/** The text tells what it needs and does not contain, where a plan would be refused: it may be meant for a database that has it. */
const sqlOf = async (schema: Schema): Promise<string> => {
  const { statements } = await diff({
    from: emptySchema(schema.dialect),
    to: { ...schema, notCompared: [] },
  });
  const needed = schema.notCompared.filter(({ usedBy = [] }) => usedBy.length > 0);
  return `${prerequisitesText(needed)}${sqlText(statements)}`;
};

const printers: Readonly<
  Record<string, (schema: Schema, cwd: string) => string | Promise<string>>
> = lookupTable({
  typescript: (schema, cwd) => renderMetadata(schema, { file: join(cwd, "schema.ts") }),
  json: snapshotJson,
  sql: sqlOf,
  mermaid: mermaidText,
});

export const reflect: Command = {
  name: "reflect",
  summary: "prints a source (default: the database of --url)",
  positionals: { text: "[SOURCE]", least: 0, most: 1 },
  options: ["url", "schema", "include", "exclude", "dialect", "dev-url", "format"],
  formats: Object.keys(printers),
  examples: [
    `schema-diff reflect ${inFile.url} > schema.ts`,
    `schema-diff reflect ${onServer.url} --schema public,audit --format json > snapshot.json`,
    `schema-diff reflect schema.ts --dialect ${onServer.dialect} --format sql`,
  ],
  run: async ({ given, positionals, settings, io }) => {
    const schema = await read(
      thatExists(positionals[0] ?? settings.url(), io.cwd),
      settings.sources,
    );
    io.print((await printers[given.format ?? "typescript"]?.(schema, io.cwd)) ?? "");
    return 0;
  },
};
