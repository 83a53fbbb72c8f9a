/** Renders a migration script in TypeScript: what `generate` writes and `upgrade` runs. */
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
  /** The dialect of its types and expressions; null where the script has none (a merge). */
  readonly dialect: string | null;
  /** The hazards that are printed above an operation, of `up` and of `down`. */
  readonly hazards?: {
    readonly up: (operation: Operation) => readonly Hazard[];
    readonly down: (operation: Operation) => readonly Hazard[];
  };
  /** The absolute path to which the script will be written; prettier's settings there are used. Null: not written yet. */
  readonly file: string | null;
}

/** Lines of a block comment, none of which can end it. */
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

/** The operation without the state of the column before an alteration, which is long: for dialects that do not need it. */
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

/** @param spared receives, for each operation that is written, the original one */
const asWritten = (
  operations: readonly Operation[],
  dialect: string | null,
  spared: Map<Operation, Operation>,
): readonly Operation[] =>
  dialect === null || dialectNamed(dialect).facts.alterColumnNeedsWhole
    ? operations
    : operations.map(withoutSpare(spared));

const direction = (name: "up" | "down", migration: Migration): string => {
  const spared = new Map<Operation, Operation>();
  const operations = asWritten(migration[name], migration.dialect, spared);
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
