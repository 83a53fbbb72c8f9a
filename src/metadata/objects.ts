/** Declared objects outside tables: enum types, sequences and schemas. */
import {
  optionsIfAny,
  tableKey,
  tableText,
  type EnumType,
  type Namespace,
  type Sequence,
  type TableRef,
} from "../model/index.js";
import { numbersOf } from "./column.js";
import { columnIn, metadataError, refIn, schemaIn, type Context } from "./context.js";
import type {
  EnumDeclaration,
  NamespaceDeclaration,
  SequenceDeclaration,
  SequenceOptions,
} from "./contents.js";
import { byName, byRef } from "./order.js";
import { knownOptions } from "./settings.js";
import { declaredTable } from "./reference.js";
import { enumOf, hasEnumTypes, typeIn } from "./resolveTypes.js";

/**
 * The enum types that are declared by themselves or by columns, each once; none where the dialect
 * has no enum types.
 */
export const enumsOf = (
  declared: readonly EnumDeclaration[],
  context: Context,
): readonly EnumType[] => {
  if (!hasEnumTypes(context.dialect)) return [];
  const found = new Map<string, EnumType>();
  const ofColumns = context.tables.flatMap((table) =>
    table.columns.flatMap(({ type }) => enumOf(typeIn(type, context)) ?? []),
  );
  for (const type of [...declared.map((e) => ({ ...e, ...refIn(context, e) })), ...ofColumns]) {
    const first = found.get(tableKey(type));
    if (first !== undefined && JSON.stringify(first.values) !== JSON.stringify(type.values)) {
      throw metadataError(
        `the enum ${tableText(type)} is declared with two sets of values, (${first.values.join(", ")}) and (${type.values.join(", ")})`,
        "give them one set, or two names",
      );
    }
    const twice = type.values.find((value, i) => type.values.indexOf(value) !== i);
    if (twice !== undefined)
      throw metadataError(
        `the enum ${tableText(type)} lists ${JSON.stringify(twice)} twice`,
        "list it once",
      );
    if (first === undefined) found.set(tableKey(type), type);
  }
  return [...found.values()].sort(byRef);
};

const ownerOf = (
  ownedBy: NonNullable<SequenceOptions["ownedBy"]>,
  context: Context,
): TableRef & { readonly column: string } => {
  if (typeof ownedBy !== "string")
    return {
      schema: ownedBy.schema === undefined ? context.metadataSchema : ownedBy.schema,
      name: ownedBy.table,
      column: ownedBy.column,
    };
  const [column = "", name = "", schema = context.metadataSchema] = ownedBy.split(".").toReversed();
  return { schema, name, column };
};

const sequenceFrom = (
  { name, schema, options }: SequenceDeclaration,
  context: Context,
): Sequence => {
  const owner =
    options.ownedBy === undefined || options.ownedBy === null
      ? null
      : ownerOf(options.ownedBy, context);
  const table = owner === null ? undefined : declaredTable(owner, context);
  if (owner !== null && table === undefined) {
    throw metadataError(
      `the sequence ${name} is owned by a column of table ${JSON.stringify(owner.name)}, which is not declared`,
      "declare the table, or take the owner out",
    );
  }
  return {
    name,
    schema: schemaIn(context, schema),
    ...numbersOf(options),
    type: context.dialect.types.canonical(options.type ?? "bigint"),
    ownedBy:
      owner === null || table === undefined
        ? null
        : {
            table: refIn(context, owner),
            column: columnIn(table, owner.column, `the sequence ${name}`).dbName,
          },
    comment: options.comment ?? null,
    ...optionsIfAny(knownOptions(options.options ?? {}, "sequenceOptions", context.dialect)),
  };
};

export const sequencesOf = (
  declared: readonly SequenceDeclaration[],
  context: Context,
): readonly Sequence[] => declared.map((sequence) => sequenceFrom(sequence, context)).sort(byRef);

/**
 * The schemas that are declared, and those in which something is declared; never the default one.
 */
export const namespacesOf = (
  declared: readonly NamespaceDeclaration[],
  used: readonly (string | null)[],
  context: Context,
): readonly Namespace[] => {
  if (context.dialect.facts.namespaces === "none") return [];
  const others = declared.filter(({ name }) => schemaIn(context, name) !== null);
  const names = new Set(
    [...others.map(({ name }) => name), ...used].filter((name) => name !== null),
  );
  return [...names]
    .map((name) => ({ name, comment: others.find((n) => n.name === name)?.comment ?? null }))
    .sort(byName);
};
