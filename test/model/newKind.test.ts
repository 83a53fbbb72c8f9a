/** What a new kind costs: the kind `view` in few files, each of which the compiler asks for. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where the kinds of objects that a piece of SQL defines are listed: the one line to begin with. */
const begun = "src/model/sqlObject.ts";

/** Here `op` is handed to scripts, which only repeats that it has no such method. */
const echo = "src/migrate/record.ts";

const sources = readdirSync(join(project, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => posix.join("src", name.split(sep).join("/")))
  .sort();

/** Dialects that list views and do not model them speak of them in words of their own. */
const elsewhere = /^src\/(?:dialects|reflect)\/(?:mysql|mariadb|sqlite|snowflake)\//;

const identifiersIn = (path: string): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) found.push(node.text);
    // What a kind is called where it is a value or a type, and where it is imported from.
    if (ts.isStringLiteral(node) && /^(?:view|\.\/view\.js)$/.test(node.text))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  const text = readFileSync(join(project, path), "utf8");
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
};

/** `view`, `View`, `createView`, `viewColumns` …, but not `review` or `viewer`. */
const ofTheKind = /^(?:view|\.\/view\.js)$|^View|^view[A-Z]|[a-z]View(?![a-z])/;

const naming = (): readonly string[] =>
  sources.filter(
    (path) => !elsewhere.test(path) && identifiersIn(path).some((name) => ofTheKind.test(name)),
  );

const config = ts.getParsedCommandLineOfConfigFile(
  join(project, "tsconfig.json"),
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
);

/** The files in which the compiler finds something missing, where one file says something else. */
const asked = (path: string, change: (text: string) => string): readonly string[] => {
  const options = { ...config?.options, noEmit: true, incremental: false };
  const host = ts.createCompilerHost(options);
  const plain = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...more) =>
    relative(project, name).split(sep).join("/") === path
      ? ts.createSourceFile(name, change(readFileSync(name, "utf8")), version, true)
      : plain(name, version, ...more);
  const program = ts.createProgram(
    sources.map((name) => join(project, name)),
    options,
    host,
  );
  return [
    ...new Set(
      program
        .getSemanticDiagnostics()
        .flatMap(({ file }) =>
          file === undefined ? [] : [relative(project, file.fileName).split(sep).join("/")],
        ),
    ),
  ].sort();
};

test("the kind `view` is named in at most 8 files", () => {
  expect(naming()).toEqual([
    "src/codec/sqlObjects.ts",
    "src/dialects/postgres/ddlObjects.ts",
    "src/metadata/metadata.ts",
    "src/migrate/schemaOperations.ts",
    "src/model/kinds/index.ts",
    "src/model/kinds/view.ts",
    begun,
    "src/reflect/postgres/readObjects.ts",
  ]);
  expect(naming().length).toBeLessThanOrEqual(8);
});

test("the compiler asks a new kind for each of them, and for no other", () => {
  const missing = asked(begun, (text) =>
    text.replace("readonly view: View;", "readonly view: View;\n  readonly widget: View;"),
  );
  // The file of its own row does not exist before it is written; the table that wants it does.
  const all = [...missing.filter((path) => path !== echo), begun, "src/model/kinds/view.ts"];
  expect(all.sort()).toEqual(naming());
}, 300_000);
