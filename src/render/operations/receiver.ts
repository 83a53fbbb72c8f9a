/** What a printed operation is called on: `op`, or the `batch` of one table, whose methods name neither table nor schema. */
import type { MethodOf } from "../../codec/methods.js";
import {
  SchemaDiffError,
  sameTable,
  tableText,
  type OperationVerb,
  type TableRef,
} from "../../model/index.js";
import { valueText } from "../value.js";

type Settings = Readonly<Record<string, unknown>> | object;

/** `M` are the methods that may be called on it. */
export interface Receiver<M extends string = MethodOf<OperationVerb>> {
  /** A call about an object outside tables. */
  readonly call: (method: M, args: readonly unknown[], settings?: Settings) => string;
  /** A call about a table, whose name follows the arguments `before`; `schemaKey` is the option for the table's schema. */
  readonly onTable: (
    method: M,
    table: TableRef,
    before: readonly unknown[],
    after: readonly unknown[],
    settings?: Settings,
    schemaKey?: string,
  ) => string;
}

export const schemaSetting = (schema: string | null): { readonly schema?: string } =>
  schema === null ? {} : { schema };

const callText = (method: string, args: readonly unknown[], settings: Settings): string => {
  const all = Object.keys(settings).length === 0 ? args : [...args, settings];
  return `await ${method}(${all.map(valueText).join(", ")});`;
};

export const op: Receiver = {
  call: (method, args, settings = {}) => callText(`op.${method}`, args, settings),
  onTable: (method, table, before, after, settings = {}, schemaKey = "schema") =>
    callText(`op.${method}`, [...before, table.name, ...after], {
      ...settings,
      ...(table.schema !== null && { [schemaKey]: table.schema }),
    }),
};

export const batchOn = (table: TableRef): Receiver => ({
  call: (method) => {
    throw new SchemaDiffError(
      "internal",
      `${method} stands in a batch on ${tableText(table)}, where only its table can be changed`,
    );
  },
  onTable: (method, other, before, after, settings = {}) => {
    if (!sameTable(table, other)) {
      throw new SchemaDiffError(
        "internal",
        `${method} on ${tableText(other)} stands in a batch on ${tableText(table)}`,
      );
    }
    return callText(`batch.${method}`, [...before, ...after], settings);
  },
});
