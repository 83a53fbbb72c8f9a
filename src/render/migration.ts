/** A migration script as TypeScript: what `generate` writes and `upgrade` runs. */
import type { Hazard, Operation } from "../model/index.js";
import { dialectNamed } from "../dialects/index.js";
import { formatTypeScript } from "./format.js";
import { notBroughtBack } from "./lostRows.js";
import { operationText } from "./operations/index.js";
import { oneLine } from "./terminalText.js";
import { valueText } from "./value.js";

export interface Migration {
  readonly up: readonly Operation[];
  readonly down: readonly Operation[];
  readonly message: string;
  readonly revision: string;
  /** Null for the first script, several for a merge. */
  readonly downRevision: string | readonly string[] | null;
  /** Its types and expressions are in this dialect's words; null where the script holds none (a merge). */
  readonly dialect: string | null;
  /** What is told over an operation: of `up`'s and of `down`'s. */
  readonly hazards?: {
    readonly up: (operation: Operation) => readonly Hazard[];
    readonly down: (operation: Operation) => readonly Hazard[];
  };
  /** Where it is to be written, absolute: it is laid out as prettier is set up there. Null: nowhere yet. */
  readonly file: string | null;
}

/** Lines of a block comment: none of them can end it. */
const commentLines = (text: string): readonly string[] =>
  text
    .replaceAll("*/", "*\\/")
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => ` * ${oneLine(line)}`.trimEnd());

const comment = ({ message, dialect }: Migration): string => {
  const lines = [
    ...commentLines(message),
    ...(dialect === null ? [] : [" *", ` * In the words of ${dialect}.`]),
  ];
  return ["/**", ...lines, " */"].join("\n");
};

/** The column before an alteration is written where the dialect cannot do without it; elsewhere it would only be long. */
const withoutSpare =
  (spared: Map<Operation, Operation>) =>
  (operation: Operation): Operation => {
    const next: Operation =
      operation.do === "alterColumn"
        ? { ...operation, existing: null }
        : operation.do === "batch"
          ? { ...operation, operations: operation.operations.map(withoutSpare(spared)) }
          : operation;
    spared.set(next, operation);
    return next;
  };

/** @param spared gets each operation as it was, by what is written of it */
const told = (
  operations: readonly Operation[],
  dialect: string | null,
  spared: Map<Operation, Operation>,
): readonly Operation[] =>
  dialect === null || dialectNamed(dialect).facts.alterColumnNeedsWhole
    ? operations
    : operations.map(withoutSpare(spared));

const direction = (name: "up" | "down", migration: Migration): string => {
  const spared = new Map<Operation, Operation>();
  const operations = told(migration[name], migration.dialect, spared);
  const of = migration.hazards?.[name];
  const lost = name === "down" ? notBroughtBack(migration.up) : () => [];
  const remarks = (operation: Operation): readonly string[] => [
    ...(of?.(spared.get(operation) ?? operation) ?? []).map(
      ({ code, message }) => `! ${code}: ${message}`,
    ),
    ...lost(operation),
  ];
  return `export async function ${name}(${operations.length === 0 ? "_op" : "op"}: Operations): Promise<void> {\n${operations.map((operation) => operationText(operation, remarks)).join("\n")}\n}`;
};

const source = (migration: Migration): string =>
  [
    comment(migration),
    'import type { Operations } from "schema-diff";',
    "",
    `export const revision = ${valueText(migration.revision)};`,
    `export const downRevision = ${valueText(migration.downRevision)};`,
    "",
    direction("up", migration),
    "",
    direction("down", migration),
    "",
  ].join("\n");

/** The script's text; it type-checks under `strict`, and nothing in it but the calls of `op` can run. */
export const renderMigration = async (migration: Migration): Promise<string> =>
  formatTypeScript(source(migration), migration.file);
