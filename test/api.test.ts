/**
 * The public surface: it is what was agreed on, both ways into it meet in one instance, and its
 * types come out whole.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), "schema-diff-api-"));

beforeAll(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(project, join(folder, "node_modules/schema-diff"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(project, path), "utf8");

const node = (...args: readonly string[]): string => {
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return `${stdout}${stderr}`.trim();
};

/**
 * What a user writes, so that each of the types has to be there in full: a wrong use must be an
 * error.
 */
const use = (imports: string): string => `${imports}

const metadata: MetaData = new MetaData({ namingConvention: { uq: "uq_%(table_name)s_%(column_0_name)s" } });
table("user", metadata, { id: integer().primaryKey(), name: varchar(30).notNull().unique() }, () => [
  check("id > 0", { name: "positive" }),
]);
// @ts-expect-error a column is no number
table("other", metadata, { id: 1 });

const up = async (op: Operations): Promise<void> => {
  await op.createUniqueConstraint("uq_user_name", "user", ["name"]);
  // @ts-expect-error the columns are missing
  await op.createUniqueConstraint("uq_user_name", "user");
};

const config: Config = defineConfig({ url: "sqlite:app.db", metadata, unnamedChecks: "skip" });
// @ts-expect-error there is no such setting
defineConfig({ uri: "sqlite:app.db" });

const difference = async (): Promise<readonly Change[]> => {
  const plan: Plan = await diff({ from: "sqlite:app.db", to: metadata });
  return plan.changes;
};

const code: ErrorCode = new SchemaDiffError("usage", "what", "what to do").code;
// @ts-expect-error no code is a number
const wrong: number = code;
`;

const imported = use(`import {
  check, defineConfig, diff, integer, MetaData, SchemaDiffError, table, varchar,
  type Change, type Config, type ErrorCode, type Operations, type Plan,
} from "schema-diff";

export const used = (): readonly unknown[] => [up, config, difference, wrong];`);

const required = use(`import schemaDiff = require("schema-diff");
import type { Change, Config, ErrorCode, MetaData as Declared, Operations, Plan } from "schema-diff";
const { check, defineConfig, diff, integer, SchemaDiffError, table, varchar } = schemaDiff;
const { MetaData } = schemaDiff;
type MetaData = Declared;

export const used = (): readonly unknown[] => [up, config, difference, wrong];`);

/** How TypeScript may look for the types, and the kinds of files that it then reads. */
const resolutions: readonly (readonly [
  module: string,
  moduleResolution: string,
  ...files: readonly string[],
])[] = [
  ["node16", "node16", "imports.mts", "imports.cts", "requires.cts"],
  ["nodenext", "nodenext", "imports.mts", "imports.cts", "requires.cts"],
  ["esnext", "bundler", "imports.mts", "imports.ts"],
  ["preserve", "bundler", "imports.mts", "imports.cts", "requires.cts"],
];

describe("the public surface", () => {
  test("is what api/schema-diff.api.md says; a change that is meant is taken over by `npm run api`", () => {
    expect(read("build/schema-diff.api.md")).toBe(read("api/schema-diff.api.md"));
  });

  test("needs the declarations of no other package", () => {
    expect(
      read("dist/index.d.ts").match(
        /^.*(?:\bfrom "|\bimport\(|\/\/\/ <reference|\b(?:Buffer|NodeJS)\b).*$/gm,
      ) ?? [],
    ).toEqual([]);
  });

  test("is one instance, by import and by require", () => {
    writeFileSync(
      join(folder, "both.mjs"),
      `
      import { createRequire } from "node:module";
      import * as imported from "schema-diff";
      const required = createRequire(import.meta.url)("schema-diff");
      console.log(Object.keys(imported).length > 40, required === imported);
    `,
    );
    expect(node("both.mjs")).toBe("true true");
  });

  test.each(resolutions)(
    "has whole types under module %s, moduleResolution %s",
    (module, moduleResolution, ...files) => {
      writeFileSync(join(folder, "package.json"), "{}\n");
      for (const file of files)
        writeFileSync(join(folder, file), file.startsWith("requires") ? required : imported);
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({
          // No types of Node and no checks left out: what is published has to stand by itself.
          compilerOptions: {
            target: "es2022",
            lib: ["es2022"],
            module,
            moduleResolution,
            types: [],
            strict: true,
            exactOptionalPropertyTypes: true,
            noEmit: true,
            skipLibCheck: false,
          },
          files,
        }),
      );
      expect(node(join(project, "node_modules/typescript/bin/tsc"), "-p", folder)).toBe("");
    },
  );
});
