/** No place of the source makes an error without a way out: a literal that is empty, a parameter that may be left out, or none at all. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../src/", import.meta.url));

const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

/** The class itself, which outsiders use as well. */
const definition = join("model", "error.ts");

const isEmptyText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) && node.text === "";

const holdsEmptyText = (node: ts.Node): boolean =>
  isEmptyText(node) ||
  (ts.isConditionalExpression(node) &&
    (holdsEmptyText(node.whenTrue) || holdsEmptyText(node.whenFalse)));

/** Whose fault is ours has one way out, which goes by the code: to run it again with --verbose, and to report it. */
const isInternal = (node: ts.Node | undefined): boolean =>
  node !== undefined && ts.isStringLiteralLike(node) && node.text === "internal";

const wrongWith = (node: ts.Node, source: ts.SourceFile): string | null => {
  if (ts.isNewExpression(node) && node.expression.getText(source) === "SchemaDiffError") {
    const [code, , todo] = node.arguments ?? [];
    if (isInternal(code)) return null;
    if (todo === undefined) return "an error without a way out";
    return holdsEmptyText(todo) ? "an error with an empty way out" : null;
  }
  if (ts.isParameter(node) && node.name.getText(source) === "todo")
    return node.initializer !== undefined && holdsEmptyText(node.initializer)
      ? "a way out that is empty where nobody gives one"
      : null;
  if (ts.isPropertyAssignment(node) && node.name.getText(source) === "todo")
    return holdsEmptyText(node.initializer) ? "an empty way out" : null;
  return null;
};

const faultsIn = (text: string, file: string): readonly string[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const wrong = wrongWith(node, source);
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    if (wrong !== null) found.push(`${file}:${line + 1}: ${wrong}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

test("every error that the source makes has a way out", () => {
  expect(
    files
      .filter((file) => file !== definition)
      .flatMap((file) => faultsIn(readFileSync(join(root, file), "utf8"), file)),
  ).toEqual([]);
});

test.each([
  'new SchemaDiffError("usage", "it is wrong");',
  'new SchemaDiffError("usage", "it is wrong", "");',
  'new SchemaDiffError("usage", "it is wrong", near ? "this one" : "");',
  'const refuse = (message: string, todo = ""): never => fail(message, todo);',
  'const row = { because: "it is wrong", todo: "" };',
])("the test sees %s", (text) => expect(faultsIn(text, "it.ts")).toHaveLength(1));
