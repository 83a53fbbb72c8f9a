/** Renders a schema as a TypeScript module that declares exactly this schema. */
import { writeObject } from "../codec/sqlObjects.js";
import { dialectNamed } from "../dialects/index.js";
import {
  schemaObjectKinds,
  schemaObjectRules,
  sqlObjectKinds,
  tableKey,
  tableText,
  type EnumType,
  type Schema,
  type Sequence,
  type Table,
  type TableRef,
} from "../model/index.js";
import { defaultConvention, type NamingConvention, type Templates } from "../naming/index.js";
import { formatTypeScript } from "./format.js";
import { identifierFor, propertyKey, stringLiteral, templateLiteral } from "./literals.js";
import { valueText } from "./value.js";
import { columnsCode, keysOf, numbersCode } from "./metadata/columns.js";
import { indexesCode } from "./metadata/constraints.js";
import { pinned } from "./metadata/pinned.js";
import { placeConstraints } from "./metadata/placing.js";
import { oneLine } from "./terminalText.js";
import {
  callCode,
  imports,
  objectCode,
  settingsCode,
  stringsCode,
  textOrNull,
  type Import,
  type Writer,
} from "./metadata/writer.js";

export interface MetadataOptions {
  /** Default: `schema-diff`. */
  readonly importFrom?: string;
  /** The convention that the module declares; an object with another name gets it written out. */
  readonly namingConvention?: Templates | null;
  /** The convention that applies to the module from outside, where it has none of its own. */
  readonly under?: NamingConvention | null;
  /** The absolute path to which the module will be written; prettier's settings there are used. */
  readonly file?: string;
}

