/**
 * Column types once the dialect is known: their text, the enum types they need, and the CHECK that
 * replaces them where the dialect lacks them.
 */
import { SchemaDiffError, type EnumType, type Sql } from "../model/index.js";
import type { Dialect } from "../dialects/dialect.js";
import type { PortableType } from "../dialects/types.js";
import { schemaIn, type Context } from "./context.js";

/** The type with its enum's schema resolved: the MetaData's where it names none, and null for the default one. */
export const typeIn = (type: PortableType, context: Context): PortableType => {
  if (type.is === "array") return { ...type, of: typeIn(type.of, context) };
  return type.is === "enum"
    ? { ...type, schema: schemaIn(context, type.schema ?? context.metadataSchema) }
    : type;
};

/** The dialect's text of a type; its errors get the place added. */
export const typeText = (type: PortableType, dialect: Dialect, where: string): Sql => {
  try {
    return dialect.types.print(type);
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError)
      throw new SchemaDiffError(thrown.code, `${where}: ${thrown.message}`, thrown.todo, {
        cause: thrown,
      });
    throw thrown;
  }
};

/** A dialect has separate enum types if the text of one does not contain its values. */
export const hasEnumTypes = ({ types }: Dialect): boolean => {
  const text = (values: readonly string[]): Sql =>
    types.print({ is: "enum", name: "e", schema: null, values, constraint: false });
  return (
    text(["a"]) === text(["b"]) &&
    types.standIn({ is: "enum", name: "e", schema: null, values: ["a"], constraint: true }, "c") ===
      null
  );
};

/** The enum type that a column's type needs. */
export const enumOf = (type: PortableType): EnumType | null => {
  if (type.is === "array") return enumOf(type.of);
  return type.is === "enum" && type.name !== null
    ? { schema: type.schema, name: type.name, values: type.values, comment: null }
    : null;
};

/**
 * The CHECK that replaces a type which the dialect does not have, unless it was declared without
 * one.
 */
export const standInOf = (
  type: PortableType,
  column: string,
  { types, lexicon }: Dialect,
): Sql | null =>
  (type.is === "boolean" || type.is === "enum") && type.constraint
    ? types.standIn(type, lexicon.quote(column))
    : null;
