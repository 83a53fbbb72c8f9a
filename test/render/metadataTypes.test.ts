/** Rendered metadata type-checks under strict, whatever the names are. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ts from "typescript";
import {
  byAuthor,
  emptySchema,
  plainColumn,
  plainElement,
  plainIndex,
  type Schema,
  type Table,
} from "../../src/model/index.js";
import { renderMetadata } from "../../src/render/metadata.js";
import { uglyNames } from "./metadata.uglies.js";

/** What the type checker says of each of some modules that import `schema-diff`. */
const complaints = (modules: Readonly<Record<string, string>>): readonly string[] => {
  const directory = mkdtempSync(join(tmpdir(), "schema-diff-types-"));
  try {
    const files = Object.entries(modules).map(([name, text]) => {
      const file = join(directory, name);
      writeFileSync(file, text);
      return file;
    });
    const program = ts.createProgram(files, {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      strict: true,
      noEmit: true,
      noUnusedLocals: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      skipLibCheck: true,
      types: ["node"],
      typeRoots: [resolve("node_modules/@types")],
      lib: ["lib.es2023.d.ts"],
      paths: { "schema-diff": [resolve("src/metadata/index.ts")] },
    });
    return files.map((file) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(file))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
        .join("\n"),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const near = (i: number): readonly string[] =>
  [0, 1, 2].map((step) => uglyNames[(i + step) % uglyNames.length] ?? "");
const tables = uglyNames.map((name, i): Table => ({
  schema: i % 3 === 0 ? name : null,
  name,
  columns: near(i).map((column) => plainColumn(column, "integer")),
  indexes: [
    {
      ...plainIndex(byAuthor(`i${i}`), [
        plainElement({ column: name }),
        plainElement({ expression: name }),
      ]),
      where: name,
    },
  ],
  constraints: [
    {
      kind: "unique",
      name: byAuthor(name),
      comment: name,
      columns: near(i),
      include: [name],
      nulls: "notDistinct",
      deferral: "notDeferrable",
      onConflict: null,
    },
    {
      kind: "check",
      name: byAuthor(`c${i}`),
      comment: null,
      expression: name,
      validated: true,
      enforced: true,
      inherited: true,
      ofColumn: name,
    },
  ],
  comment: name,
  options: {},
  definition: null,
}));
const schema: Schema = {
  ...emptySchema("postgres"),
  tables,
  enums: uglyNames.map((name) => ({ schema: null, name, values: near(3), comment: name })),
  notCompared: uglyNames.map((name) => ({
    schema: name,
    name,
    kind: "view",
    table: null,
    definition: null,
  })),
};

it("type-checks, and an unknown column in it would not", async () => {
  const module = await renderMetadata(schema);
  const [right, wrong] = complaints({
    "ugly.ts": module,
    "wrong.ts": module.replaceAll("t.plain", "t.gone"),
  });
  expect(right).toBe("");
  expect(wrong).toMatch(/'gone' does not exist/);
});