const tableCode = (table: Table, writer: Writer): string => {
  const keys = keysOf(table);
  const { methods, extras } = placeConstraints(table, keys, writer);
  const columns = columnsCode(table, keys, methods, writer).map(
    ([key, code]) => `${propertyKey(key)}: ${code},`,
  );
  const more = [...extras, ...indexesCode(table, keys, writer)];
  const options = objectCode({
    schema: textOrNull(table.schema),
    comment: textOrNull(table.comment),
    options: settingsCode(table.options),
  });
  const parameter = more.some((code) => /\bt[.[]/.test(code)) ? "(t)" : "()";
  return callCode(
    "metadata.table",
    stringLiteral(table.name),
    `{\n${columns.join("\n")}\n}`,
    more.length > 0 ? `${parameter} => [\n${more.join(",\n")},\n]` : options === null ? null : "[]",
    options,
  );
};

const enumCode = ({ name, schema, values, comment }: EnumType): string =>
  callCode(
    "metadata.enumeration",
    stringLiteral(name),
    stringsCode(values),
    objectCode({ schema: textOrNull(schema), comment: textOrNull(comment) }),
  );

const ownerCode = ({ table, column }: NonNullable<Sequence["ownedBy"]>): string =>
  objectCode({
    schema: textOrNull(table.schema),
    table: stringLiteral(table.name),
    column: stringLiteral(column),
  }) ?? "{}";

const sequenceCode = (sequence: Sequence, { dialect }: Writer): string =>
  callCode(
    "metadata.sequence",
    stringLiteral(sequence.name),
    objectCode({
      schema: textOrNull(sequence.schema),
      type:
        sequence.type === dialect.types.canonical("bigint") ? null : stringLiteral(sequence.type),
      ...numbersCode(sequence),
      ownedBy: sequence.ownedBy === null ? null : ownerCode(sequence.ownedBy),
      comment: textOrNull(sequence.comment),
      options: settingsCode(sequence.options ?? {}),
    }),
  );

/** Schemas without declared objects, and those with a comment; the others follow from the objects in them. */
const namespacesCode = (schema: Schema): readonly string[] => {
  const used = new Set(
    schemaObjectKinds.flatMap((kind) =>
      schemaObjectRules[kind].all(schema).map((object: TableRef) => object.schema),
    ),
  );
  return schema.namespaces
    .filter(({ name, comment }) => comment !== null || !used.has(name))
    .map(
      ({ name, comment }) =>
        `${callCode("metadata.namespace", stringLiteral(name), objectCode({ comment: textOrNull(comment) }))};`,
    );
};

/** Comment lines for what the database holds and a declaration cannot express. */
const notCompared = (
  { notCompared: left }: Schema,
  nameless: readonly string[],
): readonly string[] => {
  const lines = [...left.map((o) => `${o.kind} ${stringLiteral(tableText(o))}`), ...nameless];
  return lines.length === 0
    ? []
    : [
        "",
        "// Not declared here, and not compared:",
        ...lines.map((line) => `//   ${oneLine(line)}`),
      ];
};

/** SQL objects: the SQL, and their options. */
const objectsCode = (schema: Schema, { use }: Writer): readonly string[] =>
  sqlObjectKinds.flatMap((kind) =>
    schemaObjectRules[kind].all(schema).map((object) => {
      const { sql, options } = writeObject(kind, object);
      const settings = {
        ...options,
        ...(object.schema === null ? {} : { schema: object.schema }),
      };
      return `${callCode(
        `metadata.${kind}`,
        stringLiteral(object.name),
        `${use("sql")}${templateLiteral(sql)}`,
        Object.keys(settings).length === 0 ? null : valueText(settings),
      )};`;
    }),
  );

const metadataCode = (convention: Templates | null): string =>
  `export const metadata = new MetaData(${
    convention === null
      ? ""
      : `{\nnamingConvention: {\n${Object.entries(convention)
          .map(([key, template]) => `${propertyKey(key)}: ${stringLiteral(template)},`)
          .join("\n")}\n},\n}`
  });`;

/** The schema without its quirks: spellings of the database that mean nothing need not be declared. */
const withoutQuirks = (schema: Schema): Schema =>
  dialectNamed(schema.dialect).quirks.reduce((s, quirk) => quirk.erase(s), schema);

const source = (
  whole: Schema,
  { importFrom = "schema-diff", namingConvention = null, under = null }: MetadataOptions,
): string => {
  const convention = namingConvention ?? under;
  const { schema: kept, left } =
    convention === null ? { schema: whole, left: [] } : pinned(whole, convention);
  // After the names: a name that means nothing here (that of a primary key on MySQL) need not be written out.
  const schema = withoutQuirks(kept);
  const used = new Set<Import>(["MetaData"]);
  const taken = new Set<string>([...imports, "metadata", "t"]);
  const declareName = (name: string, suffix: string): string => {
    const identifier = identifierFor(name, taken, suffix);
    taken.add(identifier);
    return identifier;
  };
  const dialect = dialectNamed(schema.dialect);
  const enums = schema.enums.map((type) => ({
    type,
    identifier: declareName(type.name, "Enum"),
    text: dialect.types.print({ is: "enum", constraint: true, ...type }),
  }));
  const usedEnums = new Set<string>();
  const writer: Writer = {
    tables: new Map(schema.tables.map((table) => [tableKey(table), table])),
    dialect,
    convention: convention ?? defaultConvention,
    use: (name) => {
      used.add(name);
      return name;
    },
    enums: new Map(
      enums.map(({ text, identifier }) => [
        text,
        () => {
          usedEnums.add(identifier);
          return `${identifier}()`;
        },
      ]),
    ),
  };
  const tables = schema.tables.map(
    (table) => `export const ${declareName(table.name, "Table")} = ${tableCode(table, writer)};`,
  );
  const types = enums.map(
    ({ type, identifier }) =>
      `${usedEnums.has(identifier) ? `const ${identifier} = ` : ""}${enumCode(type)};`,
  );
  const objects = objectsCode(schema, writer);
  return [
    `import { ${[...used].sort().join(", ")} } from ${stringLiteral(importFrom)};`,
    "",
    metadataCode(namingConvention),
    ...notCompared(schema, left),
    "",
    ...namespacesCode(schema),
    ...types,
    "",
    ...tables.flatMap((table) => [table, ""]),
    ...schema.sequences.map((sequence) => `${sequenceCode(sequence, writer)};`),
    ...(objects.length > 0 ? [""] : []),
    ...objects,
  ].join("\n");
};

/**
 * A module whose `metadata` declares this schema: portable types where the dialect has them, every author's name written
 * out, the server's names left to the server. Nothing in the text but the declaring functions can run, whatever the names.
 */
export const renderMetadata = async (
  schema: Schema,
  options: MetadataOptions = {},
): Promise<string> => formatTypeScript(source(schema, options), options.file ?? null);

/** A module that declares nothing yet, with an example of a declaration. */
export const renderEmptyMetadata = async (
  namingConvention: Templates | null,
  file: string,
): Promise<string> =>
  formatTypeScript(
    [
      'import { MetaData } from "schema-diff";',
      "",
      metadataCode(namingConvention),
      "",
      "// A table is declared like this (integer and varchar are imported from schema-diff too):",
      '// metadata.table("user", { id: integer().primaryKey(), name: varchar(30).notNull().unique() });',
      "",
    ].join("\n"),
    file,
  );
