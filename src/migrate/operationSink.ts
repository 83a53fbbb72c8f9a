/** Where operations are passed to, and how a script's arguments are read: shared by `op` and `batch`. */
import type { ErrorPlace, Operation, TableRef } from "../model/index.js";
import type { NamingConvention } from "../naming/index.js";
import { object, optional, root, text, under, type Fields, type Place } from "../decode/decode.js";
import type { Namer } from "./names.js";
import { usageOf } from "./usages.js";

/** What an operation's executor receives besides the operation. */
export interface Hints {
  /** The batch's own convention, whose names identify constraints without one; null where it specifies none. */
  readonly namingConvention: NamingConvention | null;
  /** Where in a script it is called; null where nobody knows. */
  readonly calledAt: () => ErrorPlace | null;
}

export type Executor = (operation: Operation, hints: Hints) => Promise<void>;

export const noHints: Hints = { namingConvention: null, calledAt: () => null };

export interface OperationSink {
  /** `op` or `batch`, for messages. */
  readonly receiver: "op" | "batch";
  readonly run: (operation: Operation) => Promise<void>;
  readonly namer: Namer;
}

/** The place of one argument, for messages: `op.addColumn: column`. */
export const argument = (
  host: Pick<OperationSink, "receiver">,
  method: string,
  name: string,
): Place =>
  root(
    "script",
    `${host.receiver}.${method}: ${name}`,
    `write it as in ${usageOf(host.receiver, method)}`,
  );

export const readOptions = <T>(value: unknown, at: Place, build: (f: Fields) => T): T =>
  object(build)(value ?? {}, at);

/** The table that a method of `op` names, and the options without the schema. */
export const tableAndRest = (
  method: string,
  name: unknown,
  options: object | undefined,
  schemaKey: "schema" | "sourceSchema" = "schema",
): readonly [TableRef, Readonly<Record<string, unknown>>] => {
  const host = { receiver: "op" } as const;
  const at = argument(host, method, "options");
  const { [schemaKey]: schema = null, ...rest } = object((f) =>
    Object.fromEntries(
      Object.keys(options ?? {}).map((key) => [key, f.get(key, (value) => value)]),
    ),
  )(options ?? {}, at);
  return [
    {
      schema: optional(text)(schema, under(at, schemaKey)),
      name: text(name, argument(host, method, "table")),
    },
    rest,
  ];
};

/** A method's options as a batch takes them, without the table's schema, which has already been read. */
export const withoutSchema = <T extends { readonly schema?: string | null }>(
  options: T,
): Omit<T, "schema"> => {
  const { schema: _schema, ...rest } = { ...options };
  return rest;
};
