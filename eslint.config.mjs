/** The type-aware rules that the sources are held to; their layout is prettier's. */
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig({
  files: ["src/**/*.ts"],
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  languageOptions: {
    parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname },
  },
  rules: {
    // Keys that come from a catalogue or a file are written as what they are: texts.
    "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
    "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    // What a contract promises may need no waiting; `async` turns what it throws into a rejection.
    "@typescript-eslint/require-await": "off",
    // A driver gives values of type unknown, and texts are made of them on purpose.
    "@typescript-eslint/no-base-to-string": "off",
    // A parameter that a contract gives and an implementation does not need is named with _ in front.
    "@typescript-eslint/no-unused-vars": [
      "error",
      { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
    ],
    // What is asked by texts of others must not find what every object has: `constructor`.
    "no-restricted-syntax": [
      "error",
      {
        selector:
          ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > :matches(VariableDeclarator[id.typeAnnotation.typeAnnotation.typeName.name="Readonly"][id.typeAnnotation.typeAnnotation.typeArguments.params.0.typeArguments.params.0.type="TSStringKeyword"], VariableDeclarator[id.typeAnnotation.typeAnnotation.typeName.name="Record"][id.typeAnnotation.typeAnnotation.typeArguments.params.0.type="TSStringKeyword"]) > ObjectExpression.init',
        message: "make it by lookupTable({ … })",
      },
    ],
  },
});
